"""Indirect and mixed attributions, from the parse: "said that ...", "according to ...", "a belief that ..."."""

from __future__ import annotations

from ingest.cues import ADJECTIVES, NOUNS, frames, lemma_of
from ingest.findings import Finding, spans_of, trimmed, whole_quotations
from ingest.namewords import PERSON_NOUNS
from ingest.words import Words

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PASSIVE_SOURCE = frozenset("quote tell ask inform advise remind assure warn".split())
_HEARSAY = frozenset(
    "say report believe think expect know understand estimate claim allege rumour rumor suppose consider see".split()
)
_WRITTEN = frozenset(
    "statement letter tweet email e-mail post memo note message interview speech tweets emails letters op-ed".split()
)
_ASIDES = frozenset(
    "adding referring noting saying citing calling describing pointing alluding asking telling suggesting warning arguing".split()
)
_INSERTED = frozenset("notes reports claims states comments remarks writes says adds argues suggests".split())
_ADDRESSING = frozenset("tell ask remind warn advise invite urge order instruct encourage".split())  # take a listener
_SEEMING = frozenset("seem seems seemed appear appears appeared".split())
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
            finding = _according(words, i)
        elif words.tag[i][:2] == "VB":
            lemma = lemma_of(form)
            if lemma:
                finding = _verb(words, i, lemma)
            elif form in _SEEMING:
                finding = _seeming(words, i, form)
        elif form in _INSERTED and words.tag[i] == "NNS" and (inserted := _inserted(words, i)) is not None:
            finding = inserted
        elif form in NOUNS and words.tag[i][:2] == "NN":
            finding = _noun(words, i)
        if finding is None and form in ADJECTIVES:
            finding = _adjective(words, i)
        if finding and finding.content and not _in_quotation(words, i) and not _is_no_statement(words, finding):
            found.append(finding)
    found = [one for one in found if one.head is not None or not _has_owner(one, found)]
    return [one for one in found if one.speech or not _is_nested(one, found)]


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


def subject_of(words: Words, i: int) -> int | None:
    """Return the head token of the verb's subject, inherited along infinitives, participles and conjunctions."""
    for _ in range(8):
        subject = words.kid(i, *_SUBJECTS)
        if subject is not None:
            if words.lower[subject] in ("it", "there") and words.dep[subject] == "expl":
                return None
            return subject
        dep, up = words.dep[i], words.head[i]
        if up == i:
            return None
        if dep in ("acl", "relcl") and words.tag[i] in ("VBD", "VBZ") and words.head[up] == up and _is_name(words, up):
            return up  # "Ann Lee, a spokeswoman of the party, called on him": the verb read as the name's
        if dep == "acl" and words.tag[i] in ("VBG", "VBN"):
            if words.tag[i] == "VBN":
                return None
            holder = words.head[up]
            if words.dep[up] == "dobj" and words.lower[up] in _WRITTEN and words.tag[holder][:2] == "VB":
                i = holder  # "issued a statement saying": whoever issued it
                continue
            return up
        if dep in ("xcomp", "conj", "advcl", "ccomp", "acl"):
            if dep == "acl":  # "a plan to ask": whoever has the plan
                poss = words.kid(up, "poss")
                if poss is not None:
                    return poss
            i = up
            continue
        if dep in ("pcomp", "prep") or words.tag[up] == "IN":
            i = up
            continue
        if words.tag[i] in ("NN", "NNS", "IN", "TO") and dep in ("dobj", "pobj", "attr", "prep", "pcomp"):
            i = up
            continue
        return None
    return None


def _is_name(words: Words, i: int) -> bool:
    return words.tag[i] in ("NNP", "NNPS") and words.quote[i] < 0


