"""Changes a user makes to a briefing: sentences rewritten, added, left out and moved; parts moved and left out; the title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.errors import DatelineError
from rag.briefing.arranged import order_of
from rag.briefing.asked import rebuilt_with
from rag.briefing.own import Checked
from rag.briefing.rebuilt import ArticleOf, AttributionsOf, rows_of
from rag.briefing.types import Briefing, Section, SectionKind, Sentence

LONGEST_TITLE = 200  # characters


def put(
    briefing: Briefing,
    kind: SectionKind,
    checked: Checked,
    article_of: ArticleOf,
    attributions_of: AttributionsOf,
) -> Briefing:
    """Return the briefing with a checked sentence of the user's in the place of the one of its id, else at the end of a part."""
    rows = rows_of(briefing, attributions_of)
    at = next((i for i, row in enumerate(rows) if row[1].id == checked.sentence.id), None)
    mine = (kind if at is None else rows[at][0], checked.sentence, checked.evidence)
    if at is None:
        last = max((i for i, row in enumerate(rows) if row[0] is kind), default=len(rows) - 1)
        rows.insert(last + 1, mine)
    else:
        rows[at] = mine
    left_out = tuple(one for one in briefing.left_out if one is not kind)
    return rebuilt_with(replace(briefing, left_out=left_out), rows, [mine], article_of, merged=True)


def without(briefing: Briefing, sentence_id: str) -> Briefing:
    """Return the briefing without a sentence; it stays out when the briefing is refreshed."""
    if all(sentence.id != sentence_id for sentence in briefing.sentences):
        return briefing
    left = _changed(briefing, lambda sentences: tuple(s for s in sentences if s.id != sentence_id))
    return replace(left, removed=tuple(dict.fromkeys([*briefing.removed, sentence_id])))


def moved(briefing: Briefing, sentence_id: str, steps: int) -> Briefing:
    """Return the briefing with a sentence so many places further down (below 0: up) in its part."""

    def move(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        at = next((i for i, sentence in enumerate(sentences) if sentence.id == sentence_id), None)
        if at is None:
            return sentences
        to = min(max(0, at + steps), len(sentences) - 1)
        others = [*sentences[:at], *sentences[at + 1 :]]
        # A sentence that leaves its neighbours takes over the head it comes to stand under.
        head = others[min(to, len(others) - 1)].head if others else sentences[at].head
        if _under(others, to, sentences[at].head):
            head = sentences[at].head
        return (*others[:to], replace(sentences[at], head=head), *others[to:])

    done = _changed(briefing, move)
    kinds = [
        part.kind for part, other in zip(briefing.sections, done.sections, strict=True) if _ids(part) != _ids(other)
    ]
    return replace(done, arranged=tuple(dict.fromkeys([*briefing.arranged, *kinds])))


def part_moved(briefing: Briefing, kind: SectionKind, steps: int) -> Briefing:
    """Return the briefing with a part so many places further down (below 0: up) on the page."""
    parts = [part for part in briefing.sections if part.kind is not kind]
    at = next((i for i, part in enumerate(briefing.sections) if part.kind is kind), None)
    if at is None or not 0 <= at + steps < len(briefing.sections):
        return briefing
    parts.insert(at + steps, briefing.sections[at])
    return replace(briefing, sections=tuple(parts), ordered=True)


def without_part(briefing: Briefing, kind: SectionKind) -> Briefing:
    """Return the briefing without a part, which stays out when the briefing is refreshed."""
    gone = [sentence.id for part in briefing.sections if part.kind is kind for sentence in part.sentences]
    return replace(
        briefing,
        sections=tuple(part for part in briefing.sections if part.kind is not kind),
        removed=tuple(dict.fromkeys([*briefing.removed, *gone])),
        left_out=tuple(dict.fromkeys([*briefing.left_out, kind])),
    )


def titled(briefing: Briefing, title: str) -> Briefing:
    """Return the briefing under another title. Raises DatelineError for an empty one."""
    told = " ".join(title.split())[:LONGEST_TITLE]
    if not told:
        raise DatelineError("Give the briefing a title.")
    return replace(briefing, title=told)


def absent(briefing: Briefing) -> tuple[SectionKind, ...]:
    """Return the parts that the briefing has not, in their order."""
    there = {part.kind for part in briefing.sections}
    return tuple(kind for kind in order_of(briefing) if kind not in there)


def _under(others: list[Sentence], to: int, head: str) -> bool:
    """Tell whether a place among sentences touches a neighbour that stands under the head."""
    return any(0 <= i < len(others) and others[i].head == head for i in (to - 1, to))


def _ids(part: Section) -> list[str]:
    return [sentence.id for sentence in part.sentences]


def _changed(briefing: Briefing, change: Callable[[tuple[Sentence, ...]], tuple[Sentence, ...]]) -> Briefing:
    sections = tuple(Section(kind=part.kind, sentences=change(part.sentences)) for part in briefing.sections)
    return replace(briefing, sections=tuple(part for part in sections if part.sentences))
