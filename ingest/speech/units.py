"""Cut an article into what the parser reads: a paragraph at a time, with a short stand-in for each quotation.

Quoted speech is somebody else's syntax. A parser reads `"It is so," said Ann Lee, a senior fellow` far better, and
faster, than the same sentence around eighty quoted words. Offsets are carried back to the article's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.article import Span
from ingest.page.boilerplate import says_boilerplate
from ingest.speech.cues import frames, lemma_of
from ingest.speech.geography import US_STATES
from ingest.speech.marks import Quotation, find_quotations

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…][\"”»’']?\s+(?=[\"“«„‘'(]?[A-ZÀ-ÞА-ЯЄІЇҐ])")
# Longer paragraphs are read in pieces, since the parser's memory grows with what it reads at once.
_LONGEST_UNIT = 6_000
_SPEECH_AFTER = re.compile(r"\s*(?:[—–-]\s*)?(?:[a-zà-ÿа-яєіїґ]|\(|—|–)")
_NAME_AND_VERB = re.compile(r"\s+(?:[A-ZÀ-Þ][\w'’-]*\.?\s+){1,5}(?P<verb>[a-z]+)\b")
_HEADING_WORDS = 7
_SPACE = re.compile(r"\s")
_LONGEST_TITLE = 8
_SMALL = frozenset("a an the of in on to and for with at by from or".split())
_DATELINE = re.compile(r"[A-Z][\w.’'-]*(?: (?:of |de )?[A-Z][\w.’'-]*){0,3}: (?=[A-Z“\"‘])")
_LINK = re.compile(
    r"(?:[\w’'&,.-]+ ){0,11}[\w’'&-]+:(?=[A-Za-zÀ-ÿ'‘“\"][^/]{12,220}$)"
)  # "More:'Never again': Mayor opens school"
_RUNS_INTO = re.compile(  # what stands before a title: a verb or noun that takes it, or whose it is
    r"(?:['’]s?|\b(?:in|on|of|to|for|with|from|as|hosts?|hosted|hosting|watch\w*|sing\w*|sang|song|film|movie|show|series|book|"
    r"album|single|lyrics|hit|play|novel|titled|called|entitled|programme|program|podcast))$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of one paragraph as the parser gets it.

    text: what is parsed. start, end: its place in the article. quotations: all that lie in it. holes: for each
    stand-in its start and end in `text` and the index of the quotation it stands for. titled: the indices of those that are
    written as titles of works are. single: of those that hold one word.
    """

    text: str
    start: int
    end: int
    paragraph: int
    quotations: tuple[Quotation, ...]
    holes: tuple[tuple[int, int, int], ...]
    titled: frozenset[int] = frozenset()
    single: frozenset[int] = frozenset()

    def shifts(self) -> list[tuple[int, int]]:
        """Return (place in `text`, what to add to get the place in the article) from each place on."""
        table = [(0, self.start)]
        for _, stop, number in self.holes:
            table.append((stop, self.quotations[number].end - stop))
        return table


def cut_units(text: str, *, headings: Sequence[Span] = (), dialogue: bool = False) -> Iterator[Unit]:
    """Yield the units of an article's text, in order.

    Left out are its headings, since what they say the story says in full, and what a page puts between paragraphs
    ("Video Ad Feedback ...", "Read more: ..."), which does not even part those that it stands between.
    """
    skipped = {heading.start for heading in headings}
    number = -1
    above = ""
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.start(), paragraph.end()
        while start < end and text[start].isspace():
            start += 1
        if start < end and (_is_put_between(text[start:end]) or _LINK.match(text, start, end)):
            continue
        number += 1
        if start == end or start in skipped or _is_heading(text, start, end):
            above = text[start:end].strip().lower() or above
            continue
        if above in US_STATES and (dateline := _DATELINE.match(text, start, end)):
            start = dateline.end()  # "Nevada", then "Las Vegas: An inmate ...": the town is nobody who speaks
        above = text[start:end].strip().lower()
        quotations = find_quotations(text, start, end, dialogue=dialogue)
        for low, high in pairwise(_cuts(text, start, end, quotations)):
            yield _unit(text, low, high, number, [q for q in quotations if low <= q.start and q.end <= high])


