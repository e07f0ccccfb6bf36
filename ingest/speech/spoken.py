"""Direct attributions: whose words stand in quotation marks, by the cue beside them or by who spoke last."""

from __future__ import annotations

from ingest.speech.cues import frames, lemma_of
from ingest.speech.findings import Finding
from ingest.speech.grammar import noun_phrase
from ingest.speech.namewords import DOCUMENT_NOUNS, OUTLET_NOUNS, PERSON_NOUNS
from ingest.speech.subjects import subject_of
from ingest.speech.words import Words

_NEAR_AFTER, _NEAR_BEFORE = 30, 40
_ASKED = ("asked", "told", "urged", "warned", "reminded", "informed")
_RECEIVING = frozenset("received receives got gets obtained".split())
_TOLD = ("told", "tells", "informed")
_BEFORE_NOUN = ("DT", "JJ", "PRP$")
_ANY_VERB = ("VBD", "VBZ", "VBP", "VBG")


def find_spoken(units: list[Words], clauses: list[list[Finding]]) -> list[Finding]:
    """Return the direct attributions of an article, in order; `clauses` are each unit's indirect ones.

    Quotations that share a cue, and those that go on where the last left off, become one attribution.
    """
    found: list[Finding] = []
    last: Finding | None = None
    for number, words in enumerate(units):
        cued = _cued(words)
        by_cue: dict[int, Finding] = {}
        for _, quotation in _stand_ins(words):
            cues = cued.get(quotation)
            if cues:
                finding = by_cue.get(cues[0])
                if finding is None:
                    finding = by_cue[cues[0]] = _with_cue(words, cues[0], quotation)
                    finding.rivals = [_with_cue(words, cue, quotation) for cue in cues[1:3]]
                    found.append(finding)
                else:
                    _add(finding, words, quotation)
                last = finding
                continue
            if not _stands_alone(words, quotation) or quotation in words.unit.titled:
                continue
            carried = _carried(units, clauses, number, quotation, last)
            if carried is None:
                finding = _alone(words, quotation)
            elif carried.quotations and _adjoins(units, number, quotation, carried):
                _add(carried, words, quotation)
                last = carried
                continue
            else:
                finding = _alone(words, quotation)
                finding.carried = carried
            found.append(finding)
            last = finding
    return found


def _stand_ins(words: Words) -> list[tuple[int, int]]:
    """Return (first token, quotation) of each stand-in."""
    seen: dict[int, int] = {}
    for i, quotation in enumerate(words.quote):
        if quotation >= 0:
            seen.setdefault(quotation, i)
    return [(first, quotation) for quotation, first in seen.items()]


def _edges(words: Words, quotation: int) -> tuple[int, int]:
    tokens = [i for i, number in enumerate(words.quote) if number == quotation]
    return tokens[0], tokens[-1]


def _cued(words: Words) -> dict[int, list[int]]:
    """Return the cue tokens beside each quotation that has any in its sentence, the likeliest first."""
    out: dict[int, list[int]] = {}
    for _, quotation in _stand_ins(words):
        first, last = _edges(words, quotation)
        scored = [(score, cue) for cue, score in _candidates(words, first, last)]
        if scored:
            out[quotation] = [cue for _, cue in sorted(scored, reverse=True)]
    return out


def _candidates(words: Words, first: int, last: int) -> list[tuple[int, float]]:
    linked = _linked(words, first, last)
    number = words.quote[first]  # "she recorded her 50th album, “Still Here.”"
    titled = number in words.unit.titled
    single = number in words.unit.single
    out: list[tuple[int, float]] = []
    low = words.sentence(first)[0]
    high = words.sentence(last)[1]
    if high == last and high + 1 < len(words) and (words.text[high + 1][:1].islower() or words.text[high][-1:] == ","):
        high = words.sentence(high + 1)[1]  # the parser ended the sentence at the quotation
    for i in range(max(low, first - _NEAR_BEFORE), min(high, last + _NEAR_AFTER) + 1):
        if words.quote[i] >= 0:
            continue
        form = words.lower[i]
        if form == "according":
            gap = i - last if i > last else first - i
            if _open_between(words, i, first, last):
                out.append((i, 62.0 - gap))
            continue
        if words.tag[i][:2] not in ("VB", "NN", "JJ"):
            continue
        lemma = lemma_of(form)
        speaks = lemma is not None and "q" in frames()[lemma]
        missed = form.endswith("ed") or form in ("said", "says") or _ends_cue(words, i, last)
        if words.tag[i][:2] != "VB" and not (speaks and missed):
            continue
        if (
            i in linked
            and (
                speaks
                or (not (titled or (single and i < first)) and words.tag[i] in _ANY_VERB and _can_speak(words, i))
            )
            and (words.lower[i] not in _RECEIVING or (i < first and _sender(words, i) is not None))
            and _open_between(words, i, first, last)
        ):
            out.append((i, (100.0 if speaks else 55.0) - abs(i - (first if i < first else last)) * 0.1))
        elif speaks and _open_between(words, i, first, last):
            gap = i - last if i > last else first - i
            score = (62.0 if i > last else 60.0) - gap
            if i < first and not _introduces(words, i, first):
                continue
            if i > last and _belongs_to_next(words, i, last):
                continue
            out.append((i, score))
    return out