def noun_phrase(words: Words, head: int, *, avoid: set[int] | None = None) -> tuple[int, int]:
    """Return the first and last token of the noun phrase round a head, clipped at tokens to avoid and at quotations."""
    avoid = avoid or set()
    low = high = head
    while low > words.left[head] and low - 1 not in avoid and words.quote[low - 1] < 0:
        low -= 1
    while high < words.right[head] and high + 1 not in avoid and words.quote[high + 1] < 0:
        high += 1
    while low < head and words.text[low] in ",;:\"“”()–—-'":
        low += 1
    while high > head and words.text[high] in ",;:\"“”(–—-'.":
        high -= 1
    return low, high


def _source(words: Words, i: int, head: int | None, content: list[int]) -> tuple[int | None, tuple[int, int] | None]:
    if head is None or head in content:
        return None, None
    low, high = noun_phrase(words, head, avoid={i, *content})
    if words.lower[head] in ("who", "that", "which") and words.tag[head] in ("WP", "WDT"):
        clause = words.head[head]
        while words.dep[clause] in ("xcomp", "conj", "ccomp", "advcl") and words.head[clause] != clause:
            clause = words.head[clause]
        noun = words.head[clause]
        if words.dep[clause] == "relcl" and noun < low and words.quote[noun] < 0 and noun not in content:
            low = noun_phrase(words, noun, avoid={i, *content})[0]
    return head, (low, high)


def _cue(words: Words, i: int) -> tuple[int, int]:
    """Return the cue with what turns its meaning: "did not say", "refused to say"."""
    low = i
    while low > 0 and words.head[low - 1] == i and words.dep[low - 1] in ("aux", "neg", "auxpass", "advmod"):
        low -= 1
    while low < i and words.dep[low] == "advmod":
        low += 1
    return low, i


def _without_asides(words: Words, content: list[int]) -> list[int]:
    """Cut what the reporter adds behind the content: ", adding that ...", ", referring to ..."."""
    inside = set(content)
    for k in content:
        if (
            words.dep[k] == "advcl"
            and words.tag[k] == "VBG"
            and words.left[k] > content[0]
            and words.text[words.left[k] - 1] == ","
            and ((words.lower[k] in _ASIDES and words.left[k] == k) or words.lower[words.left[k]] == "referring")
        ):
            inside -= set(words.under(k))
    return [k for k in content if k in inside]


def _finding(
    words: Words,
    i: int,
    lemma: str,
    content: list[int],
    head: int | None,
    *,
    statement: bool = True,
    last: int | None = None,
) -> Finding | None:
    content = _joined(words, trimmed(words, _without_asides(words, content)))
    if not content:
        return None
    if all(words.quote[k] >= 0 for k in content):
        return None  # words in quotation marks alone are for `spoken`
    head, source = _source(words, i, head, content)
    cue = _cue(words, i)
    return Finding(
        words=words,
        content=whole_quotations(words, spans_of(words, content)),
        cue=(cue[0], last if last is not None and last not in content else cue[1]),
        head=head,
        source=source,
        quotations=sorted({words.quote[k] for k in content if words.quote[k] >= 0}),
        lemma=lemma,
        statement=statement,
    )


def _joined(words: Words, content: list[int]) -> list[int]:
    """Close gaps of a comma alone, and take off the comma with which a later piece begins."""
    kept: list[int] = []
    for k in content:
        if kept and k == kept[-1] + 2 and words.text[k - 1] == ",":
            kept.append(k - 1)
        elif kept and k > kept[-1] + 1 and words.text[k] == ",":
            continue
        kept.append(k)
    return kept


def _verb(words: Words, i: int, lemma: str) -> Finding | None:
    taken = frames()[lemma]
    passive = words.kid(i, "auxpass") is not None or (words.tag[i] == "VBN" and words.dep[i] in ("acl", "advcl"))
    head = subject_of(words, i)
    if passive:
        return _passive(words, i, lemma, taken, head)
    if "c" in taken or "e" in taken:
        found = _clause(words, i, lemma, head) or _that_behind(words, i, lemma, head)
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
                return _finding(words, i, lemma, words.under(infinitive), head)
            return None
    for k in words.kids[i]:
        if words.dep[k] in ("prep", "prt", "agent") and k > i and words.lower[k] in taken:
            return _prepositional(words, i, lemma, head, k)
    if "o" in taken:
        return _object(words, i, lemma, head)
    return None


