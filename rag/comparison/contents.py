"""The claims, holders, rows and copies of a comparison, made of what was found and verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.article import ArticleHeader
from rag.cite import Verified
from rag.comparison.claims import Found, story_of
from rag.comparison.row_names import RowNames
from rag.comparison.sides import side_of
from rag.comparison.types import Aspect, Claim, Copy, Viewpoint
from rag.independence import independent_sources, printing_of
from rag.reading.parsed import SentenceReader
from rag.voices.who import Person


def claims_of(found: Sequence[Found], verified: Verified, rows: Sequence[int | None]) -> list[Claim]:
    """Return what was found as claims, numbered in its order. rows: the row of each, None for none."""
    return [
        Claim(
            id=i,
            viewpoint=one.person,
            article_id=one.header.id,
            outlet=one.header.publisher,
            date=one.header.published_at,
            citations=verified.statements[i].citations,
            words=one.words,
            kind=one.statement.kind if one.statement else None,
            via=one.statement.via if one.statement else (),
            printing=printing_of(one.header),
            copies=tuple(dict.fromkeys(header.publisher or header.name for header in one.copies)),
            score=round(one.score, 4),
            aspect=rows[i],
        )
        for i, one in enumerate(found)
    ]


def viewpoint_of(number: int, person: Person, claims: Sequence[Claim]) -> Viewpoint:
    """Return a holder with the numbers of their claims, by day."""
    own = sorted(
        (claim for claim in claims if claim.viewpoint == number), key=lambda claim: (claim.date or "9", claim.id)
    )
    outlets = [name for claim in own for name in (claim.outlet, *claim.copies) if name]
    return Viewpoint(
        id=number,
        holder=person.name,
        named=person.named,
        kind=person.kind,
        description=person.descriptions[0] if person.descriptions else None,
        affiliation=person.affiliation,
        sides=person.sides,
        side=side_of(person),
        outlets=tuple(dict.fromkeys(outlets)),
        via=tuple(dict.fromkeys(outlet for claim in own for outlet in claim.via)),
        claims=tuple(claim.id for claim in own),
        independent=independent_sources(claim.printing for claim in own),
        also=person.also,
    )


def source_of(claim: Claim, viewpoints: Sequence[Viewpoint]) -> str:
    """Return who holds a claim: its speaker, else its outlet."""
    if claim.viewpoint is None:
        return claim.outlet or "the article"
    return viewpoints[claim.viewpoint].holder


def in_rows(
    claims: Sequence[Claim], topic: str, reader: SentenceReader
) -> tuple[tuple[Aspect, ...], tuple[Claim, ...]]:
    """Return the rows that hold several claims, those of most holders and sources first; the other claims have no row."""
    rows: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.aspect is not None:
            rows[claim.aspect].append(claim)
    weighed = []
    for members in rows.values():
        holders = {(claim.viewpoint, claim.outlet if claim.viewpoint is None else None) for claim in members}
        stories = independent_sources(claim.printing for claim in members)
        if len(members) > 1 and len(holders) > 1:
            best = max(claim.score for claim in members)
            weighed.append((stories + 0.5 * len(holders) + best, members, len(holders), stories))
    if not weighed:
        return (), tuple(replace(claim, aspect=None) for claim in claims)
    weighed.sort(key=lambda row: -row[0])
    names = RowNames([claim.words for claim in claims], topic, reader)
    aspects: list[Aspect] = []
    place: dict[int, int] = {}
    taken: list[str] = []
    for _, members, holders_count, stories_count in weighed:
        ids = [claim.id for claim in members]
        label = names.name(ids, taken)
        taken.append(label.casefold())
        place.update(dict.fromkeys(ids, len(aspects)))
        aspects.append(
            Aspect(id=len(aspects), label=label, claims=tuple(ids), holders=holders_count, independent=stories_count)
        )
    return tuple(aspects), tuple(replace(claim, aspect=place.get(claim.id)) for claim in claims)


def copies_of(headers: Iterable[ArticleHeader]) -> tuple[Copy, ...]:
    """Return the stories that several of the articles print."""
    stories: dict[str, list[ArticleHeader]] = defaultdict(list)
    for header in headers:
        stories[story_of(header)].append(header)
    return tuple(
        Copy(
            story=story,
            articles=tuple(header.id for header in of_story),
            outlets=tuple(header.publisher or header.name for header in of_story),
        )
        for story, of_story in stories.items()
        if len(of_story) > 1
    )
