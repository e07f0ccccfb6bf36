"""Compare what the articles hold on a topic. See `rag.comparison.types` for what comes out."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from ingest.article import Article, ArticleHeader, Filters
from ingest.embedding.embedder import Embedder
from ingest.speech.noun_phrases import NounPhrases
from ingest.speech.sides import sides_of
from ingest.store import ArticleStore
from rag.asking.question import QuestionKind, parse_question
from rag.cite import Draft, Evidence, Verified, verify
from rag.claims.grammar import Grammar
from rag.comparison.agreement import shared_claims
from rag.comparison.aspects import STOPPED, Named, named_rows
from rag.comparison.assertions import Assertions
from rag.comparison.claims import ClaimGatherer, Found, Material, story_of
from rag.comparison.differences import changes_of, conflicts_of, oppositions
from rag.comparison.disputes import Disputes
from rag.comparison.evidence import table_of
from rag.comparison.exclusive import only_in_one
from rag.comparison.figures import figures_of
from rag.comparison.grouping import grouped
from rag.comparison.judge import with_verdicts
from rag.comparison.naming import naming_of
from rag.comparison.one_voice import OneVoice
from rag.comparison.prose import Positions, positions
from rag.comparison.quoting import trimmed
from rag.comparison.row_names import RowNames
from rag.comparison.same_claim import SameClaim
from rag.comparison.sides import side_of
from rag.comparison.timeline import timeline
from rag.comparison.told import Told
from rag.comparison.turns import Turned, turned_of
from rag.comparison.types import Aspect, Claim, Comparison, Copy, Viewpoint
from rag.independence import independent_sources, printing_of
from rag.reading.parsed import SentenceReader
from rag.types import Statement
from rag.voices.who import Person
from rag.writing.write import Writer

_NO_MARKS = str.maketrans("", "", '“”„«»"')  # of the draft's text: each piece is evidence by itself


class Comparer:
    """Compares viewpoints over the articles of one store. Keeps nothing; safe to call from several threads."""

    def __init__(
        self,
        store: ArticleStore,
        embedder: Embedder,
        phrases: NounPhrases | None = None,
        reader: SentenceReader | None = None,
    ) -> None:
        """phrases: tells a name for a row from a sentence; without it no language model names the rows. reader: parses claims."""
        self._gatherer = ClaimGatherer(store, embedder)
        self._store = store
        self._embedder = embedder
        self._phrases = phrases
        self._reader = reader or SentenceReader()
        self._grammar = Grammar(self._reader)

    def compare(
        self,
        topic: str,
        *,
        filters: Filters | None = None,
        people: Sequence[str] = (),
        writer: Writer | None = None,
        shown: bool = True,
        stop: threading.Event | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> Comparison:
        """Return who holds what on a topic or question, over all articles.

        filters: outlets and days. people: only holders of these names. writer: a language model that puts the positions
        in a line each, names the rows and judges what the rules leave open; `stop` ends it early. shown: make also what a
        reader of the comparison alone sees: rows, a model's lines and names, the timeline, what one outlet alone reports.
        on_stage: told what is being done.
        """
        begun = time.monotonic()
        topic = " ".join(topic.split())
        tell = on_stage or (lambda _: None)
        if not topic:
            return Comparison(topic="", viewpoints=(), claims=(), citations=(), notes=("Name a topic to compare.",))
        tell("Reading who says what")
        about, filters, people, groups = _asked(topic, filters or Filters(), people)
        material = self._gatherer.gather(about, filters, people, groups)
        found, drafts, verified = _verified(material)
        if not found:
            return Comparison(
                topic=topic,
                viewpoints=(),
                claims=(),
                citations=(),
                notes=("These articles hold nothing on this.",),
                elapsed=time.monotonic() - begun,
            )
        tell(f"Comparing {len(found)} statements")
        rows: Sequence[int | None] = [None] * len(found)
        if shown:
            rows = grouped(np.stack([one.vector for one in found]), self._embedder.embed_query(about))
        aspects, claims = _aspects(_claims(found, verified, rows), about, self._reader)
        viewpoints = tuple(_viewpoint(i, person, claims) for i, person in enumerate(material.people))
        tell("Looking for what is shared and disputed")
        table = table_of(claims, found, material.articles)
        told, turned = Disputes(table, viewpoints).told(), turned_of(table, viewpoints)
        prose, rows_named = Positions(), Named(aspects=aspects)
        if writer is not None and shown:
            tell("The language model puts positions in a line each")
            prose = positions(writer, about, viewpoints, found, self._store, stop=stop)
            if self._phrases and not prose.notes:  # a model that has just failed is not waited for again
                tell("The language model names the rows")
                rows_named = named_rows(writer, self._phrases, about, aspects, claims, stop=stop)
        verified, numbers, written = _with_evidence(drafts, [*told, *turned], prose, material.articles)
        viewpoints = tuple(replace(view, position=written.get(view.id)) for view in viewpoints)
        naming = naming_of(about, table, viewpoints)
        names = {claim.id: _source(claim, viewpoints) for claim in claims}
        figures = figures_of(table, names, naming, self._reader)
        pairs = oppositions(table, self._grammar)
        used = {one.header.id: one.header for one in found}
        used |= {copy.id: copy for one in found for copy in one.copies}
        made = Comparison(
            topic=topic,
            viewpoints=viewpoints,
            claims=claims,
            citations=verified.citations,
            aspects=rows_named.aspects,
            conflicts=conflicts_of(table, pairs, told, figures, numbers, names, viewpoints),
            figures=figures,
            shared=shared_claims(
                table,
                SameClaim(naming, self._gatherer.vectors.of, Assertions(self._reader)),
                OneVoice(names, viewpoints),
                told,
                figures,
                material.about,
            )
            if shown or writer is not None  # a model is not asked what the rules know to be shared
            else (),
            changes=changes_of(table, pairs, turned, numbers),
            only_in=only_in_one(table, material.about, self._store) if shown else (),
            timeline=timeline(claims, viewpoints, verified.citations) if shown else (),
            copies=_copies(used.values()),
            sources=len(used),
            independent=independent_sources(map(printing_of, used.values())),
            rejected=(*verified.rejected, *prose.rejected, *rows_named.rejected),
            notes=(*prose.notes, *rows_named.notes),
            writer=prose.model or "composed",
        )
        if writer is not None and not prose.notes and STOPPED not in rows_named.notes:
            made = with_verdicts(writer, made, table, naming, told, stop=stop, on_stage=tell)
        return replace(made, elapsed=time.monotonic() - begun)


def _asked(
    topic: str, filters: Filters, people: Sequence[str]
) -> tuple[str, Filters, tuple[str, ...], tuple[str, ...]]:
    """Return what a topic or question is about, with the days, people and groups that a question names."""
    question = parse_question(topic, datetime.now(UTC).astimezone().date())
    if question.kind is QuestionKind.FACT or not question.topic:
        return topic.rstrip(" ?"), filters, tuple(people), ()
    if question.dated and not (filters.since or filters.until):
        filters = replace(filters, since=question.since, until=question.until)
    groups = tuple(group for group in question.groups if sides_of(group))
    named = tuple(name for name in question.speakers if name not in groups)
    return question.topic, filters, (*people, *named), groups


def _verified(material: Material) -> tuple[list[Found], list[Draft], Verified]:
    """Return the claims whose words stand in their articles, as drafts and verified, in the order of the claims."""
    drafts, kept = [], []
    for one in material.found:
        article = material.articles[one.header.id]
        draft = _draft(one, article)
        if not verify([draft], lambda _, article=article: article).rejected:  # type: ignore[misc]
            drafts.append(draft)
            kept.append(one)
    return kept, drafts, verify(drafts, lambda article_id: material.articles[article_id])


def _with_evidence(
    drafts: Sequence[Draft], marked: Sequence[Told | Turned], prose: Positions, articles: dict[str, Article]
) -> tuple[Verified, dict[Told | Turned, int], dict[int, Statement]]:
    """Return the claims verified together with the sentences that say how they stand to each other, and what a model wrote.

    With the numbers of those sentences, and the model's line for each holder.
    """
    further = []
    for one in marked:
        span = trimmed(one.span, articles[one.article_id].text)
        quote = span.of(articles[one.article_id].text)
        evidence = Evidence(article_id=one.article_id, span=span, quote=quote)
        further.append(Draft(text=quote.translate(_NO_MARKS), evidence=(evidence,)))
    written = [(holder, draft) for holder, draft in prose.drafts if not verify([draft], articles.__getitem__).rejected]
    verified = verify([*drafts, *further, *(draft for _, draft in written)], articles.__getitem__)
    rest = verified.statements[len(drafts) :]
    numbers = [statement.citations[0] for statement in rest[: len(further)]]
    lines = {holder: statement for (holder, _), statement in zip(written, rest[len(further) :], strict=True)}
    return verified, dict(zip(marked, numbers, strict=True)), lines


def _source(claim: Claim, viewpoints: Sequence[Viewpoint]) -> str:
    if claim.viewpoint is None:
        return claim.outlet or "the article"
    return viewpoints[claim.viewpoint].holder


def _draft(one: Found, article: Article) -> Draft:
    evidence = tuple(
        Evidence(article_id=article.id, span=span, quote=span.of(article.text), attribution=one.said)
        for span in one.spans
    )
    return Draft(text=one.words.translate(_NO_MARKS), evidence=evidence)


def _claims(found: Sequence[Found], verified: Verified, rows: Sequence[int | None]) -> list[Claim]:
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


def _viewpoint(number: int, person: Person, claims: Sequence[Claim]) -> Viewpoint:
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


def _aspects(
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


def _copies(headers: Iterable[ArticleHeader]) -> tuple[Copy, ...]:
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
