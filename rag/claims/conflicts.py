"""Tell whether two claims oppose each other, by rules that speak only where they are sure.

Pure functions of two texts. A claim's text is its words, with the cue where that decides the meaning ("denied that ...").
Who says them, and whether they speak of the same event, is for the caller to know; so is that one person against
themselves is a change and not a conflict. Figures and dates are compared in `rag.claims.figures`.
"""

from __future__ import annotations

import re

from rag.claims.clauses import (
    LATER,
    MERELY_OTHER,
    WEAK,
    Clause,
    Opposition,
    Rule,
    about_of,
    around,
    clauses_of,
    denies,
    has,
    held,
    lacks,
    negated_word,
    other_names,
    places_of,
    shared_words,
    turned_round,
    uncertain,
    word_in,
)
from rag.verify.facts_in_text import Token, tokens_of
from rag.verify.names_in_text import same_name_word
from rag.verify.opposites import opposites
from rag.wordforms import form

__all__ = ["Opposition", "Rule", "denies", "opposed"]

_LEAST_SHARED = 3  # words of meaning of two clauses that say the same but for a negation; two where both are that short
_SHORT = 3  # words of meaning
_COVERED = 0.74  # share of the negated clause's words that the other clause must hold
_COVERED_BACK = 0.25  # share of the other clause's words that the negated one must hold
_STAYS = frozenset("stay stays stayed staying remain remains remained keep keeps kept".split())
_OFF = frozenset({"from", "away", "off", "out"})
_COVERED_ANTONYM = 0.6
_AT_ONCE = 2  # words before "supports" or "opposes" where that is the holder's own stance
_CONTRAST = re.compile(
    r"\b(?:the |an? )?([a-z][\w-]+), not (?:the |an? |because of |due to )?([a-z][\w-]+)", re.IGNORECASE
)
_NOT_A = re.compile(
    r"\b(?:not|n['’]t|never)(?: (?:be|been|because of|due to|caused by))? (?:the|an?) ([a-z][\w-]+)", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:(?:this|next|last) (?:week|weekend|month|year|night|morning|afternoon|evening|time|season|spring|summer|autumn|fall|winter)|today|"
    r"tonight|tomorrow|yesterday|right now|at (?:this|the|that) (?:time|moment|point)|currently|for now|at once)\b",
    re.IGNORECASE,
)
_BEING = frozenset("is are was were be been am of by for accused 's 're 'm".split())
_DECLINES = re.compile(r"\b(?:refus|declin|fail|stop|ceas)\w*\b", re.IGNORECASE)
_UNDOES = ("un", "in", "im", "dis", "non-")  # "broken" and "unbroken"
_LIMIT = r"(?:the |its |their |that )?(?:\w+ )?(?:limits?|threshold|maximum|standards?|norm)\b"
_OVER = re.compile(rf"\b(?:\w+ times|twice|double|above|over|exceed\w*|beyond|more than) {_LIMIT}", re.IGNORECASE)
_UNDER = re.compile(rf"\b(?:below|under|within|less than|not exceed\w*) {_LIMIT}", re.IGNORECASE)
_STANCE = {
    **dict.fromkeys("support supports supported supporting back backs backed endorse endorses endorsed favour favours favor "
                    "favors welcome welcomes welcomed praise praised".split(), 1),
    **dict.fromkeys("oppose opposes opposed opposing reject rejects rejected condemn condemns condemned criticise criticised "
                    "criticize criticized denounce denounced".split(), -1),
}  # fmt: skip


def opposed(one: str, other: str) -> Opposition | None:
    """Return how two claims oppose each other, or None where they do not or it is not sure."""
    if (
        found := _contrast(one, other)
        or turned_round(_contrast(other, one))
        or _limits(one, other)
        or turned_round(_limits(other, one))
    ):
        return found
    for a in clauses_of(one):
        for b in clauses_of(other):
            if found := _negation(a, b) or turned_round(_negation(b, a)) or _antonym(a, b) or _stance(a, b):
                return found
    return None


