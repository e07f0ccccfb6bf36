"""What a figure measures, by the grammar of its sentence: the thing counted, what is done, who does it, and words to call it by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.claims.figures import MONEY, Measure, Quantity
from rag.reading.parsed import Parsed
from rag.verify.names_in_text import any_same
from rag.wordforms import form
from rag.words import STOP_WORDS

BLANK = "…"
_TO_HEAD = ("nummod", "compound", "quantmod", "amod", "nmod", "advmod", "npadvmod")
_PRONOUNS = frozenset(
    "he she it they him her them who that which we i you this these those one us me there what".split()
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LEFT_OUT = (
    "relcl",
    "appos",
    "advcl",
    "cc",
    "conj",
    "punct",
    "parataxis",
    "mark",
    "npadvmod",
    "neg",
    "preconj",
    "ccomp",
)
_LIGHT = frozenset(
    form(w) for w in "have be show see put say count report estimate expect give get become tell".split()
)
_PUTS = frozenset(
    form(w) for w in "put estimate set give assess value calculate reckon expect report say confirm count show".split()
)
_STANDS = frozenset(
    form(w)
    for w in "stand be rise fall climb drop jump reach hit total increase decrease decline average exceed surpass top grow soar dip amount come".split()
)
_CHANGES = frozenset(form(w) for w in "rise fall climb drop jump increase decrease decline grow soar dip".split())
_MOTION = frozenset(form(w) for w in "go travel move drive run race speed".split())
_SHOWS = frozenset(
    form(w)
    for w in "picture image photograph photo footage video map record data figure statistic survey poll report study document list count "
    "estimate chart satellite".split()
)  # what tells of a number does nothing itself
_COSTS = frozenset(form(w) for w in "cost".split())
_LONGEST = 9  # words of a name for what is measured
_LONGEST_CLAUSE = 13
_MOST_ABOVE = 5  # words above a verb that may hold its subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What one figure measures. things: forms of the nouns counted or measured, with what describes them; verb: form of what is done
    ("" where only "have" or "be"); actors: forms of who does it, empty for a pronoun. phrase: words for all this, in those of the
    sentence, with a blank in the place of the figure where no noun alone says it; "" where there are none. noun: the noun counted with
    what describes it. places: forms of the nouns that say where.
    """

    things: frozenset[str]
    verb: str
    actors: frozenset[str]
    phrase: str
    noun: str = ""
    places: frozenset[str] = frozenset()

    @property
    def does(self) -> str:
        """The verb, "" for one that only says how a number stands: "rose to", "stands at"."""
        return "" if self.verb in _STANDS else self.verb

    @property
    def whole(self) -> bool:
        """Whether the phrase is a name, and no clause with a blank."""
        return bool(self.phrase) and BLANK not in self.phrase


def measured_in(parsed: Parsed, sentence: str, figure: Quantity, start: int) -> Measured | None:
    """Return what a figure that stands at an offset of a parsed sentence measures, or None where the parser cut it otherwise."""
    at = _number(parsed, sentence, start, start + figure.end - figure.start)
    if at is None:
        return None
    head = at
    while (
        parsed.dep[head] in _TO_HEAD
        and parsed.head[head] != head
        and parsed.tag[parsed.head[head]][:2] in ("NN", "CD", "$")
    ):
        head = parsed.head[head]
    if (
        head == at
        and at + 1 < len(parsed)
        and parsed.tag[at + 1].startswith("NN")
        and parsed.tag[at] == "CD"
        and figure.counted
    ):
        head = at + 1  # "between 18,000 and 20,000 soldiers", where the parser hangs the numbers elsewhere
    return _Reading(parsed, figure, at, head).measured()


def same_measured(one: Measured, other: Measured, counted: str | None = None) -> bool:
    """Tell whether grammar shows that two figures measure one thing: of one actor or thing, or by one verb, and of no two actors.

    counted: form of the noun that both count, which by itself shows nothing.
    """
    if one.actors and other.actors:
        return any_same(one.actors, other.actors)
    things, others = one.things - {counted}, other.things - {counted}
    if things and others and (any_same(things, others) or counted is None):
        return any_same(things, others)
    return bool(one.verb) and one.verb == other.verb and bool(one.actors) == bool(other.actors)


