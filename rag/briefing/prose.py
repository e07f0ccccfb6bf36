"""Let a language model write a briefing's bottom line, each sentence checked; where it cannot, the composed one stands."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace

from ingest.errors import ModelError
from ingest.store import ArticleStore
from rag.briefing.arranged import order_of
from rag.briefing.rebuilt import rebuilt, rows_of
from rag.briefing.types import Briefing, Length, SectionKind, Sentence, Voice
from rag.cite import Draft
from rag.day import day_in_words
from rag.writing.quoted_material import Numbered
from rag.writing.write import Writer

_PASSAGES = 10
_SENTENCES = {Length.HALF: "two", Length.ONE: "three", Length.TWO: "five"}
_MOST = {Length.HALF: 2, Length.ONE: 3, Length.TWO: 5}
_PARTS = (
    SectionKind.BOTTOM_LINE,
    SectionKind.DISPUTED,
    SectionKind.HAPPENED,
    SectionKind.WHO_SAYS,
    SectionKind.FIGURES,
)
_INSTEAD = "The bottom line was composed from exact words instead."


def with_prose(
    briefing: Briefing,
    writer: Writer,
    store: ArticleStore,
    *,
    stop: threading.Event | None = None,
    on_text: Callable[[str], None] | None = None,
) -> Briefing:
    """Return the briefing with a bottom line that the model wrote and that the passages bear out.

    Where the model fails, is stopped, or writes nothing that holds, the briefing stays as it was, with a note that says so.
    """
    variables = {
        "topic": briefing.title,
        "as_of": day_in_words(briefing.as_of) or briefing.as_of,
        "sentences": _SENTENCES[briefing.request.length],
    }
    passages = _passages(briefing, store)
    if not passages or SectionKind.BOTTOM_LINE in briefing.left_out:
        return briefing  # it holds answers alone, or the user wants no bottom line
    try:
        written = writer.write("brief", passages, variables, stop=stop, on_text=on_text)
    except ModelError as error:
        return _noted(briefing, f"{error} {_INSTEAD}")
    if written is None:
        return _noted(briefing, f"Stopped. {_INSTEAD}")
    drafts = written.drafts[: _MOST[briefing.request.length]]
    if not drafts:
        return replace(
            _noted(briefing, f"Nothing that the language model wrote was supported by the articles. {_INSTEAD}"),
            rejected=written.rejected,
        )
    rows = rows_of(briefing, lambda article_id: store.attributions([article_id])[article_id])
    composed = [row for row in rows if row[0] is not SectionKind.BOTTOM_LINE or row[1].edited]
    made = [(SectionKind.BOTTOM_LINE, _sentence(draft), draft.evidence) for draft in drafts]
    order = order_of(briefing)
    stands = sorted([*made, *composed], key=lambda row: order.index(row[0]))
    sections, citations, _ = rebuilt(stands, store.article)
    numbers: dict[str, tuple[int, ...]] = {}
    for citation in citations:
        numbers[citation.article_id] = (*numbers.get(citation.article_id, ()), citation.number)
    return replace(
        briefing,
        sections=sections,
        citations=citations,
        sources=tuple(replace(source, cited=numbers.get(source.article_id, ())) for source in briefing.sources),
        writer=writer.model.name,
        rejected=written.rejected,
    )


def _noted(briefing: Briefing, note: str) -> Briefing:
    return replace(briefing, notes=(*briefing.notes, note))


def _sentence(draft: Draft) -> Sentence:
    identity = hashlib.sha256(draft.text.encode()).hexdigest()[:12]
    return Sentence(id=identity, lead="", words=draft.text, voice=Voice.WRITTEN, citations=())


def _passages(briefing: Briefing, store: ArticleStore) -> list[Numbered]:
    """Return the passages that the composed briefing cites, those of its weightiest parts first."""
    chosen: dict[tuple[str, int], Numbered] = {}
    parts = sorted((p for p in briefing.sections if p.kind in _PARTS), key=lambda part: _PARTS.index(part.kind))
    for part in parts:
        for sentence in part.sentences:
            for number in sentence.citations:
                citation = briefing.citation(number)
                if citation is None or len(chosen) >= _PASSAGES:
                    continue
                article = store.article(citation.article_id)
                ids = store.passage_ids([article.id])[article.id]
                said = store.attributions([article.id])[article.id]
                for stored in store.passages(ids).values():
                    if stored.passage.start <= citation.start < stored.passage.end:
                        place = (article.id, stored.passage.start)
                        chosen.setdefault(place, Numbered.of(stored.passage, article, said))
                        break
    return list(chosen.values())
