"""Indirect and mixed attributions, from the parse: "said that ...", "according to ...", "a belief that ..."."""

from __future__ import annotations

from ingest.speech.asides import (
    ADDRESSING,
    according_to,
    has_that,
    inserted_clause,
    named_aside,
    sentence_before,
    that_behind,
)
from ingest.speech.cues import ADJECTIVES, NOUNS, frames, lemma_of
from ingest.speech.findings import Finding
from ingest.speech.grammar import make_finding
from ingest.speech.namewords import has_voice
from ingest.speech.subjects import SUBJECTS, is_active, subject_of
from ingest.speech.unsaid import is_asked_for, is_put_to, is_supposed
from ingest.speech.words import Words

_PASSIVE_SOURCE = frozenset("quote tell ask inform advise remind assure warn".split())
_HEARSAY = frozenset(
    "say report believe think expect know understand estimate claim allege rumour rumor suppose consider see".split()
)
_INSERTED = frozenset("notes reports claims states comments remarks writes says adds argues suggests".split())
_SEEMING = frozenset("seem seems seemed appear appears appeared".split())
_PERCEIVED = frozenset("find see hear feel notice observe remember catch spot discover".split())
_JUDGED = frozenset(
    "reason need point evidence sign signs chance alternative benefit harm risk problem basis cause case grounds".split()
)
_LIGHT = frozenset(
    "have has had having make makes made making express expresses expressed expressing voice voiced voices give gives gave "
    "share shares shared hold holds held raise raised raises issue issued issues repeat repeated deliver delivered "
    "offer offered offers reject rejected dismiss dismissed deny denied".split()
)


def find_clauses(words: Words) -> list[Finding]:
    """Return the attributions of a unit whose content is in the reporter's own sentence, in order of their cues."""
    found: list[Finding] = []
    for i, form in enumerate(words.lower):
        if words.quote[i] >= 0:
            continue
        finding = None
        if form == "according":
            finding = according_to(words, i)
        elif words.tag[i][:2] == "VB":
            lemma = lemma_of(form)
            if lemma:
                finding = _verb(words, i, lemma)
            elif form in _SEEMING:
                finding = _seeming(words, i, form)
        elif form in _INSERTED and words.tag[i] == "NNS" and (inserted := inserted_clause(words, i)) is not None:
            finding = inserted
        elif form in NOUNS and words.tag[i][:2] == "NN":
            finding = _noun(words, i)
        if finding is None and form in ADJECTIVES:
            finding = _adjective(words, i)
        if finding and finding.content and not _in_quotation(words, i) and not _is_no_statement(words, finding):
            found.append(finding)
    for one in found:
        if one.head is not None and _is_mute(words, one.head):
            one.statement = False
    found = [one for one in found if one.head is not None or not _has_owner(one, found)]
    return [one for one in found if one.speech or not _is_nested(one, found)]


def _is_mute(words: Words, head: int) -> bool:
    """Tell whether what stands as the subject says nothing: "the votes show that ..." is the reporter's own reading."""
    if words.tag[head] == "CD":
        return len(words.text[head]) == 4 and words.text[head][:2] in ("19", "20")  # a year
    if words.text[head][:1].isupper() and words.tag[head] == "NN":
        return False  # a name the tagger took for a common noun
    return words.tag[head] in ("NN", "NNS") and words.quote[head] < 0 and not has_voice(words.lower[head])


def _has_owner(one: Finding, found: list[Finding]) -> bool:
    """Tell whether another cue with a source has the same content: "told them on a call that ..."."""
    return any(other is not one and other.head is not None and other.content == one.content for other in found)


def _is_no_statement(words: Words, finding: Finding) -> bool:
    """Tell whether the words only say that somebody would not be named: "who wished not to be identified"."""
    start, end = finding.content[0]
    inside = [words.lower[k] for k in range(len(words)) if start <= words.start[k] < end][:6]
    return inside[:3] == ["not", "to", "be"] or (
        inside[:2] == ["to", "be"] and inside[2:3] in (["named"], ["identified"], ["quoted"])
    )


def _in_quotation(words: Words, i: int) -> bool:
    """Tell whether a cue is itself quoted: `"the country we want"` tells what is wanted only by whom is quoted."""
    return any(q.start < words.start[i] < q.end for q in words.unit.quotations)