def _ends_cue(words: Words, i: int, last: int) -> bool:
    """Tell whether a word read as a plural is the verb behind a name that ends the sentence: '"Never," Ann Lee jokes.'"""
    if words.tag[i] != "NNS" or not 0 < i - last - 1 <= 3 or (i + 1 < len(words) and words.text[i + 1] not in ".,;"):
        return False
    return all(words.tag[k] in ("NNP", "NNPS", "PRP") for k in range(last + 1, i))


def _can_speak(words: Words, i: int) -> bool:
    """Tell whether the subject of a verb that is no word of speaking may speak: '"Never," Lee smiled.'"""
    head = subject_of(words, i)
    return head is not None and (
        words.tag[head] in ("NNP", "NNPS")
        or words.lower[head] in ("he", "she", "they", "who", "it")
        or words.lower[head] in PERSON_NOUNS
        or words.lower[head] in DOCUMENT_NOUNS
        or words.lower[head] in OUTLET_NOUNS
        or words.tag[head] in ("CD", "JJ", "NNS")
    )


def _linked(words: Words, first: int, last: int) -> set[int]:
    """Return the tokens outside the stand-in that its tree hangs on, or that hang on it as asides."""
    out = set()
    for i in range(first, last + 1):
        up = words.head[i]
        if not first <= up <= last:
            out.add(up)
        for k in words.kids[i]:
            if not first <= k <= last and words.dep[k] in ("parataxis", "advcl", "ccomp", "acl", "relcl", "conj"):
                out.add(k)
    return out


def _open_between(words: Words, i: int, first: int, last: int) -> bool:
    """Tell whether no sentence ends between a cue and the quotation."""
    between = range(last + 1, i) if i > last else range(i + 1, first)
    return not any(words.text[k] in (".", "!", "?", ";") and words.quote[k] < 0 for k in between)


def _introduces(words: Words, i: int, first: int) -> bool:
    """Tell whether a verb before a quotation leads up to it: 'said: "', 'said, "', 'told reporters "'."""
    return words.text[first - 1] in (",", ":", "—", "–", "-") or first - i <= 4 or words.quote[first - 1] >= 0


def _belongs_to_next(words: Words, i: int, last: int) -> bool:
    """Tell whether a verb after a quotation rather introduces what follows: '... he said that' with a clause of its own."""
    clause = words.kid(i, "ccomp")
    return clause is not None and clause > i and words.quote[clause] < 0 and i - last > 3


def _with_cue(words: Words, cue: int, quotation: int) -> Finding:
    first, last = _edges(words, quotation)
    if words.lower[cue] == "according":
        to = cue + 1 if cue + 1 < len(words) and words.lower[cue + 1] == "to" else cue
        head = words.kid(to, "pobj")
        cue_span = (cue, to)
    else:
        head = _speaker(words, cue, first, last)
        cue_span = (cue, cue)
    span = words.unit.quotations[quotation]
    stand_ins = {i for i, number in enumerate(words.quote) if number >= 0}
    source = noun_phrase(words, head, avoid=stand_ins | {cue}) if head is not None else None
    if source and head == _name_behind(words, cue):
        source = (cue + 1, source[1])
    while source and source[0] > 0 and words.head[source[0] - 1] == cue and words.tag[source[0] - 1] in _BEFORE_NOUN:
        source = (source[0] - 1, source[1])  # "the publication notes" read as a compound
    return Finding(
        words=words,
        content=[(span.start, span.end)],
        cue=cue_span,
        head=head,
        source=source,
        quotations=[quotation],
        lemma=lemma_of(words.lower[cue]) or words.lower[cue],
    )


def _speaker(words: Words, cue: int, first: int, last: int) -> int | None:
    """Return the head of who speaks at a cue: the verb's subject, else the noun phrase that stands beside it."""
    if words.lower[cue] in _RECEIVING and cue < first:
        return _sender(words, cue)
    if words.kid(cue, "auxpass") is not None and words.lower[cue] in _ASKED:
        agent = words.kid(cue, "agent")  # "Lee was asked by Ann Bell, "...?""
        return words.kid(agent, "pobj") if agent is not None else None
    head = subject_of(words, cue)
    if head is not None and words.quote[head] < 0:
        return head
    if cue > last and (name := _name_behind(words, cue)) is not None:
        return name
    if (
        cue
        and words.dep[cue - 1] in ("compound", "intj", "amod")
        and words.head[cue - 1] == cue
        and words.quote[cue - 1] < 0
    ):
        return cue - 1  # "the publication notes" read as two nouns
    if cue > last and words.tag[cue - 1] in ("NN", "NNP") and words.lower[max(0, cue - 2)] in ("the", "this"):
        return cue - 1
    # "said Ann Lee" read as verb and object; "Ann Lee says" read as a compound
    for dep in ("dobj", "attr", "npadvmod", "dep", "oprd", "appos", "ROOT"):
        beside = words.kid(cue, dep)
        if (
            beside is not None
            and not (dep == "dobj" and words.lower[cue] in _TOLD)  # "told the council": the listener
            and words.quote[beside] < 0
            and words.tag[beside][:2] in ("NN", "PR")
            and beside > cue
            and cue > last
        ):
            return int(beside)
    behind = [] if words.lower[cue] in _TOLD else [*range(cue + 1, min(len(words), cue + 4))]
    steps = [*behind, *range(cue - 1, max(-1, cue - 12), -1)] if cue > last else []
    for i in steps:
        if words.quote[i] >= 0 or (words.text[i] in ".;:" and i > cue):
            continue
        if words.tag[i] in ("NNP", "PRP", "NN", "NNS", "NNPS") and words.dep[i] not in (
            "compound",
            "poss",
            "pobj",
            "npadvmod",
        ):
            return int(i)
    return None


