"""The evidence: the marked words are the stored words, whatever the text and the spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Span
from tests.ui.examples import TEXT, answer, article, citation, passage
from tests.ui.test_markup import Reader
from ui import evidence

texts = st.text(st.sampled_from("ab é漢😀\n<>&\"'${}`\u0301\u200d"), min_size=1, max_size=120)


class Marked(Reader):
    """Reads back an article: all its text, and the text within marks, numbers behind them left out."""

    def __init__(self, source: str) -> None:
        self._open: list[str] = []
        self.whole = ""
        self.marked: dict[str, str] = {}
        super().__init__(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        named = dict(attrs)
        self._open.append("chip" if "chip" in (named.get("class") or "") else named.get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if "chip" in self._open:
            return
        self.whole += data
        for kind in ("cited", "also", "closest", "said"):
            if kind in self._open:
                self.marked[kind] = self.marked.get(kind, "") + data


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, Span, Span]:
    text = draw(texts)
    edges = [sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2))) for _ in range(2)]
    first, second = (Span(start=a, end=b) for a, b in edges)
    return text, first, second


@given(text_and_spans())
def test_every_character_is_there_once_and_marks_hold_exactly_their_span(case: tuple[str, Span, Span]) -> None:
    text, first, second = case
    marks = [evidence.Mark(span=first, kind="cited", number=1), evidence.Mark(span=second, kind="also", number=2)]
    read = Marked(evidence.marked_text(article(text), marks))
    assert read.whole == text
    assert read.marked.get("cited", "") == first.of(text)
    outside_first = "".join(text[at] for at in range(second.start, second.end) if not first.start <= at < first.end)
    assert read.marked.get("also", "") == outside_first


@given(texts)
def test_no_text_makes_an_element_of_its_own(text: str) -> None:
    made = {tag for tag, _ in Reader(evidence.marked_text(article(text), [])).elements}
    assert made <= {"p", "span"}


def test_a_citation_opens_its_article_with_the_others_marked_too() -> None:
    first, second = citation(1, "We closed it at noon", speaker="Ida Holm"), citation(2, "stay closed for a week")
    page = evidence.cited_article(article(), answer(first, second), 3, first)
    read = Marked(page)
    assert read.marked == {"cited": "We closed it at noon", "also": "stay closed for a week"}
    pane = next(attributes for tag, attributes in read.elements if tag == "section")
    assert (pane["data-turn"], pane["data-number"], pane["data-article"]) == ("3", "1", "a1")
    assert "Ida Holm" in read.shown
    assert "Tarn Herald" in read.shown
    assert "By Nils Brandt" in read.shown
    assert "3 October 2026" in read.shown
    assert 'href="https://tarnherald.example/bridge"' in page


def test_next_and_previous_go_round_the_answers_citations() -> None:
    three = [citation(n, quote) for n, quote in ((1, "bridge"), (2, "noon"), (3, "Friday"))]
    read = Reader(evidence.cited_article(article(), answer(*three), 0, three[2]))
    keys = {a["data-key"]: a["data-number"] for _, a in read.elements if a.get("data-key")}
    assert keys == {"j": "1", "k": "2"}


def test_the_way_the_words_came_is_shown_from_speaker_to_outlet() -> None:
    one = citation(1, "noon", speaker="Ida Holm", description="the town engineer", via=("Lowland Wire", "Radio Tarn"))
    shown = Reader(evidence.said_by(one)).shown
    places = [shown.index(name) for name in ("Ida Holm", "Radio Tarn", "Lowland Wire", "Tarn Herald")]
    assert places == sorted(places)


def test_a_description_that_repeats_the_name_is_left_out() -> None:
    one = citation(1, "noon", speaker="Varland’s minister", description="varland's minister")
    assert Reader(evidence.said_by(one)).shown == "Said byVarland’s minister"


def test_an_older_version_is_said_to_be_one() -> None:
    one = citation(1, "noon")
    assert "newer version" in evidence.cited_article(article(current=False), answer(one), 0, one)
    assert "newer version" not in evidence.cited_article(article(), answer(one), 0, one)


def test_a_removed_article_still_shows_the_cited_words() -> None:
    shown = Reader(evidence.missing_article(citation(1, "We closed it at noon"))).shown
    assert "no longer in the library" in shown
    assert "We closed it at noon" in shown


def test_a_closest_passage_is_marked() -> None:
    found = passage()
    read = Marked(evidence.closest_passage(article(), answer(), 0, 0, found))
    assert read.marked["closest"] == found.passage.text


def test_subheads_become_headings() -> None:
    text = "Intro.\n\nWhat now\n\nMore."
    source = article(text, headings=(Span(start=8, end=16),))
    assert "<h3>What now</h3>" in evidence.marked_text(source, [])


def test_a_reference_names_speaker_title_outlet_day_and_address() -> None:
    one = citation(1, "noon", speaker="Ida Holm", description="the town engineer", via=("Lowland Wire",))
    assert evidence.reference(one) == (
        "Ida Holm, the town engineer. “Bridge at Tarn shut”, Tarn Herald, 3 October 2026, via Lowland Wire. "
        "https://tarnherald.example/bridge"
    )


def test_the_sample_text_is_in_paragraphs() -> None:
    assert evidence.marked_text(article(), []).count("<p>") == TEXT.count("\n\n") + 1
