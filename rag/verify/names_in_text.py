"""Which words of a written sentence are names, and whether a passage holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ingest.article import Attribution
from ingest.speech.sides import sides_of
from rag.verify.facts_in_text import Token, days_of, tokens_of

_TITLES = frozenset(
    """mr mrs ms dr sir president minister senator governor secretary chancellor premier prime judge justice general
    colonel captain professor representative congressman congresswoman king queen prince princess pope rep sen gov gen
    officials police officer director chief chairman chairwoman mayor sheriff attorney ambassador spokesman spokeswoman
    spokesperson""".split()
)
_ALIASES = (
    frozenset({"us", "u.s.", "u.s", "usa", "america", "american", "americans", "u.s.a."}),
    frozenset({"uk", "u.k.", "u.k", "britain", "british", "britons", "briton"}),
    frozenset({"un", "u.n.", "u.n"}),
    frozenset({"eu", "e.u.", "e.u"}),
)
_PLACES = frozenset("at in near on across along".split())
_SUFFIXES = ("n", "an", "ian", "i", "ish", "ese", "s", "er", "ns", "ans", "ians", "is", "ic", "ean", "ers")


class _Sentence(Protocol):
    @property
    def tokens(self) -> list[Token]: ...
    @property
    def stems(self) -> set[str]: ...


@dataclass(eq=False)
class Names:
    """The names around a passage. `context`: stems of its title and outlet, which a rewording may use."""

    outlet: frozenset[str]
    context: set[str]
    proper: frozenset[str]  # words written with a capital inside sentences
    full: frozenset[tuple[str, ...]]  # names in full, as runs of words
    title: frozenset[str]  # the words of the first name in the title

    @classmethod
    def of_passage(
        cls,
        text: str,
        publisher: str | None,
        title: str | None,
        attributions: Sequence[Attribution],
        sources: Sequence[str],
        people: Sequence[str] = (),
    ) -> Names:
        """Read the names of a passage, of its outlet, of those who speak in it and of people known beside it."""
        outlet = {t.low for t in tokens_of(publisher or "") if t.word} | {"outlet", "newspaper"}
        around = [
            text,
            *(", ".join(filter(None, (a.speaker, a.description, a.affiliation, *a.via))) for a in attributions),
            *sources,
            *people,
        ]
        proper: set[str] = set()
        full: set[tuple[str, ...]] = set()
        for piece in [*around, *([title] if title else [])]:
            tokens = tokens_of(piece)
            proper.update(
                t.low for i, t in enumerate(tokens) if t.capital and (not t.opens or _followed_by_capital(tokens, i))
            )
            full.update(tuple(t.low for t in tokens[a:b]) for a, b in runs_of_capitals(tokens))
        said = {
            t.stem for a in attributions for t in tokens_of(f"{a.speaker or ''} {a.description or ''}") if t.content
        }
        return cls(
            frozenset(outlet),
            {t.stem for t in tokens_of(f"{publisher or ''} {title or ''}") if t.content} | said,
            frozenset(proper | {t.low for t in tokens_of(publisher or "") if t.capital}),
            frozenset(full),
            _first_name(title or ""),
        )

    @cached_property
    def _as_called(self) -> frozenset[tuple[str, ...]]:
        """The full names, and without what only an initial stands for: "Donald J. Trump"."""
        return self.full | {tuple(word for word in name if len(word.rstrip(".")) > 1) for name in self.full}

    def is_name(self, tokens: Sequence[Token], i: int, source: _Sentence) -> bool:
        """Tell whether the word at i is a name; at the start of a sentence only where something shows it."""
        token = tokens[i]
        if not token.capital or not token.word or token.low == "i" or token.low in _TITLES or not token.content:
            return False
        if any(i in range(day.first, day.last) for day in days_of(tokens)):
            return False
        if not token.opens:
            return True
        if token.low in {t.text for t in source.tokens}:
            return False
        return token.low in self.proper or (i + 1 < len(tokens) and tokens[i + 1].capital and tokens[i + 1].word)

    def stands(self, tokens: Sequence[Token], i: int, allowed: set[str], source: _Sentence) -> bool:
        """Tell whether a name stands among the allowed words, as itself, as its country's word, or as part of a full name."""
        token = tokens[i]
        if any(same_name_word(token.low, word) for word in allowed):
            return True
        run = next(((a, b) for a, b in runs_of_capitals(tokens) if a <= i < b), (i, i + 1))
        whole = tuple(t.low for t in tokens[slice(*run)])
        if any(_within(whole, name) for name in self._as_called) and any(word in allowed for word in whole):
            return True  # "Maud Kerrivan" where the sentence has "Kerrivan" and the passage the full name
        if len(token.text) >= 2 and token.text.isupper() and _initials(token.low, self.full):
            return True
        return self.of_outlet(token)

    def known(self, token: Token) -> bool:
        """Tell whether a word stands in the title, the outlet's name or a speaker's description."""
        return token.stem in self.context or token.low in _TITLES

    def of_outlet(self, token: Token) -> bool:
        """Tell whether a word belongs to the outlet's name."""
        return token.low in self.outlet

    def is_title(self, token: Token) -> bool:
        """Tell whether a word is a title such as "President"."""
        return token.low in _TITLES

    def held_in(self, token: Token, words: frozenset[str]) -> bool:
        """Tell whether a name stands among a speaker's words."""
        return any(same_name_word(token.low, word) for word in words)

    def in_full(self, words: set[str]) -> set[str]:
        """Return the words of the full names that end on one of these: "Hanne Brusk" for "Brusk"."""
        return {word for name in self.full if len(name) > 1 and name[-1] in words for word in name}

    def one_in_full(self, words: frozenset[str]) -> set[str]:
        """Return the words of the full name that ends on one of these, where only one does: "Hanne Brusk" for "Brusk"."""
        found: set[str] = set()
        for word in words:
            whole = {name for name in self.full if len(name) > 1 and name[-1] == word}
            given = {name[-2] for name in whole}
            if len(given) == 1:
                found |= {word for name in whole for word in name}
        return found

    def first_in(self, tokens: Sequence[Token]) -> set[str]:
        """Return the words of the first name of a sentence, its subject more often than not."""
        for a, b in runs_of_capitals(tokens):
            words = {t.low for t in tokens[a:b] if t.content and t.low not in _TITLES}
            if a and tokens[a - 1].low in _PLACES and not tokens[a].opens:
                continue  # "on Church Street": a place, of which "he" does not speak
            if words and (not tokens[a].opens or words & self.proper):
                return words
        return set()


