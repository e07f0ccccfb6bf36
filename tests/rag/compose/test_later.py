"""Reports that update others, and speakers who say the same: told from articles written here."""

from __future__ import annotations

from datetime import date

from ingest.article import Article, Attribution, AttributionKind, Span
from rag.asking.question import parse_question
from rag.cite import Draft, verify
from rag.compose.superseded import earlier_marked, updates
from rag.compose.together import told_together
from rag.compose.wording import Wording
from rag.voices.evidence import Candidate

DAY = date(2026, 11, 7)


def article(name: str, text: str, day: str, publisher: str) -> Article:
    return Article(
        id=name,
        name=name,
        text=text,
        title="Fire at Korvik harbour",
        publisher=publisher,
        published_at=day,
        fetched_at="",
        content_hash=name,
    )


OLD = article("old", "The fire at Korvik harbour destroyed six boats.", "2026-11-02", "Tarn Herald")
NEW = article(
    "new",
    "The fire at Korvik harbour destroyed nine boats. This article updates our report of 2 November.",
    "2026-11-05",
    "Tarn Herald",
)
OTHER = article("other", OLD.text, "2026-11-02", "Sarn Post")


def told(*articles: Article) -> tuple[Wording, list[Draft]]:
    known = {one.id: one for one in articles}
    wording = Wording(known.__getitem__)
    spans = [Span(start=0, end=one.text.index(".") + 1) for one in articles]
    return wording, [wording.sentence(None, span, one) for span, one in zip(spans, articles, strict=True)]


def test_a_report_that_updates_another_stands_before_it_with_both_days() -> None:
    question = parse_question("How many boats did the fire at Korvik harbour destroy?", DAY)
    wording, drafts = told(OLD, NEW)
    assert [draft.text for draft in earlier_marked(question, drafts, wording)] == [
        "Tarn Herald, 5 November 2026: The fire at Korvik harbour destroyed nine boats.",
        "Earlier: Tarn Herald, 2 November 2026: The fire at Korvik harbour destroyed six boats.",
    ]


def test_only_its_own_outlets_report_of_that_day_is_updated() -> None:
    assert updates(NEW, OLD) and not updates(NEW, OTHER) and not updates(OLD, NEW)
    question = parse_question("How many boats did the fire at Korvik harbour destroy?", DAY)
    wording, drafts = told(OTHER, NEW)
    assert earlier_marked(question, drafts, wording) == drafts


def test_speakers_who_say_the_same_are_told_in_one_statement_with_each_ones_words() -> None:
    texts = {
        "a": "“The old stone bridge over the Sarn will reopen on Monday,” said Ann Orlo, the mayor.",
        "b": "“The old stone bridge over the Sarn will reopen on Monday,” Ben Tavik, an engineer, said.",
    }
    articles = {name: article(name, text, "2026-11-05", f"Paper {name.upper()}") for name, text in texts.items()}
    speakers = {"a": ("Ann Orlo", "the mayor"), "b": ("Ben Tavik", "an engineer")}
    candidates = []
    for name, one in articles.items():
        quoted = Span(start=0, end=one.text.index("”") + 1)
        said = Attribution(
            article_id=name,
            content=(quoted,),
            kind=AttributionKind.DIRECT,
            speaker=speakers[name][0],
            description=speakers[name][1],
        )
        candidates.append(Candidate(said=said, article=one, words=quoted.of(one.text), sentence=quoted, score=1.0))
    wording = Wording(articles.__getitem__)
    first = wording.quote(candidates[0].said, candidates[0].sentence)
    both = told_together(first, candidates[0], candidates[1:], wording)
    assert both.text.startswith(
        "Two speakers say the same, in two outlets (two independent sources). Ann Orlo, the mayor"
    )
    assert "Ben Tavik, an engineer (Paper B, 5 November 2026): “The old stone bridge" in both.text
    verified = verify([both], articles.__getitem__)
    assert {citation.article_id for citation in verified.citations} == {"a", "b"} and not verified.rejected
