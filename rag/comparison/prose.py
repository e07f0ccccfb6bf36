"""One line for each holder, written by a language model and kept only where that holder's own words bear it out."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import ModelError
from ingest.store import ArticleStore
from rag.cite import Draft
from rag.comparison.claims import Found
from rag.comparison.holders import words_of_name
from rag.comparison.types import Viewpoint
from rag.types import Rejected
from rag.writing.quoted_material import Numbered
from rag.writing.write import Writer

_HOLDERS = 10  # whose passages the model is shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Positions:
    """What a model wrote: a draft for each holder by number, what was not supported, and what to tell the user."""

    drafts: tuple[tuple[int, Draft], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    model: str | None = None


def positions(
    writer: Writer,
    topic: str,
    viewpoints: Sequence[Viewpoint],
    found: Sequence[Found],
    store: ArticleStore,
    *,
    stop: threading.Event | None = None,
) -> Positions:
    """Return one checked sentence a holder, for those who say most; nothing where the model fails, with a note why."""
    passages = _passages(viewpoints, found, store)
    if not passages:
        return Positions()
    try:
        written = writer.write("compare", passages, {"topic": topic}, stop=stop)
    except ModelError as error:
        return Positions(notes=(f"{error} The positions are shown in exact words alone.",))
    if written is None:
        return Positions()
    drafts: dict[int, Draft] = {}
    rejected = list(written.rejected)
    for draft in written.drafts:
        holder = _holder(draft, viewpoints, found)
        if holder is None:
            rejected.append(
                Rejected(text=draft.text, reason="it is not borne out by the words of the speaker it names")
            )
        else:
            drafts.setdefault(holder, draft)
    model = writer.model.name if drafts else None
    return Positions(drafts=tuple(drafts.items()), rejected=tuple(rejected), model=model)


def _passages(viewpoints: Sequence[Viewpoint], found: Sequence[Found], store: ArticleStore) -> list[Numbered]:
    """Return the passages in which those who say most say what is nearest to the topic."""
    chosen: dict[tuple[str, int], Numbered] = {}
    ordered = sorted(viewpoints, key=lambda view: (-view.independent, -len(view.claims), view.id))
    for view in ordered[:_HOLDERS]:
        best = max((found[i] for i in view.claims), key=lambda one: one.score, default=None)
        if best is None:
            continue
        article = store.article(best.header.id)
        said = store.attributions([article.id])[article.id]
        for stored in store.passages(store.passage_ids([article.id])[article.id]).values():
            if stored.passage.start <= best.spans[0].start < stored.passage.end:
                chosen.setdefault((article.id, stored.passage.start), Numbered.of(stored.passage, article, said))
                break
    return list(chosen.values())


def _holder(draft: Draft, viewpoints: Sequence[Viewpoint], found: Sequence[Found]) -> int | None:
    """Return the holder whom a sentence names and whose own words it rests on."""
    words = set(words_of_name(draft.text))
    for view in viewpoints:
        name = words_of_name(view.holder)
        if not name or name[-1] not in words:
            continue
        own = [found[i] for i in view.claims]
        if any(
            one.header.id == evidence.article_id and any(evidence.span.overlaps(span) for span in one.spans)
            for one in own
            for evidence in draft.evidence
        ):
            return view.id
    return None