def _is_nested(one: Finding, found: list[Finding]) -> bool:
    """Tell whether an attitude is told within what somebody is reported to say: that is theirs to tell, not ours."""
    if one.cue is None:
        return False
    start, end = one.words.start[one.cue[0]], one.words.end[one.cue[1]]
    return any(other is not one and any(a <= start and end <= b for a, b in other.content) for other in found)


def _verb(words: Words, i: int, lemma: str) -> Finding | None:
    found = _of_verb(words, i, lemma)
    if found is not None and is_put_to(words, i):  # "Asked what it will cost, Lee said": asked of Lee, by nobody named
        found.statement, found.head, found.source = False, None, None
    if found is not None and found.statement and (is_asked_for(words, i) or is_supposed(words, i)):
        found.statement = False  # nobody has said it yet
    return found


def _of_verb(words: Words, i: int, lemma: str) -> Finding | None:
    taken = frames()[lemma]
    passive = words.kid(i, "auxpass") is not None or (
        words.tag[i] == "VBN" and words.dep[i] in ("acl", "advcl") and not is_active(words, i)
    )
    head = subject_of(words, i)
    if passive:
        return _passive(words, i, lemma, taken, head)
    if "c" in taken or "e" in taken:
        found = _clause(words, i, lemma, head) or that_behind(words, i, lemma, head)
        if found:
            return found
    if "s" in taken:
        found = _small_clause(words, i, lemma, head)
        if found:
            return found
    if "x" in taken:
        infinitive = words.kid(i, "xcomp")
        if infinitive is not None and words.kid(infinitive, "aux") is not None and infinitive > i:
            inner = lemma_of(words.lower[infinitive])
            if not (inner and "c" in frames()[inner] and words.kid(infinitive, "ccomp", "dobj") is not None):
                return make_finding(words, i, lemma, words.under(infinitive), head)
            return None
    for k in words.kids[i]:
        if words.dep[k] in ("prep", "prt", "agent") and k > i and words.lower[k] in taken:
            return _prepositional(words, i, lemma, head, k)
    if "o" in taken or _sees_none(words, i, lemma):
        return _object(words, i, lemma, head)
    return None


def _sees_none(words: Words, i: int, lemma: str) -> bool:
    """Tell whether somebody sees or has no reason, need or sign: "saw no reason for an inquiry"."""
    thing = words.kid(i, "dobj")
    if lemma != "see" or thing is None or words.lower[thing] not in _JUDGED:
        return False
    return any(words.lower[k] in ("no", "little", "any") for k in words.kids[thing])


