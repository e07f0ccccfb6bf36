"""Direct quotes with their nearest speaker, by patterns alone, for languages that have no parser here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.article import Article, Attribution, AttributionKind, Span, SpeakerKind
from ingest.geography import listed, rows
from ingest.language import guess_language
from ingest.marks import Quotation, find_quotations
from ingest.namewords import is_outlet
from ingest.provenance import same_outlet, wire_credit

_PARAGRAPH = re.compile(r"[^\n]+")
_UPPER = "A-ZÀ-ÖØ-ÞŒА-ЯЄІЇҐЁ"
_WORD = rf"[{_UPPER}][^\W\d_]*(?:[-’'ʼ][^\W\d_]+)*"
_PARTICLE = r"(?:de|del|della|der|den|von|van|zu|du|la|le|des|dos|da|di|al|el|bin|of)"
_NAME = re.compile(rf"(?:{_WORD})(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{0,4}}")
_STOP = re.compile(r"[.!?…](?:\s|$)")
_FEWEST_WORDS = 3  # a quotation of fewer words without a cue is a title or irony
_REACH = 170  # characters on either side in which a cue is looked for


@dataclass(frozen=True, slots=True)
class _Speech:
    verbs: re.Pattern[str]
    sources: re.Pattern[str]
    pronouns: frozenset[str]


@dataclass(slots=True)
class _Found:
    quotations: list[Quotation]
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    name: str | None = None
    description: str | None = None
    pronoun: bool = False


@cache
def _speech() -> dict[str, _Speech]:
    table = {}
    for language, verbs, sources, pronouns in rows("speech.txt"):
        table[language] = _Speech(
            re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, verbs.split()))})(?![^\W_])", re.IGNORECASE),
            re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, listed(sources)))})(?![^\W_])", re.IGNORECASE),
            frozenset(listed(pronouns)),
        )
    return table


def plain_attributions(article: Article) -> tuple[Attribution, ...]:
    """Return the direct quotes of an article, each with the nearest speaker where a word of speaking stands beside it."""
    language = guess_language(article.text, article.language)
    speech = _speech().get(language)
    found: list[_Found] = []
    for paragraph in _PARAGRAPH.finditer(article.text):
        found += _of_paragraph(article.text, paragraph.start(), paragraph.end(), speech, found[-1] if found else None)
    _full_names(article.text, found)
    agency = wire_credit(article.text)
    via = (agency,) if agency and not same_outlet(agency, article.publisher) else ()
    return tuple(_attribution(article, one, via) for one in found)


def _of_paragraph(text: str, start: int, end: int, speech: _Speech | None, last: _Found | None) -> list[_Found]:
    quotations = [
        q
        for q in find_quotations(text, start, end, dialogue=True)
        if q.inner_end - q.inner_start > 1 and (not q.dash or speech is not None)
    ]
    quotations = [piece for q in quotations for piece in _without_asides(text, q, speech)]
    found: list[_Found] = []
    edges = [start, *[q.end for q in quotations]]
    follows = [*[q.start for q in quotations[1:]], end]
    for q, low, high in zip(quotations, edges, follows, strict=False):
        words = len(text[q.inner_start : q.inner_end].split())
        one = _cued(text, q, max(low, q.start - _REACH), min(high, q.end + _REACH), speech) if speech else None
        if one is not None:
            if found and found[-1].cue == one.cue:
                found[-1].quotations.append(q)
            else:
                found.append(one)
        elif found and _adjoins(text, found[-1].quotations[-1].end, q.start, found[-1]):
            found[-1].quotations.append(q)
        elif _sentence_like(text, q, start, words):
            before = last if not found and last is not None and q.start - start < 3 and not q.dash else None
            one = _Found([q])
            if before is not None:
                one.name, one.description = before.name, before.description
            found.append(one)
    return found


def _sentence_like(text: str, q: Quotation, start: int, words: int) -> bool:
    """Tell whether a quotation without a cue is speech: a sentence that stands on its own."""
    before = text[start : q.start].rstrip(" -–—")
    own = not before or before[-1] in '.!?…:»”“"'
    return own and words >= _FEWEST_WORDS


def _adjoins(text: str, end: int, start: int, found: _Found) -> bool:
    between = text[end:start]
    if found.cue is not None and end <= found.cue[0] < start:
        return len(_STOP.findall(between)) <= 1 and len(between) < _REACH
    return not re.search(r"[^\W_]", between)


def _without_asides(text: str, q: Quotation, speech: _Speech | None) -> list[Quotation]:
    """Cut dialogue opened by a dash at what the narrator puts in: "Je crois, répond-il. Pour le reste ..."."""
    if not q.dash or q.closed or speech is None:
        return [q]
    for found in speech.verbs.finditer(text, q.start, q.end):
        comma = max(text.rfind(mark, q.start, found.start()) for mark in (",", "–", "—", "?", "!"))
        if comma < 0 or found.start() - comma > 4:
            continue
        stop = _STOP.search(text, found.end(), q.end)
        pieces = [
            (q.start, comma + (text[comma] in ",?!")),
            *([(stop.end(), q.end)] if stop and stop.end() < q.end else []),
        ]
        return [Quotation(low, high, low, high, closed=False, dash=True) for low, high in pieces if high > low]
    return [q]


def _cued(text: str, q: Quotation, low: int, high: int, speech: _Speech) -> _Found | None:
    """Return the quotation with the cue beside it: behind it first, then the one that leads up to it."""
    after = text[q.end : high]
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    if text[q.inner_end - 1 : q.inner_end] in (".",) and after[:1].isspace() and after.lstrip()[:1].isupper():
        after = ""  # a new sentence begins
    verb = speech.verbs.search(after)
    if verb and verb.start() < 90:
        return _with_source(text, q, q.end, q.end + len(after), (q.end + verb.start(), q.end + verb.end()), speech)
    source = speech.sources.search(after)
    if source and source.start() < 40:
        return _with_source(text, q, q.end, q.end + len(after), (q.end + source.start(), q.end + source.end()), speech)
    before = text[low : q.start]
    cut = [found.end() for found in _STOP.finditer(before)]
    if cut and cut[-1] < len(before):
        before = before[cut[-1] :]
    elif cut:
        return None
    at = q.start - len(before)
    verbs = list(speech.verbs.finditer(before))
    if verbs and (before.rstrip()[-1:] in (":", ",") or len(before) - verbs[-1].end() < 60):
        return _with_source(text, q, at, q.start, (at + verbs[-1].start(), at + verbs[-1].end()), speech)
    source = speech.sources.search(before)
    if source:
        return _with_source(text, q, at, q.start, (at + source.start(), at + source.end()), speech)
    return None


def _with_source(text: str, q: Quotation, low: int, high: int, cue: tuple[int, int], speech: _Speech) -> _Found:
    found = _Found([q], cue=cue)
    after, before = text[cue[1] : high], text[low : cue[0]]
    inverted = re.match(r"\s*[-–]?\s*(?:t-)?(\w+)", after)
    if inverted and inverted[1].lower() in speech.pronouns:
        found.pronoun, found.source = True, (cue[1] + inverted.start(1), cue[1] + inverted.end(1))
        return found
    said_before = re.search(r"(\w+)\s+(?:\w+\s+){0,2}$", before.replace("-", " "))
    if said_before and said_before[1].lower() in speech.pronouns:
        found.pronoun, found.source = True, (low + said_before.start(1), low + said_before.end(1))
        return found
    choices = []
    for part, offset, distance in ((after, cue[1], 0), (before, low, 4)):
        names = [m for m in _NAME.finditer(part) if not _begins_sentence(text, offset + m.start(), m.group())]
        if names:
            nearest = names[0] if offset == cue[1] else names[-1]
            gap = nearest.start() if offset == cue[1] else len(part) - nearest.end()
            choices.append((gap + distance, offset + nearest.start(), offset + nearest.end()))
    if not choices:
        return found
    _, start, end = min(choices)
    full = next((s, e) for _, s, e in choices if (s, e) == (start, end))
    found.source, found.name = full, text[start:end]
    found.description = _described(text, start, end, cue, high)
    return found


def _begins_sentence(text: str, at: int, name: str) -> bool:
    """Tell whether a word is written large only because a sentence begins with it."""
    before = text[:at].rstrip()
    return (not before or before[-1] in ".!?…\n:") and " " not in name and len(name) < 4


def _described(text: str, start: int, end: int, cue: tuple[int, int], high: int) -> str | None:
    """Return what stands between the cue and the name, or behind the name after a comma."""
    if cue[1] <= start and (title := text[cue[1] : start].strip(" ,")) and title[:1].islower():
        return title if len(title) < 80 else None
    behind = re.match(r",\s*([^,.:;\n«»„“”\"]{4,100})", text[end:high])
    return behind[1].strip() if behind and behind[1][:1].islower() else None


def _full_names(text: str, found: list[_Found]) -> None:
    """Give short names their full form, and pronouns the speaker before them."""
    full: dict[str, set[str]] = {}
    for name in {m.group() for m in _NAME.finditer(text) if " " in m.group()}:
        full.setdefault(name.split()[-1], set()).add(name)
    spoke: list[_Found] = [one for one in found if one.name]
    known = {one.name.split()[-1]: one.name for one in spoke if one.name and " " in one.name}
    for earlier, one in pairwise([_Found([]), *found]):
        if one.pronoun and earlier.name:
            one.name, one.description = earlier.name, earlier.description
        elif one.name and " " not in one.name:
            candidates = full.get(one.name, set())
            one.name = known.get(one.name) or (next(iter(candidates)) if len(candidates) == 1 else one.name)


def _attribution(article: Article, found: _Found, via: tuple[str, ...]) -> Attribution:
    kind = None
    if found.name:
        outlet = is_outlet(found.name) or same_outlet(found.name, article.publisher)
        kind = SpeakerKind.OUTLET if outlet else SpeakerKind.PERSON
    return Attribution(
        article_id=article.id,
        content=tuple(Span(start=q.start, end=q.end) for q in found.quotations),
        kind=AttributionKind.DIRECT,
        source=Span(start=found.source[0], end=found.source[1]) if found.source else None,
        cue=Span(start=found.cue[0], end=found.cue[1]) if found.cue else None,
        speaker=found.name,
        speaker_kind=kind,
        description=found.description,
        via=via,
    )
