"""What was put in another's place: a name, a number or a word between words that stand as they do in the source."""

from __future__ import annotations

from collections.abc import Sequence

from rag.verify.alignment import PLACING, Source
from rag.verify.facts_in_text import Token, is_number, negates
from rag.verify.names_in_text import same_name_word

_WIDEST = 5  # words of a name
_WHOLE = 0.85  # share of the words of two sentences that both hold
_AFTER = 2  # words after a name that show that it stands there by right
_LEAST = 5  # letters of a word whose misspelling is told
_ENDING = 2  # letters at a word's end that inflection changes


def replaced(tokens: Sequence[Token], source: Source) -> str | None:
    """Return a name or number that stands where the source has another one, in words; None where there is none.

    For a sentence that repeats most of its source: between the same two words stands the same.
    """
    for first, last in _runs(tokens, source):
        own = [t for t in tokens[first:last] if t.word and not source.names.is_title(t)]
        if own and (other := _doer(tokens, last, own, source)):
            return f"it says {' '.join(t.text for t in own)} where the cited passage says {other}"
        before, after = _beside(tokens, first - 1, -1), _beside(tokens, last, 1)
        if not own or (before is None and after is None):
            continue
        others = _between(before, after, source)
        if not others or any(_same(own, middle) for middle in others) or _goes_on(tokens, last, own, source):
            continue
        other = " ".join(t.text for t in others[0])
        return f"it says {' '.join(t.text for t in own)} where the cited passage says {other}"
    return None


def _runs(tokens: Sequence[Token], source: Source) -> list[tuple[int, int]]:
    """Return the names and numbers of a sentence as ranges of tokens."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if _fact(tokens[i], source):
            last = i + 1
            while last < len(tokens) and _fact(tokens[last], source) and tokens[last].capital == tokens[i].capital:
                last += 1
            runs.append((i, last))
            i = last
        else:
            i += 1
    return runs


def _fact(token: Token, source: Source) -> bool:
    name = token.capital and (not token.opens or token.low in source.names.proper)
    return token.word and token.content and (is_number(token) or name)


def _beside(tokens: Sequence[Token], at: int, step: int) -> str | None:
    """Return the nearest word in a direction, over one mark; None at the sentence's end."""
    if 0 <= at < len(tokens) and not tokens[at].word:
        at += step
    return tokens[at].low if 0 <= at < len(tokens) and tokens[at].word else None


def _between(before: str | None, after: str | None, source: Source) -> list[list[Token]]:
    """Return the names and numbers that the source has between these two words, at each place where they stand so."""
    words = [t for t in source.tokens if t.word]
    lows: list[str | None] = [None, *(t.low for t in words), None]
    found = []
    for j, low in enumerate(lows[:-1]):
        if low != before:
            continue
        for k in range(j + 2, min(j + 2 + _WIDEST, len(lows))):
            if lows[k] == after:
                middle = [t for t in words[j : k - 1] if _fact(t, source) and not source.names.is_title(t)]
                if middle and len(middle) == len([t for t in words[j : k - 1] if not source.names.is_title(t)]):
                    found.append(middle)
                break
    return found


def _goes_on(tokens: Sequence[Token], last: int, own: Sequence[Token], source: Source) -> bool:
    """Tell whether the source has the same name before the same two words at another place: "Varland has laid"."""
    return any(source.tokens[j].low == own[-1].low for j in _before_the_next(tokens, last, source))


def _doer(tokens: Sequence[Token], last: int, own: Sequence[Token], source: Source) -> str | None:
    """Return the only other name that the source has before the same two words: "Varland has laid"; None where there is none."""
    if last + 1 >= len(tokens) or tokens[last].low in PLACING or tokens[last].capital:
        return None
    if not tokens[last].word or not tokens[last + 1].content:
        return None
    words = source.tokens
    places = _before_the_next(tokens, last, source)
    names = [_name_ending(words, j) for j in places if _fact(words[j], source) and words[j].capital]
    if not names or len(names) < len(places) or any(_same(own, name) for name in names):
        return None
    return names[0][-1].text


def _before_the_next(tokens: Sequence[Token], last: int, source: Source) -> list[int]:
    """Return the places of the source after which the two words follow that stand from `last` on in the sentence."""
    after = [t.low for t in tokens[last : last + _AFTER]]
    if len(after) < _AFTER:
        return []
    words = source.tokens
    return [j for j in range(len(words)) if [t.low for t in words[j + 1 : j + 1 + _AFTER]] == after]


def _name_ending(words: Sequence[Token], last: int) -> list[Token]:
    first = last
    while first and words[first - 1].capital and words[first - 1].word:
        first -= 1
    return list(words[first : last + 1])


def _same(own: Sequence[Token], middle: Sequence[Token]) -> bool:
    return (
        any(same_name_word(a.low, b.low) or a.stem == b.stem for a in own for b in middle)
        or _short_for(own, middle)
        or _short_for(middle, own)
    )


def _short_for(short: Sequence[Token], long: Sequence[Token]) -> bool:
    letters = "".join(t.low[0] for t in long)
    return len(short) == 1 and len(letters) > 1 and short[0].low.replace(".", "") == letters


def misspelt(tokens: Sequence[Token], own: Sequence[int], source: Source) -> str | None:
    """Return a word that differs from one of the source by one letter within, in words; None where there is none."""
    known = {t.low for t in source.tokens if len(t.low) >= _LEAST}
    for i in own:
        low = tokens[i].low
        if len(low) < _LEAST or tokens[i].stem in source.stems or low in source.stems or not tokens[i].content:
            continue
        for other in known:
            if _one_letter_off(low, other):
                return f"it writes “{tokens[i].text}” where the cited passage writes “{other}”"
    return None


def denies_otherwise(tokens: Sequence[Token], source: Source) -> str | None:
    """Tell whether a sentence that repeats its whole source has another number of negations; None where not."""
    own, other = {t.stem for t in tokens if t.content}, {t.stem for t in source.tokens if t.content}
    if len(own & other) < _WHOLE * len(own | other):
        return None
    if sum(map(negates, tokens)) == sum(map(negates, source.tokens)):
        return None
    return "it denies more, or less, than the cited passage"


_SAME_SOUND = (("our", "or"), ("is", "iz"), ("ys", "yz"), ("re", "er"), ("ll", "l"), ("ogue", "og"), ("ence", "ense"))


def _one_letter_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if any(one.replace(a, b) == other or other.replace(a, b) == one for a, b in _SAME_SOUND):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    if len(a) == len(b) == 2 and a == b[::-1]:
        return start > 0  # two letters exchanged: no inflection does that
    return end >= _ENDING and len(a) <= 1 and len(b) <= 1
