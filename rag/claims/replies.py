"""Whether of two speakers whom an article sets side by side one says no to the other. Pure functions of two texts.

Less is asked of the words than in `rag.claims.conflicts`, because the writer has chosen what answers what: see
`rag.comparison.side_by_side`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.claims.clauses import (
    MERELY_OTHER,
    WEAK,
    Clause,
    Opposition,
    Rule,
    about_of,
    clauses_of,
    other_names,
    places_of,
    shared_words,
    turned_round,
    word_in,
)
from rag.verify.facts_in_text import negates, tokens_of
from rag.verify.opposites import opposites
from rag.wordforms import form

_UNAWARE = re.compile(
    r"\b(?:(?:not|n['’]t) aware of|no knowledge of|knows? nothing of|knew nothing of|no record of|never heard of|no sign of|no evidence of)"
    r" (?:any |an? |the )?(?P<what>[a-z][\w-]+(?: [a-z][\w-]+)?)",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:might|may|could|should|if|whether|must)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not one|not a single) (?P<what>[a-z][\w-]+)(?= (?:has|have|had|was|were|is|are|ever|came|sounded|set|took|went)\b)",
    re.IGNORECASE,
)
_AT_ALL = frozenset("never neither none nobody nothing".split())
_SOME = re.compile(
    r"\b(?:some|most|many|majority|several|few|half|almost|hardly|nearly|rarely|seldom|always|often|usually|fully|percent)\b|%",
    re.IGNORECASE,
)  # what is not so of most may be so of some
_ANOTHER_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|previous\w*|earlier|formerly|once|in the past|last (?:week|month|year|season)|(?:weeks?|months?|years?|days?) (?:ago|later|before|after)|since)\b",
    re.IGNORECASE,
)
_WITH_ITS_VERB = 2  # words that the two share: a verb and what it goes with
_DOORS = frozenset("open opened closed close shut".split())
_STEM, _ENDING = 6, 3  # letters


def answers(one: str, other: str) -> Opposition | None:
    """Return how of two speakers side by side one says no to the other: see `rag.comparison.side_by_side`.

    Less sure than `opposed`: only for statements that an article itself puts one after the other.
    """
    for a in clauses_of(one):
        for b in clauses_of(other):
            if found := _says_no(a, b) or turned_round(_says_no(b, a)) or _says_opposite(a, b):
                return found
    return None


def _says_no(a: Clause, b: Clause) -> Opposition | None:
    """Return an opposition where a denies the very word that b asserts, "no inspector" against "inspected"."""
    if a.uncertain or b.uncertain or b.denied or a.later != b.later:
        return None
    if unaware := _UNAWARE.search(a.text):
        turned = next((t for t in tokens_of(unaware["what"]) if t.content and t.low not in WEAK), None)
        if turned is None or form(turned.low) not in b.forms:
            return None
        return Opposition(rule=Rule.DENIAL, about=turned.text, one=unaware[0], other=word_in(turned, b))
    none = _NONE.search(a.text)
    if none is None or a.denied or len(a.negators) != 1:
        return None
    turned = next(t for t in tokens_of(none["what"]) if t.word)
    stem = form(turned.low)
    same = next((t for word, t in b.forms.items() if word == stem or _one_stem(word, stem)), None)
    if same is None or turned.low in WEAK or any(b.tokens[i].start < same.start for i in b.negators):
        return None
    return Opposition(rule=Rule.NEGATION, about=turned.text, one=none[0], other=same.text)


def does_not(one: str, other: str) -> Opposition | None:
    """Return how of two claims one says that something was not done and the other that it was: a verb of both, and a word it goes with.

    Only for claims of one article that stand near each other, and only where `Grammar.same_deed` bears it out.
    """
    for a in clauses_of(one):
        for b in clauses_of(other):
            if found := _not_done(a, b) or turned_round(_not_done(b, a)):
                return found
    return None


def _not_done(a: Clause, b: Clause) -> Opposition | None:
    if a.denied or b.denied or a.uncertain or b.uncertain or not a.negators or b.negators or a.later != b.later:
        return None
    shared = [word for word in shared_words(a, b) if not a.forms[word].capital]
    at_all = any(a.tokens[i].low in _AT_ALL for i in a.negators)
    if len(shared) < _WITH_ITS_VERB or _ANOTHER_TIME.search(a.text) or (not at_all and _ANOTHER_TIME.search(b.text)):
        return None
    if _SOME.search(a.text) or {frozenset({"he"}), frozenset({"she"})} == {_who(a), _who(b)}:
        return None
    for i, token in enumerate(a.tokens):
        if not negates(token):
            continue
        turned = next(
            (t for t in a.tokens[i + 1 :] if t.content and t.low not in WEAK and not t.low.endswith("ly")), None
        )
        found = b.forms.get(form(turned.low)) if turned and form(turned.low) in shared else None
        if turned is not None and found is not None and not _SOME.search(b.text[: found.start]):
            return Opposition(
                rule=Rule.NEGATION,
                about=about_of(shared, a),
                one=a.text[token.start : turned.end],
                other=found.text,
                places=places_of(a, turned, b, found),
            )
    return None


def _who(clause: Clause) -> frozenset[str]:
    """Return whom a clause speaks of by "he" or "she"."""
    return frozenset(token.low for token in clause.tokens if token.low in ("he", "she"))


def _one_stem(one: str, other: str) -> bool:
    """Tell whether one of two forms is the other with an ending: "inspect" and "inspector"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _STEM and long.startswith(short) and len(long) - len(short) <= _ENDING


def _says_opposite(a: Clause, b: Clause) -> Opposition | None:
    """Return an opposition of two words of opposite meaning about one thing: "shut the intake", "the intake stayed open"."""
    if a.negative != b.negative or a.denied or b.denied or a.later != b.later:
        return None
    if _MODAL.search(f"{a.text} {b.text}"):
        return None
    table = opposites()
    for word, token in a.forms.items():
        against = {form(w) for w in _alternatives(token.low, word, table)} - {word}
        found = next((t for w, t in b.forms.items() if w in against and t.low not in MERELY_OTHER - _DOORS), None)
        rest = [w for w in shared_words(a, b) if w != word]
        if found is not None and token.low not in MERELY_OTHER - _DOORS and rest and not other_names(a, b):
            return Opposition(
                rule=Rule.ANTONYM,
                about=about_of(rest, a),
                one=token.text,
                other=found.text,
                places=places_of(a, token, b, found),
            )
    return None


def _alternatives(low: str, word: str, table: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the opposites of a word, of its base, and of what means the same: of "shut" those of "close"."""
    found = set()
    for known in {low, word, *(w for w in _DOORS if form(w) == word)}:
        found |= set(table.get(known, ()))
    return found
