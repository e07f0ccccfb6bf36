"""What changed between a briefing and the same one made later: new articles, new sentences, figures overtaken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.briefing.rebuilt import EVIDENCE_GONE
from rag.briefing.types import Briefing, SectionKind, Sentence, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is new since a briefing was made.

    since: the day of the earlier one. articles: those it had not read. sentences: ids of those that rest on such articles. overtaken:
    earlier figures with what stands in their place now. gone: sentences whose article is no longer in the library. made_room:
    those that gave way to newer ones for want of room. unsupported: the user's own whose evidence has gone.
    """

    since: str
    articles: tuple[Source, ...]
    sentences: tuple[str, ...]
    overtaken: tuple[tuple[Sentence, Sentence], ...]
    gone: tuple[Sentence, ...]
    made_room: tuple[Sentence, ...] = ()
    unsupported: tuple[Sentence, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing changed."""
        return not (
            self.articles or self.sentences or self.overtaken or self.gone or self.made_room or self.unsupported
        )


def changes(before: Briefing, now: Briefing) -> Changes:
    """Return what changed from one briefing to a later one of the same request."""
    read = {source.article_id for source in before.sources}
    there = {source.article_id for source in now.sources}
    held = {sentence.id for sentence in before.sentences}
    after = {sentence.id for sentence in now.sentences}
    overtaken = tuple(_overtaken(before, now))
    replaced = {sentence.id for sentence, _ in overtaken}
    missing = [sentence for sentence in before.sentences if sentence.id not in after and sentence.id not in replaced]
    stays = [any(_article(before, number) in there for number in sentence.citations) for sentence in missing]
    return Changes(
        since=before.as_of,
        articles=tuple(source for source in now.sources if source.article_id not in read),
        sentences=tuple(
            sentence.id
            for sentence in now.sentences
            if sentence.id not in held
            and sentence.citations
            and not all(_article(now, number) in read for number in sentence.citations)
        ),
        overtaken=overtaken,
        gone=tuple(sentence for sentence, stay in zip(missing, stays, strict=True) if not stay),
        made_room=tuple(sentence for sentence, stay in zip(missing, stays, strict=True) if stay),
        unsupported=tuple(sentence for sentence in now.sentences if sentence.doubt == EVIDENCE_GONE),
    )


def _overtaken(before: Briefing, now: Briefing) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield each earlier figure that is told otherwise now: one of the same name, or that rests on one of the same accounts."""
    later = _figures(now)
    for sentence in _figures(before):
        places = _places(before, sentence)
        same = [one for one in later if _what(one) == _what(sentence)] or [
            one for one in later if places & _places(now, one)
        ]
        if same and same[0].words != sentence.words:
            yield sentence, same[0]


def _figures(briefing: Briefing) -> list[Sentence]:
    return [s for part in briefing.sections if part.kind is SectionKind.FIGURES for s in part.sentences]


def _places(briefing: Briefing, sentence: Sentence) -> set[tuple[str, int, int]]:
    cited = (briefing.citation(number) for number in sentence.citations)
    return {(citation.article_id, citation.start, citation.end) for citation in cited if citation}


def _what(sentence: Sentence) -> str:
    return sentence.lead.split(" (")[0]


def _article(briefing: Briefing, number: int) -> str | None:
    found = briefing.citation(number)
    return found.article_id if found else None
