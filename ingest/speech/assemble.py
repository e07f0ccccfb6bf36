"""From findings to an article's attributions: speakers resolved, doubles dropped, nesting and provenance filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.article import Article, Attribution, AttributionKind, Span, SpeakerKind
from ingest.speech.cast import Cast
from ingest.speech.described import Speaker, with_article_publisher
from ingest.speech.findings import Finding
from ingest.speech.mentions import find_all
from ingest.speech.provenance import chain, heard_by, retold, same_outlet, wire_credit
from ingest.speech.speakers import Speakers
from ingest.speech.words import Words

_MARKS = '“”„"«»「」'
_OWN_WORDS = 5  # of an indirect finding that are more than the cue of the quotation in it
_TRANSPARENT = (SpeakerKind.OUTLET,)


@dataclass(slots=True)
class _Said:
    finding: Finding
    speaker: Speaker
    outer: list[str]  # outlets with a cue of their own for the same words: "according to X, the paper writes"
    source: Span | None = None  # where the text names the speaker


def assemble(
    article: Article, units: list[Words], clauses: list[list[Finding]], spoken: list[Finding]
) -> tuple[Attribution, ...]:
    """Return the attributions of an article in the order of the text."""
    mentions = find_all(units)
    reported = sorted({span for unit in clauses for found in unit if found.statement for span in found.content})
    cast = Cast(mentions)
    quoted = [article.text[q.inner_start : q.inner_end] for words in units for q in words.unit.quotations]
    cast.name_in_full([*filter(None, (article.title,)), *quoted])
    speakers = Speakers(mentions, cast, reported, units)
    findings = _without_doubles([found for unit in clauses for found in unit], spoken)
    said = _resolve(findings, speakers, article.publisher)
    agency = wire_credit(article.text)
    outlets = [
        (s.finding.start, s.speaker.name) for s in said if s.speaker.kind is SpeakerKind.OUTLET and s.speaker.name
    ]
    outlets += [(s.finding.start, name) for s in said for name in s.outer]
    outlets.sort()
    relayed = retold(outlets, article.publisher, agency, len(article.text))
    base = chain([*([agency] if agency else []), *relayed], article.publisher)
    made = [_attribution(article, s, agency) for s in said]
    order = sorted(range(len(made)), key=lambda i: (made[i].content[0].start, -made[i].content[-1].end))
    ordered = [made[i] for i in order]
    outer = [said[i].outer for i in order]
    spans = [each.span for each in ordered]
    return tuple(_placed(number, ordered, spans, outer, base, article.publisher) for number in range(len(ordered)))


def _without_doubles(clauses: list[Finding], spoken: list[Finding]) -> list[Finding]:
    """Drop an indirect finding whose quoted words and cue a direct one has.

    Where the direct one has another cue beside it ("said that S but added, “T”") only what holds little but its quotation.
    """
    cues = {(id(one.words), one.cue[-1]): found for found in spoken for one in (found, *found.rivals) if one.cue}
    said = {(id(found.words), found.cue[-1]): found for found in spoken if found.cue}
    kept: list[Finding] = []
    for found in clauses:
        direct = cues.get((id(found.words), found.cue[-1])) if found.cue else None
        if direct and set(direct.quotations) & set(found.quotations) and not _says_more(found, direct):
            continue
        kept.append(found)
        one = said.get((id(found.words), found.cue[-1])) if found.cue and found.statement else None
        if one is not None and one.start > found.content[-1][1]:  # one cue, its clause, then words of it as spoken
            found.content = [*found.content, *one.content]
            found.quotations = [*found.quotations, *one.quotations]
            one.merged = found
    for one in spoken:
        while one.carried is not None and one.carried.merged is not None:
            one.carried = one.carried.merged
    spoken = [one for one in spoken if one.merged is None]
    return [*kept, *spoken]


def _says_more(found: Finding, direct: Finding) -> bool:
    """Tell whether an indirect finding of another cue holds words of its own besides a direct one's quotation and cue."""
    words = found.words
    if direct.cue is None or found.cue is None or direct.cue[-1] == found.cue[-1]:
        return False
    beside = set(range(direct.cue[0], direct.cue[1] + 1))
    beside |= set(range(direct.source[0], direct.source[1] + 1)) if direct.source else set()
    own = [
        i
        for i in range(len(words))
        if i not in beside
        and words.quote[i] < 0
        and words.text[i].isalpha()
        and any(start <= words.start[i] < end for start, end in found.content)
    ]
    return len(own) >= _OWN_WORDS


def _resolve(findings: list[Finding], speakers: Speakers, publisher: str | None) -> list[_Said]:
    """Resolve sources in the order they stand in the text, since a pronoun looks back; carried ones follow theirs."""
    place = {
        id(found): (found.words.start[found.head] if found.head is not None else found.start, found.start)
        for found in findings
    }
    resolved: dict[int, Speaker] = {}
    said: list[_Said] = []
    for found in sorted(findings, key=lambda found: place[id(found)]):
        if found.carried is not None:
            continue
        speaker, outer = _choose(found, speakers, publisher)
        resolved[id(found)] = speaker
        said.append(_Said(found, speaker, outer, _char_span(found.words, found.source)))
    for found in findings:
        if found.carried is None:
            continue
        origin = found
        while origin.carried is not None:
            origin = origin.carried
        speaker = resolved.get(id(origin)) or speakers.resolve(origin)
        source = _char_span(origin.words, origin.source) if speaker != Speaker() else None
        said.append(_Said(found, with_article_publisher(speaker, publisher), [], source))
    return said