def _name_behind(words: Words, cue: int) -> int | None:
    """Return the last word of a name of several that stands right behind the cue: "said Per Anders Liske, the mayor"."""
    end = cue
    while end + 1 < len(words) and words.text[end + 1][:1].isupper() and words.quote[end + 1] < 0:
        end += 1
    return end if end > cue + 1 and words.tag[end] in ("NNP", "NNPS") else None


def _stands_alone(words: Words, quotation: int) -> bool:
    """Tell whether a quotation without a cue is a sentence of its own, so that somebody must be speaking it."""
    first, _ = _edges(words, quotation)
    before = first - 1
    while before >= 0 and words.text[before].isspace():
        before -= 1
    return before < 0 or words.quote[before] >= 0 or words.text[before][-1:] in '.!?:;…—–-”"'


def _alone(words: Words, quotation: int) -> Finding:
    span = words.unit.quotations[quotation]
    return Finding(words=words, content=[(span.start, span.end)], quotations=[quotation])


def _add(finding: Finding, words: Words, quotation: int) -> None:
    span = words.unit.quotations[quotation]
    finding.content.append((span.start, span.end))
    if finding.words is words:
        finding.quotations.append(quotation)


def _carried(
    units: list[Words], clauses: list[list[Finding]], number: int, quotation: int, last: Finding | None
) -> Finding | None:
    """Return the finding whose speaker goes on in a quotation without a cue of its own, or None."""
    words = units[number]
    first, _ = _edges(words, quotation)
    if last is not None and last.words is words:
        return last
    here = [found for found in clauses[number] if found.cue and found.cue[0] < first and found.head is not None]
    if here:
        return here[-1]
    if first > 0 and any(words.text[k].isalpha() for k in range(first)):
        return _subject_before(words, first)
    if number == 0:
        return None
    before = units[number - 1]
    text_end = before.unit.text.rstrip()[-1:]
    if text_end == ":":
        cues = [found for found in clauses[number - 1] if found.head is not None]
        return cues[-1] if cues else _subject_before(before, len(before))
    if last is not None and (last.words is before or last.content[-1][1] > before.unit.start):
        return last
    return None


def _subject_before(words: Words, first: int) -> Finding | None:
    """Return who acts in the sentence before a quotation: 'Lee shook her head. "Never."'"""
    stop = first - 1
    while stop >= 0 and not words.text[stop][0].isalnum():
        stop -= 1
    if stop < 0:
        return None
    low, high = words.sentence(stop)
    roots = [
        i
        for i in range(low, high + 1)
        if words.quote[i] < 0 and (words.head[i] == i or words.quote[words.head[i]] >= 0)
    ]
    for root in roots:
        head = words.kid(root, "nsubj")
        if words.lower[root] in _RECEIVING:
            head = _sender(words, root)  # "Lee received texts from Ann Bell: ..."
        if (
            head is not None
            and words.tag[head] in ("NNP", "PRP")
            and words.lower[head] not in ("it", "this", "that", "i", "we", "you")
        ):
            return Finding(words=words, content=[], head=head, source=noun_phrase(words, head))
    return None


def _sender(words: Words, root: int) -> int | None:
    """Return from whom somebody received what they did: the last "from" in the sentence, which the words follow."""
    high = words.sentence(root)[1]
    for i in range(high, root, -1):
        if words.lower[i] == "from" and words.quote[i] < 0:
            return words.kid(i, "pobj")
    return None


def _adjoins(units: list[Words], number: int, quotation: int, carried: Finding) -> bool:
    """Tell whether a quotation goes on where another left off, with nothing but its cue between."""
    words = units[number]
    first, _ = _edges(words, quotation)
    if carried.words is not words:
        return first == 0 or not any(words.text[k].isalnum() for k in range(first))
    last = max(_edges(words, q)[1] for q in carried.quotations)
    stops = [k for k in range(last + 1, first) if words.text[k] in ".!?;" and words.quote[k] < 0]
    return len(stops) <= 1
