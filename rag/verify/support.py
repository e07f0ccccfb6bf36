"""Check a written sentence against the passages it cites: does every fact of it stand there, said by whom it says?

The sentence is laid word by word over the sentences of the passage (and, where it is put together from several,
clause by clause). Then its names, numbers and days must stand in those sentences, in the same roles; nothing may be
negated or turned round; whoever it gives as speaking must be the speaker there; words in quotation marks must be
there to the letter; and what is left over must be close in meaning by the embedding model. Where a rule cannot tell,
the sentence is rejected: a true sentence lost costs less than a false one shown.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from ingest.article import Attribution, Span
from ingest.embedding.embedder import Embedder
from rag.day import day_of
from rag.verify.alignment import Source, align, clauses_of, exchanged, joined, matched_weight, turned_round
from rag.verify.alterations import denies_otherwise, misspelt, replaced
from rag.verify.counts import number_trouble
from rag.verify.facts_in_text import Token, days_of, same_day, tokens_of
from rag.verify.frames_of_speech import Frame, frames_of
from rag.verify.names_in_text import Names
from rag.verify.passages import SupportingPassage
from rag.verify.rewording import JOINT, denied, halves, left_over, longest_run
from rag.verify.softened import elsewhere, left_open, made_sure
from rag.verify.speakers import speaker_trouble
from rag.verify.verbatim import quotations, verbatim
from rag.writing.orders import states_something

_ENOUGH, _LITTLE, _CLOSE, _VERY_CLOSE = 0.75, 0.4, 0.62, 0.85
_SHORT_PIECE = 6
_MOST = 0.6  # share of a clause's words that stand in the source
_REPEATS = 0.75  # share of a sentence's words that stand in one source sentence: it repeats that sentence
_LONGEST_RUN = 3  # content words in a row that stand nowhere in the source
_TRIED, _ABOUT_AS_WELL = 3, 0.3  # source sentences that are tried as the one reworded; the weight that parts them
_ANOTHER = 0.25  # how much better another sentence must fit a clause than the one the whole sentence fits best


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportingSpan:
    """The words that support a sentence: which passage, where in its article, who says them."""

    passage: int
    span: Span
    attribution: Attribution | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a sentence is supported; the reason where it is not, the spans it rests on where it is."""

    supported: bool
    reason: str | None = None
    spans: tuple[SupportingSpan, ...] = ()


