"""The bottom line tells the newest state of the main event, in the topic's words, and nobody's talk to the reader."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rag.assistant import NewsAssistant
from rag.briefing import Request, SectionKind
from rag.briefing.draft import names_another, of_a_relative

ARTICLES = (
    ("2026-06-01", "Ostrel Echo", "The Lake Cup has always been rowed in June, more out of habit than need.\nThe Lake Cup was first rowed in 1931 and every year since."),
    ("2026-06-10", "Norvale Herald", "It all comes down to one last race in the Lake Cup, in which Dunholt will meet Ostrel on Saturday.\nThe crews trained late."),
    ("2026-06-13", "Halvik Post", "Dunholt beat Ostrel by a length in the final of the Lake Cup on Saturday, its first title in nine years.\nThousands stood on both shores."),
    ("2026-06-14", "Counting House", "It’s me, the Lake Cup, and I would like you all to know how tired I am of being lifted.\nDunholt won the Lake Cup, after all."),
)  # fmt: skip


def test_the_outcome_leads(samples: NewsAssistant, tmp_path: Path) -> None:
    with NewsAssistant.open(samples.settings.model_copy(update={"home": tmp_path})) as assistant:
        for day, outlet, text in ARTICLES:
            assistant.add_text(text, title=f"The Lake Cup, {day}", publisher=outlet, published_at=day)
        briefing = assistant.briefings.write(Request(topic="the Lake Cup"), today=date(2026, 6, 15))
    lines = next(part.sentences for part in briefing.sections if part.kind is SectionKind.BOTTOM_LINE)
    assert "beat Ostrel by a length" in lines[0].words or "Dunholt won" in lines[0].words
    assert not any("It’s me" in line.words for line in lines)


def test_what_somebody_is_called_is_their_own() -> None:
    assert names_another("Rep. Odo Marrick", "Pia Quend") and not names_another("Sen. Pia Quend", "Pia Quend")
    assert not names_another("the mayor of Ostrel", "Pia Quend")
    assert of_a_relative("the suspect’s father") and not of_a_relative("the founder of Father Odo’s kitchen")
