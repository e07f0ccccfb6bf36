"""Tell whether two claims oppose each other, by rules that speak only where they are sure.

Pure functions of two texts. A claim's text is its words, with the cue where that decides the meaning ("denied that ...").
Who says them, and whether they speak of the same event, is for the caller to know; so is that one person against
themselves is a change and not a conflict. Figures and dates are compared in `rag.figures`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rag.verify.facts_in_text import NEGATORS, Token, days_of, opposites, tokens_of
from rag.verify.names_in_text import same_name_word
from rag.wordforms import NUMBER_WORDS, form
from rag.words import STOP_WORDS


class Rule(StrEnum):
    """What makes two claims oppose each other."""

    NEGATION = "negation"
    DENIAL = "denial"
    ANTONYM = "antonym"
    CONTRAST = "contrast"


@dataclass(frozen=True, kw_only=True, slots=True)
class Opposition:
    """Two claims oppose each other. about: words they share. one, other: the words that stand against each other."""

    rule: Rule
    about: str
    one: str
    other: str


_LEAST_SHARED = 3  # words of meaning of two clauses that say the same but for a negation; two where both are that short
_SHORT = 3  # words of meaning
_COVERED = 0.74  # share of the negated clause's words that the other clause must hold
_COVERED_BACK = 0.25  # share of the other clause's words that the negated one must hold
_COVERED_ANTONYM = 0.6
_AT_ONCE = 2  # words before "supports" or "opposes" where that is the holder's own stance
_CLAUSE = re.compile(
    r"[.!?;:…]+[\s”\"’']|\s[-–—]\s|\n|,\s+(?:and|but|while|because|so|although|though|whereas|which|who|unless|if|there|it|he|she|"
    r"they|we|you|i)\b|"
    r"\b(?:because|although|whereas|unless)\b"
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|rule[sd]? out|ruling out|doubt(?:s|ed)?|"
    r"(?:reject|dismiss)(?:es|s|ed)? (?:\w+ ){0,2}?(?:suggestions?|claims?|allegations?|accusations?|reports?|charges?|that)|"
    r"(?:no|little) (?:evidence|sign|proof|truth)|(?:would|should) be surprised if|"
    r"(?:not|n['’]t) (?:believe|think|expect)|unlikely|it (?:is|was|'s) (?:false|untrue|wrong))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:whether|if|unless|(?:might|may|could|should)(?:n['’]t)?|until|immediately|initially|at first|right away|wants?|wanted|hopes?|hoped|asked?|asks|fears?|feared|"
    r"promised?|plans?|planned|like (?:this|that)|of th(?:is|at) (?:magnitude|size|kind)|why not)\b|\?",
    re.IGNORECASE,
)
_PARTIAL = frozenset("only just all every always enough fully entirely necessarily simply merely yet".split())
_CONTRAST = re.compile(
    r"\b(?:the |an? )?([a-z][\w-]+), not (?:the |an? |because of |due to )?([a-z][\w-]+)", re.IGNORECASE
)
_NOT_A = re.compile(
    r"\b(?:not|n['’]t|never)(?: (?:be|been|because of|due to|caused by))? (?:the|an?) ([a-z][\w-]+)", re.IGNORECASE
)
_WEAK = frozenset(
    """mr mrs ms dr going go get gets got need needs even also back though new time times people thing things way ways make makes
    made take day days year years week weeks like want wants really actually one two good right lot still well come came
    see look looks let use used put set""".split()
)
_BEING = frozenset("is are was were be been am of by for accused 's 're 'm".split())
_LATER = re.compile(r"\b(?:will|[’']ll|going to|shall|won[’']t|would(?:n['’]t)?)\b", re.IGNORECASE)
_DECLINES = re.compile(r"\b(?:refus|declin|fail|stop|ceas)\w*\b", re.IGNORECASE)
# Opposites of place, rank and kind part things; they seldom turn a sentence round.
_MERELY_OTHER = frozenset(
    """north south east west northern southern eastern western men women male female man woman boy girl son daughter father
    mother brother sister husband wife first last early late earlier later before after over under above below up down inside
    outside many few democratic republican democrat democrats republicans liberal conservative public private minimum maximum
    older younger oldest youngest high low hot cold start end started ended begin began open more most least less fewer best
    worst took gave take give takes gives taken given bought sold buy sell came went left enter arrive arrived against for cut majority minority better worse longer shorter higher lower highest lowest larger smaller largest smallest bigger biggest smallest stronger weaker faster slower pass fail known
    unknown remember forget""".split()
)
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
_DOORS = frozenset("open opened closed close shut".split())
_STEM, _ENDING = 6, 3  # letters
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


@dataclass(frozen=True, slots=True)
class _Clause:
    tokens: tuple[Token, ...]
    text: str
    forms: dict[str, Token]
    names: frozenset[str]
    negators: tuple[int, ...]
    denied: bool
    uncertain: bool
    later: bool

    @property
    def negative(self) -> bool:
        return (len(self.negators) + self.denied) % 2 == 1


def opposed(one: str, other: str) -> Opposition | None:
    """Return how two claims oppose each other, or None where they do not or it is not sure."""
    if (
        found := _contrast(one, other)
        or _turned(_contrast(other, one))
        or _limits(one, other)
        or _turned(_limits(other, one))
    ):
        return found
    for a in _clauses(one):
        for b in _clauses(other):
            if found := _negation(a, b) or _turned(_negation(b, a)) or _antonym(a, b) or _stance(a, b):
                return found
    return None


def answers(one: str, other: str) -> Opposition | None:
    """Return how of two speakers side by side one says no to the other: see `rag.comparison.side_by_side`.

    Less sure than `opposed`: only for statements that an article itself puts one after the other.
    """
    for a in _clauses(one):
        for b in _clauses(other):
            if found := _says_no(a, b) or _turned(_says_no(b, a)) or _says_opposite(a, b):
                return found
    return None


def _says_no(a: _Clause, b: _Clause) -> Opposition | None:
    """Return an opposition where a denies the very word that b asserts, "no inspector" against "inspected"."""
    if a.uncertain or b.uncertain or b.denied or a.later != b.later:
        return None
    if unaware := _UNAWARE.search(a.text):
        turned = next((t for t in tokens_of(unaware["what"]) if t.content and t.low not in _WEAK), None)
        if turned is None or form(turned.low) not in b.forms:
            return None
        return Opposition(rule=Rule.DENIAL, about=turned.text, one=unaware[0], other=_in(turned, b))
    none = _NONE.search(a.text)
    if none is None or a.denied or len(a.negators) != 1:
        return None
    turned = next(t for t in tokens_of(none["what"]) if t.word)
    stem = form(turned.low)
    same = next((t for word, t in b.forms.items() if word == stem or _one_stem(word, stem)), None)
    if same is None or turned.low in _WEAK or any(b.tokens[i].start < same.start for i in b.negators):
        return None
    return Opposition(rule=Rule.NEGATION, about=turned.text, one=none[0], other=same.text)


def _one_stem(one: str, other: str) -> bool:
    """Tell whether one of two forms is the other with an ending: "inspect" and "inspector"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _STEM and long.startswith(short) and len(long) - len(short) <= _ENDING