def surely_same(one: Measured, other: Measured, counted: str | None = None) -> bool:
    """Tell whether grammar alone shows that two figures measure one thing: two of actor, thing and verb are the same, none differs.

    counted: form of the noun that both count, which by itself shows nothing.
    """
    if one.actors and other.actors and not any_same(one.actors, other.actors):
        return False
    if one.verb and other.verb and one.verb != other.verb:
        return False
    things, others = (measured.things | measured.actors for measured in (one, other))
    shared = {a for a in things - {counted} if any_same([a], others)}
    return len(shared) + (bool(one.verb) and one.verb == other.verb) > 1


def _spaced(words: str) -> str:
    """Return words that a parser has cut as they are written."""
    words = re.sub(r" (['’]s?\b|[,.%])", r"\1", re.sub(r"\s*[“”\"]\s*", " ", words))
    return re.sub(r"(?<=\w) ([-–]) (?=\w)", r"\1", re.sub(r"\$ (?=[\d…])", "$", words)).strip()


def _lowered(phrase: str) -> str:
    return re.sub(r"\b(The|A|An|Its|Their)(?= )", lambda found: found[0].lower(), phrase)


def _number(parsed: Parsed, sentence: str, start: int, end: int) -> int | None:
    """Return the last number among the words that stand from start to end of the sentence."""
    offset, best = 0, None
    for i, word in enumerate(parsed.text):
        place = sentence.find(word, offset)
        if place < 0:
            return best
        offset = place + len(word)
        if place >= end:
            break
        if place + len(word) > start and (best is None or parsed.tag[i] == "CD"):
            best = i
    return best


