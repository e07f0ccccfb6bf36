"""What a question asks about a doing: who does it, to whom, why, where or how. Read from the question's parse."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.reading.parsed import Parsed, SentenceReader
from rag.reading.predicates import LIGHT, Predicate, bases
from rag.words import content_words

_WHY = re.compile(
    r"^(?:and |but |so |then )*(?:why|how come|for what reasons?|what(?:'s|’s| is| was| were| are) the (?:reason|cause|motive)s?|what (?:caused|led to|triggered|prompted)|"
    r"what (?:made|drove|forced)|what(?:'s|’s| is) behind)\b",
    re.IGNORECASE,
)
_DOER = re.compile(r"^(?:and |but |so |then )*(?:who|whom|by whom|which|what|where|how)\b", re.IGNORECASE)
_HOW_OTHER = re.compile(
    r"\bhow (?:much|long|old|far|often|high|tall|big|large|soon|fast|good|well|effective|likely)\b", re.I
)
_LAST = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_FEWEST = 2  # words of a question's last sentence from which it alone is what is asked
_IN_PLACE = re.compile(
    r"\b(?:which|what)\s+(?!(?:is|are|was|were|did|do|does|has|have|had|will|would|can|could|should|may|might|the|a|an|in|at|on|of|to|for|from|by|with)\b)[\w’'-]+",
    re.IGNORECASE,
)
_TELLS = frozenset(base for word in ("say", "tell", "report") for base in bases(word))  # too little to go by
_MEANS_ONE = re.compile(r"\b(?:he|she|it|they|his|her|him|its|their|them)\b", re.IGNORECASE)
_TIME = frozenset(content_words("week weekend month recent recently latest"))  # of asking, not of what is told
_WISHES = frozenset(base for word in ("want", "plan", "hope", "try", "intend", "need") for base in bases(word))
_LIGHT_FORMS = frozenset("made took gave got had did went came became knew kept held done given taken".split())
_WH = frozenset(("who", "whom", "what", "which", "where", "how", "why", "whose"))
_BE = frozenset(("is", "are", "was", "were", "'s", "'re"))
_VERBS = frozenset(("VB", "VBD", "VBN", "VBP", "VBZ", "VBG"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_COUNTED = frozenset(content_words("people persons men women adults many"))  # a sentence may count them by another word
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")


class Wanted(StrEnum):
    """The part of a doing that a question asks for."""

    AGENT = "agent"
    PATIENT = "patient"
    REASON = "reason"
    PLACE = "place"
    MANNER = "manner"
    NUMBER = "number"
    OF_WHAT = "of what"


@dataclass(frozen=True, slots=True)
class Doing:
    """A doing as asked about: what is done, by whom (stems), to what, and the further words of the question.

    names: the stems of each name in it. of_a_kind: what is asked for is a thing of some kind: "which state", "what
    disease"; kind: the stems of what it is called, where the doing is read all the same;
    several: more than one is asked for: "which states". denied: "why did they not stop it?". preposition: the one that "what" is asked behind: "accused of what".
    predicate is None where the question has no verb to go by ("Why is the town without water?").
    """

    wanted: Wanted
    predicate: Predicate | None
    agent: frozenset[str] = frozenset()
    patient: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    names: tuple[frozenset[str], ...] = ()
    of_a_kind: bool = False
    kind: frozenset[str] = frozenset()
    several: bool = False
    denied: bool = False
    preposition: str = ""

    def is_of(self, words: Collection[str]) -> bool:
        """Tell whether some words (stems) hold each name of the question, of four or more all but one."""
        missing = sum(not name & set(words) for name in self.names)
        return missing <= (len(self.names) > 3)

    @property
    def words(self) -> frozenset[str]:
        """All the words that a sentence may be held against, without those of the predicate."""
        return self.agent | self.patient | self.rest


def asks_why(question: str) -> bool:
    """Tell whether a question asks for a reason."""
    return bool(_WHY.match(question.strip()))


def asks_of_a_doing(question: str) -> bool:
    """Tell whether a question may ask who does what, where or how, so that it is worth reading its grammar."""
    last = last_sentence(question)
    return bool(_DOER.match(last) or _IN_PLACE.search(last)) and not _HOW_OTHER.search(last)


def last_sentence(question: str) -> str:
    """Return the sentence that asks, of a question that tells something before: "She died on Monday. How old was she?"."""
    last = _LAST.split(question.strip())[-1]
    return last if len(content_words(last)) >= _FEWEST else question.strip()


def doing_asked(question: str, parsed: Parsed) -> Doing | None:
    """Return the doing that a question asks about; None where its verb is none to go by. parsed: the question's."""
    det = next((i for i, word in enumerate(parsed.lower) if word in ("which", "what") and parsed.dep[i] == "det"), None)
    asked = (None if det is None else _of_a_kind(parsed, det)) or _doing(question, parsed)
    return (
        None
        if asked is None
        else replace(asked, names=_names(parsed), of_a_kind=det is not None, denied=_denied(parsed))
    )


