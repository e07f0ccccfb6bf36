"""How far a sentence tells of the doing that a question asks about, with the asked-for part in its place."""

from __future__ import annotations

from dataclasses import dataclass

from rag.reading.asked import Doing, Wanted
from rag.reading.parsed import Parsed
from rag.reading.predicates import bases, is_agent_noun
from rag.words import content_words, stem

_VERB, _NOUN = ("VB", "VBD", "VBN", "VBP", "VBZ", "VBG"), ("NN", "NNS")
_NAME = ("NNP", "NNPS")
_PRONOUNS = frozenset(
    "he she it they him her them who that which we i you this these those someone somebody one its his their".split()
)
_PERSONAL = frozenset("he she him her his it its they them their".split())
_BEHIND = 0.6  # of a word that stands elsewhere in the sentence than in its place
_NEAR = 0.45  # of one that stands only in the headline or beside the sentence
_ANOTHER = 0.6  # where the sentence tells of another doer, or of something else that it is done to
_IN_ANOTHER_PLACE = 0.7  # where it is somebody or something else in that place, though the sentence names the right one
_DEEP, _DEEPEST = (
    0.03,
    4,
)  # what a doing loses for each word beyond the first that it stands under, and how often: told by the way
_ANOTHER_EVENT = 0.5  # where it is done to something of another name
_OF_ANOTHER = 0.4  # where it is told of somebody else by name
# Words of what it is done to, the share of them to be told, and what is left where less is.
_MANY, _MOST_OF, _PARTLY = 3, 0.35, 0.75
_SAME = {
    stem(word): frozenset(stem(other) for other in group.split()) - {stem(word)}
    for group in ("pay wage wages salary salaries", "price prices cost costs", "letter warning", "people men women")
    for word in group.split()
}
"""Nouns that stand for each other in news, by their stems."""
_GIVES = frozenset(
    """open opened opens opening make made makes making take took takes taken give gave gives given launch launched launches
    have had has hold held issue issued file filed carry carried reach reached cast
    score scored scores secure secured notch notched post posted throw threw throws thrown lend lent offer offered""".split()
)
"""Verbs whose object says what is done: "opened fire", "made the decision", "scored a victory"."""
_OVERCOMES = frozenset("beat defeat top overcome edge outlast topple".split())
"""Verbs of winning whose object is who loses: what is won stands behind them: "beat the Owls in the final"."""
_SUPPOSED = frozenset("suggestion suggestions rumor rumors rumour rumours claim claims speculation".split())
_HOPES = frozenset(base for word in "hope want expect try fail seek bid vie".split() for base in bases(word))
_NOBODY = frozenset("none nobody neither no".split())
_BY_WHOM, _NO_WAY = 0.8, 0.45  # a doer where it is asked how something was done; neither means nor doer
_SOMEBODY = 0.8
_PLACED = frozenset("in at near on along across outside off around through".split())
_BY_WHICH = frozenset("by with through using via".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A place where a sentence tells of a doing: the word at `at`, its doer and what it is done to, -1 where not told."""

    at: int
    how: float
    agent: int
    patient: int


def places(asked: Doing, parsed: Parsed) -> list[Told]:
    """Return the words of a sentence that tell of the doing asked about, each with its doer and what it is done to."""
    found: list[Told] = []
    if asked.predicate is None:
        return found
    for i, tag in enumerate(parsed.tag):
        if tag not in _VERB and tag not in _NOUN and tag not in ("JJR", "JJ", "RB", "RBR"):
            continue
        particle = parsed.kid(i, "prt")
        how = asked.predicate.told_by(parsed.text[i], parsed.lower[particle] if particle is not None else "")
        if how and tag in _VERB:
            agent, patient = _of_verb(parsed, i)
            found.append(Told(i, how, agent, _won(asked, parsed, i, patient)))
        elif how and tag in _NOUN:
            found.append(Told(i, (0.95 if is_agent_noun(parsed.text[i]) else 0.85) * how, *_of_noun(parsed, i)))
        elif how:
            found.append(Told(i, 0.6 * how, -1, -1))
    return found


def _won(asked: Doing, parsed: Parsed, i: int, patient: int) -> int:
    """Return what is won where a verb's object is who lost, else its object as it is."""
    if not (bases(parsed.text[i]) & _OVERCOMES and asked.predicate is not None and asked.predicate.told_by("win") == 1):
        return patient
    behind = (parsed.kid(k, "pobj") for k in parsed.kids[i] if parsed.dep[k] == "prep")
    return next((k for k in behind if k is not None and asked.patient & content_words(parsed.under(k))), patient)


def met(asked: Doing, parsed: Parsed, told: Told, beside: frozenset[str]) -> float:
    """Return how far, 0 to 1, a place tells of the doing with what is known of it.

    beside: stems of the headline and the like, which a sentence need not say again.
    """
    here = content_words(" ".join(parsed.text))
    weighed = [
        (2.0, asked.agent, told.agent),
        (2.0, asked.patient, told.patient),
        (1.5, asked.rest, -1),
    ]
    total = sum(weight for weight, words, _ in weighed if words)
    if not total:
        return told.how
    got = sum(weight * _held(words, parsed, slot, here, beside) for weight, words, slot in weighed if words)
    # Words that are a doer's in one wording are the object's in another: "the lane closed", "they closed the lane".
    value = told.how * (0.25 + 0.75 * got / total)
    if any(words and not _held(words, parsed, slot, here, beside) for _, words, slot in weighed[:2]):
        value *= _ANOTHER
    if (
        asked.wanted is not Wanted.REASON
        and parsed.tag[told.at] in _VERB
        and any(
            words
            and slot >= 0
            and parsed.lower[slot] not in _PRONOUNS
            and not words & content_words(parsed.under(slot))
            for _, words, slot in weighed[:2]
        )
    ):
        value *= _IN_ANOTHER_PLACE
    if asked.wanted is Wanted.AGENT and _of_another_event(asked, parsed, told):
        value *= _ANOTHER_EVENT
    if asked.wanted is Wanted.REASON and _of_others(asked, parsed, told):
        value *= _OF_ANOTHER
    if len(asked.patient) >= _MANY and _held(asked.patient, parsed, told.patient, here, beside) < _MOST_OF:
        value *= _PARTLY
    if asked.wanted is Wanted.AGENT:
        value *= 1 - _DEEP * min(_DEEPEST, max(0, sum(1 for _ in parsed.ancestors(told.at)) - 1))
    return value * _doubt(asked, parsed, told.at)


def _of_another_event(asked: Doing, parsed: Parsed, told: Told) -> bool:
    """Tell whether it is done to something that is named, and not by the name that the question gives it."""
    ours = frozenset(word for name in asked.names for word in name) & asked.patient
    if not ours or told.patient < 0 or parsed.tag[told.patient] not in (*_NOUN, *_NAME):
        return False
    if not _has_name(parsed, told.patient):
        return False
    return not ours & content_words(parsed.under(told.patient))


def _of_others(asked: Doing, parsed: Parsed, told: Told) -> bool:
    """Tell whether a doing is told of somebody named whom the question does not name: another one's resignation."""
    slots = [slot for slot in (told.agent, told.patient) if slot >= 0]
    named = [slot for slot in slots if parsed.tag[slot] in _NAME]
    ours = any(asked.words & content_words(parsed.under(slot)) for slot in slots)
    return bool(asked.names) and bool(named) and not ours


def filler(asked: Doing, parsed: Parsed, told: Told) -> str:
    """Return what stands in the place of who or what is asked for, up to its head: "Texas Governor Ann Lee"; empty where nothing does."""
    slot = {Wanted.AGENT: told.agent, Wanted.PATIENT: told.patient}.get(asked.wanted, -1)
    if slot < 0:
        return ""
    if _is_the_kind(asked, parsed, slot):
        return _named_behind(parsed, slot)
    words = parsed.text[parsed.left[slot] : slot + 1]
    owned = max((i for i, word in enumerate(words) if word in ("'s", "’s")), default=-1)
    return " ".join(words[owned + 1 :])


def _is_the_kind(asked: Doing, parsed: Parsed, slot: int) -> bool:
    """Tell whether it is "the company" or "a state" itself that stands there, not the name of one."""
    return bool(asked.kind & content_words(parsed.text[slot])) and parsed.tag[slot] not in _NAME


def _named_behind(parsed: Parsed, slot: int) -> str:
    """Return the names that tell which: "another state, Nebraska", "seven states ..., including Utah and Texas"; empty where none does."""
    apposed = next((k for k in parsed.kids[slot] if parsed.dep[k] == "appos" and parsed.tag[k] in _NAME), None)
    if apposed is not None:
        return parsed.under(apposed)
    words = parsed.text[slot + 1 :]
    lead = next(
        (
            i
            for i, word in enumerate(words)
            if word.lower() in ("including", "like") or words[i : i + 2] == ["such", "as"]
        ),
        None,
    )
    if lead is None:
        return ""
    named = [i for i in range(slot + 1 + lead, len(parsed)) if parsed.tag[i] in _NAME]
    return " ".join(parsed.text[named[0] : named[-1] + 1]) if named else ""


def filled(asked: Doing, parsed: Parsed, told: Told) -> float:
    """Return how well, 0 to 1, the part that the question asks for is told there."""
    if asked.wanted is Wanted.AGENT:
        return _named(asked, parsed, told.agent)
    if asked.wanted is Wanted.PATIENT:
        return _named(asked, parsed, told.patient, thing=True)
    if asked.wanted is Wanted.PLACE:
        return 1.0 if _by(parsed, told.at, _PLACED, name=True) else 0.4
    if asked.wanted is Wanted.MANNER:
        if _by(parsed, told.at, _BY_WHICH, name=False):
            return 1.0
        return _BY_WHOM if not asked.agent and _named(asked, parsed, told.agent) >= _SOMEBODY else _NO_WAY
    if asked.wanted is Wanted.OF_WHAT:
        preps = [parsed.lower[k] for k in parsed.kids[told.at] if parsed.dep[k] == "prep" and parsed.kids[k]]
        return 1.0 if asked.preposition in preps or (preps and not asked.preposition) else 0.5
    if asked.wanted is Wanted.NUMBER:
        return 1.0 if any(_numbered(parsed, slot) for slot in (told.agent, told.patient)) else 0.3
    return 1.0


def _numbered(parsed: Parsed, slot: int) -> bool:
    return slot >= 0 and "CD" in parsed.tag[parsed.left[slot] : slot + 1]


def brought_about(asked: Doing, parsed: Parsed, told: Told) -> float:
    """Return 0.8 where some thing that the question does not name does it: "Concerns over the storm delayed the launch"."""
    if told.agent < 0 or told.patient < 0 or parsed.tag[told.agent] not in _NOUN or asked.agent & asked.patient:
        return 0.0
    suffers = asked.patient or asked.agent
    done_to = content_words(parsed.under(told.patient))
    if not suffers or 2 * len(suffers & done_to) < len(suffers) or (asked.patient and asked.agent):
        return 0.0
    return 0.8 if not suffers & content_words(parsed.under(told.agent)) else 0.0


def _of_verb(parsed: Parsed, i: int) -> tuple[int, int]:
    passive = parsed.kid(i, "nsubjpass", "auxpass", "agent") is not None
    subject = parsed.kid(i, "nsubj", "nsubjpass", "csubj")
    dep, head = parsed.dep[i], parsed.head[i]
    if (subject is not None and parsed.lower[subject] in ("who", "that", "which") and dep == "relcl") or (
        subject is None and dep == "relcl"
    ):
        subject = head
    if subject is None and dep in ("conj", "xcomp", "advcl", "pcomp", "dep") and head != i and not passive:
        subject = _subject_above(parsed, i)
    if subject is None and dep == "acl":
        if parsed.tag[i] == "VBN":
            passive = True
        subject = head
    if passive or (parsed.tag[i] == "VBN" and dep == "acl"):
        by = parsed.kid(i, "agent")
        agent = parsed.kid(by, "pobj") if by is not None else None
        return _or_none(agent), _or_none(subject)
    patient = parsed.kid(i, "dobj", "attr", "oprd", "dative")
    if patient is None and dep == "relcl" and subject != head:
        patient = head
    if patient is None:
        patient = parsed.kid(i, "ccomp", "xcomp")
    if patient is None:
        prep = parsed.kid(i, "prep")
        patient = parsed.kid(prep, "pobj") if prep is not None else None
    return _or_none(subject), _or_none(patient)


def _subject_above(parsed: Parsed, i: int) -> int | None:
    for _, above in zip(range(3), parsed.ancestors(i), strict=False):
        found = parsed.kid(above, "nsubj", "nsubjpass")
        if found is not None:
            if parsed.dep[above] == "relcl" and parsed.lower[found] in ("who", "that", "which"):
                return parsed.head[above]
            return found
        if parsed.tag[above] not in _VERB:
            return above
    return None


def _of_noun(parsed: Parsed, i: int) -> tuple[int, int]:
    agent = patient = -1
    of, by, owner = (next((k for k in parsed.kids[i] if parsed.lower[k] == word), None) for word in ("of", "by", "for"))
    poss = parsed.kid(i, "poss")
    patient = _or_none(parsed.kid(of, "pobj") if of is not None else None)
    if patient < 0 and owner is not None:
        patient = _or_none(parsed.kid(owner, "pobj"))
    head = parsed.head[i]
    if parsed.dep[i] == "dobj" and parsed.lower[head] in _GIVES:
        agent, _ = _of_verb(parsed, head)
        return agent, patient  # "opened fire on the cutter"
    if is_agent_noun(parsed.text[i]):
        if parsed.dep[i] == "appos":
            agent = parsed.head[i]
        elif (named := parsed.kid(i, "appos")) is not None:
            agent = named
        elif parsed.dep[i] in ("attr", "oprd"):
            agent = _or_none(parsed.kid(parsed.head[i], "nsubj", "nsubjpass"))
        elif parsed.dep[i] == "compound":
            agent = parsed.head[i]
        else:
            agent = i
        return agent, poss if poss is not None and patient < 0 else patient
    if by is not None:
        agent = _or_none(parsed.kid(by, "pobj"))
    elif poss is not None:
        agent = poss
    elif patient >= 0 and of is not None:
        agent = patient  # "the resignation of the minister": who does it; "the closure of the lane": what it is done to
    return agent, patient


def _held(words: frozenset[str], parsed: Parsed, slot: int, here: set[str], beside: frozenset[str]) -> float:
    inside = content_words(parsed.under(slot)) if slot >= 0 else set()
    pronoun = parsed.lower[slot] in _PRONOUNS if slot >= 0 else bool(_PERSONAL & set(parsed.lower))
    total = 0.0
    for word in words:
        if word in inside or (slot < 0 and word in here):
            total += 1.0
        elif _SAME.get(word, frozenset()) & (inside if slot >= 0 else here):
            total += 0.85
        elif word in here:
            total += _BEHIND
        elif word in beside:
            total += max(_NEAR, 0.7 * pronoun)
    return total / len(words)


def _named(asked: Doing, parsed: Parsed, slot: int, *, thing: bool = False) -> float:
    if slot < 0:
        return 0.35
    words = content_words(parsed.under(slot))
    if parsed.lower[slot] in _PRONOUNS:
        return 0.45
    if _is_the_kind(asked, parsed, slot):
        return 0.95 if _named_behind(parsed, slot) else 0.45  # "the company" is not which company
    if asked.kind and parsed.tag[slot] not in (*_NOUN, *_NAME, "CD", "JJ", "VBG"):
        return 0.4  # "..., he added": no thing stands there
    if words and words <= asked.words:
        return 0.3  # what the question itself names is no answer to it
    if _has_name(parsed, slot):
        return 1.0
    return 0.95 if thing else 0.8


def _has_name(parsed: Parsed, slot: int) -> bool:
    return any(tag in _NAME for tag in parsed.tag[parsed.left[slot] : slot + 1])


def _doubt(asked: Doing, parsed: Parsed, at: int) -> float:
    """Return 1 for what is told as so, less for what is denied, supposed or asked."""
    value = 1.0
    if parsed.text[-1:] == ["?"]:
        value *= 0.4
    if (parsed.kid(at, "neg") is not None) is not asked.denied:
        value *= 0.5
    subject = parsed.kid(at, "nsubj", "nsubjpass")
    if subject is not None and parsed.lower[parsed.left[subject]] in _NOBODY:
        value *= 0.4
    above = parsed.text[parsed.head[at]]
    if parsed.dep[at] == "xcomp" and bases(above) & _HOPES and not content_words(above) & asked.words:
        value *= 0.6
    if any(parsed.lower[above] in _SUPPOSED for above in parsed.ancestors(at)):
        value *= 0.7
    if any(parsed.lower[k] in ("could", "would", "might", "may", "should", "'d") for k in parsed.kids[at]):
        value *= 0.8
    if any(parsed.lower[k] in ("if", "unless", "whether") and parsed.dep[k] == "mark" for k in parsed.kids[at]):
        value *= 0.6
    return value


def _by(parsed: Parsed, at: int, words: frozenset[str], *, name: bool) -> bool:
    for k in parsed.kids[at]:
        if parsed.lower[k] not in words:
            continue
        under = parsed.tag[parsed.left[k] : parsed.right[k] + 1]
        if not name or any(tag in _NAME for tag in under):
            return True
    return False


def _or_none(i: int | None) -> int:
    return -1 if i is None else i