def _negation(a: Clause, b: Clause) -> Opposition | None:
    """Return an opposition where b says what a says is not: a's words stand in b, and the word that a negates too."""
    if not a.negative or b.negative or len(b.negators) or b.denied:
        return None
    if a.uncertain or b.uncertain or any(token.low == "before" for token in a.tokens):
        return None
    shared = shared_words(a, b)
    if not _alike(len(shared), a, b) or a.later != b.later:
        return None
    if (when := _WHEN.search(a.text)) and when[0].lower() not in b.text.lower():
        return None  # "not this week" leaves another week open
    if any(not any(same_name_word(name, other.low) for other in b.tokens) for name in a.names):
        return None
    turned = negated_word(a)
    if turned is None or not held(turned, b) or _describes(turned, b) or _subject_differs(a, b) or _to(turned, a, b):
        return None
    if not _same_thing(a, b, turned):
        return None
    rule = Rule.DENIAL if a.denied else Rule.NEGATION
    found = b.forms.get(form(turned.low))
    return Opposition(
        rule=rule,
        about=about_of(shared, a),
        one=around(a, turned),
        other=word_in(turned, b),
        places=places_of(a, turned, b, found) if found else None,
    )


def _same_thing(a: Clause, b: Clause, turned: Token) -> bool:
    """Tell whether what a says is not is what b says is, and b does not only mention it."""
    found = b.forms.get(form(turned.low))
    if found is None or not a.negators:
        return True
    return has(b, found) or not lacks(a, turned)


def _alike(shared: int, a: Clause, b: Clause) -> bool:
    """Tell whether two clauses share so many words that they speak of the same."""
    if shared < _COVERED * len(a.forms) or shared < _COVERED_BACK * len(b.forms):
        return False
    brief = (
        _SHORT if not a.negators or not any(form(t.low) in a.forms for t in a.tokens[: a.negators[0]]) else 2 * _SHORT
    )
    return shared >= _LEAST_SHARED or (shared == 2 and len(a.forms) == 2 and len(b.forms) <= brief)


def _describes(turned: Token, clause: Clause) -> bool:
    """Tell whether the negated verb only describes a noun in the other clause: "laws requiring a photo"."""
    found = clause.forms.get(form(turned.low))
    if found is None or not found.low.endswith("ing"):
        return False
    at = clause.tokens.index(found)
    return not any(token.low in _BEING for token in clause.tokens[max(0, at - 3) : at])


def _subject_differs(a: Clause, b: Clause) -> bool:
    """Tell whether of what a says something is not, b says nothing: "a vigilante did not" against "a warplane did"."""
    if not a.negators:
        return False
    before = [t for t in a.tokens[: a.negators[0]] if form(t.low) in a.forms]
    if before:
        return not any(held(token, b) for token in before)
    opening = [t.low for t in a.tokens[: a.negators[0]] if t.word]
    return opening[:1] in (["that"], ["it"]) and len(a.forms) <= _SHORT + 1


def _to(turned: Token, a: Clause, b: Clause) -> bool:
    """Tell whether one of the clauses only has the verb as a purpose: "decided not to shoot", "invited him to become"."""
    found = b.forms.get(form(turned.low))
    pairs = [(turned, a), *([(found, b)] if found else [])]
    marks = [(at := c.tokens.index(t)) > 0 and c.tokens[at - 1].low == "to" for t, c in pairs]
    return len(set(marks)) > 1 or (marks[0] and bool(a.negators))