def doing_in(question: str, reader: SentenceReader) -> Doing | None:
    """Return the doing that a question's last sentence asks about, as `doing_asked`; "she" there means whom it names first."""
    last = last_sentence(question)
    asked = doing_asked(last, reader.read([last])[0])
    before = question.strip()[: -len(last)].strip()
    if asked is None or asked.names or not before or not _MEANS_ONE.search(last):
        return asked
    return replace(asked, names=_names(reader.read([before])[0])[:1])


def _denied(parsed: Parsed) -> bool:
    return any(parsed.dep[k] == "neg" and parsed.dep[parsed.head[k]] == "ROOT" for k in range(len(parsed)))


def _names(parsed: Parsed) -> tuple[frozenset[str], ...]:
    """Return the stems of each run of names; a run's words mean the same one."""
    runs: list[list[str]] = [[]]
    for word, tag in zip(parsed.text, parsed.tag, strict=True):
        if tag in ("NNP", "NNPS") and word[:1].isupper():
            runs[-1].append(word)
        elif (runs[-1] and word not in ("'s", "’s", "&")) or (word in ("'s", "’s") and runs[-1]):
            runs.append([])
    stems = (frozenset(content_words(" ".join(run))) for run in runs)
    return tuple(name for name in stems if name)


def _doing(question: str, parsed: Parsed) -> Doing | None:
    why = asks_why(question)
    root = next((i for i in range(len(parsed)) if parsed.dep[i] == "ROOT"), None)
    if root is None:
        return None
    if why and (cause := _caused(question, parsed)):
        return cause
    if (
        root is not None
        and parsed.lower[root] in ("is", "are", "was", "were")
        and (participle := _participle(parsed, root))
    ):
        root = participle
    if not why and (read := _charged(parsed, root) or _done(parsed, root)) is not None:
        return read
    if why and parsed.lower[root] in _BE and (quality := parsed.kid(root, "acomp")) is not None:
        words = frozenset(content_words(" ".join(parsed.text))) - frozenset(content_words(parsed.text[quality]))
        return Doing(Wanted.REASON, Predicate(parsed.text[quality]), agent=words)  # "Why are prices so high?"
    verb = parsed.tag[root] in _VERBS or (parsed.kid(root, "aux") is not None and parsed.kid(root, "nsubj") is not None)
    if not verb or bases(parsed.text[root]) & LIGHT or parsed.lower[root] in _BE or parsed.dep[root] == "aux":
        words = frozenset(content_words(" ".join(parsed.text)))
        return Doing(Wanted.REASON, None, rest=words) if why else None
    passive = parsed.kid(root, "auxpass", "nsubjpass") is not None or _passive_by_form(parsed, root)
    subject = parsed.kid(root, "nsubj", "nsubjpass", "csubj")
    objects = [k for k in parsed.kids[root] if parsed.dep[k] in _OBJECTS and k != subject]
    agent = patient = frozenset[str]()
    wanted = Wanted.REASON if why else None
    own = frozenset(content_words(parsed.text[root]))
    if subject is not None:
        if parsed.lower[parsed.left[subject]] in _WH:
            wanted = wanted or (Wanted.PATIENT if passive else Wanted.AGENT)
            wanted = Wanted.NUMBER if _counts(parsed, subject) else wanted
            own |= _COUNTED if wanted is Wanted.NUMBER else frozenset()
        elif passive:
            patient = _stems(parsed, subject)
        else:
            agent = _stems(parsed, subject)
    for k in objects:
        if parsed.lower[parsed.left[k]] in _WH:
            wanted = wanted or (Wanted.NUMBER if _counts(parsed, k) else Wanted.PATIENT)
            own |= _COUNTED if wanted is Wanted.NUMBER else frozenset()
        else:
            patient |= _stems(parsed, k)
    hangs = next((k for k in parsed.kids[root] if parsed.dep[k] == "prep" and not _has_object(parsed, k)), None)
    if wanted is None and hangs is not None:
        wanted = Wanted.OF_WHAT  # "What is she accused of?"
    first = next((word for word in parsed.lower if word in _WH), "")
    by = parsed.kid(root, "agent")
    if wanted is None and by is not None and "whom" in parsed.under(by).lower():
        wanted = Wanted.AGENT
    if wanted is None:
        wanted = {"where": Wanted.PLACE, "how": Wanted.MANNER}.get(first, Wanted.PATIENT)
    rest = frozenset(content_words(" ".join(parsed.text))) - agent - patient - own
    particle = parsed.kid(root, "prt")
    verbs = [parsed.text[root]]
    if particle is not None:
        verbs.append(f"{parsed.text[root]}-{parsed.text[particle]}")
    return Doing(wanted, Predicate(*verbs), agent, patient, rest)