def _clause(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    clause = words.kid(i, "ccomp")
    if clause is not None and clause < i and _crosses(words, clause, i):  # "S; officials have said that T"
        behind = (k for k in words.kids[i] if k > i and words.dep[k] == "ccomp" and words.kid(i, "neg") is None)
        clause = next(behind, None)
    if clause is not None and words.quote[clause] < 0:
        inside = words.under(clause)
        if head is not None and head in inside:
            head = None
        if lemma in _PERCEIVED and clause > i and not _is_finite(words, clause):
            return None  # "found him walking along a road"
        if clause < i and _crosses(words, clause, i):
            return None
        if clause < i:  # "S, X said": the clause may go on after the cue
            if head is None and (aside := named_aside(words, i, inside)) is not None:
                inside, head, source = aside
                found = make_finding(words, i, lemma, inside, head)
                if found is not None:
                    found.source = source
                return found
            return make_finding(words, i, lemma, inside, head)
        return make_finding(words, i, lemma, [*inside, *_after_colon(words, i, inside)], head)
    outer = words.head[i]
    as_clause = any(words.lower[k] == "as" and words.dep[k] in ("mark", "advmod", "prep") for k in words.kids[i])
    if (
        outer != i
        and words.quote[outer] < 0
        and (words.dep[i] == "parataxis" or (as_clause and words.dep[i] == "advcl"))
    ):
        mine = set(words.under(i))
        outer = _interrupted(words, i, outer, mine)
        for k in words.kids[i]:  # "..., he said, thanks to their drones, ...": what the comma cuts off is not the cue's
            if words.left[k] == i + 2 and words.text[i + 1] == "," and outer > i:
                mine -= set(words.under(k))
        content = [k for k in words.under(outer) if k not in mine]
        content += _quoted_end(words, i, content)
        if _crosses(words, outer, i):
            return None  # "S; he has not said whether T"
        own = words.kid(i, *SUBJECTS)
        return make_finding(words, i, lemma, content, own if own is not None else head)
    if as_clause:
        return None
    if lemma in ADDRESSING:  # "told analysts on a call that S": the clause hung on the last noun
        for k in words.under(i):
            if k > i and words.quote[k] < 0 and has_that(words, k):
                return make_finding(words, i, lemma, words.under(k), head)
    # "told reporters S" parsed as an object with a clause, "S" as a fragment after a colon
    for k in words.kids[i]:
        if k > i and words.dep[k] == "xcomp" and words.kid(k, "nsubj") is not None and words.quote[k] < 0:
            return make_finding(words, i, lemma, words.under(k), head)
    return sentence_before(words, i, lemma)


def _after_colon(words: Words, i: int, inside: list[int]) -> list[int]:
    """Return a second clause that the colon after the first leads to: "said that she was not surprised: the boat was full"."""
    at = inside[-1] + 1
    if at + 1 >= len(words) or words.text[at] != ":" or words.quote[at + 1] >= 0:
        return []
    more = next(
        (k for k in words.kids[i] if words.dep[k] in ("ccomp", "parataxis") and words.left[k] in (at, at + 1)), None
    )
    return [] if more is None or not _is_finite(words, more) else sorted({at, *words.under(more)})


def _interrupted(words: Words, i: int, outer: int, mine: set[int]) -> int:
    """Return the verb of the whole clause that "he said" interrupts: "He was told, she said, that it was full"."""
    first = min(k for k in mine if words.text[k] != ",")
    while (
        words.dep[outer] in ("xcomp", "ccomp", "advcl")
        and words.head[outer] < first
        and words.quote[words.head[outer]] < 0
        and words.text[first - 1] == ","
        and min(set(words.under(outer)) - mine, default=0) > i
    ):
        outer = words.head[outer]
    return outer


def _quoted_end(words: Words, i: int, content: list[int]) -> list[int]:
    """Return the quotation with which a clause round "he said" goes on: "It mattered, he said, since it "was not so"."""
    if not content or content[-1] < i or content[-1] + 2 >= len(words) or words.text[content[-1] + 1] != ",":
        return []
    at = content[-1] + 1
    number = words.quote[at + 1]
    if number < 0 or lemma_of(words.lower[at - 1]):
        return []
    return [at, *(k for k in range(at + 1, len(words)) if words.quote[k] == number)]


def _crosses(words: Words, outer: int, i: int) -> bool:
    """Tell whether a semicolon stands between what is taken for said and its cue: those are two statements."""
    return any(words.text[k] == ";" and words.quote[k] < 0 for k in range(outer + 1, i))


def _is_finite(words: Words, clause: int) -> bool:
    """Tell whether a clause says that something is so: its verb, or an auxiliary of it, has a tense."""
    finite = ("VBD", "VBZ", "VBP", "MD")
    return words.tag[clause] in finite or any(words.tag[k] in finite for k in words.kids[clause])


def _small_clause(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    whom = words.kid(i, "dobj")
    rest = next(
        (k for k in words.kids[i] if k > i and words.dep[k] in ("xcomp", "oprd", "ccomp") and words.quote[k] < 0), None
    )
    if whom is not None and whom > i:
        content = words.under(whom)
        tail: list[int] = []
        for k in words.kids[i]:
            if k > whom and words.dep[k] in ("xcomp", "oprd", "prep", "advcl") and words.quote[k] < 0:
                if words.dep[k] == "prep" and (
                    words.lower[k] not in ("of", "for", "as", "to", "on")
                    or (lemma in ADDRESSING and words.lower[k] in ("on", "for", "as"))
                ):
                    continue
                if words.dep[k] == "advcl" and words.kid(k, "aux") is None:
                    continue
                tail += words.under(k)
        if lemma in ADDRESSING and not tail:
            return None
        clause = bool(tail) or any(words.dep[k] == "pcomp" for k in content)  # "accused them of hiding it"
        return make_finding(words, i, lemma, sorted({*content, *tail}), head, statement=clause)
    if rest is not None and rest > i and lemma not in ("tell",):
        if words.dep[rest] == "ccomp" and words.kid(rest, "nsubj") is None:
            return None
        return make_finding(words, i, lemma, words.under(rest), head)
    return None


def _prepositional(words: Words, i: int, lemma: str, head: int | None, preposition: int) -> Finding | None:
    topic = words.kid(preposition, "pobj", "pcomp")
    if topic is None or words.quote[topic] >= 0:
        return None
    inside = words.under(topic)
    if lemma == "call" and words.lower[preposition] == "on":
        inside = sorted({*inside, *(t for k in words.kids[i] if words.dep[k] == "xcomp" for t in words.under(k))})
    clause = words.dep[topic] == "pcomp"
    return make_finding(
        words, i, lemma, inside, head, statement=clause, last=preposition if preposition == i + 1 else None
    )


def _object(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    thing = words.kid(i, "dobj")
    if thing is None or words.quote[thing] >= 0:
        return None
    content = words.under(thing)
    if lemma in ("compare", "liken", "attribute", "describe", "portray", "blame", "criticize", "praise"):
        for k in words.kids[i]:
            if k > thing and words.dep[k] == "prep" and words.lower[k] in ("to", "as", "for", "with"):
                content = sorted({*content, *words.under(k)})
    return make_finding(words, i, lemma, content, head, statement=False)


def _passive(words: Words, i: int, lemma: str, taken: frozenset[str], subject: int | None) -> Finding | None:
    agent = words.kid(i, "agent")
    by = words.kid(agent, "pobj") if agent is not None else None
    clause = words.kid(i, "ccomp")
    infinitive = words.kid(i, "xcomp")
    own = words.kid(i, "nsubjpass")
    if lemma == "quote" or (
        lemma == "cite" and words.kid(i, "prep") is not None
    ):  # "was quoted as saying": found at "saying"
        return None
    if clause is not None and words.quote[clause] < 0 and "c" in taken:
        head = by
        if head is None and lemma not in _HEARSAY and own is not None and lemma in _PASSIVE_SOURCE:
            return None
        return make_finding(words, i, lemma, words.under(clause), head)
    if infinitive is not None and _is_finite(words, infinitive) and lemma in _PASSIVE_SOURCE and by is None:
        return None  # "He was told, they say, that S"
    if (
        infinitive is not None
        and own is not None
        and (lemma in _HEARSAY or lemma in ("ask", "urge", "order", "tell", "invite"))
    ):
        content = sorted({*words.under(own), *words.under(infinitive)})
        return make_finding(words, i, lemma, content, by)
    if own is not None and "o" in taken and by is not None:
        return make_finding(words, i, lemma, words.under(own), by, statement=False)
    if by is not None and "c" in taken and words.dep[i] == "acl":
        return make_finding(words, i, lemma, [words.head[i]], by, statement=False)
    return None


def _seeming(words: Words, i: int, form: str) -> Finding | None:
    infinitive = words.kid(i, "xcomp", "oprd", "acomp")
    own = words.kid(i, "nsubj")
    if infinitive is None or own is None:
        return None
    return make_finding(words, i, "seem", sorted({*words.under(own), *words.under(infinitive)}), None)


def _adjective(words: Words, i: int) -> Finding | None:
    """Read "is confident that S", "are convinced S"."""
    clause = words.kid(i, "ccomp")
    verb = i if words.tag[i] == "VBN" else words.head[i]
    if clause is None or clause < i or words.quote[clause] >= 0:
        return None
    head = words.kid(verb, *SUBJECTS)
    if head is None:
        head = subject_of(words, verb) if words.tag[verb][:2] == "VB" else None
    if head is None or words.lower[head] in ("it", "there", "this", "that", "nobody", "none", "nothing"):
        return None
    if words.lower[words.left[head]] in ("not", "no", "neither"):
        return None
    return make_finding(words, i, words.lower[i], words.under(clause), head)


def _noun(words: Words, i: int) -> Finding | None:
    clause = next(
        (
            k
            for k in words.kids[i]
            if words.dep[k] in ("acl", "ccomp", "relcl")
            and k > i
            and words.quote[k] < 0
            and any(words.lower[m] == "that" and words.dep[m] == "mark" for m in words.kids[k])
        ),
        None,
    )
    if clause is None and words.dep[i] == "nsubj" and words.lower[words.head[i]] in ("is", "was"):
        said = words.kid(words.head[i], "ccomp")  # "the fear is that ..."
        clause = said if said is not None and said > i and words.quote[said] < 0 else None
    if clause is None:
        return None
    head = words.kid(i, "poss")
    if head is None:
        for k in words.kids[i]:
            if words.dep[k] in ("prep", "agent") and words.lower[k] in ("by", "from", "of", "among"):
                head = words.kid(k, "pobj")
    if head is None and words.dep[i] == "dobj" and words.lower[words.head[i]] in _LIGHT:
        head = subject_of(words, words.head[i])
    return make_finding(words, i, words.lower[i], words.under(clause), head)