class _Unsupported(Exception):
    """Why a sentence does not stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """A written sentence taken apart, and what it is held against. told: the places of the tokens that say who speaks.

    sources: the sentences of the cited passages; stating: those that state something; anchored: those that hold its quotations.
    """

    sentence: str
    tokens: list[Token]
    frames: Sequence[Frame]
    told: frozenset[int]
    sources: Sequence[Source]
    stating: Sequence[Source]
    anchored: Sequence[Source]
    passages: dict[int, SupportingPassage]


class SupportChecker:
    """Checks sentences against passages. Holds the embedding model; keeps nothing of what it reads."""

    def __init__(self, embedder: Embedder) -> None:
        self._vector = lru_cache(maxsize=2_000)(embedder.embed_query)

    def check(self, sentence: str, passages: Sequence[SupportingPassage]) -> Verdict:
        """Tell whether the cited passages support a sentence, and with which of their words.

        Each passage that supports it by itself is named in the verdict; else all are tried together.
        """
        if not passages:
            return Verdict(supported=False, reason="it rests on no passage")
        if not any(token.content for token in tokens_of(sentence)):
            return Verdict(supported=False, reason="it says nothing that a passage could support")
        reason = None
        spans: list[SupportingSpan] = []
        for i, passage in enumerate(passages):
            try:
                spans += self._check(sentence, [(i, passage)])
            except _Unsupported as why:
                reason = reason or str(why)
        if spans:
            return Verdict(supported=True, spans=tuple(spans))
        if len(passages) > 1:
            try:
                return Verdict(supported=True, spans=tuple(self._check(sentence, list(enumerate(passages)))))
            except _Unsupported as why:
                reason = str(why)
        for i, passage in enumerate(passages):
            try:
                return Verdict(supported=True, spans=tuple(self._check(sentence, [(i, passage)], of_two=True)))
            except _Unsupported:
                continue  # the reason given is that of the sentences one by one
        for first, second in halves(sentence):
            one, other = self.check(first, passages), self.check(second, passages)
            if one.supported and other.supported:
                return Verdict(supported=True, spans=tuple(dict.fromkeys((*one.spans, *other.spans))))
        return Verdict(supported=False, reason=reason)

    def _check(
        self, sentence: str, passages: Sequence[tuple[int, SupportingPassage]], *, of_two: bool = False
    ) -> list[SupportingSpan]:
        tokens = tokens_of(sentence)
        sources = [source for i, passage in passages for source in _sources(i, passage)]
        if not sources:
            raise _Unsupported("the cited passage is empty")
        whole = verbatim(sentence, sources)
        if whole and all(states_something(source.text) for source in whole):
            return _spans(whole, dict(passages))
        frames = frames_of(tokens)
        anchored = quotations(sentence, sources)
        if anchored is None:
            raise _Unsupported("it puts words in quotation marks that the cited passage does not hold")
        stating = [source for source in sources if states_something(source.text)]
        if not frames and any(source not in stating for source in anchored):
            raise _Unsupported("it takes over what the cited passage only asks or orders")
        stating += [source for source in anchored if source not in stating]
        if not stating:
            raise _Unsupported("the cited passage states nothing")
        if of_two:
            two = joined(tokens, stating, passages[0][1].text, passages[0][1].start)
            if two is None:
                raise _Unsupported("the cited passage does not say this")
            stating = [two]
        reading = _Reading(
            sentence=sentence,
            tokens=tokens,
            frames=frames,
            told=frozenset(i for frame in frames for i in frame.tokens),
            sources=sources,
            stating=stating,
            anchored=anchored,
            passages=dict(passages),
        )
        best, *others = _ranked(reading)
        _check_whole(reading, best)
        try:
            return self._laid_over(reading, best, strictly=bool(frames and of_two))
        except _Unsupported as why:
            reason = why  # told where no other sentence bears it out: it is that of the sentence it fits best
        for other in others:
            try:
                return self._laid_over(reading, other, strictly=True)
            except _Unsupported:
                continue
        raise reason

    def _laid_over(self, reading: _Reading, best: Source, *, strictly: bool) -> list[SupportingSpan]:
        """Hold a sentence against the passage with one source sentence as the one that it repeats or rewords.

        strictly: where nearly all words must stand there, however near the rest is in meaning.
        """
        clauses = clauses_of(reading.tokens)
        chosen = [self._check_clause(reading, clause, best, strictly=strictly) for clause in clauses]
        self._check_pieces(reading)
        for frame in reading.frames:
            held = [
                source
                for clause, source in zip(clauses, chosen, strict=True)
                if not frame.again or clause.stop > frame.cue[1]
            ]
            problem = speaker_trouble(
                reading.tokens, frame, [*held, *reading.anchored], reading.sources, reading.passages
            )
            if problem:
                raise _Unsupported(problem)
        return _spans([*chosen, *reading.anchored], reading.passages)

    def _check_clause(self, reading: _Reading, clause: range, best: Source, *, strictly: bool) -> Source:
        tokens, told, stating = reading.tokens, reading.told, reading.stating
        source = _for_clause(tokens, clause, told, best, stating)
        places = align(tokens, clause, source)
        own = [i for i in clause if i not in told]
        _check_names(tokens, own, source, stating)
        if problem := misspelt(tokens, clause, source):
            raise _Unsupported(problem)
        held = [source, *(a for a in reading.anchored if a is not source)]
        if problem := number_trouble(reading.sentence, tokens, clause, told, held, stating):
            raise _Unsupported(problem)
        _check_days(tokens, clause, told, held, stating)
        problem = (
            turned_round(tokens, clause, told, places, source)
            or made_sure(tokens, clause, places, source)
            or left_open(tokens, clause, places, source)
            or elsewhere(tokens, clause, source)
        )
        if problem:
            raise _Unsupported(problem)
        self._check_meaning(reading, clause, source, strictly=strictly)
        return source

    def _check_pieces(self, reading: _Reading) -> None:
        """Hold what is joined on with ", and" against the passage by itself: it is too short to weigh in the whole."""
        sentence, stating = reading.sentence, reading.stating
        cuts = [0, *(found.end() for found in JOINT.finditer(sentence)), len(sentence)]
        for start, end in itertools.pairwise(cuts):
            content = [
                t
                for i, t in enumerate(reading.tokens)
                if start <= t.start < end and t.content and i not in reading.told
            ]
            if len(cuts) == 2 or not 2 <= len(content) <= _SHORT_PIECE:
                continue
            held = max(sum(t.stem in source.stems for t in content) for source in stating) / len(content)
            if held >= _LITTLE:
                continue
            vector = self._vector(sentence[start:end].strip(" ,;."))
            if max(float(vector @ self._vector(source.text)) for source in stating) < _CLOSE:
                raise _Unsupported("the cited passage does not say this")

    def _check_meaning(self, reading: _Reading, clause: range, source: Source, *, strictly: bool) -> None:
        tokens, stating = reading.tokens, reading.stating
        own = [i for i in clause if i not in reading.told]
        content = [i for i in own if tokens[i].content]
        if not content:
            return
        missing = left_over(tokens, own, source, reading.anchored, stating)
        if problem := denied(tokens, clause, missing, source, stating):
            raise _Unsupported(problem)
        covered = 1 - len(missing) / len(content)
        run = longest_run(content, missing)
        if covered >= _ENOUGH and run < _LONGEST_RUN:
            return
        if strictly:
            raise _Unsupported("the cited passage does not say this")
        words = reading.sentence[tokens[own[0]].start : tokens[own[-1]].end]
        pieces = [source.text]
        if covered >= _MOST:  # a clause of a long sentence is near to its own clause there, not to all of it
            pieces += [
                source.text[source.tokens[piece[0]].start : source.tokens[piece[-1]].end]
                for piece in clauses_of(source.tokens)
            ]
        vector = self._vector(words)
        close = max(float(vector @ self._vector(piece)) for piece in pieces)
        if covered < _LITTLE or close < _CLOSE or (run >= _LONGEST_RUN and close < _VERY_CLOSE):
            raise _Unsupported("the cited passage does not say this")


def _ranked(reading: _Reading) -> list[Source]:
    """Return the source sentences that a sentence fits about as well as the one it fits best, that one first."""
    tokens, sources = reading.tokens, reading.sources
    fits = {
        s: matched_weight(tokens, range(len(tokens)), s, s.stood_for(sources)) + (s in reading.anchored)
        for s in reading.stating
    }
    ordered = sorted(reading.stating, key=lambda s: -fits[s])
    return [s for s in ordered[:_TRIED] if fits[s] >= fits[ordered[0]] - _ABOUT_AS_WELL]


def _check_whole(reading: _Reading, best: Source) -> None:
    """Hold the whole sentence against the one source sentence it repeats, where it does: what was put for what?"""
    tokens = reading.tokens
    own = [i for i in range(len(tokens)) if i not in reading.told]
    if matched_weight(tokens, own, best) < _REPEATS:
        return
    places = align(tokens, range(len(tokens)), best)
    problem = replaced(tokens, best) or exchanged(tokens, own, places, best) or denies_otherwise(tokens, best)
    if problem:
        raise _Unsupported(problem)


def _sources(i: int, passage: SupportingPassage) -> list[Source]:
    people = [who for who, _ in passage.people]
    names = Names.of_passage(
        passage.text, passage.publisher, passage.title, passage.attributions, passage.sources, people
    )
    published = day_of(passage.published_at)
    spans = passage.sentences or (Span(start=passage.start, end=passage.start + len(passage.text)),)
    made: list[Source] = []
    for at, span in enumerate(spans):
        text = passage.text[span.start - passage.start : span.end - passage.start]
        if text:
            pronouns = _pronouns_for(passage, span)
            made.append(Source.of(i, at, span, text, names, published, pronouns))
    return made


def _pronouns_for(passage: SupportingPassage, span: Span) -> frozenset[str]:
    """Return the names of those whom a sentence gives as speaking by a pronoun only, as the store made it out."""
    words = passage.sources or ("",) * len(passage.attributions)
    return frozenset(
        token.low
        for said, word in zip(passage.attributions, words, strict=True)
        if said.source and said.speaker and said.source.overlaps(span) and word.lower() in ("he", "she", "they", "it")
        for token in tokens_of(said.speaker)
        if token.content
    )


def _for_clause(tokens: list[Token], clause: range, told: Set[int], best: Source, sources: Sequence[Source]) -> Source:
    own = [i for i in clause if i not in told] or list(clause)

    def fit(source: Source) -> float:
        return matched_weight(tokens, own, source, source.stood_for(sources))

    fits = fit(best)
    other = max(sources, key=fit)
    better = fit(other)
    return other if better >= fits + _ANOTHER else best


def _check_names(tokens: list[Token], own: Sequence[int], source: Source, sources: Sequence[Source]) -> None:
    allowed = source.names_allowed(sources)
    for i in own:
        token = tokens[i]
        if source.names.is_name(tokens, i, source) and not source.names.stands(tokens, i, allowed, source):
            raise _Unsupported(f"the cited passage does not name {token.text} here")


def _check_days(
    tokens: list[Token], clause: range, told: Set[int], held: Sequence[Source], sources: Sequence[Source]
) -> None:
    published = sources[0].published
    known = [day for source in held for day in (*source.days, *source.days_pointed_at(sources))]
    for day in days_of(tokens):
        if day.first not in clause or any(same_day(day, k, published) for k in known):
            continue
        stated = (day.year, day.month, day.day)
        if (
            published
            and day.day
            and stated in ((published.year, published.month, published.day), (None, published.month, published.day))
        ):
            continue  # the day of the article itself, which the writer is given beside the passage
        month = published and stated in ((published.year, published.month, None), (None, published.month, None))
        if month and {*range(day.first - 3, day.first), day.last + 1} & told:
            continue  # "said in February 2023 that": when it was printed
        raise _Unsupported(f"the cited passage does not give the time {day.text}")


def _spans(chosen: Sequence[Source], passages: dict[int, SupportingPassage]) -> list[SupportingSpan]:
    """Return the spans of the chosen sentences in order, neighbours as one, each with who says most of it."""
    merged: list[tuple[int, Span]] = []
    for source in sorted(set(chosen), key=lambda s: (s.passage, s.at)):
        if merged and merged[-1][0] == source.passage and source.span.start - merged[-1][1].end <= 2:
            merged[-1] = (source.passage, Span(start=merged[-1][1].start, end=source.span.end))
        else:
            merged.append((source.passage, source.span))
    return [
        SupportingSpan(passage=i, span=span, attribution=_said_in(span, passages[i].attributions)) for i, span in merged
    ]


def _said_in(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    best, most = None, 0
    for said in attributions:
        shared = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in said.content)
        if shared > most:
            best, most = said, shared
    return best
