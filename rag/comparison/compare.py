"""Compare what the articles hold on a topic. See `rag.comparison.types` for what comes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

import numpy as np

from ingest.article import Article, Filters
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
from rag.comparison.claims import ClaimGatherer, Found, Material
from rag.comparison.contents import claims_of, copies_of, in_rows, source_of, viewpoint_of
from rag.comparison.differences import changes_of, conflicts_of, oppositions
from rag.comparison.disputes import Disputes
from rag.comparison.evidence import Table, table_of
from rag.comparison.exclusive import only_in_one
from rag.comparison.figures import figures_of
from rag.comparison.grouping import grouped
from rag.comparison.judge import with_verdicts
from rag.comparison.naming import Naming, naming_of
from rag.comparison.one_voice import OneVoice
from rag.comparison.prose import Positions, positions
from rag.comparison.quoting import trimmed
from rag.comparison.same_claim import SameClaim
from rag.comparison.timeline import timeline
from rag.comparison.told import Told
from rag.comparison.turns import Turned, turned_of
from rag.comparison.types import Comparison, Shared
from rag.independence import independent_sources, printing_of
from rag.reading.parsed import SentenceReader
from rag.types import Statement
from rag.writing.write import Writer

_RECENT = 4  # comparisons by rule that are kept
_NO_MARKS = str.maketrans("", "", '“”„«»"')  # of the draft's text: each piece is evidence by itself


class Comparer:
    """Compares viewpoints over the articles of one store. Safe to call from several threads.

    Keeps what the rules found last: a language model that is asked next, of the same, goes on from there.
    """

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
        self._recent: dict[tuple[_Wanted, str], _ByRule] = {}
        self._lock = threading.Lock()

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
        topic = " ".join(topic.split())
        tell = on_stage or (lambda _: None)
        if not topic:
            return Comparison(topic="", viewpoints=(), claims=(), citations=(), notes=("Name a topic to compare.",))
        by_rule = self._read(_Wanted.of(topic, filters or Filters(), people, shown), tell)
        made = by_rule.comparison
        if writer is None or not made.claims:
            return made
        begun = time.monotonic()
        written = self._with_model(by_rule, writer, shown, stop, tell)
        return replace(written, elapsed=made.elapsed + time.monotonic() - begun)

    def _read(self, wanted: _Wanted, tell: Callable[[str], None]) -> _ByRule:
        """Return what the rules find, made anew only where it is not the same that was asked for just before."""
        state = self._store.state()
        with self._lock:
            known = self._recent.get((wanted, state))
        if known is not None:
            return known
        begun = time.monotonic()
        made = self._by_rule(wanted, tell)
        made = replace(made, comparison=replace(made.comparison, elapsed=time.monotonic() - begun))
        with self._lock:
            if self._store.state() == state:
                kept = {key: one for key, one in self._recent.items() if key[1] == state}
                self._recent = dict([*kept.items(), ((wanted, state), made)][-_RECENT:])
        return made

    def _by_rule(self, wanted: _Wanted, tell: Callable[[str], None]) -> _ByRule:
        tell("Reading who says what")
        about, shown = wanted.about, wanted.shown
        material = self._gatherer.gather(about, wanted.filters, wanted.people, wanted.groups)
        found, drafts, verified = _verified(material)
        if not found:
            notes = ("These articles hold nothing on this.",)
            return _ByRule(
                comparison=Comparison(topic=wanted.topic, viewpoints=(), claims=(), citations=(), notes=notes)
            )
        tell(f"Comparing {len(found)} statements")
        rows: Sequence[int | None] = [None] * len(found)
        if shown:
            rows = grouped(np.stack([one.vector for one in found]), self._embedder.embed_query(about))
        aspects, claims = in_rows(claims_of(found, verified, rows), about, self._reader)
        viewpoints = tuple(viewpoint_of(i, person, claims) for i, person in enumerate(material.people))
        tell("Looking for what is shared and disputed")
        table = table_of(claims, found, material.articles)
        told, turned = Disputes(table, viewpoints).told(), turned_of(table, viewpoints)
        marked: list[Told | Turned] = [*told, *turned]
        verified, numbers, _ = _with_evidence(drafts, marked, Positions(), material.articles)
        naming = naming_of(about, table, viewpoints)
        names = {claim.id: source_of(claim, viewpoints) for claim in claims}
        figures = figures_of(table, names, naming, self._reader, viewpoints)
        pairs = oppositions(table, self._grammar, viewpoints)
        shared = partial(
            shared_claims,
            table,
            SameClaim(naming, self._gatherer.vectors.of, Assertions(self._reader)),
            OneVoice(names, viewpoints),
            told,
            figures,
            material.about,
        )
        used = {one.header.id: one.header for one in found}
        used |= {copy.id: copy for one in found for copy in one.copies}
        made = Comparison(
            topic=wanted.topic,
            viewpoints=viewpoints,
            claims=claims,
            citations=verified.citations,
            aspects=aspects,
            conflicts=conflicts_of(table, pairs, told, figures, numbers, names, viewpoints),
            figures=figures,
            shared=shared() if shown else (),
            changes=changes_of(table, pairs, told, turned, numbers, viewpoints),
            only_in=only_in_one(table, material.about, self._store) if shown else (),
            timeline=timeline(claims, viewpoints, verified.citations) if shown else (),
            copies=copies_of(used.values()),
            sources=len(used),
            independent=independent_sources(map(printing_of, used.values())),
            rejected=verified.rejected,
        )
        return _ByRule(
            comparison=made,
            about=about,
            found=found,
            drafts=drafts,
            marked=marked,
            told=told,
            articles=material.articles,
            table=table,
            naming=naming,
            shared=shared,
        )

    def _with_model(
        self,
        by_rule: _ByRule,
        writer: Writer,
        shown: bool,
        stop: threading.Event | None,
        tell: Callable[[str], None],
    ) -> Comparison:
        """Return what the rules find with what a model writes, names and judges."""
        made, about = by_rule.comparison, by_rule.about
        assert by_rule.table is not None and by_rule.naming is not None
        if shown:
            tell("The language model puts positions in a line each")
            prose, rows = positions(writer, about, made.viewpoints, by_rule.found, self._store, stop=stop), Named()
            if self._phrases and not prose.notes:  # a model that has just failed is not waited for again
                tell("The language model names the rows")
                rows = named_rows(writer, self._phrases, about, made.aspects, made.claims, stop=stop)
            verified, _, written = _with_evidence(by_rule.drafts, by_rule.marked, prose, by_rule.articles)
            made = replace(
                made,
                viewpoints=tuple(replace(view, position=written.get(view.id)) for view in made.viewpoints),
                citations=verified.citations,
                aspects=rows.aspects or made.aspects,
                rejected=(*verified.rejected, *prose.rejected, *rows.rejected),
                notes=(*prose.notes, *rows.notes),
                writer=prose.model or made.writer,
            )
            if prose.notes or STOPPED in rows.notes:
                return made
        else:
            made = replace(made, shared=by_rule.shared())  # a model is not asked what the rules know to be shared
        return with_verdicts(writer, made, by_rule.table, by_rule.naming, by_rule.told, stop=stop, on_stage=tell)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """What is asked for: what a topic or question is about, with the days, people and groups that it names itself."""

    topic: str
    about: str
    filters: Filters
    people: tuple[str, ...]
    groups: tuple[str, ...]
    shown: bool

    @classmethod
    def of(cls, topic: str, filters: Filters, people: Sequence[str], shown: bool) -> _Wanted:
        about, filters, people, groups = _asked(topic, filters, people)
        return cls(topic=topic, about=about, filters=filters, people=tuple(people), groups=groups, shown=shown)


@dataclass(frozen=True, kw_only=True, slots=True)
class _ByRule:
    """What the rules find on a topic, and what a language model needs to go on from there."""

    comparison: Comparison
    about: str = ""
    found: Sequence[Found] = ()
    drafts: Sequence[Draft] = ()
    marked: Sequence[Told | Turned] = ()
    told: Sequence[Told] = ()
    articles: dict[str, Article] = field(default_factory=dict)
    table: Table | None = None
    naming: Naming | None = None
    shared: Callable[[], tuple[Shared, ...]] = tuple


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


def _draft(one: Found, article: Article) -> Draft:
    evidence = tuple(
        Evidence(article_id=article.id, span=span, quote=span.of(article.text), attribution=one.said)
        for span in one.spans
    )
    return Draft(text=one.words.translate(_NO_MARKS), evidence=evidence)