def _is_put_between(line: str) -> bool:
    return says_boilerplate(line) and any(character.isalpha() for character in line)  # a bare "___" does part


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a line is a subhead that nothing marks as one: a few words that end in no mark."""
    return text.count(" ", start, end) < _HEADING_WORDS and text[end - 1].isalnum()


def _cuts(text: str, start: int, end: int, quotations: list[Quotation]) -> list[int]:
    cuts = [start]
    while end - cuts[-1] > _LONGEST_UNIT:
        limit = cuts[-1] + _LONGEST_UNIT
        last = 0
        for found in _SENTENCE_END.finditer(text, cuts[-1] + _LONGEST_UNIT // 2, limit):
            if not any(q.start < found.end() < q.end for q in quotations):
                last = found.end()
        if not last:  # no sentence ends here: at a space, or anywhere
            last = max(text.rfind(" ", cuts[-1] + 1, limit), cuts[-1] + _LONGEST_UNIT // 2)
            last = next((q.end for q in quotations if q.start < last < q.end), last)
        if last >= end:
            break
        cuts.append(last)
    return [*cuts, end]


def _unit(text: str, start: int, end: int, paragraph: int, quotations: list[Quotation]) -> Unit:
    pieces: list[str] = []
    holes: list[tuple[int, int, int]] = []
    at, length = start, 0
    for number, quotation in enumerate(quotations):
        if not _is_speech(text, quotation, start):
            continue
        before = text[at : quotation.start]
        stand_in = _stand_in(text, quotation, end)
        pieces += [before, stand_in]
        length += len(before)
        holes.append((length, length + len(stand_in), number))
        length += len(stand_in)
        at = quotation.end
    pieces.append(text[at:end])
    whole = _SPACE.sub(" ", "".join(pieces))
    titled = frozenset(
        n for n, q in enumerate(quotations) if _is_titled(text[q.inner_start : q.inner_end].rstrip(" ,."))
    )
    single = frozenset(n for n, q in enumerate(quotations) if " " not in text[q.inner_start : q.inner_end].strip())
    return Unit(whole, start, end, paragraph, tuple(quotations), tuple(holes), titled, single)


def _is_speech(text: str, quotation: Quotation, start: int) -> bool:
    """Tell whether a quotation is speech of its own, not words worked into the reporter's sentence.

    `the "Today" show` and `said he was "very optimistic" that` stay; a clause with its own capital or stop goes.
    """
    if quotation.dash:
        return True
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    words = inner.count(" ") + 1
    before = text[start : quotation.start].rstrip()
    if _is_title(inner, before):
        return False
    first = next((character for character in inner if character.isalnum()), "")
    if not before:
        return words > 3 or inner[-1:] in ".,!?…—–-"
    if before[-1] in '.!?…”"’»)':
        return words > 2 or inner[-1:] in ".,!?…"
    if before[-1] in ":,—–-":
        # ", but "a mistake" in the words of" stays; `, "because it puts in conflict ..."` goes
        return words > 2 or (inner[-1:] in ".,!?" and (first.isupper() or before[-1] == ":"))
    if first.isupper() and words > 3 and inner[-1:] in ".,!?…—":
        return not re.search(r"\b(?:the|a|an|of|his|her|their|its|in|on|that|called|titled|entitled)$", before)
    return False


def _is_title(inner: str, before: str) -> bool:
    """Tell whether a quotation names a work or a programme: "on CBS’ “Sunday Morning.”", "hosts “To Tell the Truth,”"."""
    words = re.findall(r"[\w'’-]+", inner)
    if not 2 <= len(words) <= _LONGEST_TITLE or inner[-1:] in "!?" or not _RUNS_INTO.search(before):
        return False
    return all(word[:1].isupper() or word[:1].isdigit() or (len(word) < 5 and i > 0) for i, word in enumerate(words))


def _is_titled(inner: str) -> bool:
    """Tell whether quoted words are written as the title of a work is, wherever they stand: "Still Here Tonight"."""
    words = re.findall(r"[\w'’-]+", inner)
    large = sum(word[:1].isupper() for word in words)
    return large >= 2 and len(words) <= _LONGEST_TITLE and all(w[:1].isupper() or w in _SMALL for w in words)


def _name_speaks(text: str, at: int, end: int, last: str) -> bool:
    """Tell whether a name and a verb of speaking follow: '... why?" Ann Lee said.'

    After a full stop that is a new sentence, unless it ends with the verb.
    """
    found = _NAME_AND_VERB.match(text, at, end)
    if found is None or "q" not in frames().get(lemma_of(found["verb"]) or "", ()):
        return False
    return last in "?!…—–-" or text[found.end() : found.end() + 1] in (".", "")


def _stand_in(text: str, quotation: Quotation, end: int) -> str:
    inner = text[quotation.inner_start : quotation.inner_end].rstrip()
    last = inner.rstrip("’'\"” ")[-1:] or inner[-1:]  # "... a 'civil person,'" ends in the comma
    goes_on = _SPEECH_AFTER.match(text, quotation.end, end) is not None or _name_speaks(text, quotation.end, end, last)
    after = text[quotation.end : quotation.end + 1]
    if last == "," or after == ",":
        stop = "" if after == "," else ","
    elif goes_on:
        stop = ","
    elif last in (".", "!", "?", "…"):
        stop = "."
    else:
        stop = "" if after and after in ".!?;:" else "."
        stop = (
            "," if quotation.end < end and text[quotation.end : end].lstrip()[:1].isalpha() and last in "—–-" else stop
        )
    return f'"It is so{stop}"'