def same_name_word(one: str, other: str) -> bool:
    """Tell whether two words name the same: equal, aliases, or a country and its people ("Tesmar", "Tesmari")."""
    if one == other or one.removesuffix("s") == other or one == other.removesuffix("s"):
        return True
    if any(one in group and other in group for group in _ALIASES):
        return True
    if "-" in one or "-" in other:
        parts, others = set(one.split("-")), set(other.split("-"))
        return parts <= others or others <= parts
    if len(one) < 4 or len(other) < 4 or one[:2] != other[:2]:
        return False
    short, long = sorted((one, other), key=len)
    if any(short + s == long or short[:-1] + s == long for s in _SUFFIXES):
        return True
    a, b = sides_of(one.capitalize()), sides_of(other.capitalize())
    return bool(a and b and a[0] == b[0]) and ("government" not in a) != ("government" not in b)


def any_same(one: Iterable[str], other: Collection[str]) -> bool:
    """Tell whether a word of one names the same as a word of another."""
    return any(same_name_word(a, b) for a in one for b in other)


def runs_of_capitals(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the runs of words written with a capital, as ranges."""
    runs = []
    start: int | None = None
    for i, token in enumerate(tokens):
        joins = token.word and token.capital and (start is None or not token.opens)
        if joins and start is None:
            start = i
        elif not joins and start is not None:
            runs.append((start, i))
            start = i if token.word and token.capital else None
    if start is not None:
        runs.append((start, len(tokens)))
    return runs


def _followed_by_capital(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].capital and tokens[i + 1].word


def _first_name(title: str) -> frozenset[str]:
    tokens = tokens_of(title)
    run = next(((a, b) for a, b in runs_of_capitals(tokens)), None)
    found = {t.low for t in tokens[slice(*run)] if t.content and t.low not in _TITLES} if run else set()
    return frozenset(found)


def _within(part: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(part) > 1 and any(name[k : k + len(part)] == part for k in range(len(name) - len(part) + 1))


def _initials(short: str, full: frozenset[tuple[str, ...]]) -> bool:
    letters = short.replace(".", "")
    return any(len(name) >= 2 and "".join(word[0] for word in name) == letters for name in full)