def _antonym(a: Clause, b: Clause) -> Opposition | None:
    """Return an opposition where the clauses say the same but for one word, and there the opposite."""
    if a.negative != b.negative or a.denied or b.denied or a.uncertain or b.uncertain:
        return None
    table = opposites()
    for token in a.forms.values():
        if token.low in MERELY_OTHER or token.capital:
            continue
        for against in {*table.get(token.low, ()), *(prefix + token.low for prefix in _UNDOES)}:
            found = next((t for t in b.forms.values() if t.low == against), None)
            if found is None or against in MERELY_OTHER or _holds(b, token.low) or _holds(a, against):
                continue  # "food and non-food items"
            if _stays_off(token, a) or _stays_off(found, b):
                continue
            rest = [word for word in shared_words(a, b) if a.forms[word].low != token.low]
            fewest = min(len(a.forms), len(b.forms)) - 1
            plain = [word for word in rest if not a.forms[word].capital or a.forms[word].opens]
            if len(rest) >= 2 and plain and len(rest) >= _COVERED_ANTONYM * fewest and not other_names(a, b):
                return Opposition(
                    rule=Rule.ANTONYM,
                    about=about_of(rest, a),
                    one=token.text,
                    other=found.text,
                    places=places_of(a, token, b, found),
                )
    return None


def _stays_off(token: Token, clause: Clause) -> bool:
    """Tell whether who stays stays away: "stay 12 miles from the bank" is no opposite of leaving it."""
    at = clause.tokens.index(token)
    return token.low in _STAYS and any(after.low in _OFF for after in clause.tokens[at + 1 : at + 7])


def _holds(clause: Clause, word: str) -> bool:
    return any(token.low == word for token in clause.tokens)


def _stance(a: Clause, b: Clause) -> Opposition | None:
    """Return an opposition where one supports and the other opposes the same thing."""
    if a.negators or b.negators or a.uncertain or b.uncertain or _DECLINES.search(f"{a.text} {b.text}"):
        return None
    here_stance, there_stance = _stance_of(a), _stance_of(b)
    if here_stance is None or there_stance is None or here_stance[0] == there_stance[0]:
        return None
    (_, one, first), (_, other, second) = here_stance, there_stance
    here = {form(t.low): t for t in first}
    shared = [word for word in here if word in {form(t.low) for t in second}]
    fewest = min(len(here), len(second))
    if len(shared) < 2 or len(shared) < _COVERED_ANTONYM * fewest or other_names(a, b):
        return None
    about = " ".join(here[word].text for word in shared)
    return Opposition(
        rule=Rule.ANTONYM, about=about, one=one.text, other=other.text, places=places_of(a, one, b, other)
    )


def _stance_of(clause: Clause) -> tuple[int, Token, list[Token]] | None:
    for i, token in enumerate(clause.tokens):
        named = i > _AT_ONCE and (clause.tokens[i - 1].low == "," or clause.tokens[i - 1].capital)
        if token.low in _STANCE and (i <= _AT_ONCE or named):
            rest = [
                t for t in clause.tokens[i + 1 : i + 8] if t.content and t.low not in WEAK and not t.text[0].isdigit()
            ]
            return (_STANCE[token.low], token, rest) if rest else None
    return None


def _limits(one: str, other: str) -> Opposition | None:
    """Return an opposition where one puts a thing above a limit, now, and the other below it."""
    over, under = _OVER.search(one), _UNDER.search(other)
    if not over or not under or uncertain(one) or uncertain(other) or LATER.search(f"{one} {other}"):
        return None
    words = [{form(t.low) for t in tokens_of(text) if t.content} for text in (one, other)]
    limit = {form(t.low) for found in (over, under) for t in tokens_of(found[0])}
    shared = (words[0] & words[1]) - limit
    if not shared or re.search(r"\b(?:come|came|down|fallen|fell|dropped)\b", f"{one} {other}"):
        return None
    return Opposition(rule=Rule.ANTONYM, about=" ".join(sorted(shared)), one=over[0], other=under[0])


def _contrast(one: str, other: str) -> Opposition | None:
    """Return an opposition where one says "the storm, not the dam" and the other "not a storm ... a dam"."""
    for found in _CONTRAST.finditer(" ".join(one.split())):
        yes, no = form(found[1]), form(found[2])
        for denied in _NOT_A.finditer(" ".join(other.split())):
            if form(denied[1]) != yes:
                continue
            held = {form(t.low) for t in tokens_of(other) if t.content}
            if no in held:
                about = f"{found[1]} {found[2]}"
                return Opposition(rule=Rule.CONTRAST, about=about, one=found[0], other=denied[0])
    return None