class _Reading:
    """One figure in its sentence. at: its number; head: the noun that the number belongs to, or the number itself."""

    def __init__(self, parsed: Parsed, figure: Quantity, at: int, head: int) -> None:
        self.p, self.figure, self.at, self.head = parsed, figure, at, head
        self.unit = bool(figure.unit) or figure.measure is not Measure.NUMBER

    def measured(self) -> Measured:
        verb = self._verb()
        doing = self._verb(outer=True)
        subject = None if doing is None else self._subject(doing)
        counts_itself = subject == self.head
        done = form(self.p.lower[verb]) if verb is not None else ""
        reported = doing is not None and form(self.p.lower[doing]) in _PUTS  # who gives a figure is not who it is of
        reported = reported or (subject is not None and form(self.p.lower[subject]) in _SHOWS)
        phrase, thing = self._named(verb, subject)
        things = self._forms_under(thing) if thing is not None else frozenset()
        if done in _MOTION and self.figure.rate == "hour":
            done = "go"  # a speed, by whatever word
        if verb is not None and done in _CHANGES and self.p.dep[self.head] in ("dobj", "npadvmod"):
            done, things = f"{done} by", frozenset()  # "climbed four points": by how much, not to what
        return Measured(
            things=things - {form(word) for word in self.figure.unit.split()} - MONEY,
            verb="" if done in _LIGHT else done,
            actors=self._agent(verb)
            if counts_itself
            else frozenset()
            if subject is None or reported
            else self._core(subject),
            phrase=_lowered(phrase),
            places=self._places(verb),
            noun=self._words(self.head, without={self.at, *self._preps()}) if self.head != self.at else "",
        )

    # --- grammar ------------------------------------------------------------------------------------------------

    def _preps(self) -> list[int]:
        return [k for k in self.p.kids[self.head] if k > self.head]

    def _verb(self, *, outer: bool = False) -> int | None:
        """Return the participle that describes what is counted, or the verb that the figure is subject or object of. outer: that one only."""
        for kid in self.p.kids[self.head] if not outer else ():
            if self.p.dep[kid] == "acl" and self.p.tag[kid] == "VBN":
                return kid  # "objects shot down"
        return next((i for i in self.p.ancestors(self.head) if self.p.tag[i].startswith("VB")), None)

    def _subject(self, verb: int) -> int | None:
        for i in [verb, *self.p.ancestors(verb)][: _MOST_ABOVE + 1]:
            found = self.p.kid(i, *_SUBJECTS)
            if found is not None:
                if self.p.dep[i] == "relcl" and self.p.lower[found] in _PRONOUNS:
                    return self.p.head[i]
                return None if self.p.lower[found] in _PRONOUNS else found
            if i != verb and self.p.dep[verb] == "xcomp" and (thing := self.p.kid(i, "dobj")) is not None:
                return thing
            if self.p.dep[i] == "acl":
                return self.p.head[i]
            if self.p.dep[i] not in ("xcomp", "conj", "pcomp", "prep", "advcl", "acl", "pobj", "attr", "acomp"):
                break
        return None

    def _agent(self, verb: int | None) -> frozenset[str]:
        """Return who does it where what is counted is done to: "700 people were affected by the change"."""
        by = None if verb is None else self.p.kid(verb, "agent")
        doer = None if by is None else self.p.kid(by, "pobj")
        return frozenset() if doer is None or self.p.lower[doer] in _PRONOUNS else self._core(doer)

    def _core(self, i: int) -> frozenset[str]:
        words = {
            self.p.lower[k]
            for k in (i, *self.p.kids[i])
            if k == i or self.p.dep[k] in ("compound", "poss", "amod", "nmod")
        }
        return frozenset(form(w) for w in words if w not in STOP_WORDS and w not in _PRONOUNS and w[0].isalpha())

    def _forms_under(self, i: int) -> frozenset[str]:
        return self._core(i) | frozenset(
            word
            for k in self.p.kids[i]
            if self.p.lower[k] in ("of", "for")
            for inner in self.p.kids[k]
            for word in self._core(inner)
        )

    def _places(self, verb: int | None) -> frozenset[str]:
        preps = [
            k
            for i in {self.head, self.head if verb is None else verb}
            for k in self.p.kids[i]
            if self.p.dep[k] == "prep" and self.p.lower[k] in ("on", "in", "at", "to", "near", "along", "off")
        ]
        return frozenset(
            word for k in preps for inner in self.p.kids[k] if inner != self.head for word in self._core(inner)
        )

    # --- words --------------------------------------------------------------------------------------------------

    def _named(self, verb: int | None, subject: int | None) -> tuple[str, int | None]:
        """Return words for what is measured, and the noun that is."""
        dep, above = self.p.dep[self.head], self.p.head[self.head]
        if self.figure.measure is not Measure.NUMBER:
            return self._clause(verb, subject), None
        if not self.unit:
            return self._counted(verb, subject)
        rate = f" a {self.figure.rate}" if self.figure.rate else ""
        of = next((k for k in self.p.kids[self.head] if self.p.lower[k] == "of"), None)
        inner = self.p.kid(of, "pobj") if of is not None else None
        if (
            inner is not None
            and self.figure.unit != "%"
            and self.p.lower[self.p.left[inner]] not in ("its", "their", "his", "her")
        ):
            return self._words(self.head, without={self.at}) + rate, inner  # "tonnes of dead fish"
        if dep == "pobj":
            holder = self.p.head[above]
            if self.p.tag[holder].startswith("NN") and self.p.lower[above] in ("of", "at", "between"):
                return self._words(
                    holder, without={above}
                ) + rate, holder  # "a bill of 80 million marks for the clean-up"
            if verb is not None and holder == verb:
                thing = self.p.kid(verb, "dobj")
                if thing is not None and form(self.p.lower[verb]) in _PUTS:
                    return self._words(thing) + rate, thing
                if subject is not None and form(self.p.lower[verb]) in _STANDS:
                    return self._words(subject) + rate, subject
        elif subject is not None and subject != self.head and verb is not None:
            if form(self.p.lower[verb]) in _COSTS:
                return f"cost of {self._words(subject, keep_article=True)}{rate}", subject
            if form(self.p.lower[verb]) in _STANDS:
                return self._words(subject) + rate, subject
        return self._clause(verb, subject), None

    def _counted(self, verb: int | None, subject: int | None) -> tuple[str, int | None]:
        if self.head == self.at or not self.p.tag[self.head].startswith("NN"):
            return "", None
        base = self._words(self.head, without={self.at})
        if self.p.dep[self.head] == "nsubjpass" and verb is not None and len(base.split()) < _LONGEST // 2:
            return f"{base} {self._done(verb)}", self.head
        if self.p.dep[self.head] == "dobj" and verb is not None and len(base.split()) < _LONGEST // 2:
            return self._clause(verb, subject), self.head
        return base, self.head

    def _done(self, verb: int) -> str:
        """Return a participle with its particle and what follows closely: "shot down over the lake"."""
        kept = [verb, *(k for k in self.p.kids[verb] if k > verb and self.p.dep[k] in ("prt", "prep", "agent"))]
        return self._joined(
            [i for k in kept for i in ([k] if k == verb else range(self.p.left[k], self.p.right[k] + 1))], 5
        )

    def _words(self, i: int, without: Iterable[int] = (), *, keep_article: bool = False) -> str:
        """Return the words under a noun without its number, its article and clauses beside it."""
        gone: set[int] = set()
        for k in range(self.p.left[i], self.p.right[i] + 1):
            if self.p.tag[k] == "CD" and k < i == self.head:
                gone.add(k)  # "18,000 and 20,000 soldiers" has two
            top = k in without or (k != i and self.p.dep[k] in _LEFT_OUT and not self._hyphen(k))
            if self.p.head[k] == i and self.p.dep[k] in ("advmod", "predet") and k < i:
                top = True
            if top and k != i:
                gone |= set(range(self.p.left[k], self.p.right[k] + 1))
        gone.discard(i)
        kept = [k for k in range(self.p.left[i], self.p.right[i] + 1) if k not in gone]
        while kept and not keep_article and self.p.tag[kept[0]] in ("DT", "PRP$", "IN", "``", "''", ","):
            kept.pop(0)
        return self._joined(kept, _LONGEST)

    def _hyphen(self, k: int) -> bool:
        return self.p.text[k] in "-–" and 0 < k < len(self.p.text) - 1

    def _written(self, k: int) -> str:
        """Return a word as it stands, the first of the sentence in small letters unless it is a name."""
        return (
            self.p.text[k].lower()
            if k == 0 and not self.p.tag[k].startswith("NNP") and not self.p.text[k].isupper()
            else self.p.text[k]
        )

    def _joined(self, kept: list[int], longest: int) -> str:
        """Return words in their order, cut before the preposition at which they become too many."""
        if len(kept) > longest:
            cuts = [n for n, k in enumerate(kept) if 1 < n <= longest and self.p.dep[k] in ("prep", "agent", "acl")]
            kept = kept[: cuts[-1]] if cuts else kept[:longest]
        while kept and (
            self.p.dep[kept[-1]] in ("prep", "det", "cc", "aux", "poss", "mark", "agent")
            or not self.p.text[kept[-1]][0].isalnum()
        ):
            kept = kept[:-1]
        return _spaced(" ".join(map(self._written, kept)))

    def _clause(self, verb: int | None, subject: int | None) -> str:
        """Return who does what with a blank for the figure: "the balloon had been flying at … feet"; "" where it has no verb."""
        if verb is None or subject == self.head:
            return self._words(self.head, without={self.at}) + (
                f" {self._done(verb)}" if verb is not None and not self._is_acl(verb) else ""
            )
        if not verb < self.head:
            return ""
        kept: list[int] = []
        chain = [verb]
        while self.p.dep[chain[0]] == "xcomp" and self.p.head[chain[0]] < chain[0]:
            chain.insert(0, self.p.head[chain[0]])  # "plans to lay off"
        for one in chain:
            kept += [k for k in self.p.kids[one] if k < one and self.p.dep[k] in ("aux", "auxpass")]
            kept += [one, *(k for k in self.p.kids[one] if k > one and self.p.dep[k] == "prt" and one != verb)]
        for k in self.p.kids[verb]:
            if (
                verb < k
                and self.p.left[k] <= self.head
                and self.p.dep[k] in ("prt", "dobj", "dative", "prep", "npadvmod", "attr", "oprd")
            ):
                kept += [i for i in range(self.p.left[k], self.p.right[k] + 1) if i <= self.head]
        if self.head not in kept:
            return ""
        number = set(range(self.p.left[self.head], self.at + 1)) | (
            {self.head} if self.figure.measure is not Measure.NUMBER else set()
        )
        determiner = {k for k in self.p.kids[self.head] if self.p.tag[k] in ("DT", "PRP$", "POS")}
        words = []
        for k in kept:
            if k in number - determiner:
                if BLANK not in words:
                    words.append(BLANK)
            elif self.p.dep[k] != "punct" or self.p.text[k] in "-–’'":
                words.append(self._written(k))
        while words and words[0] in ("to", "be", "been"):
            words.pop(0)
        if len(words) > _LONGEST_CLAUSE or BLANK not in words:
            return ""
        before = self._words(subject) if subject is not None and subject < verb else ""
        text = _spaced(" ".join([before, *words]))
        if self.figure.rate:
            return f"{text} a {self.figure.rate}"
        after = next((k for k in self.p.kids[self.head] if k > self.head and self.p.dep[k] == "prep"), None)
        if after is None or self.figure.measure is not Measure.NUMBER:
            return text
        return f"{text} {self._joined(list(range(self.p.left[after], self.p.right[after] + 1)), 6)}".strip()

    def _is_acl(self, verb: int) -> bool:
        return self.p.dep[verb] == "acl" and self.p.head[verb] == self.head
