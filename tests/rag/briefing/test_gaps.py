"""What is not in the articles: what is asked of such an event and nobody tells, what was announced, and how far the articles go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ingest.article import Attribution, AttributionKind, Span, SpeakerKind
from rag import NewsAssistant
from rag.briefing import Briefing, Request, SectionKind
from rag.briefing.draft import Drafted
from rag.briefing.heads import head_of, with_plain_heads
from rag.briefing.readable import of_a_picture, tells_news
from rag.briefing.types import Voice

FIRST = (
    "A gunman shot and killed three people in the ferry hall at Ostrel on Friday, police said.\n"
    "Officers arrested a suspect near the Ostrel ferry hall on Friday night.\n"
    "Two of the injured in the Ostrel shooting are in hospital, the city said."
)
SECOND = (
    "The suspect in the Ostrel ferry hall shooting was charged with three murders on Monday.\n"
    "A hearing in the Ostrel shooting case is scheduled for May 12.\n"
    "Pia Quend, 34, of Ostrel, was among the dead."
)
MOTIVE = (
    "The Ostrel ferry hall gunman wanted revenge for his dismissal; that was the motive of the shooting, police said."
)


@pytest.fixture
def ostrel(samples: NewsAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    home = tmp_path_factory.mktemp("gaps")
    with NewsAssistant.open(samples.settings.model_copy(update={"home": home})) as assistant:
        for day, text in (("2026-05-01", FIRST), ("2026-05-04", SECOND)):
            title = f"Ostrel ferry hall shooting, {day}"
            assistant.add_text(text, title=title, publisher="Ostrel Echo", published_at=day)
        yield assistant


def missing(assistant: NewsAssistant) -> str:
    briefing: Briefing = assistant.briefings.write(Request(topic="Ostrel shooting"), today=date(2026, 8, 1))
    assert all(sentence.citations for sentence in briefing.sentences)
    return " ".join(
        sentence.text for part in briefing.sections if part.kind is SectionKind.MISSING for sentence in part.sentences
    )


def test_what_is_asked_of_a_shooting_and_told_nowhere(ostrel: NewsAssistant) -> None:
    told = missing(ostrel)
    assert "Nothing was found on" in told and "a motive" in told and "the weapon" in told
    assert "who did it" not in told and "killed or hurt" not in told
    assert "scheduled for May 12" in told and "nothing here is later than 4 May 2026" in told
    ostrel.add_text(MOTIVE, title="Ostrel shooting: motive", publisher="Halvik Post", published_at="2026-05-20")
    told = missing(ostrel)
    assert "a motive" not in told
    assert "scheduled for May 12" not in told  # an article of a later day may tell what came of it


def said(description: str, *sides: str) -> Attribution:
    return Attribution(
        article_id="a",
        content=(Span(start=0, end=4),),
        kind=AttributionKind.DIRECT,
        speaker="Odo Marrick",
        speaker_kind=SpeakerKind.PERSON,
        description=description,
        sides=sides,
    )


def test_speakers_stand_under_what_they_are() -> None:
    assert head_of(said("Moscow police chief", "russia", "official")) == "Police and rescue services"
    assert (
        head_of(said("the mayor", "russia", "official"), text="The town of Moscow, Idaho") == "Government and officials"
    )
    assert head_of(said("the mayor", "russia", "official"), text="Russian towns") == "Russia: government and officials"
    assert head_of(said("the chief operating officer", "police")) == "Companies"
    one = Drafted(
        section=SectionKind.WHO_SAYS,
        lead="Odo Marrick:",
        words="w",
        voice=Voice.QUOTE,
        evidence=(),
        head="Russia: military",
    )
    assert [draft.head for draft in with_plain_heads([one])] == ["Military"]  # one country alone need not be named


def test_what_is_no_news_is_left_out() -> None:
    assert tells_news("The ferry sank off Ostrel on Monday, killing two.")
    for words in (
        "Odo Marrick, right, who is accused of the theft, is led into court.",
        "Customers are advised to click on Refund to get their money back.",
        "Marrick: Papers found in the probe were 'stray notes'",
    ):
        assert not tells_news(words)
    assert of_a_picture("The hall at Ostrel. Pia Quend/Getty Images")
