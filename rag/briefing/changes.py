"""What changed between a briefing and the same one made later: new articles, new sentences, figures overtaken."""

from __future__ import annotations

from dataclasses import dataclass

from rag.briefing.types import Briefing, SectionKind, Sentence, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is new since a briefing was made.

    since: the day of the earlier one. articles: those it had not read. sentences: ids of those that rest on such articles. overtaken:
    earlier figures with what stands in their place now. gone: sentences that no longer stand, other than for want of room
    (their article is no longer in the library).
    """

    since: str
    articles: tuple[Source, ...]
    sentences: tuple[str, ...]
    overtaken: tuple[tuple[Sentence, Sentence], ...]
    gone: tuple[Sentence, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing changed."""
        return not (self.articles or self.sentences or self.overtaken or self.gone)


def changes(before: Briefing, now: Briefing) -> Changes:
    """Return what changed from one briefing to a later one of the same request."""
    read = {source.article_id for source in before.sources}
    there = {source.article_id for source in now.sources}
    held = {sentence.id for sentence in before.sentences}
    after = {sentence.id for sentence in now.sentences}
    figures = {
        _what(sentence): sentence
        for part in now.sections
        if part.kind is SectionKind.FIGURES
        for sentence in part.sentences
    }
    overtaken = tuple(
        (sentence, figures[_what(sentence)])
        for part in before.sections
        if part.kind is SectionKind.FIGURES
        for sentence in part.sentences
        if _what(sentence) in figures and figures[_what(sentence)].words != sentence.words
    )
    gone = tuple(
        sentence
        for sentence in before.sentences
        if sentence.id not in after and not any(_article(before, number) in there for number in sentence.citations)
    )
    return Changes(
        since=before.as_of,
        articles=tuple(source for source in now.sources if source.article_id not in read),
        sentences=tuple(
            sentence.id
            for sentence in now.sentences
            if sentence.id not in held and not all(_article(now, number) in read for number in sentence.citations)
        ),
        overtaken=overtaken,
        gone=gone,
    )


def _what(sentence: Sentence) -> str:
    return sentence.lead.split(" (")[0]


def _article(briefing: Briefing, number: int) -> str | None:
    found = briefing.citation(number)
    return found.article_id if found else None