def _choose(found: Finding, speakers: Speakers, publisher: str | None) -> tuple[Speaker, list[str]]:
    """Return the speaker of a finding, and the outlets that other cues of the same words name.

    Where one cue is an outlet's and another a speaker's, the speaker's is the one nearer to the words.
    """
    speaker = with_article_publisher(speakers.resolve(found), publisher)
    outer: list[str] = []
    for other in found.rivals:
        rival = with_article_publisher(speakers.resolve(other), publisher)
        if rival.kind is SpeakerKind.OUTLET and rival.name:
            outer.append(rival.name)
        elif speaker.kind is SpeakerKind.OUTLET and (rival.name or rival.description):
            if speaker.name:
                outer.append(speaker.name)
            speaker = rival
            found.cue, found.head, found.source = other.cue, other.head, other.source
    return speaker, [name for name in outer if name != speaker.name]


def _char_span(words: Words, tokens: tuple[int, int] | None) -> Span | None:
    return Span(start=words.start[tokens[0]], end=words.end[tokens[1]]) if tokens else None


def _attribution(article: Article, said: _Said, agency: str | None) -> Attribution:
    found, speaker = said.finding, said.speaker
    words = found.words
    content = tuple(Span(start=start, end=end) for start, end in sorted(found.content))
    if (
        found.label
        or (found.lemma and found.quotations and not _outside(found))
        or (found.quotations and not found.lemma)
    ):
        kind = AttributionKind.DIRECT
    elif any(mark in span.of(article.text) for span in content for mark in _MARKS):
        kind = AttributionKind.MIXED
    else:
        kind = AttributionKind.INDIRECT
    heard = None
    if found.cue is not None:
        low, high = words.sentence(found.cue[0])
        sentence = article.text[words.start[low] : words.end[high]]
        for quotation in words.unit.quotations:
            quoted = article.text[quotation.start : quotation.end]
            sentence = sentence.replace(quoted, " ") if len(quoted) > 20 else sentence
        heard = heard_by(sentence, [name for name in (article.publisher, agency) if name])
        if same_outlet(heard, speaker.name):
            heard = None
        elif heard and article.publisher and article.publisher.endswith(f" {heard}"):
            heard = article.publisher  # "told the Courier", in The Hestrel Courier
    return Attribution(
        article_id=article.id,
        content=content,
        kind=kind,
        source=said.source,
        cue=_char_span(words, found.cue),
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        description=speaker.description,
        affiliation=speaker.affiliation,
        sides=speaker.sides,
        heard_by=heard,
        statement=found.statement,
    )


def _outside(found: Finding) -> bool:
    """Tell whether content stands outside the quotation marks of the finding's quotations."""
    unit = found.words.unit
    quoted = [unit.quotations[number] for number in found.quotations]
    return any(
        not any(q.start <= start and end <= q.end for q in quoted)
        for start, end in found.content
        if unit.start <= start and end <= unit.end
    )


def _placed(
    number: int,
    said: list[Attribution],
    spans: list[Span],
    outer: list[list[str]],
    base: tuple[str, ...],
    publisher: str | None,
) -> Attribution:
    """Fill in what an attribution stands inside of, and the outlets its words came through."""
    this = said[number]
    holder = _holder(number, said, spans)
    outlets: list[str] = []
    at = holder
    for _ in range(len(said)):
        if at is None:
            break
        if said[at].speaker_kind in _TRANSPARENT and said[at].speaker:
            outlets.insert(0, str(said[at].speaker))
        at = _holder(at, said, spans)
    own = this.speaker if this.speaker_kind is SpeakerKind.OUTLET else None
    if own and same_outlet(own, publisher):
        return replace(this, nested_in=holder)  # "writes UNN", on UNN's own page: through nobody
    via = [name for name in (*base, *outlets, *outer[number]) if not same_outlet(name, own)]
    if own and any(same_outlet(own, name) for name in base):  # the retold outlet itself: only what stands before it
        at_own = next(i for i, name in enumerate(base) if same_outlet(own, name))
        via = [*base[:at_own], *[name for name in outlets if not same_outlet(name, own)]]
    return replace(this, nested_in=holder, via=chain(via, publisher))


def _holder(number: int, said: list[Attribution], spans: list[Span]) -> int | None:
    """Return the smallest other attribution whose content holds this one's content and cue."""
    this, mine = said[number], spans[number]
    best: int | None = None
    if not this.cue:
        return None
    for other, theirs in enumerate(spans):
        # Most are ruled out by where they lie.
        if other == number or not theirs.covers(mine) or theirs == mine:
            continue
        inside = all(any(span.covers(part) for span in said[other].content) for part in (*this.content, this.cue))
        if inside and (best is None or theirs.end - theirs.start < spans[best].end - spans[best].start):
            best = other
    return best
