"""Reading the parse: subjects, noun phrases, and findings made of a cue, its content and its source."""

from __future__ import annotations

from ingest.speech.cues import lemma_of
from ingest.speech.findings import Finding, spans_of, trimmed, whole_quotations
from ingest.speech.subjects import ASIDES
from ingest.speech.words import Words


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
            and ((words.lower[k] in ASIDES and words.left[k] == k) or words.lower[words.left[k]] == "referring")
        ) or (_is_anothers(words, k) and words.left[k] > content[0]):
            inside -= set(words.under(k))
    return [k for k in content if k in inside]


def _is_anothers(words: Words, k: int) -> bool:
    """Tell whether a clause behind the content tells what somebody else said: ", while Lee said that it would last"."""
    own = words.kid(k, "nsubj")
    return (
        words.dep[k] == "advcl"
        and own is not None
        and words.lower[words.left[k]] in ("while", "whereas")
        and words.text[words.left[k] - 1] == ","
        and words.tag[k] in ("VBD", "VBZ", "VBP")
        and words.kid(k, "ccomp") is not None
        and lemma_of(words.lower[k]) is not None
    )


def make_finding(
    words: Words,
    i: int,
    lemma: str,
    content: list[int],
    head: int | None,
    *,
    statement: bool = True,
    last: int | None = None,
) -> Finding | None:
    """Return the finding of a cue at token i, or None where nothing but quotation marks is left of the content."""
    content = _joined(words, trimmed(words, _without_asides(words, content)))
    content = _and_that(words, i, content) if statement else content
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


def _and_that(words: Words, i: int, content: list[int]) -> list[int]:
    """Take in a second clause that the parser hung elsewhere: "said that S, and that T"."""
    if not content or content[-1] < i or words.lower[content[0]] != "that":
        return content
    high = words.sentence(i)[1]
    at = content[-1] + 1
    while at + 2 < high and (words.lower[at] not in ("and", "but") or words.lower[at + 1] != "that"):
        if words.tag[at] in ("VBD", "VBZ", "VBP", "MD") or words.text[at] in (";", ":"):
            return content
        at += 1
    if at + 2 >= high:
        return content
    more = trimmed(words, list(range(at, high + 1)))
    if more[-1] <= at + 2 or words.tag[at + 2][:2] in ("VB", "MD") or words.quote[at] >= 0:
        return content
    return [*content, *range(content[-1] + 1, at), *more]


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


def antecedent(words: Words, verb: int, noun: int) -> int:
    """Return whom a relative clause is about: "sources close to the King who have said", where "have" is of several."""
    plural = words.tag[verb] == "VBP" or any(words.tag[k] == "VBP" and words.dep[k] == "aux" for k in words.kids[verb])
    if not plural or words.tag[noun] not in ("NN", "NNP"):
        return noun
    up = noun
    for _ in range(4):
        up = words.head[up]
        if words.tag[up] in ("NNS", "NNPS"):
            return up
    return noun
