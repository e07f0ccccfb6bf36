"""Name what several figures measure, in the words of their sentences: "death toll in Turkey", "cost of the closure a day"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.claims.figures import PEOPLE, SOMEBODYS
from rag.claims.measured import BLANK, Measured
from rag.comparison.given import Given, Meanings
from rag.comparison.grouping import phrase_of
from rag.comparison.naming import Naming
from rag.comparison.toll_scope import NATION
from rag.verify.names_in_text import any_same, same_name_word
from rag.wordforms import form

_CALLED = {"dead": "death toll", "missing": "missing people", "injured": "injured people"}
_PLACE = re.compile(
    r"\b(in|across|at|on|off|near|of|from|into|inside|pummeled|struck|hit|battered)\s+"
    r"((?:the\s+)?(?:[A-Z][\w’'-]*)(?:\s+(?:(?:and|of|de)\s+)?[A-Z][\w’'-]*)*)"
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december".split()
)
_EVENT = re.compile(
    r"\b(?:killed|died|dead|deaths?|toll|injured|missing)\s+(in|at|from|of)\s+(the(?:\s+(?!(?:and|or|that|which|who|so|of|in|on|at)\b)[a-z][a-z-]+){1,2}(?: of the [a-z]+)?)"
)
_KEPT = frozenset("in across at on off near inside".split())
_SHORT, _FEWEST = 2, 1
_MOST = 9  # words


def caption_of(group: Sequence[Given], meanings: Meanings, naming: Naming, *, placed: bool = True) -> str:
    """Return what the figures of a group measure: the noun phrase counted, or a clause with a blank in the figure's place.

    placed: all are narrowed down to one place, or none is.
    """
    if group[0].toll:
        return _toll(group, meanings, naming, placed)
    read = [meaning for one in group if (meaning := meanings.of(one)) is not None and meaning.phrase]
    told = [meaning for meaning in read if _says_enough(meaning, group)]
    if told:
        words = Counter(word for one in group for word in one.quantity.context)
        best = min(told, key=lambda meaning: _rank(meaning, words, len(group)))
        return best.phrase
    return _by_words(group)


def _says_enough(meaning: Measured, group: Sequence[Given]) -> bool:
    words = meaning.phrase.replace(BLANK, "").split()
    counted = {group[0].quantity.counted, *group[0].quantity.unit.split()}
    return (bool({form(word) for word in words if word[0].isalpha()} - counted) and len(words) > _FEWEST) or (
        meaning.whole and group[0].quantity.whole
    )


def _rank(meaning: Measured, words: Counter[str], count: int) -> tuple[int, float, int]:
    held = [words[form(word)] / count for word in meaning.phrase.split() if word[0].isalpha()]
    length = len(meaning.phrase.split())
    bare = (not meaning.whole and meaning.phrase.split()[0].endswith(("ing", "ed"))) or not meaning.phrase[0].isalpha()
    return 2 * (not meaning.whole) + (length > _MOST) + (length < _SHORT) + bare, -sum(held) / max(1, len(held)), length


def _toll(group: Sequence[Given], meanings: Meanings, naming: Naming, placed: bool) -> str:
    concept = group[0].quantity.concept or "dead"
    of_group = [one for one in group if one.quantity.group not in (None, SOMEBODYS)]
    specific = of_group or [one for one in group if one.quantity.counted and one.quantity.counted not in PEOPLE]
    nouns = [meaning.noun for one in specific if (meaning := meanings.of(one)) is not None and meaning.noun]
    place = _place(group, naming, placed)
    groups = {name for one in of_group if (name := one.quantity.group)}
    own = [noun for noun in nouns if groups & {word.lower() for word in noun.split()}]
    if len(groups) == 1 and not own:
        return f"{concept} of {groups.pop().capitalize()} {place}".strip()
    if nouns and (of_group or len({one.quantity.counted for one in group}) == 1):
        return " ".join(filter(None, (Counter(own or nouns).most_common(1)[0][0], concept, place)))
    return f"{_CALLED[concept]} {place}".strip()


def _place(group: Sequence[Given], naming: Naming, placed: bool) -> str:
    """Return where, or in what, the people of a toll died: the place that narrows it, else the event's own."""
    groups = {one.quantity.group for one in group if one.quantity.group}
    narrow = frozenset(name for name in group[0].narrow if placed and name not in groups)
    if NATION in narrow:
        return "nationwide"
    found: Counter[str] = Counter()
    for one in group:
        for told in _PLACE.finditer(one.sentence):
            names = {
                word.lower().removesuffix("'s").removesuffix("’s") for word in re.findall(r"[A-Z][\w’'-]*", told[2])
            }
            if names & _DAYS or not names:
                continue
            if narrow:
                fits = all(
                    any(same_name_word(a, b) for b in narrow) or a in naming.everywhere for a in names
                ) and any_same(names, narrow)
            else:
                fits = told[1] in _KEPT and all(map(naming.is_everywhere, names))
            if fits:
                found[f"{told[1] if told[1] in _KEPT else 'in'} {told[2].removesuffix('’s')}"] += len(names)
    if not found and not narrow:
        found.update(f"{told[1]} {told[2]}" for one in group for told in _EVENT.finditer(one.sentence))
    if found:
        return max(found, key=lambda place: (found[place], -len(place)))
    return f"({', '.join(sorted(word.capitalize() for word in narrow))})" if narrow else ""


def _by_words(group: Sequence[Given]) -> str:
    """Return the words that the pieces of sentence around all figures have in common, with a blank for the figure itself."""
    common = frozenset.intersection(*(one.quantity.context for one in group))
    first = group[0]
    name = phrase_of(first.item.claim.words, common - {first.quantity.unit})
    if len(name.split()) < _SHORT:
        name = phrase_of(first.item.claim.words, first.quantity.context - {first.quantity.unit}) or name
    name = re.sub(r"[$€£]?\b\d[\d,.]*", BLANK, name)
    return name or first.quantity.concept or first.quantity.text
