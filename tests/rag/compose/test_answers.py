"""What composed answers look like, over the sample articles. Real models, real store."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ingest.article import Filters
from rag import Answer, NewsAssistant
from rag.cite import OMISSION
from rag.day import day_in_words
from tests.rag.expectations import asked_on, rows

DAY = date(2026, 11, 7)
# All words that a statement may hold besides those it cites and the names, descriptions, outlets and days of its citations.
_OURS = set(
    """as reported quoting and an unnamed speaker the same figures differ newest first accounts against that is quoted to effect
    in report one two three four five six seven eight nine ten outlet outlets independent source sources speakers are on this
    a also much words earlier say has the passages found do not plainly say why nearest no sentence says this so many all speaks
    question names plainly answers near too who what is""".split()
)


def asked(samples: NewsAssistant, question: str) -> Answer:
    answer = samples.ask(question, asked_on=DAY)
    assert not answer.abstained and not answer.rejected
    return answer


def flat(text: str) -> str:
    return " ".join(text.split())


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def test_what_one_outlet_tells_is_believed_though_few_articles_are_asked(samples: NewsAssistant) -> None:
    only = Filters(publishers=("Halvik Post",))
    answer = samples.ask("How many people died when the Orrel dam broke?", filters=only, asked_on=DAY)
    assert not answer.abstained and {c.publisher for c in answer.citations} == {"Halvik Post"}
    for question in ("Who designed the Orrel dam?", "How many people have caught river fever?"):
        assert samples.ask(question, filters=only, asked_on=DAY).abstained


def test_the_programs_own_words_assert_nothing_but_who_where_and_when(samples: NewsAssistant) -> None:
    questions = [row["question"] for name in ("said", "groups", "facts") for row in rows(name)]
    questions += ["How much does the closure of the strait cost?", "How many outlets report the truce?"]
    questions += ["What is the latest on the Orrel dam?", "How many people say the storm was to blame?"]
    for question in questions:
        answer = samples.ask(question, asked_on=DAY)
        for statement in answer.statements:
            cited = [c for c in answer.citations if c.number in statement.citations]
            left = statement.text.replace(OMISSION, " ")
            for quoted in re.findall(r"“[^”]*”", left):
                left = left.replace(quoted, " ")
            for citation in sorted(cited, key=lambda c: -len(c.quote)):
                left = left.replace(flat(citation.quote), " ")
            known = set(_OURS)
            for c in answer.citations:
                known |= words(" ".join(filter(None, (c.speaker, c.description, c.publisher, c.title, *c.via))))
                known |= words(day_in_words(c.published_at) or "") | words(c.quote if c in cited else "")
            assert words(left) <= known, (question, statement.text, words(left) - known)


def test_a_speaker_is_introduced_once(samples: NewsAssistant) -> None:
    for row in rows("said"):
        answer = samples.ask(row["question"], asked_on=asked_on(row))
        for citation in answer.citations:
            if citation.description and len(citation.description) > 20:
                text = " ".join(s.text.split("“")[0] for s in answer.statements)
                assert text.count(f"{citation.speaker}, {citation.description} (") <= 1


def test_figures_that_differ_are_told_with_who_says_them_and_when(samples: NewsAssistant) -> None:
    first = asked(samples, "How much does the closure of the strait cost?").statements[0]
    assert first.text.startswith("The figures differ, newest first: ")
    for figure in ("40 million dollars a day", "55 million dollars a day", "15 million dollars a day"):
        assert figure in first.text
    assert "2 November 2026" in first.text and "20 October 2026" in first.text and len(first.citations) >= 3
    dead = asked(samples, "How many people died at the Orrel dam?").statements[0].text
    assert dead.index("31") < dead.index("26 people") < dead.index("19 people")


def test_one_figure_given_by_all_is_no_conflict(samples: NewsAssistant) -> None:
    for question in (
        "How many hours did the talks in Halvik last before the agreement?",
        "How high was the Orrel dam?",
    ):
        assert not any("differ" in s.text for s in asked(samples, question).statements)


def test_what_is_newest_stands_first(samples: NewsAssistant) -> None:
    answer = asked(samples, "What is the latest on the Orrel dam?")
    assert answer.statements[0].text.startswith("Newest first. Halvik Post, 6 November 2026")
    days = [next(c for c in answer.citations if c.number == s.citations[0]).published_at for s in answer.statements]
    assert [d[:10] for d in days if d] == sorted((d[:10] for d in days if d), reverse=True)


def test_voices_are_counted_and_copies_of_one_report_once(samples: NewsAssistant) -> None:
    answer = asked(samples, "How many outlets report the truce?")
    assert answer.statements[0].text.startswith("Two outlets (one independent source)")
    assert answer.independent_sources == 1 and answer.sources == 2


def test_accounts_that_oppose_each_other_are_told_as_such(samples: NewsAssistant) -> None:
    answer = asked(samples, "Did Astanov deny that Tesmari ships fired first?")
    assert "denied that Tesmari ships had fired first" in answer.statements[0].text
    both = asked(samples, "Has Varland laid mines in the strait?")
    quotes = " ".join(c.quote for c in both.citations)
    assert "has laid mines" in quotes and re.search(r"no Varland mines|found no mines|denied", quotes)


def test_each_part_of_a_question_is_answered_in_order(samples: NewsAssistant) -> None:
    answer = asked(samples, "How high was the Orrel dam? By what date must the inquiry deliver its final report?")
    texts = [c.quote for s in answer.statements for c in answer.citations if c.number in s.citations]
    high = next(i for i, text in enumerate(texts) if "47-metre" in text)
    report = next(i for i, text in enumerate(texts) if "30 April 2027" in text)
    assert high < report


def test_a_part_without_an_answer_is_said_to_have_none(samples: NewsAssistant) -> None:
    answer = asked(samples, "How high was the Orrel dam? Who won the chess championship in Brasilia?")
    assert any("chess championship" in note for note in answer.notes)


@pytest.mark.parametrize(
    "question",
    [
        "What did the pope say about the truce and the mines?",
        "How many outlets report the chess championship?",
        "What is the latest on the chess championship in Brasilia?",
    ],
)
def test_what_is_not_there_is_not_answered_in_any_of_these_ways(samples: NewsAssistant, question: str) -> None:
    assert samples.ask(question, asked_on=DAY).abstained
