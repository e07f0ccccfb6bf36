"""Questions of who does what to whom, where and how: the sentence comes first that tells it, with the part asked for in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.asking.question import Question
from rag.compose.asked_kind import Kind, kind_asked
from rag.compose.choice import Choice
from rag.compose.wording import ArticleOf
from rag.reading.asked import Doing, Wanted, doing_in
from rag.reading.parsed import SentenceReader
from rag.reading.roles import filled, filler, met, places
from rag.words import content_words

_AMONG, _READ, _READ_FOR_ALL = 40, 14, 24  # sentences looked at, and parsed; parsed where all of a kind are asked for
_LEAST = 0.5  # likeness of a sentence's doing, with what is asked for in its place, from which it is put first
_SAID_OF = (Wanted.PATIENT, Wanted.AGENT, Wanted.OF_WHAT)
_FEWER = 0.34  # share of the question's words by which a sentence put first may hold fewer than the surest one
_SURELY = 0.54  # the same, from which it may hold fewer of the question's words than the surest one
_PLAINLY = 0.45  # the same, from which a part of the library is believed to answer
_PRIOR, _FALL = 0.3, 4.0  # weight of a sentence's score beside its grammar, and the fall of it that leaves nothing
_NO_SUCH = 0.45  # of a sentence that names no such thing as is asked for
_NEWER = 0.1  # what the newest of several that tell it gains
_SEASON = 200  # days within which reports are of one holding of it
_ANOTHER_YEAR = 0.7  # of a sentence that tells of a year before its report's, where the question names none
_NEARLY = 0.85  # share of the best one's value from which another is put first too
_JUST_BEFORE = 400  # characters in which stands whom "he" or "its" means
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
POINTS_BACK = re.compile(r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|this|these|those|both)\b", re.IGNORECASE)
_ACTS = re.compile(
    r"^(?:and |but |so )?who(?: else)? (?:(?:has|have|had) )?(?:accus|call|critici[sz]|support|oppos|reject|prais|demand|agree|propos|announc|recommend|confirm|promis)",
    re.IGNORECASE,
)


def asks_of_an_act(question: str) -> bool:
    """Tell whether a question of who said something asks for more than words: who accused, supported, called on whom."""
    return bool(_ACTS.match(question))


def beside(one: Choice, article_of: ArticleOf) -> frozenset[str]:
    """Return the stems of what a sentence need not say again: its headline's, and where it says "him" those just before it."""
    words = content_words(one.passage.article.title or "")
    if POINTS_BACK.search(one.words):
        text = article_of(one.passage.article.id).text
        words |= content_words(text[max(0, one.span.start - _JUST_BEFORE) : one.span.start])
    return frozenset(words)


@dataclass(frozen=True, slots=True)
class Tellings:
    """How far the sentences found tell of the doing that is asked about. values: 0 to 1, of those read, in the order of `ranked`; fillers: who or what each
    names in the part asked for."""

    asked: Doing
    values: tuple[tuple[float, Choice], ...]
    fillers: tuple[str, ...] = ()

    def of(self, one: Choice) -> float:
        """Return how far a sentence tells it; 0 of one that has no word for it."""
        return next((value for value, other in self.values if other is one), 0.0)


def tellings(
    question: Question, ranked: Sequence[Choice], reader: SentenceReader, article_of: ArticleOf
) -> Tellings | None:
    """Read the sentences that may tell of the doing asked about; None where the question asks about none.

    "Which company closed the mine?" is left to words and meaning, which told as much on questions not looked at; "which companies" is read.
    """
    asked = doing_in(question.text, reader)
    if asked is None or asked.predicate is None or (asked.of_a_kind and not asked.several) or not ranked:
        return None
    read = list(_valued(question, asked, ranked, reader, article_of))
    return Tellings(asked, tuple((value, one) for value, one, _ in read), tuple(filler for _, _, filler in read))


def told_first(question: Question, told: Tellings, ranked: Sequence[Choice], article_of: ArticleOf) -> list[Choice]:
    """Return the sentences that tell of the doing asked about, the best first; none where it is not plain that one does."""
    asked = told.asked

    def held(one: Choice) -> float:
        words = content_words(one.words) | beside(one, article_of)
        return len(asked.words & words) / max(1, len(asked.words))

    least_held = held(ranked[0]) - _FEWER
    found: list[tuple[float, int, Choice]] = []
    for place, (value, one) in enumerate(told.values):
        if value >= _SURELY or (value >= _LEAST and held(one) >= least_held):
            value *= _ANOTHER_YEAR if of_another_year(question, one) else 1.0
            found.append((with_prior(value, one, ranked[0], _PRIOR), place, one))
    best = max((value for value, _, _ in found), default=0.0)
    found = [row for row in found if row[0] >= _NEARLY * best]
    newness = _newness([one for _, _, one in found]) if asked.wanted is Wanted.AGENT else [0.0] * len(found)
    return [
        one
        for value, _, one in sorted(
            ((value + _NEWER * new, place, one) for (value, place, one), new in zip(found, newness, strict=True)),
            key=lambda row: (-row[0], row[1]),
        )
    ]


