"""Which words of an article to quote for a statement: its content, with what decides its meaning or belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.article import Attribution, AttributionKind, Span
from rag.claims.figures import Measure, quantities_of

SHORTEST = 4  # words of a sentence that is a claim
_END = re.compile(r"[\s,;:]+$")
_THAT = re.compile(r"that\s+(?=\S)")
_STOP = re.compile(r"[.!?;\n“\"]")
_COUNT = re.compile(r"(?:\w+ in \w+|\d[\d,.]*)(?: (?:percent|per cent|%|of|out)\b|%)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|refus\w+|declin\w+)\b|n['’]t\b")
_AND = re.compile(r"[\s,]+(?:and|but|which|who|that|as|while)?\s*$")
_AND_THAT = re.compile(r"[^.?!;“\"]{0,60}?,? (?:and|but) that ")
CUE_NEAR = 60  # characters between a cue and its content
_SENTENCE_ENDS = frozenset(".!?”\"’'»)…")
_LINK = re.compile(r"(?:[\w’'&,.-]+ ){0,11}[\w’'&-]+:(?=[^\W\d_])|(?:[A-Z][A-Z’'&-]+[:,]? ){2}")
_PLAIN_CUE = re.compile(
    r"\b(?:says?|said|saying|tells?|told|telling|adds?|added|adding|according|writes?|wrote|notes?|noted|reports?|reported|"
    r"repeat(?:s|ed)?|states?|stated|announced?|explain(?:s|ed)?|replied|tweeted|posted|statement|put|remarked|recalled|"
    r"continued|asserts?|asserted)\b"
)


def quoted_spans(content: Sequence[Span], said: Attribution | None, text: str) -> tuple[Span, ...]:
    """Return the words to quote: the content, with a cue before it that decides its meaning ("denied that ...").

    A leading "that" is left out where the cue is.
    """
    first, *rest = content
    cue = said.cue if said else None
    plain = cue is not None and _PLAIN_CUE.search(cue.of(text).lower()) and not _NOT.search(cue.of(text).lower())
    if cue and cue.end <= first.start <= cue.end + CUE_NEAR and not plain:
        if not _STOP.search(text[cue.end : first.start]):
            first = Span(start=cue.start, end=first.end)
    elif found := _THAT.match(first.of(text)):
        first = Span(start=first.start + found.end(), end=first.end)
    before = _before_too(first, said, text)
    if said and said.source and said.source.end <= first.start and _COUNT.match(said.source.of(text)):
        first = Span(start=_sentence_start(said.source.start, text), end=first.end)  # "58 percent of voters said ..."
    return tuple(trimmed(span, text) for span in (*before, first, *rest))


def _before_too(first: Span, said: Attribution | None, text: str) -> tuple[Span, ...]:
    """Return the clause before a speaker who stands between two clauses of their own: "None sounded, it says; the three ..."."""
    if said is None or said.cue is None or said.source is None or text[said.cue.end : first.start].strip() != ";":
        return ()
    start = _sentence_start(said.source.start, text)
    clause = text[start : said.source.start].rstrip(" ,")
    return (Span(start=start, end=start + len(clause)),) if len(clause.split()) >= SHORTEST else ()


def _sentence_start(at: int, text: str) -> int:
    start = max(text.rfind(mark, 0, at) for mark in (". ", "\n", "? ", "! "))
    return start + 2 if start >= 0 and text[start] != "\n" else start + 1


def to_its_end(content: Span, sentence: Span, text: str) -> Span:
    """Return reported speech with a second clause that it goes on to ("... was raised, and that sirens sounded")."""
    rest = text[content.end : sentence.end]
    if not _AND_THAT.match(rest):
        return content
    return trimmed(Span(start=content.start, end=content.end + len(rest.rstrip())), text)


def trimmed(span: Span, text: str) -> Span:
    """Return a span without blanks and commas at its end, which belong to the sentence around a quote."""
    words = span.of(text)
    kept = _END.sub("", words) or words
    return Span(start=span.start, end=span.start + len(kept))


def is_sentence(words: str) -> bool:
    """Tell whether an outlet's own words are a sentence: no heading, caption credit, or link to another article.

    Links read "Watch:Cubans assess the damage" or "MORE ON THE STORM:How it grew": a colon with no blank behind it, or a
    beginning in capitals.
    """
    return words[-1:] in _SENTENCE_ENDS and not _LINK.match(words)


def unspoken(sentence: Span, attributions: Sequence[Attribution], text: str) -> Span | None:
    """Return the part of a sentence that no attribution holds: all of it, or a beginning with a figure, or None.

    "The police put the toll at 29 and said that they were still looking for five": the toll is in nobody's content.
    """
    spoken = [
        said
        for said in attributions
        if said.statement
        and _somebodys(said)
        and not contradicted(said, text)
        and any(sentence.overlaps(span) for span in said.content)
    ]
    if not spoken:
        return sentence
    named = sentence.start
    starts = [said.cue.start for said in spoken if said.cue and sentence.covers(said.cue)]
    starts += [span.start for said in spoken for span in said.content if sentence.overlaps(span)]
    for said in spoken:
        if said.source and sentence.covers(said.source):
            if len(text[sentence.start : said.source.start].split()) > SHORTEST:
                starts.append(said.source.start)  # "... will cost 3.9 billion crowns, as investors asked how much"
            else:
                named = max(named, said.source.end)
    end = min(starts)
    if end <= sentence.start or len(text[named:end].split()) < SHORTEST:
        return None
    head = _AND.sub("", text[sentence.start : end])
    if len(head.split()) < SHORTEST + 1 or not any(
        q.measure is Measure.NUMBER and sentence.start + q.start >= named for q in quantities_of(head)
    ):
        return None
    return Span(start=sentence.start, end=sentence.start + len(head))


def _somebodys(said: Attribution) -> bool:
    """Tell whether an attribution has a holder who is shown, or is a quote, which is never an outlet's own words."""
    if said.kind is AttributionKind.DIRECT or said.speaker:
        return True
    called = (said.description or "").replace(",", "")
    return bool(called) and not called.isdigit()


def contradicted(said: Attribution, text: str) -> bool:
    """Tell whether an article gives a speaker's words only to say that it was otherwise: "not at 03:50 as the company stated"."""
    if said.source is None or said.source.start < said.span.end:
        return False
    return text[said.span.end : said.source.start].strip() == "as" and bool(_NOT.search(said.span.of(text)[-40:]))
