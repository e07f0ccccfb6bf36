"""What two claims are taken apart into to be compared: clauses with their words, negations and times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rag.verify.facts_in_text import NEGATORS, Token, days_of, tokens_of
from rag.verify.names_in_text import same_name_word
from rag.wordforms import NUMBER_WORDS, form
from rag.words import STOP_WORDS


class Rule(StrEnum):
    """What makes two claims oppose each other."""

    NEGATION = "negation"
    DENIAL = "denial"
    ANTONYM = "antonym"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Place:
    """A word at an offset of a clause."""

    clause: str
    start: int
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opposition:
    """Two claims oppose each other. about: words they share. one, other: the words that stand against each other.

    places: where the two words stand that turn it round, where that is known. negates_first: whether the first claim is the one
    that says no.
    """

    rule: Rule
    about: str
    one: str
    other: str
    places: tuple[Place, Place] | None = None
    negates_first: bool = True


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
_WHOLE = frozenset(
    "all every everyone everybody everything everywhere each always both necessarily entirely fully wholly exactly".split()
)
_HAS = frozenset("have has had having got 've 'd".split())
_DETERMINERS = frozenset("a an any the much many enough that those these this such either".split())
WEAK = frozenset(
    """mr mrs ms dr going go get gets got need needs even also back though new time times people thing things way ways make makes
    made take day days year years week weeks like want wants really actually one two good right lot still well come came
    see look looks let use used put set""".split()
)
LATER = re.compile(r"\b(?:will|[’']ll|going to|shall|won[’']t|would(?:n['’]t)?)\b", re.IGNORECASE)
# Opposites of place, rank and kind part things; they seldom turn a sentence round.
MERELY_OTHER = frozenset(
    """north south east west northern southern eastern western men women male female man woman boy girl son daughter father
    mother brother sister husband wife first last early late earlier later before after over under above below up down inside
    outside many few democratic republican democrat democrats republicans liberal conservative public private minimum maximum
    older younger oldest youngest high low hot cold start end started ended begin began open more most least less fewer best
    worst took gave take give takes gives taken given bought sold buy sell came went left enter arrive arrived against for cut majority minority better worse longer shorter higher lower highest lowest pay pays paid paying receive receives received receiving attack attacks attacked defend defends defended war peace larger smaller largest smallest bigger biggest smallest stronger weaker faster slower pass fail known
    unknown remember forget""".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its words under the form they are compared by, where it is negated, whether it denies, supposes, or tells of later."""

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
        """Whether it says that something is not so."""
        return (len(self.negators) + self.denied) % 2 == 1


def denies(text: str) -> bool:
    """Tell whether a claim is one that something is so: "denied that ...", "found no evidence that ..."."""
    return bool(_DENIES.search(text[:80]))


def turned_round(found: Opposition | None) -> Opposition | None:
    """Return an opposition with its two sides changed."""
    if found is None:
        return None
    return Opposition(
        rule=found.rule,
        about=found.about,
        one=found.other,
        other=found.one,
        places=found.places and (found.places[1], found.places[0]),
        negates_first=not found.negates_first,
    )


@lru_cache(maxsize=8192)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text that hold at least two words of meaning."""
    flat = " ".join(text.split())
    pieces, at = [], 0
    for found in _CLAUSE.finditer(flat):
        pieces.append(flat[at : found.start()])
        at = found.end() if not found[0].strip(" ,").isalpha() else found.start()
    pieces.append(flat[at:])
    return tuple(clause for piece in pieces if len((clause := _clause(piece)).forms) >= 2)


def _clause(text: str) -> Clause:
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
            if token.low in WEAK or token.low in NUMBER_WORDS:
                continue
            forms.setdefault(form(token.low), token)
            if token.capital and not token.opens:
                names.add(token.low)
    return Clause(
        tuple(tokens),
        text,
        forms,
        frozenset(names),
        tuple(negators),
        denied,
        uncertain(text),
        bool(LATER.search(text)),
    )


def _only(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a negator does not turn its clause round: "not only", "no more than", "not yet", "not all are"."""
    after = [token.low for token in tokens[i + 1 : i + 3]]
    if after[:1] and after[0] in _WHOLE:
        return True  # what is not so of all may be so of some
    if (
        tokens[i].low in ("no", "not")
        and after[:1]
        and after[0] in ("only", "longer", "doubt", "matter", "sooner", "yet")
    ):
        return True
    return after[:2] in (["more", "than"], ["less", "than"]) or (tokens[i].low == "not" and after[:1] == ["just"])


def negated_word(clause: Clause) -> Token | None:
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


def lacks(clause: Clause, turned: Token) -> bool:
    """Tell whether what a clause says is not, is that somebody has a thing: "doesn't have the votes", "has no plan"."""
    start, end = clause.negators[0], clause.tokens.index(turned)
    between = [token.low for token in clause.tokens[start + 1 : end]]
    before = clause.tokens[start - 1].low if start else ""
    return any(word in _HAS for word in between) or before in _HAS


def has(clause: Clause, thing: Token) -> bool:
    """Tell whether a clause says that somebody has a thing, or that there is one: "has the votes", "with a majority"."""
    words = [token.low for token in clause.tokens[: clause.tokens.index(thing)]]
    while words and (words[-1] in _DETERMINERS or (len(words) > 1 and words[-2] in _DETERMINERS | _HAS)):
        words.pop()
    return bool(words) and (words[-1] in _HAS or words[-1] == "with" or words[-2:-1] == ["there"])


def uncertain(text: str) -> bool:
    """Tell whether a clause asks, wishes or supposes, so that nothing is asserted that could be opposed."""
    return bool(_OPEN.search(_DENIES.sub(" ", text)))


def shared_words(a: Clause, b: Clause) -> list[str]:
    """Return the words of meaning of a clause that another holds too, by form."""
    return [word for word, token in a.forms.items() if held(token, b)]


def held(token: Token, clause: Clause) -> bool:
    """Tell whether a clause holds a word, or a name another spelling of it."""
    if form(token.low) in clause.forms:
        return True
    return token.capital and any(
        same_name_word(token.low, other.low) for other in clause.forms.values() if other.capital
    )


def about_of(shared: Sequence[str], clause: Clause) -> str:
    """Return words given by form as the clause writes them."""
    return " ".join(clause.forms[word].text for word in shared)


def places_of(a: Clause, one: Token, b: Clause, other: Token) -> tuple[Place, Place]:
    """Return where two words stand, each in its clause."""
    return Place(a.text, one.start, one.text), Place(b.text, other.start, other.text)


def around(clause: Clause, turned: Token) -> str:
    """Return the words from a clause's negation to the word it turns round."""
    start = clause.tokens[clause.negators[0]].start if clause.negators else 0
    return clause.text[start : turned.end]


def word_in(turned: Token, clause: Clause) -> str:
    """Return a word as another clause writes it."""
    found = clause.forms.get(form(turned.low))
    return found.text if found else turned.text


def other_names(a: Clause, b: Clause) -> bool:
    """Tell whether each clause names someone whom the other does not."""
    return all(
        any(not any(same_name_word(name, t.low) for t in there.tokens) for name in here.names)
        for here, there in ((a, b), (b, a))
    )
