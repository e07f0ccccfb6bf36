"""Whether the grammar of two claims bears out that they oppose each other.

`rag.claims.conflicts` finds words that stand against each other; here both claims are parsed, and an opposition is kept only
where those words are of one kind (a verb against a verb), are said of the same, and are asserted. Only pairs that the rules have found
are parsed, so it costs milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.claims.clauses import Opposition, Place, Rule
from rag.reading.parsed import Parsed, SentenceReader
from rag.verify.names_in_text import any_same
from rag.wordforms import form
from rag.words import STOP_WORDS

_VERB, _NOUN, _ADJECTIVE = "verb", "noun", "adjective"
_PRONOUNS = frozenset("he she it they him her them who that which we i you this these those one us me".split())
_OBJECTS = ("dobj", "attr", "oprd", "dative", "acomp")
_MODIFIES = ("amod", "compound", "nmod", "nummod", "npadvmod", "poss")
_DESCRIBES = ("amod", "compound", "nmod", "poss")
_SAID_WITH = frozenset(
    "acomp attr xcomp conj dobj pobj prep oprd pcomp advmod".split()
)  # it has the subject of its verb
_OF = ("of", "for", "to")
_PARTS = frozenset("some many most all none part half several both members people".split())
_LIGHT = frozenset(
    "open opened opens opening make made makes take took takes give gave gives lay laid lays carry carried launch launched".split()
)
_SHARES = ("xcomp", "conj", "dobj", "acomp", "attr", "oprd")  # what its verb supposes, it supposes
_SUPPOSES = frozenset("if unless whether could may might".split())
_BREAK = re.compile(r" … |(?<=[.!?;,])[\"”'’]* (?=[\"“‘'])|[.!?;][\"”'’]*(?= |$)")
_MARKS = "\"“”‘’' "
_ABOVE = 3  # words above a verb that may hold its subject


@dataclass(frozen=True, slots=True)
class _Slot:
    """The words that fill a place beside a verb, by form. core: the word itself. every: with what describes it; both empty where it is a pronoun."""

    core: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()

    def meets(self, other: _Slot) -> bool:
        """Tell whether the word of one stands in the other: "Biden", "the Biden administration"."""
        return any_same(self.core, other.every) or any_same(self.every, other.core)

    def apart(self, other: _Slot) -> bool:
        """Tell whether both places are filled, and differently."""
        return bool(self.core) and bool(other.core) and not self.meets(other)


_NOTHING = _Slot()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a parsed claim with what it is said of: its subject, its object, and what the object is of."""

    parsed: Parsed
    at: int
    kind: str
    subject: _Slot
    target: _Slot
    of: _Slot

    @property
    def dep(self) -> str:
        return self.parsed.dep[self.at]


class Grammar:
    """Checks oppositions against the parse of their claims. Safe to call from several threads."""

    def __init__(self, reader: SentenceReader) -> None:
        self._reader = reader

    def bears_out(self, found: Opposition, one: str, other: str) -> bool:
        """Tell whether an opposition that rules found between two claims holds by their grammar.

        Raises MissingDependency where the parser is not installed.
        """
        if found.places is None or found.rule is Rule.CONTRAST:
            return True
        words = self._words(found.places, one, other)
        if words is None:
            return True
        first, second = words
        if found.rule is Rule.ANTONYM:
            return _opposites(first, second)
        return _negated(first, second) if found.negates_first else _negated(second, first)

    def same_deed(self, found: Opposition, one: str, other: str) -> bool:
        """Tell whether what one of two claims says was not done the other says was done, to the same and by nobody else.

        Raises MissingDependency where the parser is not installed.
        """
        words = self._words(found.places, one, other) if found.places else None
        if words is None:
            return False
        no, yes = words if found.negates_first else words[::-1]
        if no.kind is not _VERB or yes.kind is not _VERB or not _asserted(yes) or not _negated(no, yes):
            return False
        return no.target.meets(yes.target) or bool(_ends(no) & _ends(yes))

    def _words(self, places: tuple[Place, Place], one: str, other: str) -> tuple[_Word, _Word] | None:
        """Return the two words of an opposition as parsed, or None where the parser has cut one otherwise."""
        words = []
        for text, place in zip((one, other), places, strict=True):
            piece, start = _sentence(" ".join(text.split()), place)
            (parsed,) = self._reader.read([piece])
            at = _index(parsed, piece[:start], place.word)
            if at is None:
                return None
            words.append(_word(parsed, at))
        return words[0], words[1]


