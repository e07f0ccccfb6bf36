"""Who a written sentence gives as speaking, as a good writer puts it and as one twists it. Real articles of the samples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag import NewsAssistant
from rag.verify.passages import SupportingPassage
from rag.writing.quoted_material import Numbered, people_of

HELD = [
    ("dam-costs", "A spokesman for Norfell Hydro denied that any safety work had been postponed and said that the maintenance plan was followed to the letter."),
    ("strait-tesmar-mines", "Tesmar's deputy defence minister, Ruan Dorvalle, said that Varland has laid mines at the entrance to the southern lane of the Kessary Strait."),
    ("river-fever", "Colm Essermann of Open Ward said that protection seemed to weaken quickly."),
    ("strait-kastrell", "Two Lunmark officials said that Varland has neither the landing craft nor the winter crews to take the bank by force."),
]  # fmt: skip
TWISTED = [
    ("dam-costs", "A spokesman for Norfell Hydro denied that any safety work had been postponed and said that the maintenance plan was not followed.", "not"),
    ("strait-tesmar-mines", "Tesmar's deputy defence minister, Ruan Dorvalle, said that Tesmar has laid mines at the entrance to the southern lane of the Kessary Strait.", "Varland"),
    ("dam-first", "Marit Oldane of the University of Calverra said that earth dams seldom failed from rain alone.", "Oldane"),
    ("strait-wire", "Ilse Tarnow, Tesmar's foreign minister, called the accord “a first step and not a gift”.", "Tesmar"),
]  # fmt: skip


def cited(samples: NewsAssistant, article: str, text: str) -> list[Numbered]:
    """Return what a writer is shown of an article for a sentence, best first."""
    ids = [h.id for h in samples.headers() if article in (h.name or "") + (h.key or "")]
    found = [p for p in samples.search(text, k=40).passages if p.article.id in ids]
    return [Numbered.found(one, samples.article(one.article.id)) for one in found]


@pytest.mark.parametrize(("article", "text"), HELD)
def test_a_speaker_called_in_another_way_is_the_same(samples: NewsAssistant, article: str, text: str) -> None:
    shown = cited(samples, article, text)
    checked = [samples.models.checker.check(text, [supporting(one, shown)]) for one in shown[:3]]
    assert any(one.supported for one in checked), [one.reason for one in checked]


@pytest.mark.parametrize(("article", "text", "reason"), TWISTED)
def test_a_speaker_or_deed_exchanged_is_told(samples: NewsAssistant, article: str, text: str, reason: str) -> None:
    shown = cited(samples, article, text)
    checked = [samples.models.checker.check(text, [supporting(one, shown)]) for one in shown]
    assert not any(one.supported for one in checked)
    assert any(reason in (one.reason or "") for one in checked), [one.reason for one in checked]


def supporting(one: Numbered, shown: list[Numbered]) -> SupportingPassage:
    return replace(one.supporting, people=people_of(shown))