def of_another_year(question: Question, one: Choice) -> bool:
    """Tell whether a sentence names other years than the question; where that names none, only years well before its report's day."""
    day = one.passage.article.published_at
    years = [int(found) for found in _YEAR.findall(one.words)]
    if asked := {int(found) for found in _YEAR.findall(question.text)}:
        return bool(years) and not asked & set(years)
    if not day or not day[:4].isdigit():
        return False
    return bool(years) and all(int(day[:4]) - year > 1 for year in years)


def _newness(some: Sequence[Choice]) -> list[float]:
    """Return how new each sentence's report is among them, 0 to 1; 0.5 where its day is not known."""
    days = [(one.passage.article.published_at or "")[:10] for one in some]
    known = [date.fromisoformat(day).toordinal() for day in days if day]
    first, last = min(known, default=0), max(known, default=0)
    if last - first <= _SEASON:
        return [0.5] * len(
            days
        )  # of one holding of what is held again and again, the newest report is not the one that tells of it
    return [
        (min(date.fromisoformat(day).toordinal(), last - _SEASON) - first) / (last - _SEASON - first) if day else 0.5
        for day in days
    ]


def untold(told: Tellings, ranked: Sequence[Choice]) -> bool:
    """Tell whether none of the sentences has a word for what is asked to be done: "What did she plead?" where nobody pleads."""
    asked = told.asked
    if asked.predicate is None or asked.kind or asked.wanted not in _SAID_OF:
        return False
    return not any(asked.predicate.may_stand_in(one.words) for one in ranked[:_AMONG])


def plainly_told(question: Question, ranked: Sequence[Choice], reader: SentenceReader, article_of: ArticleOf) -> bool:
    """Tell whether a sentence tells, of those whom the question names, the doing that it asks about, with the part asked for."""
    asked = doing_in(question.text, reader)
    if asked is None or not asked.names:
        return False
    return any(value >= _PLAINLY for value, *_ in _valued(question, asked, ranked, reader, article_of))


def best_told(valued: Sequence[tuple[float, Choice]], most: int, also: float) -> list[Choice]:
    """Return the sentences that tell best, each with how well, in order of their score: at most so many, none that repeats another.

    also: share of the best value from which others are told too.
    """
    found = sorted(valued, key=lambda row: -row[0])
    kept: list[Choice] = []
    for value, one in found:
        if len(kept) < most and value >= also * found[0][0] and not any(one.repeats(other) for other in kept):
            kept.append(one)
    return kept


def with_prior(value: float, one: Choice, first: Choice, weight: float) -> float:
    """Return how well a sentence's grammar answers, lessened by how far its score lies below that of the surest one, `first`."""
    prior = max(0.0, 1.0 + (one.score - first.score) / _FALL)
    return value * (1 - weight + weight * prior)


def _valued(
    question: Question, asked: Doing, ranked: Sequence[Choice], reader: SentenceReader, article_of: ArticleOf
) -> Iterator[tuple[float, Choice, str]]:
    """Yield the sentences about those named in the question, each with how far it tells what is asked, and whom it names for it."""
    if asked.predicate is None:
        return
    sort = kind_asked(question.text) if asked.kind else Kind()
    some = [one for one in ranked[:_AMONG] if asked.predicate.may_stand_in(one.words)]
    some = some[: _READ_FOR_ALL if asked.several else _READ]
    for one, parsed in zip(some, reader.read([one.words for one in some]), strict=True):
        near = beside(one, article_of)
        if not asked.is_of(near | content_words(one.words)):
            continue
        held = sort.held is None or sort.held(one.words)
        best, named = 0.0, ""
        for told in places(asked, parsed):
            name = filler(asked, parsed, told)
            value = met(asked, parsed, told, near) * filled(asked, parsed, told) * (1.0 if held else _NO_SUCH)
            value *= _NO_SUCH if name and sort.such is not None and not sort.such(name) else 1.0
            if value > best:
                best, named = value, name
        yield best, one, named