def _says_opposite(a: _Clause, b: _Clause) -> Opposition | None:
    """Return an opposition of two words of opposite meaning about one thing: "shut the intake", "the intake stayed open"."""
    if a.negative != b.negative or a.denied or b.denied or a.later != b.later:
        return None
    if _MODAL.search(f"{a.text} {b.text}"):
        return None
    table = opposites()
    for word, token in a.forms.items():
        against = {form(w) for w in _alternatives(token.low, word, table)} - {word}
        found = next((t for w, t in b.forms.items() if w in against and t.low not in _MERELY_OTHER - _DOORS), None)
        rest = [w for w in _shared(a, b) if w != word]
        if found is not None and token.low not in _MERELY_OTHER - _DOORS and rest and not _other_names(a, b):
            return Opposition(rule=Rule.ANTONYM, about=_about(rest, a), one=token.text, other=found.text)
    return None


def _alternatives(low: str, word: str, table: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the opposites of a word, of its base, and of what means the same: of "shut" those of "close"."""
    found = set()
    for known in {low, word, *(w for w in _DOORS if form(w) == word)}:
        found |= set(table.get(known, ()))
    return found


def denies(text: str) -> bool:
    """Tell whether a claim is one that something is so: "denied that ...", "found no evidence that ..."."""
    return bool(_DENIES.search(text[:80]))


def _turned(found: Opposition | None) -> Opposition | None:
    return None if found is None else Opposition(rule=found.rule, about=found.about, one=found.other, other=found.one)


@lru_cache(maxsize=8192)
def _clauses(text: str) -> tuple[_Clause, ...]:
    flat = " ".join(text.split())
    pieces, at = [], 0
    for found in _CLAUSE.finditer(flat):
        pieces.append(flat[at : found.start()])
        at = found.end() if not found[0].strip(" ,").isalpha() else found.start()
    pieces.append(flat[at:])
    return tuple(clause for piece in pieces if len((clause := _clause(piece)).forms) >= 2)


def _clause(text: str) -> _Clause:
    tokens = tokens_of(text)
    dated = {i for day in days_of(tokens) for i in range(day.first, day.last)}
    denied = bool(_DENIES.search(text))
    cue = _DENIES.search(text)
    negators = []
    for i, token in enumerate(tokens):
        inside_cue = cue is not None and cue.start() <= token.start < cue.end()
        if (
            not inside_cue
            and token.low != "without"
            and (token.low in NEGATORS or token.low.endswith(("n't", "n’t")))
            and not _only(tokens, i)
        ):
            negators.append(i)
    if len(negators) > 1 and any(tokens[i].low in ("nor", "neither") for i in negators):
        negators = negators[:1]
    forms: dict[str, Token] = {}
    names = set()
    for i, token in enumerate(tokens):
        if cue is not None and cue.start() <= token.start < cue.end():
            continue
        if token.content and i not in dated and not token.text[0].isdigit() and len(token.low) > 1:
            if token.low in _WEAK or token.low in NUMBER_WORDS:
                continue
            forms.setdefault(form(token.low), token)
            if token.capital and not token.opens:
                names.add(token.low)
    return _Clause(
        tuple(tokens),
        text,
        forms,
        frozenset(names),
        tuple(negators),
        denied,
        _uncertain(text),
        bool(_LATER.search(text)),
    )


def _only(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a negator does not turn its clause round: "not only", "no more than", "not yet", "no doubt"."""
    after = [token.low for token in tokens[i + 1 : i + 3]]
    if tokens[i].low in ("no", "not") and after[:1] and after[0] in ("only", "longer", "doubt", "matter", "sooner"):
        return True
    return after[:2] in (["more", "than"], ["less", "than"]) or (tokens[i].low == "not" and after[:1] == ["just"])


def _negation(a: _Clause, b: _Clause) -> Opposition | None:
    """Return an opposition where b says what a says is not: a's words stand in b, and the word that a negates too."""
    if not a.negative or b.negative or len(b.negators) or b.denied:
        return None
    if a.uncertain or b.uncertain or any(token.low == "before" for token in a.tokens):
        return None
    shared = _shared(a, b)
    if not _alike(len(shared), a, b) or a.later != b.later:
        return None
    if any(not any(same_name_word(name, other.low) for other in b.tokens) for name in a.names):
        return None
    turned = _negated_word(a)
    if turned is None or not _held(turned, b) or _describes(turned, b) or _subject_differs(a, b) or _to(turned, a, b):
        return None
    rule = Rule.DENIAL if a.denied else Rule.NEGATION
    return Opposition(rule=rule, about=_about(shared, a), one=_around(a, turned), other=_in(turned, b))


def _alike(shared: int, a: _Clause, b: _Clause) -> bool:
    """Tell whether two clauses share so many words that they speak of the same."""
    if shared < _COVERED * len(a.forms) or shared < _COVERED_BACK * len(b.forms):
        return False
    return shared >= _LEAST_SHARED or (shared == 2 and len(a.forms) == 2 and len(b.forms) <= _SHORT)


def _negated_word(clause: _Clause) -> Token | None:
    """Return the word that the negation bears on: the next noun or verb; of a denial, the last word of its clause's verb."""
    if clause.negators:
        for token in clause.tokens[clause.negators[0] + 1 :]:
            if token.content and token.text[0].isalpha() and not token.capital and token.low not in STOP_WORDS:
                return None if token.low in _PARTIAL else token
        return None
    words = [token for token in clause.forms.values() if not token.capital]
    verbs = [token for token in words if token.low.endswith(("ed", "en", "ing"))]
    chosen = verbs or words
    return chosen[0] if chosen else None


def _describes(turned: Token, clause: _Clause) -> bool:
    """Tell whether the negated verb only describes a noun in the other clause: "laws requiring a photo"."""
    found = clause.forms.get(form(turned.low))
    if found is None or not found.low.endswith("ing"):
        return False
    at = clause.tokens.index(found)
    return not any(token.low in _BEING for token in clause.tokens[max(0, at - 3) : at])


def _subject_differs(a: _Clause, b: _Clause) -> bool:
    """Tell whether of what a says something is not, b says nothing: "a vigilante did not" against "a warplane did"."""
    if not a.negators:
        return False
    before = [t for t in a.tokens[: a.negators[0]] if form(t.low) in a.forms]
    if before:
        return not any(_held(token, b) for token in before)
    opening = [t.low for t in a.tokens[: a.negators[0]] if t.word]
    return opening[:1] in (["that"], ["it"]) and len(a.forms) <= _SHORT + 1


def _to(turned: Token, a: _Clause, b: _Clause) -> bool:
    """Tell whether one of the clauses only has the verb as a purpose: "decided not to shoot", "invited him to become"."""
    found = b.forms.get(form(turned.low))
    pairs = [(turned, a), *([(found, b)] if found else [])]
    marks = [(at := c.tokens.index(t)) > 0 and c.tokens[at - 1].low == "to" for t, c in pairs]
    return len(set(marks)) > 1 or (marks[0] and bool(a.negators))


def _uncertain(text: str) -> bool:
    """Tell whether a clause asks, wishes or supposes, so that nothing is asserted that could be opposed."""
    return bool(_OPEN.search(_DENIES.sub(" ", text)))


def _shared(a: _Clause, b: _Clause) -> list[str]:
    return [word for word, token in a.forms.items() if _held(token, b)]


def _held(token: Token, clause: _Clause) -> bool:
    if form(token.low) in clause.forms:
        return True
    return token.capital and any(
        same_name_word(token.low, other.low) for other in clause.forms.values() if other.capital
    )


def _about(shared: Sequence[str], clause: _Clause) -> str:
    return " ".join(clause.forms[word].text for word in shared)


def _around(clause: _Clause, turned: Token) -> str:
    start = clause.tokens[clause.negators[0]].start if clause.negators else 0
    return clause.text[start : turned.end]


def _in(turned: Token, clause: _Clause) -> str:
    found = clause.forms.get(form(turned.low))
    return found.text if found else turned.text


def _antonym(a: _Clause, b: _Clause) -> Opposition | None:
    """Return an opposition where the clauses say the same but for one word, and there the opposite."""
    if a.negative != b.negative or a.denied or b.denied or a.uncertain or b.uncertain:
        return None
    table = opposites()
    for token in a.forms.values():
        if token.low in _MERELY_OTHER or token.capital:
            continue
        for against in {*table.get(token.low, ()), *(prefix + token.low for prefix in _UNDOES)}:
            found = next((t for t in b.forms.values() if t.low == against), None)
            if found is None or against in _MERELY_OTHER:
                continue
            rest = [word for word in _shared(a, b) if a.forms[word].low != token.low]
            fewest = min(len(a.forms), len(b.forms)) - 1
            plain = [word for word in rest if not a.forms[word].capital or a.forms[word].opens]
            if len(rest) >= 2 and plain and len(rest) >= _COVERED_ANTONYM * fewest and not _other_names(a, b):
                return Opposition(rule=Rule.ANTONYM, about=_about(rest, a), one=token.text, other=found.text)
    return None


def _other_names(a: _Clause, b: _Clause) -> bool:
    """Tell whether each clause names someone whom the other does not."""
    return all(
        any(not any(same_name_word(name, t.low) for t in there.tokens) for name in here.names)
        for here, there in ((a, b), (b, a))
    )


def _stance(a: _Clause, b: _Clause) -> Opposition | None:
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
    if len(shared) < 2 or len(shared) < _COVERED_ANTONYM * fewest or _other_names(a, b):
        return None
    about = " ".join(here[word].text for word in shared)
    return Opposition(rule=Rule.ANTONYM, about=about, one=one.text, other=other.text)


def _stance_of(clause: _Clause) -> tuple[int, Token, list[Token]] | None:
    for i, token in enumerate(clause.tokens):
        named = i > _AT_ONCE and (clause.tokens[i - 1].low == "," or clause.tokens[i - 1].capital)
        if token.low in _STANCE and (i <= _AT_ONCE or named):
            rest = [
                t for t in clause.tokens[i + 1 : i + 8] if t.content and t.low not in _WEAK and not t.text[0].isdigit()
            ]
            return (_STANCE[token.low], token, rest) if rest else None
    return None


def _limits(one: str, other: str) -> Opposition | None:
    """Return an opposition where one puts a thing above a limit, now, and the other below it."""
    over, under = _OVER.search(one), _UNDER.search(other)
    if not over or not under or _uncertain(one) or _uncertain(other) or _LATER.search(f"{one} {other}"):
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
