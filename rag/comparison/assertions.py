"""What a sentence asserts: its main verb with what that verb says, without its subject and without what it merely mentions."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from rag.reading.parsed import Parsed, SentenceReader
from rag.wordforms import form
from rag.words import STOP_WORDS

_MENTIONS = frozenset("relcl acl appos advcl parataxis nmod mark punct".split())
_SAYS = frozenset(
    "dobj attr acomp oprd prep pobj pcomp xcomp agent prt advmod npadvmod dative conj amod nummod compound quantmod poss ccomp".split()
)
_KEPT = 4_000


@dataclass(frozen=True, slots=True)
class Asserted:
    """Words of meaning, by form: what the main verbs of a sentence say, and with it what they say it of."""

    said: frozenset[str]
    told: frozenset[str]


class Assertions:
    """Reads what sentences assert, and keeps it for those read last. One comparison uses one at a time."""

    def __init__(self, reader: SentenceReader) -> None:
        self._reader = reader
        self._known: OrderedDict[str, Asserted] = OrderedDict()

    def of(self, sentence: str) -> Asserted:
        """Return what a sentence asserts. Raises MissingDependency where the parser is not installed."""
        if sentence not in self._known:
            (parsed,) = self._reader.read([sentence.strip("\"“”‘’' ")])
            self._known[sentence] = asserted(parsed)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[sentence]


def asserted(parsed: Parsed) -> Asserted:
    """Return what the main verbs of a sentence say; of one without a verb, all but what is mentioned."""
    said: set[int] = set()
    told: set[int] = set()
    for i, head in enumerate(parsed.head):
        if head == i:
            _gather(parsed, i, said, subjects=False)
            _gather(parsed, i, told, subjects=True)
    return Asserted(_forms(parsed, said), _forms(parsed, told))


def _gather(parsed: Parsed, at: int, places: set[int], *, subjects: bool) -> None:
    places.add(at)
    verb = parsed.tag[at].startswith(("VB", "MD"))
    for kid in parsed.kids[at]:
        dep = parsed.dep[kid]
        if dep in _MENTIONS or (verb and not subjects and dep not in _SAYS):
            continue  # the subject names what is spoken of, it does not say anything of it
        _gather(parsed, kid, places, subjects=subjects)


def _forms(parsed: Parsed, places: set[int]) -> frozenset[str]:
    words = {parsed.lower[i].removesuffix("'s") for i in places if parsed.text[i][0].isalnum()}
    return frozenset(form(word) for word in words if word not in STOP_WORDS and (len(word) > 2 or word.isdigit()))