def _sentence(flat: str, place: Place) -> tuple[str, int]:
    """Return the sentence of a claim in which a place lies, without its quotation marks, and where in it the word stands."""
    at = max(flat.find(place.clause), 0) + place.start
    start = max((found.end() for found in _BREAK.finditer(flat) if found.end() <= at), default=0)
    end = min((found.start() for found in _BREAK.finditer(flat) if found.start() >= at), default=len(flat))
    opening = len(flat[start:end]) - len(flat[start:end].lstrip(_MARKS))
    return flat[start:end].strip(_MARKS), at - start - opening


def _index(parsed: Parsed, before: str, word: str) -> int | None:
    """Return the index of a word that stands behind some text, or None where the parser has cut it otherwise."""
    nth = len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", before))
    hits = [i for i, text in enumerate(parsed.text) if text == word]
    return hits[min(nth, len(hits) - 1)] if hits else None


def _word(parsed: Parsed, at: int) -> _Word:
    tag, dep = parsed.tag[at], parsed.dep[at]
    if tag.startswith("VB") and dep not in _MODIFIES:
        kind = _VERB
    elif tag.startswith("NN"):
        kind = _NOUN
    else:
        kind = _ADJECTIVE
    subject = _subject(parsed, at)
    target, of = _target(parsed, at)
    return _Word(parsed, at, kind, subject, target, of)


def _subject(parsed: Parsed, at: int) -> _Slot:
    """Return of whom or what a word is said; nothing where that is a pronoun or not told."""
    if parsed.dep[at] in _MODIFIES:
        return _slot(parsed, parsed.head[at], whole=False)
    above = [at, *parsed.ancestors(at)]
    for i in above[: _ABOVE + 1]:
        found = parsed.kid(i, "nsubj", "nsubjpass", "csubj")
        if found is not None:
            if parsed.lower[found] in ("who", "that", "which") and parsed.dep[i] == "relcl":
                return _slot(parsed, parsed.head[i], whole=False)
            return _slot(parsed, found)
        if i != at and parsed.dep[at] in ("xcomp", "ccomp") and (thing := parsed.kid(i, "dobj")) is not None:
            return _slot(parsed, thing)  # "urged them to support it"
        if parsed.dep[i] in ("acl", "relcl"):
            return _slot(parsed, parsed.head[i], whole=False)
        if parsed.dep[i] not in _SAID_WITH:
            break
    return _NOTHING


def _target(parsed: Parsed, at: int) -> tuple[_Slot, _Slot]:
    """Return what a verb is done to, and apart from it what that is of or for."""
    thing = parsed.kid(at, *_OBJECTS)
    if thing is None:
        prep = parsed.kid(at, "prep", "agent")
        thing = parsed.kid(prep, "pobj") if prep is not None and parsed.lower[prep] not in ("by", "on") else None
    if thing is None:
        return _NOTHING, _NOTHING
    of = next((k for k in parsed.kids[thing] if parsed.dep[k] == "prep" and parsed.lower[k] in _OF), None)
    inner = parsed.kid(of, "pobj") if of is not None else None
    return _slot(parsed, thing, whole=False), _NOTHING if inner is None else _slot(parsed, inner, whole=False)


def _slot(parsed: Parsed, at: int, *, whole: bool = True) -> _Slot:
    """Return what fills a place. whole: with all that stands under it, else only with what describes it directly."""
    if parsed.lower[at] in _PRONOUNS:
        return _NOTHING
    heads = [at, *(k for k in parsed.kids[at] if parsed.dep[k] in ("appos", "conj"))]
    of = next((k for k in parsed.kids[at] if parsed.lower[k] == "of"), None)
    if of is not None and (parsed.tag[at] == "CD" or parsed.lower[at] in _PARTS) and parsed.kids[of]:
        heads += parsed.kids[of]  # "seven of their ships"
    if whole:
        places = list(range(parsed.left[at], parsed.right[at] + 1))
    else:
        places = [*heads, *(k for i in heads for k in parsed.kids[i] if parsed.dep[k] in _DESCRIBES)]
    return _Slot(_forms(parsed, heads), _forms(parsed, places))


