"""Which sentences tell of what a topic names."""

from __future__ import annotations

from ingest.article import Article, Span
from rag.briefing.anchored import Anchors


def article(text: str, title: str) -> Article:
    return Article(id=title, name=title, text=text, title=title, language="en", fetched_at="", content_hash="")


def spans(text: str) -> list[Span]:
    found, at = [], 0
    for piece in text.split("\n"):
        found.append(Span(start=at, end=at + len(piece)))
        at += len(piece) + 1
    return found


HARBOUR = article("A gunman shot four people in Vessel Point.\nHe fled.\nPolice seek him.", "Vessel Point shooting")
OTHER = article("A gunman shot three people in Orrel Park.\nHe was held.", "Orrel Park shooting")
MANY = article(
    "\n".join(
        ["The budget passed.", "Snow fell.", "A choir sang.", "Prices rose."] * 4
        + ["Vessel Point mourns.", "It rained."]
    ),
    "Budget, snow and Vessel Point: the short list",
)


def test_another_event_of_the_kind_is_not_of_the_topic() -> None:
    anchors = Anchors([["Vessel Point"]], [HARBOUR, OTHER, MANY])
    assert anchors.places(HARBOUR, spans(HARBOUR.text)) is None
    assert anchors.places(OTHER, spans(OTHER.text)) == set()
    assert anchors.places(MANY, spans(MANY.text)) == {15, 16, 17, 18, 19}


def test_either_of_two_parts_will_do_and_a_name_nobody_writes_bounds_nothing() -> None:
    either = Anchors([["Vessel Point"], ["Orrel Park"]], [HARBOUR, OTHER])
    assert either.places(OTHER, spans(OTHER.text)) is None
    assert Anchors([["Nowhere Bay"]], [HARBOUR, OTHER]).places(OTHER, spans(OTHER.text)) is None
