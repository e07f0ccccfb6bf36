"""Lay a written sentence over a source sentence, word by word, and tell what was turned round on the way."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ingest.article import Span
from rag.verify.facts_in_text import (
    DENIALS,
    LACKING,
    REJECTS,
    Day,
    Number,
    Token,
    days_of,
    is_number,
    negates,
    numbers_of,
    tokens_of,
)
from rag.verify.frames_of_speech import Frame, frames_of, within_quotes
from rag.verify.names_in_text import Names
from rag.verify.opposites import opposite_forms, opposites
from rag.wordforms import form

_MADE_OF_TWO = 0.85  # share of a sentence's words that two neighbours hold together: it is made of both
_LEAST_OF_EACH = 2  # words
_NEAR = 4  # tokens between a negation and the word it negates
_THIRD_PERSON = frozenset("he she his her him they their them it its hers theirs himself herself".split())
_POINTING = frozenset("that this those these".split())
PLACING = frozenset(
    "in at on from to of for with near by during after before since until into over across between among than".split()
)


@dataclass(eq=False)
class Source:
    """One sentence of a passage, with its facts. `at` counts the sentences of the passage."""

    passage: int
    at: int
    span: Span
    text: str
    tokens: list[Token]
    names: Names
    published: date | None
    pronouns: frozenset[str] = frozenset()  # names of whom it gives as speaking by a pronoun
    parts: tuple[Source, ...] = ()  # the two sentences that are read as one

    @classmethod
    def of(
        cls,
        passage: int,
        at: int,
        span: Span,
        text: str,
        names: Names,
        published: date | None,
        pronouns: frozenset[str] = frozenset(),
    ) -> Source:
        """Read a source sentence."""
        return cls(passage, at, span, text, tokens_of(text), names, published, pronouns)

    @cached_property
    def stems(self) -> set[str]:
        """Its words' stems, the parts of hyphenated words too."""
        stems = {t.stem for t in self.tokens} | {t.low for t in self.tokens}
        for token in self.tokens:
            if "-" in token.low:
                stems.update(t.stem for t in tokens_of(token.low.replace("-", " ")))
        return stems

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers it gives."""
        return numbers_of(self.tokens, self.text)

    @cached_property
    def days(self) -> list[Day]:
        """The times it gives."""
        return days_of(self.tokens)

    def days_pointed_at(self, sources: Sequence[Source]) -> list[Day]:
        """Return the times of the sentence before, where this one points back to what happened then: "that meltdown"."""
        points = any(
            token.low in _POINTING and after.content and not after.capital
            for token, after in itertools.pairwise(self.tokens)
        )
        before = (s for s in sources if s.passage == self.passage and s.at == self.at - 1)
        return [day for source in before for day in source.days] if points else []

    @cached_property
    def frames(self) -> list[Frame]:
        """Who it gives as speaking."""
        return frames_of(self.tokens)

    @property
    def within_quotation(self) -> bool:
        """Whether it opens, closes or lies within a quotation that no frame of its own introduces."""
        return not self.frames

    def antecedents(self, sources: Sequence[Source]) -> set[str]:
        """Return the names that "he" or "it" may stand for: those of the sentences just before, the nearest first."""
        for back in (1, 2, 3):
            for other in sources:
                near = other.passage == self.passage and other.at == self.at - back
                if near and (found := self.names.first_in(other.tokens)):
                    return found
        return set(self.names.title)

    def names_allowed(self, sources: Sequence[Source]) -> set[str]:
        """Return the names that may stand in a rewording of this sentence beside its own."""
        own = {t.low for t in self.tokens if t.word}
        if any(t.low in _THIRD_PERSON for t in self.tokens):
            own |= self.antecedents(sources) | self.pronouns
        return own

    def stood_for(self, sources: Sequence[Source]) -> frozenset[str]:
        """Return the names that a pronoun of this sentence may stand for; none where it holds no pronoun."""
        if self._stood_for is None:
            own = {t.low for t in self.tokens}
            self._stood_for = frozenset(self.names_allowed(sources) - own) if own & _THIRD_PERSON else frozenset()
        return self._stood_for

    _stood_for: frozenset[str] | None = None


def matched_weight(
    tokens: Sequence[Token], places: Iterable[int], source: Source, also: frozenset[str] = frozenset()
) -> float:
    """Return the share of the words at these places that stand in the source; names and numbers count twice.

    also: names that a pronoun of the source may stand for.
    """
    total = held = 0.0
    for i in places:
        token = tokens[i]
        if not token.content:
            continue
        weight = 2.0 if token.capital or token.text[0].isdigit() else 1.0
        total += weight
        held += weight * (token.stem in source.stems or (token.capital and token.low in also))
    return held / total if total else 0.0


def joined(tokens: Sequence[Token], sources: Sequence[Source], text: str, start: int) -> Source | None:
    """Return two neighbouring sentences as one where a written sentence is made of both, or None.

    Each must give at least two plain words of its own: a name or number put in from next door is no such thing.
    text: the passage, which begins at `start` of its article.
    """
    best, most = None, _MADE_OF_TWO
    for one, other in itertools.pairwise(sources):
        own = [
            {t.low for t in tokens if _plain(t) and t.stem in a.stems - b.stems}
            for a, b in ((one, other), (other, one))
        ]
        if other.at != one.at + 1 or min(map(len, own)) < _LEAST_OF_EACH:
            continue
        span = Span(start=one.span.start, end=other.span.end)
        words = text[span.start - start : span.end - start]
        both = Source.of(one.passage, one.at, span, words, one.names, one.published, one.pronouns | other.pronouns)
        both.parts = (one, other)
        if (held := matched_weight(tokens, range(len(tokens)), both)) >= most:
            best, most = both, held
    return best


def _plain(token: Token) -> bool:
    return token.content and not token.capital and not is_number(token)


_BREAKS = frozenset("and but while whereas although though which who because so as".split())


def clauses_of(tokens: Sequence[Token]) -> list[range]:
    """Cut a sentence at stops, semicolons, and at commas or "and" between parts that say something each."""
    cuts = [0]
    for i, token in enumerate(tokens):
        if (
            token.text in (";", "—", "–")
            or (token.text in ".!?" and i + 1 < len(tokens) and tokens[i + 1].capital)
            or (token.text == "," and i + 1 < len(tokens) and tokens[i + 1].low in _BREAKS)
        ):
            cuts.append(i + 1)
        elif token.low in ("and", "while", "but") and i and tokens[i - 1].text != ",":
            cuts.append(i)
    cuts.append(len(tokens))
    pieces: list[range] = []
    start = 0
    for end in cuts[1:]:
        size = sum(t.content for t in tokens[start:end])
        rest = sum(t.content for t in tokens[end:])
        if end == len(tokens) or (size >= 4 and rest >= 4):
            pieces.append(range(start, end))
            start = end
    return [piece for piece in pieces if len(piece)]


def align(tokens: Sequence[Token], places: Iterable[int], source: Source) -> dict[int, int]:
    """Return for each word that stands in the source its place there; of several, the one that continues the run."""
    by_stem: dict[str, list[int]] = {}
    for j, token in enumerate(source.tokens):
        if token.word:
            by_stem.setdefault(token.stem, []).append(j)
    found: dict[int, int] = {}
    expected = 0
    used: set[int] = set()
    places = list(places)
    following = {i: tokens[i + 1].stem for i in places if i + 1 < len(tokens)}
    for i in places:
        options = [j for j in by_stem.get(tokens[i].stem, ()) if j not in used]
        if not options:
            continue
        nexts = following.get(i)

        def cost(j: int, nexts: str | None = nexts, expected: int = expected) -> float:
            goes_on = j + 1 < len(source.tokens) and source.tokens[j + 1].stem == nexts
            return abs(j - expected) - 3 * goes_on

        j = min(options, key=cost)
        found[i] = j
        used.add(j)
        expected = j + 1
    return found


def turned_round(
    tokens: Sequence[Token], clause: range, told: Set[int], places: dict[int, int], source: Source
) -> str | None:
    """Return what a clause turns round of its source, in words, or None: a negation, an opposite, exchanged roles."""
    return (
        _negated(tokens, clause, places, source)
        or _opposite(tokens, clause, places, source)
        or exchanged(tokens, [i for i in clause if i not in told], places, source)
    )


def _negated(tokens: Sequence[Token], clause: range, places: dict[int, int], source: Source) -> str | None:
    back = {j: i for i, j in places.items()}
    quoted = within_quotes(tokens)
    for i in clause:
        if negates(tokens[i]) and i not in places:
            at = next(
                (places[n] for n in range(i + 1, min(i + 1 + _NEAR, clause.stop)) if tokens[n].content and n in places),
                None,
            )
            if at is None:
                at = next(
                    (
                        places[n]
                        for n in range(i - 1, max(i - 1 - _NEAR, clause.start - 1), -1)
                        if n in places and tokens[n].content
                    ),
                    None,
                )
            turns = negates if tokens[i].low not in DENIALS else _turns
            if at is not None and not any(turns(t) for t in source.tokens[max(0, at - _NEAR - 2) : at + 2]):
                return f"it says “{tokens[i].text}” where the cited passage does not"
            if tokens[i].low in DENIALS and any(t.low in REJECTS for t in source.tokens):
                continue  # "denied that" of "rejected the claim that"
            more = sum(negates(tokens[n]) and not quoted[n] for n in clause) > sum(map(negates, source.tokens))
            if at is None and more and not quoted[i]:
                return f"it says “{tokens[i].text}” where the cited passage does not"
    for j, token in enumerate(source.tokens):
        if not negates(token) or j in back or _breaks_down(source.tokens, j):
            continue
        first = next(
            (n for n in range(j + 1, min(j + 1 + _NEAR, len(source.tokens))) if source.tokens[n].content), None
        )
        if token.low in DENIALS - LACKING and (first is None or first not in back):  # "denied on Monday that ..."
            first = next((n for n in range(j + 1, min(j + 1 + 2 * _NEAR, len(source.tokens))) if n in back), None)
        elif first is not None and first not in back:  # "not showing signs of rapidly returning"
            first = _reached(source.tokens, first, back)
        if first is None or first not in back:
            continue
        i = back[first]
        if not any(negates(t) for t in tokens[max(0, i - _NEAR - 2) : i + 2]):
            return f"it leaves out “{token.text}”, which the cited passage says"
    return None


def _turns(token: Token) -> bool:
    return negates(token) or token.low in REJECTS


def _reached(tokens: Sequence[Token], first: int, back: dict[int, int]) -> int | None:
    """Return the first word that a sentence repeats of what a negation reaches to: the rest of its clause."""
    for n in range(first + 1, min(first + 1 + _NEAR, len(tokens))):
        if not tokens[n].word or tokens[n].low in _BREAKS:
            return None
        if n in back and tokens[n].content:
            return n
    return None


def _breaks_down(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "fail" says that a thing breaks ("the dam could fail") rather than that something is not done."""
    after = [t.low for t in tokens[i + 1 : i + 3]]
    return tokens[i].low.startswith("fail") and "to" not in after