def _clause(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    clause = words.kid(i, "ccomp")
    if clause is not None and words.quote[clause] < 0:
        inside = words.under(clause)
        if head is not None and head in inside:
            head = None
        if clause < i:  # "S, X said": the clause may go on after the cue
            if head is None and (aside := _named_aside(words, i, inside)) is not None:
                inside, head, source = aside
                found = _finding(words, i, lemma, inside, head)
                if found is not None:
                    found.source = source
                return found
            return _finding(words, i, lemma, inside, head)
        return _finding(words, i, lemma, inside, head)
    outer = words.head[i]
    as_clause = any(words.lower[k] == "as" and words.dep[k] in ("mark", "advmod", "prep") for k in words.kids[i])
    if (
        outer != i
        and words.quote[outer] < 0
        and (words.dep[i] == "parataxis" or (as_clause and words.dep[i] == "advcl"))
    ):
        mine = set(words.under(i))
        for k in words.kids[i]:  # "..., he said, thanks to their drones, ...": what the comma cuts off is not the cue's
            if words.left[k] == i + 2 and words.text[i + 1] == "," and outer > i:
                mine -= set(words.under(k))
        content = [k for k in words.under(outer) if k not in mine]
        own = words.kid(i, *_SUBJECTS)
        return _finding(words, i, lemma, content, own if own is not None else head)
    if as_clause:
        return None
    if lemma in _ADDRESSING:  # "told analysts on a call that S": the clause hung on the last noun
        for k in words.under(i):
            if k > i and words.quote[k] < 0 and _has_that(words, k):
                return _finding(words, i, lemma, words.under(k), head)
    # "told reporters S" parsed as an object with a clause, "S" as a fragment after a colon
    for k in words.kids[i]:
        if k > i and words.dep[k] == "xcomp" and words.kid(k, "nsubj") is not None and words.quote[k] < 0:
            return _finding(words, i, lemma, words.under(k), head)
    return _sentence_before(words, i, lemma)


def _named_aside(words: Words, i: int, inside: list[int]) -> tuple[list[int], int, tuple[int, int]] | None:
    """Read the speaker who stands between commas right before the cue: "..., the deputy minister, Ann Lee, said"."""
    last = i - 1
    if last < 3 or words.text[last] != ",":
        return None
    first = last - 1
    while first > inside[0] and words.tag[first] in ("NNP", "NNPS"):
        first -= 1
    if words.text[first] != "," or not 0 < last - 1 - first < 5:
        return None
    start = first - 1
    while start > inside[0] and words.text[start] != "," and first - start < 10:
        start -= 1
    title = range(start + 1, first)
    if words.text[start] != "," or any(words.tag[k][:2] in ("VB", "MD") or words.quote[k] >= 0 for k in title):
        return None
    if not len(title) or words.lower[first - 1] not in PERSON_NOUNS:
        return None
    content = [k for k in inside if k < start]
    return (content, last - 1, (start + 1, last - 1)) if content else None


def _that_behind(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    """Read a "that" right behind the verb as what was said, wherever the parser hung its clause."""
    at = i + 1
    if at + 1 < len(words) and (words.dep[at] == "prt" or words.lower[at] == "out"):
        at += 1
    if at + 2 >= len(words) or words.lower[at] != "that" or words.tag[at] != "IN":
        return None
    clause = words.head[at]
    if clause <= at or words.quote[clause] >= 0 or words.dep[at] != "mark":
        return None
    return _finding(words, i, lemma, [k for k in words.under(clause) if k >= at], head)


def _has_that(words: Words, clause: int) -> bool:
    """Tell whether a clause that hangs on a noun begins with a "that" which is no part of it."""
    if words.dep[clause] in ("acl", "ccomp"):
        return any(words.lower[m] == "that" and words.dep[m] == "mark" for m in words.kids[clause])
    first, subject = words.left[clause], words.kid(clause, "nsubj")
    of_preposition = words.dep[clause] == "relcl" and words.dep[words.head[clause]] == "pobj"
    return of_preposition and words.lower[first] == "that" and subject is not None and subject != first


def _sentence_before(words: Words, i: int, lemma: str) -> Finding | None:
    """Read "S, the minister, Ann Lee, said on Friday" where the parser did not see S as what was said."""
    taken = frames()[lemma]
    subject = words.kid(i, "nsubj")
    if "c" not in taken or "w" in taken or words.dep[i] not in ("ROOT", "conj") or subject is None or subject > i:
        return None
    own = ("ccomp", "xcomp") if lemma in _ADDRESSING else ("ccomp", "xcomp", "dobj")
    if words.tag[i] not in ("VBD", "VBZ", "VBP") or any(
        k > i and (words.dep[k] in own or (words.dep[k] == "prep" and words.lower[k] in taken)) for k in words.kids[i]
    ):
        return None
    low = words.sentence(i)[0]
    first = words.left[subject]
    before = list(range(low, first - 1))
    if first - low < 6 or words.text[first - 1] != "," or any(words.quote[k] >= 0 for k in before):
        return None
    if not any(words.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in before) or words.tag[low] in ("IN", "VBG", "VBN"):
        return None
    return _finding(words, i, lemma, before, subject)


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
                    or (lemma in _ADDRESSING and words.lower[k] in ("on", "for", "as"))
                ):
                    continue
                if words.dep[k] == "advcl" and words.kid(k, "aux") is None:
                    continue
                tail += words.under(k)
        if lemma in _ADDRESSING and not tail:
            return None
        clause = bool(tail) or any(words.dep[k] == "pcomp" for k in content)  # "accused them of hiding it"
        return _finding(words, i, lemma, sorted({*content, *tail}), head, statement=clause)
    if rest is not None and rest > i and lemma not in ("tell",):
        if words.dep[rest] == "ccomp" and words.kid(rest, "nsubj") is None:
            return None
        return _finding(words, i, lemma, words.under(rest), head)
    return None


def _prepositional(words: Words, i: int, lemma: str, head: int | None, preposition: int) -> Finding | None:
    topic = words.kid(preposition, "pobj", "pcomp")
    if topic is None or words.quote[topic] >= 0:
        return None
    inside = words.under(topic)
    if lemma == "call" and words.lower[preposition] == "on":
        inside = sorted({*inside, *(t for k in words.kids[i] if words.dep[k] == "xcomp" for t in words.under(k))})
    clause = words.dep[topic] == "pcomp"
    return _finding(words, i, lemma, inside, head, statement=clause, last=preposition if preposition == i + 1 else None)


def _object(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    thing = words.kid(i, "dobj")
    if thing is None or words.quote[thing] >= 0:
        return None
    content = words.under(thing)
    if lemma in ("compare", "liken", "attribute", "describe", "portray", "blame", "criticize", "praise"):
        for k in words.kids[i]:
            if k > thing and words.dep[k] == "prep" and words.lower[k] in ("to", "as", "for", "with"):
                content = sorted({*content, *words.under(k)})
    return _finding(words, i, lemma, content, head, statement=False)


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
        return _finding(words, i, lemma, words.under(clause), head)
    if (
        infinitive is not None
        and own is not None
        and (lemma in _HEARSAY or lemma in ("ask", "urge", "order", "tell", "invite"))
    ):
        content = sorted({*words.under(own), *words.under(infinitive)})
        return _finding(words, i, lemma, content, by)
    if own is not None and "o" in taken and by is not None:
        return _finding(words, i, lemma, words.under(own), by, statement=False)
    if by is not None and "c" in taken and words.dep[i] == "acl":
        return _finding(words, i, lemma, [words.head[i]], by, statement=False)
    return None


def _seeming(words: Words, i: int, form: str) -> Finding | None:
    infinitive = words.kid(i, "xcomp", "oprd", "acomp")
    own = words.kid(i, "nsubj")
    if infinitive is None or own is None:
        return None
    return _finding(words, i, "seem", sorted({*words.under(own), *words.under(infinitive)}), None)


def _according(words: Words, i: int) -> Finding | None:
    to = words.kid(i, "prep")
    if to is None or words.lower[to] != "to":
        to = i + 1 if i + 1 < len(words) and words.lower[i + 1] == "to" else None
    if to is None:
        return None
    head = words.kid(to, "pobj")
    if head is None:
        return None
    low, high = words.sentence(i)
    source = _with_name(words, noun_phrase(words, head), high)
    top = words.head[i]
    first = next((k for k in range(low, i + 1) if words.text[k].isalnum()), i)
    if first == i:  # at the sentence's start: what follows the source
        content = list(range(source[1] + 1, high + 1))
    elif words.tag[top][:2] == "VB" and words.quote[top] < 0:
        mine = set(range(i, source[1] + 1))
        content = [k for k in words.under(top) if k not in mine]
    else:
        mine = set(range(i, source[1] + 1))
        content = [k for k in range(low, i) if k not in mine]
    found = _finding(words, i, "according", content, None)
    if found is None:
        return None
    found.head, found.source, found.cue = head, source, (i, to)
    return found


def _with_name(words: Words, source: tuple[int, int], high: int) -> tuple[int, int]:
    """Take in the name after a source's comma: "its duty forecaster, Ann Lee"."""
    low, last = source
    called = words.lower[last] in PERSON_NOUNS or words.tag[low] in ("PRP$", "DT")
    if not called or last + 2 > high or words.text[last + 1] != ",":
        return source
    end = last + 1
    while end < high and words.tag[end + 1] in ("NNP", "NNPS"):
        end += 1
    closed = end == high or words.text[end + 1] in (",", ".", ";")
    return (low, end) if end > last + 1 and closed else source


def _inserted(words: Words, i: int) -> Finding | None:
    """Read ", the paper notes," and ", Bloomberg reports." where the parser took the verb for a noun."""
    low, high = words.sentence(i)
    if i < high and words.text[i + 1] not in (",", ".", ";"):
        return None
    first = i
    while first > low and words.text[first - 1] != "," and words.quote[first - 1] < 0 and i - first < 8:
        first -= 1
    if first > low and words.text[first - 1] != ",":
        return None
    as_clause = words.lower[first] == "as"
    start = first + as_clause
    if start >= i or not (as_clause or first > low) or any(words.tag[k][:2] in ("VB", "IN") for k in range(start, i)):
        return None
    after = i + 2 if i < high else i + 1
    more_cues = after <= high and lemma_of(words.lower[after]) is not None and words.tag[after][:2] == "VB"
    content = [*range(low, first), *([] if more_cues else range(i + 1, high + 1))]
    found = _finding(words, i, lemma_of(words.lower[i]) or "", content, None)
    if found is not None:
        found.head, found.source = i - 1, (start, i - 1)
    return found


def _adjective(words: Words, i: int) -> Finding | None:
    """Read "is confident that S", "are convinced S"."""
    clause = words.kid(i, "ccomp")
    verb = i if words.tag[i] == "VBN" else words.head[i]
    if clause is None or clause < i or words.quote[clause] >= 0:
        return None
    head = words.kid(verb, *_SUBJECTS)
    if head is None:
        head = subject_of(words, verb) if words.tag[verb][:2] == "VB" else None
    if head is None or words.lower[head] in ("it", "there", "this", "that", "nobody", "none", "nothing"):
        return None
    if words.lower[words.left[head]] in ("not", "no", "neither"):
        return None
    return _finding(words, i, words.lower[i], words.under(clause), head)


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
    return _finding(words, i, words.lower[i], words.under(clause), head)
