"""Answers in a briefing: under their question, with their citations, edited, exported, kept and refreshed like the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ingest.errors import DatelineError
from rag.assistant import NewsAssistant
from rag.briefing import Briefing, Request, SectionKind, Sentence, Voice
from rag.briefing.as_document import briefing_document
from rag.briefing.asked import asked
from rag.briefing.edit import moved, without
from rag.export import FORMATS, export

TODAY = date(2026, 11, 24)
TRUCE, TOLL = "What does Ilse Tarnow say?", "How many people died at the Orrel dam?"


def told(sentences: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text for sentence in sentences]


@pytest.fixture(scope="module")
def draft(samples: NewsAssistant) -> Briefing:
    """A new briefing of two answers."""
    first = samples.briefings.with_answer(None, samples.ask(TRUCE), today=TODAY)
    return samples.briefings.with_answer(first, samples.ask(TOLL), today=TODAY)


def test_an_answer_stands_under_its_question_in_the_same_words(samples: NewsAssistant, draft: Briefing) -> None:
    answers = [samples.ask(TRUCE), samples.ask(TOLL)]
    assert draft.title == TRUCE
    assert told(asked(draft)) == [statement.text for answer in answers for statement in answer.statements]
    assert list(dict.fromkeys(sentence.head for sentence in asked(draft))) == [TRUCE, TOLL]
    quoted = next(s for s in asked(draft) if "single metre" in s.words)
    assert quoted.voice is Voice.QUOTE and quoted.lead.endswith(":") and quoted.words.startswith("“")
    cited = {citation.quote for answer in answers for citation in answer.citations}
    assert {citation.quote for citation in draft.citations} == cited
    for citation in draft.citations:
        assert samples.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    assert {source.article_id for source in draft.sources} == {c.article_id for c in draft.citations}
    assert draft.articles == len(draft.sources) > draft.independent


def test_it_joins_a_briefing_that_is_there_and_the_same_question_takes_its_own_place(samples: NewsAssistant) -> None:
    page = samples.briefings.write(Request(topic="Orrel dam collapse"), today=TODAY)
    answer = samples.ask(TRUCE)
    once = samples.briefings.with_answer(page, answer, today=TODAY)
    assert [s.text for s in once.sentences if s not in asked(once)] and len(asked(once)) == len(answer.statements)
    assert [p.kind for p in once.sections] == sorted((p.kind for p in once.sections), key=list(SectionKind).index)
    assert {s.id for s in page.sentences} < {s.id for s in once.sentences}
    assert samples.briefings.with_answer(once, answer, today=TODAY) == once
    assert once.articles == page.articles + len({c.article_id for c in answer.citations})


def test_an_answer_that_says_nothing_is_refused(samples: NewsAssistant) -> None:
    with pytest.raises(DatelineError, match="nothing to add"):
        samples.briefings.with_answer(None, samples.ask("Who designed the Orrel dam?"))


def test_it_is_edited_and_exported_like_the_rest(draft: Briefing) -> None:
    first, second = asked(draft)[:2]
    edited = moved(draft, first.id, 1)
    assert [s.id for s in asked(edited)[:2]] == [second.id, first.id]
    document = briefing_document(without(edited, asked(draft)[-1].id))
    written = export(document, "md").decode()
    assert "## From your questions" in written and TOLL not in written
    assert all(export(document, name) for name in FORMATS)


def test_it_is_kept_and_refreshed(own: NewsAssistant) -> None:
    answer = own.ask("Who built the lighthouse?")
    draft = own.briefings.with_answer(None, answer, today=date(2026, 11, 1))
    kept = own.briefings.keep(draft)
    assert own.briefings.open(kept) == draft
    now, changed = own.briefings.refresh(own.briefings.open(kept), today=TODAY)
    assert changed.nothing and told(asked(now)) == told(asked(draft)) and now.as_of == "2026-11-24"
    page = own.briefings.with_answer(own.briefings.write(Request(topic="the lighthouse at Norvale")), answer)
    left_out = asked(page)[-1].id
    again, _ = own.briefings.refresh(without(page, left_out), today=TODAY)
    assert left_out not in {s.id for s in again.sentences}
    own.remove(own.headers()[0].id)
    gone = own.briefings.open(kept)
    assert not asked(gone) and any("no longer in the library" in note for note in gone.notes)
    with pytest.raises(DatelineError, match="no longer in the library"):
        own.briefings.with_answer(None, answer)


@pytest.fixture
def own(samples: NewsAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    """An assistant over one article that a test may change."""
    home = tmp_path_factory.mktemp("asked")
    with NewsAssistant.open(samples.settings.model_copy(update={"home": home})) as assistant:
        assistant.add_text(
            "The lighthouse at Norvale was built by Hedda Mosk in 1911, the harbour board said on Monday.\n"
            '"Hedda Mosk built the lighthouse with her own money," said Arne Vold, who chairs the board.',
            title="Who built the lighthouse",
            publisher="Norvale Herald",
            published_at="2026-10-30",
        )
        yield assistant
