"""Compose a briefing of exact words: gather, draft every part, keep what fits on the page, and verify each sentence."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from ingest.article import Article, Attribution, Filters, Span
from ingest.embedding.embedder import Embedder
from ingest.errors import DatelineError, NotFound
from ingest.store import ArticleStore
from rag.briefing.awaited import awaited
from rag.briefing.bottom_line import bottom_line
from rag.briefing.chain import chains
from rag.briefing.disputes import FEW_VALUES, MOST_VALUES, Disputes
from rag.briefing.draft import Drafted, flat, unmarked
from rag.briefing.fit import fit
from rag.briefing.gaps import gaps, most_named
from rag.briefing.happened import happened
from rag.briefing.heads import with_plain_heads
from rag.briefing.material import Gatherer, Material
from rag.briefing.people import people
from rag.briefing.sources import sources_of
from rag.briefing.types import Briefing, Length, Request, Section, SectionKind, Sentence, Voice
from rag.briefing.voices import who_says
from rag.cite import Draft, verify
from rag.comparison import Comparison
from rag.comparison.compare import Comparer
from rag.day import day_in_words
from rag.types import Rejected
from rag.writing.write import Writer

_COMPARED, _SENTENCES = 24, 500  # articles that are compared, the weightiest, as long as they hold no more sentences
_TITLE = 110
_REPEATS = 0.7  # of a sentence's words that another shows, from which it is not told again


class NothingToBrief(DatelineError):
    """No article bears on the request."""


class BriefingWriter:
    """Writes briefings over one store. Keeps nothing; safe to call from several threads."""

    def __init__(self, store: ArticleStore, embedder: Embedder, comparer: Comparer) -> None:
        self._store = store
        self._gatherer = Gatherer(store, embedder)
        self._comparer = comparer

    def write(
        self,
        request: Request,
        *,
        today: date,
        before: Briefing | None = None,
        finish: Callable[[Briefing], Briefing] = lambda briefing: briefing,
    ) -> Briefing:
        """Return the briefing. before: the one it takes the place of; what the user left out of it stays out, and what
        articles that it had read say comes in anew only where it was in it. finish: adds what else is to fit on its pages.

        Raises NothingToBrief where no article bears on the request, DatelineError where it asks for nothing.
        """
        begun = time.monotonic()
        if not (request.topic.strip() or request.article_ids or request.since):
            raise DatelineError("Name a topic, choose articles, or give the day since which news is wanted.")
        if before is None and (unknown := [one for one in request.article_ids if not self._store.has_article(one)]):
            raise NotFound(f"There is no article {unknown[0]} in the library; it may have been removed.")
        material = self._gatherer.gather(request)
        if not material.articles:
            raise NothingToBrief(_nothing(request))
        articles = {article.id: article for article in material.articles}
        article_of = partial(_remember, articles, self._store)
        drafts = self._drafts(request, material, article_of, today)
        if before is not None:
            drafts = _continuing(drafts, before)
        stands, rejected = _standing(drafts, article_of)
        made = partial(_made, request, material, article_of, today, rejected, before)
        briefing = fit(stands, request.length, material.read, lambda chosen: finish(made(chosen)))
        return replace(briefing, elapsed=time.monotonic() - begun)

    def judged(
        self,
        request: Request,
        writer: Writer,
        *,
        stop: threading.Event | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> tuple[list[Drafted], tuple[str, ...]]:
        """Return the points that a language model judges to be disputed where the rules leave it open, and notes on it."""
        material = self._gatherer.gather(request)
        if not material.articles:
            return [], ()
        article_of = partial(_remember, {article.id: article for article in material.articles}, self._store)
        compared = self._compared(request, material, writer=writer, stop=stop, on_stage=on_stage)
        points, _ = _standing(self._disputes(compared, material, article_of).judged(), article_of)
        return points, compared.notes

    def _disputes(self, compared: Comparison, material: Material, article_of: partial[Article]) -> Disputes:
        def attributions_of(article_id: str) -> tuple[Attribution, ...]:
            if article_id not in material.attributions:
                return self._store.attributions([article_id])[article_id]
            return material.attributions[article_id]

        return Disputes(compared, article_of, attributions_of, material)

    def _drafts(self, request: Request, material: Material, article_of: partial[Article], today: date) -> list[Drafted]:
        compared = self._compared(request, material)
        disputes = self._disputes(compared, material, article_of)
        opposed = disputes.disputed()
        announced = awaited(material, today)  # asks what came of it: it has not happened
        first = bottom_line(material, announced)
        events = _besides(
            happened(material, None if request.topic.strip() else request.since), [*first[:3], *announced]
        )
        sides = {view.holder: view.side for view in compared.viewpoints}
        said = _besides(who_says(material, sides), [*first[:3], *events[:6], *opposed[:8]])
        return [
            *first,
            *(disputes.summed_up() if request.length is Length.HALF else ()),  # longer pages have a part for it
            *chains(material),
            *events,
            *said,
            *disputes.figures(FEW_VALUES if request.length is Length.HALF else MOST_VALUES),
            *opposed,
            *_besides([*announced, *gaps(material, today)], [*first[:3], *events[:6], *said]),
            *people(material),
        ]

    def _compared(
        self,
        request: Request,
        material: Material,
        *,
        writer: Writer | None = None,
        stop: threading.Event | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> Comparison:
        """Return the comparison of the weightiest articles: holders may oppose each other within one, too."""
        ids: list[str] = []
        sentences = 0
        for article in material.articles[:_COMPARED]:
            sentences += len(material.sentences[article.id])
            if len(ids) >= 2 and sentences > _SENTENCES:
                break
            ids.append(article.id)
        topic = request.topic or _title(request, material)
        filters = Filters(article_ids=tuple(ids))
        return self._comparer.compare(topic, filters=filters, writer=writer, shown=False, stop=stop, on_stage=on_stage)


def _made(
    request: Request,
    material: Material,
    article_of: partial[Article],
    today: date,
    rejected: tuple[Rejected, ...],
    before: Briefing | None,
    chosen: Sequence[Drafted],
) -> Briefing:
    """Return the briefing of drafts, their citations made and numbered; who speaks is described once."""
    chosen = _once_told(with_plain_heads(chosen))
    verified = verify([Draft(text=_text(d), evidence=d.evidence) for d in chosen], article_of)
    sentences = [
        _sentence(draft, statement.citations) for draft, statement in zip(chosen, verified.statements, strict=True)
    ]
    sections = tuple(
        Section(kind=kind, sentences=tuple(s for d, s in zip(chosen, sentences, strict=True) if d.section is kind))
        for kind in SectionKind
    )
    return Briefing(
        request=request,
        title=_title(request, material),
        as_of=today.isoformat(),
        sections=tuple(section for section in sections if section.sentences),
        citations=verified.citations,
        sources=sources_of(material, verified.citations),
        articles=material.read,
        independent=material.independent,
        rejected=rejected,
        removed=before.removed if before else (),
        left_out=before.left_out if before else (),
        arranged=before.arranged if before else (),
        ordered=before.ordered if before else False,
    )


def _once_told(drafts: Sequence[Drafted]) -> list[Drafted]:
    """Return the sentences, who speaks described once, and in the bottom line no outlet or day named again right behind."""
    met: set[str] = set()
    told: list[Drafted] = []
    outlet = lead = ""
    for draft in drafts:
        if draft.section is SectionKind.BOTTOM_LINE:
            again = bool(draft.holder) and draft.holder == outlet
            outlet, before, lead = draft.holder, lead, draft.lead
            if again:
                draft = replace(draft, lead="" if draft.lead == before else _day_alone(draft))
        else:
            known = draft.holder in met
            met |= {draft.holder} - {""}
            draft = replace(draft, lead=draft.brief) if known else draft
        told.append(draft)
    return told


def _day_alone(draft: Drafted) -> str:
    left = draft.lead.removeprefix(draft.holder).lstrip(", ")
    return left[:1].upper() + left[1:] if left.strip(":") else ""


def _remember(known: dict[str, Article], store: ArticleStore, article_id: str) -> Article:
    if article_id not in known:
        known[article_id] = store.article(article_id)
    return known[article_id]


def _standing(drafts: Sequence[Drafted], article_of: partial[Article]) -> tuple[list[Drafted], tuple[Rejected, ...]]:
    """Return the drafts that their evidence bears out, each once, and the others with the reason."""
    stands: list[Drafted] = []
    rejected: list[Rejected] = []
    seen: set[str] = set()
    for draft in drafts:
        found = verify([Draft(text=_text(draft), evidence=draft.evidence)], article_of)
        rejected += found.rejected
        if found.statements and draft.id not in seen:
            seen.add(draft.id)
            stands.append(draft)
    heads = Counter(draft.head for draft in stands if draft.whole)
    return [draft for draft in stands if not draft.whole or heads[draft.head] > 1], tuple(rejected)


def _continuing(drafts: Sequence[Drafted], before: Briefing) -> list[Drafted]:
    """Return the drafts that belong into a refreshed briefing."""
    held = {sentence.id for sentence in before.sentences}
    read = {source.article_id for source in before.sources}
    taken = {*before.removed, *(sentence.id for sentence in before.sentences if sentence.edited)}
    kept = [draft for draft in drafts if draft.id not in taken and draft.section not in before.left_out]
    stays = [draft.id in held or any(proof.article_id not in read for proof in draft.evidence) for draft in kept]
    opposed = {draft.head for draft, stay in zip(kept, stays, strict=True) if stay and draft.whole}
    return [draft for draft, stay in zip(kept, stays, strict=True) if stay or (draft.whole and draft.head in opposed)]


def _besides(drafts: Sequence[Drafted], others: Sequence[Drafted]) -> list[Drafted]:
    """Return the drafts whose words do not stand in the others already; our own words rest on what may be told too."""
    told = [(proof.article_id, proof.span) for draft in others for proof in draft.evidence]
    return [draft for draft in drafts if draft.voice is Voice.OURS or not _told(draft, told)]


def _told(draft: Drafted, told: Sequence[tuple[str, Span]]) -> bool:
    proof = draft.evidence[0]
    size = proof.span.end - proof.span.start
    return any(
        article_id == proof.article_id
        and min(span.end, proof.span.end) - max(span.start, proof.span.start) > _REPEATS * size
        for article_id, span in told
    )


def _text(draft: Drafted) -> str:
    return f"{draft.lead} {draft.words}".strip()


def _sentence(draft: Drafted, citations: tuple[int, ...]) -> Sentence:
    return Sentence(
        id=draft.id,
        lead=draft.lead,
        words=draft.words,
        voice=draft.voice,
        citations=citations,
        head=draft.head,
        unnamed=draft.unnamed,
    )


def _title(request: Request, material: Material) -> str:
    if request.topic.strip():
        topic = flat(request.topic)
        return topic[0].upper() + topic[1:]
    if request.article_ids or len(material.articles) == 1:
        first = material.articles[0]
        if first.title:
            return unmarked(first.title) if len(material.articles) == 1 else f"{unmarked(first.title)}, and others"
        names = [name for name, places in most_named(material)[:2] if len(places) > 1]
        if names:
            return unmarked(f"{material.outlet(first)} on {' and '.join(names)}")
        words = flat(first.text)
        return unmarked(words if len(words) <= _TITLE else words[:_TITLE].rsplit(" ", 1)[0] + " …")
    return f"What is new since {day_in_words(request.since)}"


def _nothing(request: Request) -> str:
    if request.topic.strip():
        limits = " within these limits" if request.since or request.until or request.publishers else ""
        return f"The articles hold nothing on “{flat(request.topic)}”{limits}; another wording may find more."
    if request.article_ids:
        return "None of the chosen articles is in the library."
    return f"No article of {day_in_words(request.since)} or later is in the library."