def _forms(parsed: Parsed, places: Iterable[int]) -> frozenset[str]:
    words = {parsed.lower[i].removesuffix("'s") for i in places if parsed.text[i][0].isalnum()}
    return frozenset(form(word) for word in words if word not in STOP_WORDS and word not in _PRONOUNS)


def _said_of_the_same(one: _Word, other: _Word) -> bool:
    """Tell whether two words share whom they are said of or what is done, and neither place is filled differently."""
    crossed = any_same(one.subject.core, other.target.core) or any_same(one.target.core, other.subject.core)
    if crossed and not one.subject.meets(other.subject):
        return True  # "the wall cracked in the frost", "the frost did not crack the wall"
    return not (one.subject.apart(other.subject) or one.target.apart(other.target) or one.of.apart(other.of))


def _met_anywhere(one: _Word, other: _Word) -> bool:
    first, second = (
        _Slot(w.subject.core | w.target.core | w.of.core, w.target.every | w.of.every) for w in (one, other)
    )
    return one.subject.meets(other.subject) or any_same(first.core, second.core) or first.meets(second)


def _opposites(one: _Word, other: _Word) -> bool:
    if one.kind != other.kind and (_NOUN in (one.kind, other.kind) or {one.dep, other.dep} & set(_MODIFIES)):
        return False
    if _supposed(one) or _supposed(other):
        return False
    if one.dep in _MODIFIES or other.dep in _MODIFIES:
        return one.subject.meets(other.subject)
    return _said_of_the_same(one, other) and _met_anywhere(one, other)


def _negated(no: _Word, yes: _Word) -> bool:
    """Tell whether what one word says is not, another says is."""
    if no.kind != yes.kind and not (no.kind is _NOUN and not _had(no)) and not _done(yes):
        return False
    if no.dep in _MODIFIES and no.kind is not _NOUN:
        return False  # "expects no crisis from rising rates"
    if _supposed(yes) or _only_possible(yes):
        return False
    if no.dep == "attr" and no.subject.core and (yes.dep in _MODIFIES or not no.subject.meets(yes.subject)):
        return False  # "is not a member", "a member state"
    if _ends(no) and _ends(yes) and not _ends(no) & _ends(yes):
        return False  # "isn't required to pay", "is required to answer"
    return _said_of_the_same(no, yes)


def _asserted(word: _Word) -> bool:
    """Tell whether a verb is said to be so: that of a sentence, or of what somebody says, and not of a mere description."""
    parsed, at = word.parsed, word.at
    while parsed.dep[at] == "conj":
        at = parsed.head[at]
    return parsed.head[at] == at or parsed.dep[at] in ("ccomp", "parataxis")


def _had(word: _Word) -> bool:
    """Tell whether a noun is what somebody has: "doesn't have the votes"."""
    return word.dep == "dobj" and word.parsed.lower[word.parsed.head[word.at]] in ("have", "has", "had", "having")


def _done(word: _Word) -> bool:
    """Tell whether a noun is what is done: "opened fire"."""
    return word.dep == "dobj" and word.parsed.lower[word.parsed.head[word.at]] in _LIGHT


def _supposed(word: _Word) -> bool:
    """Tell whether a word stands under "if" or "may"."""
    parsed = word.parsed
    places = [word.at, parsed.head[word.at]] if word.dep in _SHARES else [word.at]
    kids = [k for i in places for k in parsed.kids[i]]
    return any(parsed.lower[k] in _SUPPOSES and parsed.dep[k] in ("mark", "aux", "advmod") for k in kids)


def _only_possible(word: _Word) -> bool:
    """Tell whether a verb only says to what end something is: "the ability to change it", "to make changes"."""
    parsed = word.parsed
    at = parsed.head[word.at] if _done(word) else word.at
    purpose = any(parsed.lower[k] == "to" and parsed.dep[k] == "aux" for k in parsed.kids[at])
    return purpose and parsed.dep[at] in ("acl", "advcl", "relcl")


def _ends(word: _Word) -> frozenset[str]:
    """Return the verb that a verb takes with "to"."""
    parsed = word.parsed
    found = parsed.kid(word.at, "xcomp", "ccomp")
    if found is None or not any(parsed.lower[k] == "to" for k in parsed.kids[found]):
        return frozenset()
    return frozenset({form(parsed.lower[found])})
