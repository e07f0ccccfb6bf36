"""Direct quotes with their nearest speaker, by patterns alone, for languages that have no parser here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.article import Article, Attribution, AttributionKind, Span, SpeakerKind
from ingest.language import guess_language
from ingest.speech.geography import listed, rows
from ingest.speech.marks import Quotation, find_quotations
from ingest.speech.namewords import is_outlet
from ingest.speech.provenance import same_outlet, wire_credit

_PARAGRAPH = re.compile(r"[^\n]+")
_UPPER = "A-ZÀ-ÖØ-ÞŒА-ЯЄІЇҐЁ"
_WORD = rf"[{_UPPER}][^\W\d_]*(?:[-’'ʼ][^\W\d_]+)*"
_PARTICLE = r"(?:de|del|della|der|den|von|van|zu|du|la|le|des|dos|da|di|al|el|bin|of)"
_NAME = re.compile(rf"(?:{_WORD})(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{0,4}}")
_TITLE = re.compile(  # German writes an office with a capital, right before the name
    r"(?:(?:Herr|Frau|Mme|Mlle|Madame|Monsieur|M\.|Sr\.?|Sra\.?|Señor|Señora|Don|Doña|Dr\.?|Prof\.?)|"
    r"(?P<office>(?:(?:[A-ZÄÖÜ]\w+-?)?(?:[Mm]inister|[Pp]räsident|[Kk]anzler|[Cc]hef|[Ss]precher|[Mm]eister|[Dd]irektor|"
    r"[Ll]eiter|[Pp]rofessor|[Kk]ommissar|[Ee]xperte|[Ee]xpertin|[Aa]nalyst|[Vv]orsitzende|[Gg]eneral|[Ss]enator|"
    r"[Bb]otschafter|[Gg]ouverneur|[Rr]ichter|[Ss]ekretär)(?:in|r)?)))\s+(?=\S)"
)
_STOP = re.compile(r"[.!?…](?:\s|$)")
_FEWEST_WORDS = 3  # a quotation of fewer words without a cue is a title or irony
_LEAD = 12  # characters between a comma and the narrator's verb: "lui a "
_NAMED_WITHIN = 30  # characters between the narrator's verb and the name
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
    """Cut a quotation at what the narrator puts in: "Je crois, répond-il. Pour le reste ...".

    So in dialogue opened by a dash, in "« Le pont est fermé, a déclaré Ann Lee. Il le restera. »", and where the
    closing mark is missing.
    """
    if speech is None or (q.dash and q.closed):
        return [q]
    for found in speech.verbs.finditer(text, q.inner_start, q.inner_end):
        comma = max(text.rfind(mark, q.start, found.start()) for mark in (",", "–", "—", "?", "!"))
        lead = text[comma + 1 : found.start()]
        if comma < 0 or len(lead) > _LEAD or any(mark in lead for mark in '.:;«“„"'):
            continue
        stop = _STOP.search(text, found.end(), q.end)
        if not q.dash and not _is_aside(text, found, stop.start() if stop else q.inner_end, q, speech):
            continue
        first = comma + (text[comma] in ",?!")
        rest = stop.end() if stop else q.end
        while rest < q.end and text[rest] in " -–—":
            rest += 1
        if not q.dash and not q.closed:
            rest = q.end  # what follows a missing closing mark is the narrator's
        pieces = [(q.start, first), *([(rest, q.end)] if rest < q.inner_end else [])]
        return [
            Quotation(low, high, max(low, q.inner_start), min(high, q.inner_end), closed=False, dash=True)
            for low, high in pieces
            if high > low
        ]
    return [q]


def _is_aside(text: str, verb: re.Match[str], stop: int, q: Quotation, speech: _Speech) -> bool:
    """Tell whether a verb within quotation marks is the narrator's: a name or a pronoun follows it and little else."""
    after = text[verb.end() : min(stop, q.inner_end)]
    inverted = re.match(r"\s*[-–]?\s*(?:t-)?(\w+)", after)
    named = _NAME.search(after)
    return bool(
        (inverted and inverted[1].lower() in speech.pronouns and "-" in after[:3])
        or (named and named.start() < _NAMED_WITHIN and "," not in after[: named.start()])
    )


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
    for said_before in reversed(list(re.finditer(r"\w+", before))[-3:]):
        if said_before[0].lower() in speech.pronouns:
            found.pronoun, found.source = True, (low + said_before.start(), low + said_before.end())
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
    title = _TITLE.match(text, start, end)
    found.source, found.name = full, text[title.end() if title else start : end]
    found.description = _described(text, start, end, cue, high, speech) or (
        title["office"] if title and title["office"] else None
    )
    return found


def _begins_sentence(text: str, at: int, name: str) -> bool:
    """Tell whether a word is written large only because a sentence begins with it."""
    before = text[:at].rstrip()
    return (not before or before[-1] in ".!?…\n:") and " " not in name and len(name) < 4


def _described(text: str, start: int, end: int, cue: tuple[int, int], high: int, speech: _Speech) -> str | None:
    """Return what stands between the cue and the name, or behind the name after a comma."""
    if cue[1] <= start and (title := text[cue[1] : start].strip(" ,")) and title[:1].islower():
        return title if len(title) < 80 else None
    behind = re.match(r",\s*([^,.:;\n«»„“”\"]{4,100})", text[end:high])
    if behind is None or not behind[1][:1].islower() or speech.verbs.search(behind[1]):
        return None
    return behind[1].strip()


def _full_names(text: str, found: list[_Found]) -> None:
    """Give short names their full form, and pronouns the speaker before them."""
    full: dict[str, set[str]] = {}
    for name in {_TITLE.sub("", m.group(), count=1) for m in _NAME.finditer(text)}:
        if " " not in name:
            continue
        full.setdefault(name.split()[-1], set()).add(name)
    spoke: list[_Found] = [one for one in found if one.name]
    known = {one.name.split()[-1]: one.name for one in spoke if one.name and " " in one.name}
    for earlier, one in pairwise([_Found([]), *found]):
        unsaid = one.cue is not None and one.source is None and _same_paragraph(text, earlier, one)
        if (one.pronoun or unsaid) and earlier.name:  # "añadió", without a pronoun, is whoever spoke
            one.name, one.description = earlier.name, earlier.description
        elif one.name and " " not in one.name:
            candidates = full.get(one.name, set())
            one.name = known.get(one.name) or (next(iter(candidates)) if len(candidates) == 1 else one.name)


def _trimmed(text: str, q: Quotation) -> Span:
    start, end = q.start, q.end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    while q.dash and start + 1 < end and text[start] in " -–—":
        start += 1
    return Span(start=start, end=end)


def _same_paragraph(text: str, earlier: _Found, one: _Found) -> bool:
    if not earlier.quotations:
        return False
    return "\n" not in text[earlier.quotations[-1].end : one.quotations[0].start]


def _attribution(article: Article, found: _Found, via: tuple[str, ...]) -> Attribution:
    kind = None
    if found.name:
        outlet = is_outlet(found.name) or same_outlet(found.name, article.publisher)
        kind = SpeakerKind.OUTLET if outlet else SpeakerKind.PERSON
    return Attribution(
        article_id=article.id,
        content=tuple(_trimmed(article.text, q) for q in found.quotations),
        kind=AttributionKind.DIRECT,
        source=Span(start=found.source[0], end=found.source[1]) if found.source else None,
        cue=Span(start=found.cue[0], end=found.cue[1]) if found.cue else None,
        speaker=found.name,
        speaker_kind=kind,
        description=found.description,
        via=via,
    )