def _opposite(tokens: Sequence[Token], clause: range, places: dict[int, int], source: Source) -> str | None:
    table = opposites()
    lows = {t.low for t in source.tokens}
    own = {tokens[i].low for i in clause}
    taken = set(places.values())
    for i in clause:
        low = tokens[i].low
        if i in places or low in lows or not tokens[i].word:
            continue
        against = table.get(low, frozenset())
        for j, token in enumerate(source.tokens):
            opposed = token.low in against or (
                tokens[i].content and token.content and (form(low), form(token.low)) in opposite_forms()
            )
            if opposed and j not in taken and token.low not in own:
                beside = any(abs(a - i) <= 4 and abs(b - j) <= 4 for a, b in places.items())
                if beside:
                    return f"it says “{tokens[i].text}” where the cited passage says “{token.text}”"
    return None


def exchanged(tokens: Sequence[Token], own: Sequence[int], places: dict[int, int], source: Source) -> str | None:
    """Find two names or two numbers whose order was exchanged, unless they moved with their preposition or by a passive."""
    dated = {i for day in days_of(tokens) for i in range(day.first, day.last)}  # a day may stand first or last
    facts = [
        i
        for i in own
        if i in places
        and i not in dated
        and (tokens[i].text[0].isdigit() or (_named(tokens[i], source) and _named(source.tokens[places[i]], source)))
    ]
    for x, a in enumerate(facts):
        for b in facts[x + 1 :]:
            if tokens[a].stem == tokens[b].stem or _stand_so(tokens[a], tokens[b], source):
                continue
            before = [(_preposition(tokens, i), _preposition(source.tokens, places[i])) for i in (a, b)]
            if any(one == other and one for one, other in before):
                continue  # moved with its preposition: "In Paris, X met Y" and "X met Y in Paris"
            if ("by" in (before[0][0], before[1][0])) != ("by" in (before[0][1], before[1][1])):
                continue  # a passive: "X sued Y", "Y was sued by X"
            if _same_neighbours(tokens, a, source.tokens, places[a]) and _same_neighbours(
                tokens, b, source.tokens, places[b]
            ):
                continue  # whole phrases moved
            return f"it exchanges {tokens[a].text} and {tokens[b].text}"
    return None


