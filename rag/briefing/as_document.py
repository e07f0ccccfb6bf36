"""A briefing, or an answer, as the document that every export format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rag.briefing.asked import told_apart
from rag.briefing.draft import is_judged
from rag.briefing.length import SOURCES
from rag.briefing.speakers import is_speaker
from rag.briefing.types import Briefing, Section, SectionKind, Sentence, Source, Voice
from rag.briefing.voices import PRONOUNS
from rag.day import day_in_words
from rag.export import Document, Line, Note, Part, Run, RunKind, SourceLine
from rag.types import Answer, Citation

MARK = "†"
REMARK = f"Sentences marked {MARK} were written by the user and checked against the articles."
JUDGED = "Points marked “judged by” are a language model’s verdict: the words on both sides are exact, so read both."
UNSUPPORTED = "(the user’s own words, not supported by the articles)"
_SHOWN = 0.6  # of a cited quote's words that its sentence holds, from which the note need not repeat them
_MARKS = '"“”‘’«»„ ,'


def briefing_document(briefing: Briefing) -> Document:
    """Return the briefing as a document; what the user wrote is marked, and what the articles do not bear out says so."""
    shown = _shown((sentence.text, sentence.citations) for sentence in briefing.sentences)
    alike = _alike(briefing.citations)
    outlets = {source.article_id: source.chain[:1] for source in briefing.sources}
    used = {number for sentence in briefing.sentences for number in sentence.citations}
    return Document(
        title=briefing.title,
        facts=facts(briefing),
        parts=tuple(_part(section) for section in briefing.sections),
        notes=_notes(briefing, shown, alike, outlets),
        sources_title=sources_title(briefing),
        sources=_sources(briefing.sources, SOURCES[briefing.request.length], used),
        remark=_remark(briefing),
    )


def _remark(briefing: Briefing) -> str:
    told = [REMARK] if any(sentence.edited and not sentence.doubt for sentence in briefing.sentences) else []
    if any(is_judged(section.kind, sentence.head) for section in briefing.sections for sentence in section.sentences):
        told.append(JUDGED)
    return " ".join(told)


def _notes(
    briefing: Briefing, shown: Mapping[int, str], alike: set[str], outlets: Mapping[str, Sequence[str]]
) -> tuple[Note, ...]:
    """Return the notes in the order of the text; an article whose title must be told is told once, and then by its note."""
    first: dict[str, int] = {}
    notes = []
    for number in dict.fromkeys(number for sentence in briefing.sentences for number in sentence.citations):
        citation = briefing.citation(number)
        if citation is None:
            continue
        titled = citation.article_id in alike
        again = first.get(citation.article_id) if titled else None
        first.setdefault(citation.article_id, number)
        notes.append(_note(citation, shown, outlets.get(citation.article_id, ()), titled=titled, again=again))
    return tuple(notes)


def facts(briefing: Briefing) -> tuple[str, ...]:
    """Return what stands under the title: the day, what was read, how many sources that is, who wrote."""
    told = [f"As of {day_in_words(briefing.as_of)}"]
    days = sorted(source.published_at[:10] for source in briefing.sources if source.published_at)
    if days:
        first, last = day_in_words(days[0]), day_in_words(days[-1])
        told.append(f"articles of {first}" if first == last else f"articles of {first} to {last}")
    told.append(counts(briefing.articles, briefing.independent))
    own = any(sentence.edited for sentence in briefing.sentences)
    told.append(
        (
            "composed of exact words"
            if briefing.writer == "composed"
            else f"bottom line written by {briefing.writer} and checked, the rest exact words"
        )
        + (", edited by the user" if own else "")
    )
    return tuple(told)


def counts(articles: int, independent: int) -> str:
    """Return "7 articles, 6 independent sources"."""
    return (
        f"{articles:,} article{'' if articles == 1 else 's'}, "
        f"{independent:,} independent source{'' if independent == 1 else 's'}"
    )


def sources_title(briefing: Briefing) -> str:
    """Return the heading of the list of sources, with their number."""
    return f"Sources: {counts(briefing.articles, briefing.independent)}"


def answer_document(answer: Answer, *, asked_on: str | None = None) -> Document:
    """Return what is borne out of an answer of the Ask tab as a document with the same footnotes."""
    statements = [statement for statement in answer.statements if statement.supported]
    shown = _shown((statement.text, statement.citations) for statement in statements)
    told = [f"Asked on {day_in_words(asked_on)}"] if asked_on else []
    told.append(counts(answer.sources, answer.independent_sources))
    lines = tuple(_stated(statement.text, statement.citations, answer.citations) for statement in statements)
    return Document(
        title=answer.understood or answer.question,
        facts=tuple(told),
        parts=(Part(title="Answer", lines=lines),) if lines else (),
        notes=tuple(_note(citation, shown) for citation in answer.citations),
        sources=_cited_sources(answer.citations),
    )


def _stated(text: str, numbers: Sequence[int], citations: Sequence[Citation]) -> Line:
    lead, words, exact = told_apart(text, numbers, citations)
    runs = [Run(text=lead, kind=RunKind.LEAD)] if lead else []
    runs.append(Run(text=words, kind=RunKind.EXACT if exact else RunKind.PLAIN))
    return Line(runs=tuple(runs), notes=tuple(numbers))


def _part(section: Section) -> Part:
    prose = section.kind in (SectionKind.BOTTOM_LINE, SectionKind.CHAIN)
    return Part(title=section.title, lines=tuple(_line(sentence) for sentence in section.sentences), prose=prose)


def _line(sentence: Sentence) -> Line:
    exact = sentence.voice in (Voice.QUOTE, Voice.REPORTED)
    runs = [
        Run(text=sentence.lead, kind=RunKind.LEAD),
        Run(text=sentence.words, kind=RunKind.EXACT if exact else RunKind.PLAIN),
    ]
    if sentence.doubt:
        runs.append(Run(text=UNSUPPORTED, kind=RunKind.ASIDE))
    mark = MARK if sentence.edited and not sentence.doubt else ""
    return Line(runs=tuple(run for run in runs if run.text), notes=sentence.citations, head=sentence.head, mark=mark)


def _alike(citations: Sequence[Citation]) -> set[str]:
    """Return the articles that outlet and day do not tell from another cited one, so that their title must."""
    named: dict[tuple[str | None, str | None], set[str]] = {}
    for citation in citations:
        named.setdefault((citation.publisher, (citation.published_at or "")[:10]), set()).add(citation.article_id)
    return {one for (outlet, _), articles in named.items() if len(articles) > 1 or not outlet for one in articles}


def _note(
    citation: Citation,
    shown: Mapping[int, str],
    outlets: Sequence[str] = (),
    *,
    titled: bool = True,
    again: int | None = None,
) -> Note:
    """Return a footnote; it repeats the cited words unless the sentences that cite them show them."""
    quote = _flat(citation.quote)
    words = quote.split()
    there = set(shown.get(citation.number, "").split())
    repeated = sum(word in there for word in words) >= _SHOWN * len(words)
    within = "" if repeated else quote
    return Note(
        number=citation.number,
        quote="" if repeated else f"“{quote.strip(_MARKS)}”",
        where=(
            reference(citation, outlets, titled=titled, within=within)
            if again is None
            else f"{who}, "
            if (who := speaker_of(citation, outlets, within=within))
            else ""
        ),
        url=citation.url,
        again=again,
    )


def reference(citation: Citation, outlets: Sequence[str] = (), *, titled: bool = True, within: str = "") -> str:
    """Return whose words a citation holds and where they stand, as plain text. outlets: the article's, where it states none."""
    title = f"“{title_of(citation.title, citation.publisher)}”" if citation.title and titled else None
    chain = ", citing ".join(_outlets(citation, outlets)) or None
    day = day_in_words(citation.published_at) or "date unknown"
    pieces = (speaker_of(citation, outlets, within=within), title, chain, day)
    return ", ".join(piece for piece in pieces if piece) + "."