def _of_a_kind(parsed: Parsed, det: int) -> Doing | None:
    """Read "which company closed a mine", "he signed with which team": the doing that the thing asked for has a part in."""
    noun = parsed.head[det]
    if parsed.tag[noun] not in _NOUNS:
        return None
    part = noun
    if parsed.dep[noun] in ("pobj", "pcomp"):
        part = parsed.head[noun]
    verb = above = parsed.head[part]
    if bases(parsed.text[verb]) & _WISHES and (goal := parsed.kid(verb, "xcomp")) is not None:
        verb = goal  # "which bird does the firm want to bring back?"
    light = (
        bases(parsed.text[verb]) & (LIGHT | _TELLS) or parsed.lower[verb] in _BE or parsed.lower[verb] in _LIGHT_FORMS
    )
    if verb == part or parsed.tag[verb] not in _VERBS or light:
        return None
    passive = parsed.kid(verb, "auxpass", "nsubjpass") is not None
    dep = parsed.dep[part]
    wanted, preposition = Wanted.OF_WHAT, parsed.lower[part] if dep == "prep" else ""
    if dep in ("nsubj", "nsubjpass", "csubj"):
        wanted = Wanted.PATIENT if passive else Wanted.AGENT
    elif dep == "agent":
        wanted = Wanted.AGENT
    elif dep in _OBJECTS:
        wanted = Wanted.PATIENT
    elif not preposition:
        return None
    kind = frozenset(content_words(" ".join(parsed.text[det + 1 : noun + 1])))
    agent = patient = frozenset[str]()
    subjects = [k for k in parsed.kids[above] if parsed.dep[k] in ("nsubj", "nsubjpass", "csubj") and k != part]
    if subjects and wanted is Wanted.AGENT and dep == "nsubj":
        wanted = Wanted.PATIENT  # "which bird does the firm want back?"
    for subject in subjects[:1]:
        words = _stems(parsed, subject) - kind
        agent, patient = (agent, words) if passive else (words, patient)
    done_to = parsed.kid(verb, "dobj", "attr", "oprd")
    if done_to is not None and done_to != part and wanted is not Wanted.PATIENT:
        patient |= _stems(parsed, done_to) - kind
    own = frozenset(content_words(parsed.text[verb]))
    rest = frozenset(content_words(" ".join(parsed.text))) - agent - patient - own - kind - _TIME
    particle = parsed.kid(verb, "prt")
    verbs = [parsed.text[verb], *([f"{parsed.text[verb]}-{parsed.text[particle]}"] if particle is not None else [])]
    several = parsed.tag[noun] in ("NNS", "NNPS") or parsed.lower[noun] in ("species", "series")
    return Doing(wanted, Predicate(*verbs), agent, patient, rest, kind=kind, several=several, preposition=preposition)