def _stand_so(one: Token, other: Token, source: Source) -> bool:
    """Tell whether a word stands before another at any place of the source."""
    first = next((j for j, token in enumerate(source.tokens) if token.word and token.stem == one.stem), None)
    return first is not None and any(token.word and token.stem == other.stem for token in source.tokens[first + 1 :])


def _named(token: Token, source: Source) -> bool:
    if not token.capital or not token.content or source.names.is_title(token):
        return False
    return not token.opens or token.low in source.names.proper


def _preposition(tokens: Sequence[Token], i: int) -> str | None:
    """Return the preposition that governs the name at i, over the name's own first words, or None."""
    while (
        i > 0
        and tokens[i - 1].low not in PLACING
        and (tokens[i - 1].capital or tokens[i - 1].low in ("the", "a", "an", "'s") or tokens[i - 1].text[0].isdigit())
    ):
        i -= 1
    return tokens[i - 1].low if i > 0 and tokens[i - 1].low in PLACING else None


def _same_neighbours(one: Sequence[Token], i: int, other: Sequence[Token], j: int) -> bool:
    """Tell whether the words around two names are the same, beyond the words of the names themselves."""
    a, b = _around(one, i), _around(other, j)
    before = a[0] is not None and b[0] is not None and a[0].stem == b[0].stem and a[0].content
    after = a[1] is not None and b[1] is not None and a[1].stem == b[1].stem and a[1].content
    return bool(before or after)


def _around(tokens: Sequence[Token], i: int) -> tuple[Token | None, Token | None]:
    first = last = i
    while first > 0 and tokens[first - 1].capital and tokens[first - 1].word:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].capital and tokens[last + 1].word:
        last += 1
    return tokens[first - 1] if first else None, tokens[last + 1] if last + 1 < len(tokens) else None
