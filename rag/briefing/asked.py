"""From your questions: an answer of the Ask tab as sentences of a briefing, its citations verified anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ingest.article import Article
from ingest.errors import DatelineError, NotFound
from rag.briefing.arranged import order_of
from rag.briefing.rebuilt import ArticleOf, AttributionsOf, Row, evidence_at, gone, rebuilt, rows_of
from rag.briefing.types import Briefing, Length, Request, SectionKind, Sentence, Source, Voice
from rag.independence import independent_sources
from rag.types import Answer, Citation

_COMPOSED = "composed"
_NOTHING = "This answer says nothing that its articles bear out, so there is nothing to add."
_GONE = "The articles that this answer rests on are no longer in the library, or are not as they were."


def with_answer(
    briefing: Briefing | None, answer: Answer, article_of: ArticleOf, attributions_of: AttributionsOf, *, today: date
) -> Briefing:
    """Return the briefing with an answer's statements under its question, or a new one of them alone.

    A question that is in it already is answered anew in its place. Raises DatelineError where the answer says nothing, or
    nothing that still stands in the library.
    """
    rows = rows_of_answer(answer, attributions_of)
    if not rows:
        raise DatelineError(_NOTHING)
    before = briefing or begun(answer, today)
    head = rows[0][1].head
    others = [row for row in rows_of(before, attributions_of) if row[1].head != head or row[0] is not SectionKind.ASKED]
    made = rebuilt_with(before, others, rows, article_of)
    if not any(sentence.head == head for sentence in asked(made)):
        raise DatelineError(_GONE)
    return made


def begun(answer: Answer, today: date) -> Briefing:
    """Return an empty briefing that is to hold answers: its title is the question."""
    return Briefing(
        request=Request(length=Length.ONE),
        title=_question(answer),
        as_of=today.isoformat(),
        sections=(),
        citations=(),
        sources=(),
        articles=0,
        independent=0,
        writer=answer.writer,
    )


def asked(briefing: Briefing) -> tuple[Sentence, ...]:
    """Return the sentences that came from the user's questions."""
    return next((part.sentences for part in briefing.sections if part.kind is SectionKind.ASKED), ())


def rows_of_answer(answer: Answer, attributions_of: AttributionsOf) -> list[Row]:
    """Return an answer's statements as rows of a briefing; what its articles do not bear out is not among them."""
    rows: list[Row] = []
    for statement in answer.statements:
        cited = [citation for citation in answer.citations if citation.number in statement.citations]
        if not statement.supported or not cited:
            continue
        lead, words, exact = told_apart(statement.text, statement.citations, answer.citations)
        voice = Voice.OURS if answer.writer == _COMPOSED else Voice.WRITTEN
        if exact:
            voice = Voice.QUOTE if words.startswith("“") else Voice.REPORTED
        sentence = Sentence(
            id=hashlib.sha256(f"{_question(answer)}\n{statement.text}".encode()).hexdigest()[:12],
            lead=lead,
            words=words,
            voice=voice,
            citations=(),
            head=_question(answer),
        )
        proofs = tuple(evidence_at(c.article_id, c.start, c.end, c.quote, attributions_of) for c in cited)
        rows.append((SectionKind.ASKED, sentence, proofs))
    return rows


def told_apart(text: str, numbers: Sequence[int], citations: Sequence[Citation]) -> tuple[str, str, bool]:
    """Split a statement into what introduces the words and the words, and tell whether those are an article's own."""
    for citation in citations:
        if citation.number in numbers:
            at = text.find(" ".join(citation.quote.split()))
            if at > 0 and text[:at].rstrip().endswith(":"):
                return text[:at].strip(), text[at:], True
    lead, colon, words = text.partition(": “")
    if colon and words.endswith("”"):
        return f"{lead}:", f"“{words}", True
    return "", text, False


def rebuilt_with(
    briefing: Briefing, rows: Iterable[Row], more: Iterable[Row], article_of: ArticleOf, *, merged: bool = False
) -> Briefing:
    """Return the briefing made of rows and of more, in the order of its parts, with the articles that more rests on.

    merged: more stands among the rows already.
    """
    order = order_of(briefing)
    more = list(more)
    both = list(rows) if merged else [*rows, *more]
    sections, citations, lost = rebuilt(sorted(both, key=lambda row: order.index(row[0])), article_of)
    if lost:
        briefing = replace(briefing, notes=(*briefing.notes, gone(lost)))
    numbers: dict[str, tuple[int, ...]] = {}
    for citation in citations:
        numbers[citation.article_id] = (*numbers.get(citation.article_id, ()), citation.number)
    sources = list(briefing.sources)
    new = 0
    for article_id in dict.fromkeys(proof.article_id for _, _, proofs in more for proof in proofs):
        if article_id not in numbers or any(source.article_id == article_id for source in sources):
            continue
        try:
            source = _source(article_of(article_id))
        except NotFound:
            continue
        new += 1
        sources.append(source)
    return replace(
        briefing,
        sections=sections,
        citations=citations,
        sources=tuple(replace(source, cited=numbers.get(source.article_id, ())) for source in sources),
        articles=briefing.articles + new,
        independent=independent_sources((one.story, one.publisher or one.article_id) for one in sources),
    )


def _source(article: Article) -> Source:
    return Source(
        article_id=article.id,
        title=article.title or article.name,
        publisher=article.publisher,
        published_at=article.published_at,
        url=article.url or article.canonical_url,
        story=article.story_id or article.id,
    )


def _question(answer: Answer) -> str:
    words = " ".join((answer.understood or answer.question).split())
    return words[:1].upper() + words[1:]