def speaker_of(citation: Citation, outlets: Sequence[str] = (), *, within: str = "") -> str | None:
    """Return whose words a citation holds, None where the outlet's own or where the words tell it themselves."""
    who = _flat(citation.speaker) if citation.speaker and citation.speaker not in _outlets(citation, outlets) else None
    if who and citation.description and who[0].islower():  # "the official": what else the article calls them tells more
        who = _flat(citation.description)
    if who and who[0].islower() and not is_speaker(who, named=False):
        return None
    return None if who and (who.lower() in PRONOUNS or who.lower() in within.lower()) else who


def _outlets(citation: Citation, outlets: Sequence[str]) -> list[str]:
    return [*dict.fromkeys([*filter(None, [citation.publisher]), *citation.via] or outlets)]


def title_of(title: str, publisher: str | None) -> str:
    """Return a title on one line, without the outlet's name that pages put behind it: "Storm nears | Herald World"."""
    flat = _flat(title)
    head, bar, tail = flat.rpartition(" | ")
    named = (publisher or "").casefold().removeprefix("the ")
    return head if bar and head and named and named in tail.casefold() else flat


def _shown(stated: Iterable[tuple[str, tuple[int, ...]]]) -> dict[int, str]:
    """Return by citation the words of the sentences that cite it."""
    words: dict[int, str] = {}
    for text, numbers in stated:
        for number in numbers:
            words[number] = f"{words.get(number, '')} {_flat(text)}"
    return words


def _sources(sources: Sequence[Source], most: int, used: set[int]) -> tuple[SourceLine, ...]:
    """Return the articles that are cited, the copies of their reports, and others as far as there is room."""
    lines = []
    for source in sources[:most]:
        outlet = through(source)
        same = f"the same report as {source.same_as}" if source.same_as else None
        day = day_in_words(source.published_at) or "date unknown"
        title = f"“{title_of(source.title, source.publisher)}”"
        text = ", ".join(piece for piece in (outlet, title, day, same) if piece)
        lines.append(SourceLine(text=text, notes=tuple(n for n in source.cited if n in used), url=source.url))
    if len(sources) > most:
        left = len(sources) - most
        lines.append(SourceLine(text=f"and {left} more article{'' if left == 1 else 's'}"))
    return tuple(lines)


def through(source: Source) -> str:
    """Return whose article it is and whom it retells: "UNN, citing Bloomberg"."""
    named = [*filter(None, [source.publisher]), *source.chain]
    return ", citing ".join(dict.fromkeys(named)) or "Outlet unknown"


def _cited_sources(citations: Sequence[Citation]) -> tuple[SourceLine, ...]:
    first: dict[str, list[Citation]] = {}
    for citation in citations:
        first.setdefault(citation.article_id, []).append(citation)
    lines = []
    for cited in first.values():
        one = cited[0]
        outlet = one.publisher or "Outlet unknown"
        title = f"“{title_of(one.title, one.publisher)}”" if one.title else None
        text = ", ".join(piece for piece in (outlet, title, day_in_words(one.published_at) or "date unknown") if piece)
        lines.append(SourceLine(text=text, notes=tuple(c.number for c in cited), url=one.url))
    return tuple(lines)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