def _caused(question: str, parsed: Parsed) -> Doing | None:
    """Read "the reason for the closure of the lane", "what caused the dam to fail": the doing is in what stands behind."""
    found = _WHY.match(question.strip())
    if found is None or "why" in found[0].lower() or "how come" in found[0].lower():
        return None
    cut = len(found[0].split())
    behind = [
        i
        for i in range(cut, len(parsed))
        if parsed.tag[i] in _NOUNS | _VERBS and parsed.lower[i] not in ("to", "is", "was")
    ]
    verb = next((i for i in behind if parsed.tag[i] in _VERBS and not bases(parsed.text[i]) & LIGHT), None)
    noun = next((i for i in behind if parsed.tag[i] in ("NN", "NNS") and parsed.dep[i] != "compound"), None)
    heads = [i for i in (verb, noun) if i is not None]
    words = frozenset(content_words(" ".join(parsed.text[cut:])))
    if not heads:
        return Doing(Wanted.REASON, None, rest=words)
    own = frozenset(word for i in heads[:1] for word in content_words(parsed.text[i]))
    return Doing(Wanted.REASON, Predicate(*(parsed.text[i] for i in heads[:1])), rest=words - own)


def _done(parsed: Parsed, root: int) -> Doing | None:
    """Read "What did Ann Lee plead?", where the parser takes the verb for the end of the name."""
    last = max((i for i in range(len(parsed)) if parsed.text[i].isalpha()), default=root)
    if parsed.lower[0] != "what" or parsed.lower[root] not in ("did", "does", "do") or root != 1 or last < root + 2:
        return None
    if parsed.head[last] != root or parsed.lower[last] != parsed.text[last]:
        return None
    agent = frozenset(content_words(" ".join(parsed.text[root + 1 : last])))
    return Doing(Wanted.PATIENT, Predicate(parsed.text[last]), agent=agent) if agent else None


def _has_object(parsed: Parsed, prep: int) -> bool:
    """Tell whether a preposition has what it governs behind it, rather than a "what" at the front."""
    return any(k > prep for k in parsed.kids[prep])


def _charged(parsed: Parsed, root: int) -> Doing | None:
    """Read "What is she accused of?", where the parser hangs the participle on the name."""
    if parsed.lower[root] not in _BE or parsed.lower[0] not in _WH:
        return None
    verb = next((i for i in range(root, len(parsed)) if parsed.tag[i] in ("VBN", "VBD") and i != root), None)
    prep = parsed.kid(verb, "prep") if verb is not None else None
    if verb is None or prep is None or _has_object(parsed, prep):
        return None
    subject = max((i for i in range(root + 1, verb) if parsed.tag[i] in _NOUNS), default=None)
    if subject is None:
        return None
    name = frozenset(content_words(" ".join(parsed.text[parsed.left[subject] : subject + 1])))
    return Doing(Wanted.OF_WHAT, Predicate(parsed.text[verb]), patient=name, preposition=parsed.lower[prep])


def _counts(parsed: Parsed, i: int) -> bool:
    """Tell whether it is asked how many of a thing: "how many people were asked"."""
    return parsed.lower[parsed.left[i]] == "how" and "many" in parsed.lower[parsed.left[i] : i]


def _participle(parsed: Parsed, root: int) -> int | None:
    return next((k for k in parsed.kids[root] if parsed.tag[k] == "VBN" and parsed.dep[k] in ("acomp", "attr")), None)


def _passive_by_form(parsed: Parsed, root: int) -> bool:
    """Tell whether "Why is the lane closed?" is passive though the parser has read the auxiliary as an active one."""
    be = ("is", "are", "was", "were", "been", "being", "'s")
    helps = [parsed.lower[k] for k in parsed.kids[root] if parsed.dep[k] in ("aux", "auxpass")]
    return parsed.tag[root] in ("VBN", "VBD") and bool(helps) and helps[-1] in be


def _stems(parsed: Parsed, i: int) -> frozenset[str]:
    return frozenset(content_words(parsed.under(i)))
