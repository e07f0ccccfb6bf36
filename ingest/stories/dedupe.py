"""Group printings of one text into stories, as articles come in.

Two steps, after NEWS-COPY (Silcock et al., arXiv 2210.04261): shared word triples and near vectors name
candidates generously, since edited copies share little; `ingest.stories.resemblance` then decides each pair with care.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.article import ArticleHeader
from ingest.stories.original import original_of
from ingest.stories.postings import Postings
from ingest.stories.resemblance import Resemblance, compare
from ingest.stories.shingles import Signature, near_identical, signature

__all__ = ["Match", "StoryIndex", "article_vector", "near_identical", "original_of", "signature"]

_CANDIDATES = 50
_NEAREST = 10
_NEAR = 0.75
"""Cosine from which a nearest article is worth comparing."""
_RERUN_DAYS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """An indexed article that a new one is a copy of, and how the two agree."""

    article_id: str
    story_id: str
    resemblance: Resemblance


@dataclass(frozen=True, slots=True)
class _Entry:
    header: ArticleHeader
    signature: Signature
    story_id: str


class StoryIndex:
    """The articles taken in so far, by what they share.

    A story is named by the article that founded it: one whose header has no story_id is a story of its own
    under its own id. What `cluster` answers depends only on the articles and the order in which they came.
    """

    def __init__(self, dimension: int) -> None:
        self._postings = Postings()
        self._entries: list[_Entry | None] = []
        self._slots: dict[str, int] = {}
        self._stories: dict[str, list[int]] = {}
        self._vectors = np.zeros((64, dimension), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._slots)

    def add(self, header: ArticleHeader, signature: bytes, vector: NDArray[np.float32]) -> None:
        """Index an article: its stored signature and its vector (d,); one of the same id is replaced."""
        self.remove(header.id)
        slot = len(self._entries)
        read = Signature.from_bytes(signature)
        self._entries.append(_Entry(header, read, header.story_id or header.id))
        self._slots[header.id] = slot
        self._stories.setdefault(header.story_id or header.id, []).append(slot)
        if slot >= len(self._vectors):
            self._vectors = np.concatenate((self._vectors, np.zeros_like(self._vectors)))
        self._vectors[slot] = _unit(vector)
        self._postings.add(slot, read.prose)

    def remove(self, article_id: str) -> None:
        """Forget an article; nothing happens where it is not indexed."""
        slot = self._slots.pop(article_id, None)
        entry = None if slot is None else self._entries[slot]
        if slot is not None and entry is not None:
            self._stories[entry.story_id].remove(slot)
            self._entries[slot] = None
            self._vectors[slot] = 0.0
            self._postings.remove(slot)

    def candidates(self, signature: bytes, vector: NDArray[np.float32]) -> list[str]:
        """Return the ids of the articles worth comparing, those that share most words first."""
        slots = self._candidate_slots(Signature.from_bytes(signature), _unit(vector))
        return [entry.header.id for slot in slots if (entry := self._entries[slot]) is not None]

    def matches(self, header: ArticleHeader, signature: bytes, vector: NDArray[np.float32]) -> list[Match]:
        """Return the indexed articles that the given one is a copy of, the one that shares most text first."""
        read, unit = Signature.from_bytes(signature), _unit(vector)
        found = []
        for slot in self._candidate_slots(read, unit):
            entry = self._entries[slot]
            if entry is None or entry.header.id == header.id:
                continue
            resemblance = compare(read, entry.signature, float(self._vectors[slot] @ unit))
            if resemblance.is_copy and not _own_again(header, entry.header, resemblance):
                found.append(Match(article_id=entry.header.id, story_id=entry.story_id, resemblance=resemblance))
        return sorted(found, key=lambda match: (-match.resemblance.shared, match.article_id))

    def cluster(self, header: ArticleHeader, signature: bytes, vector: NDArray[np.float32]) -> str | None:
        """Return the story an article (not yet added) belongs to, or None where it is a copy of nothing here."""
        return next(iter(self.stories(header, signature, vector)), None)

    def stories(self, header: ArticleHeader, signature: bytes, vector: NDArray[np.float32]) -> tuple[str, ...]:
        """Return every story the article is a printing of, the one that shares most text first.

        More than one means that they are one story, of which short printings came in before the one that joins
        them: `merge` the later ones into the first.
        """
        by_story: dict[str, list[Match]] = {}
        for match in self.matches(header, signature, vector):
            by_story.setdefault(match.story_id, []).append(match)
        read, unit = Signature.from_bytes(signature), _unit(vector)
        joined: list[str] = []
        for story, matches in by_story.items():
            members = [(slot, entry) for slot, entry in self._members(story) if entry.header.id != header.id]
            # One doubtful resemblance among many members is a follow-up that keeps much of its background.
            if not any(match.resemblance.is_sure for match in matches) and len(matches) * 4 < len(members):
                continue
            # A page that holds two stories matches both; their own texts then keep them apart.
            foreign = sum(
                compare(read, entry.signature, float(self._vectors[slot] @ unit)).is_foreign for slot, entry in members
            )
            if foreign < len(matches) and not any(self._are_foreign(story, other) for other in joined):
                joined.append(story)
        return tuple(joined)

    def merge(self, story_id: str, *, into: str) -> list[str]:
        """Make one story's articles another's; return their ids, for the store to follow."""
        moved = list(self._members(story_id))
        for slot, entry in moved:
            self._entries[slot] = replace(entry, story_id=into)
            self._stories[into].append(slot)
        self._stories[story_id] = []
        return [entry.header.id for _, entry in moved]

    def _are_foreign(self, one: str, two: str) -> bool:
        verdicts = [
            compare(a.signature, b.signature, float(self._vectors[slot_a] @ self._vectors[slot_b])).is_foreign
            for slot_a, a in self._members(one)
            for slot_b, b in self._members(two)
        ]
        return sum(verdicts) * 2 >= len(verdicts)

    def _members(self, story_id: str) -> Iterable[tuple[int, _Entry]]:
        return ((slot, entry) for slot in self._stories[story_id] if (entry := self._entries[slot]) is not None)

    def _candidate_slots(self, read: Signature, unit: NDArray[np.float32]) -> list[int]:
        by_words = self._postings.sharing(read.prose)[:_CANDIDATES]
        cosines = self._vectors[: len(self._entries)] @ unit
        nearest = np.argsort(-cosines, kind="stable")[:_NEAREST]
        by_vector = [int(slot) for slot in nearest if cosines[slot] >= _NEAR]
        return list(dict.fromkeys([*by_words, *by_vector]))


def article_vector(passages: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return an article's vector (d,): the mean of its passages' unit vectors, of length one."""
    if not passages:
        raise ValueError("an article without passages has no vector")
    return _unit(np.mean(np.stack(passages), axis=0))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length > 0 else vector, dtype=np.float32)


def _own_again(a: ArticleHeader, b: ArticleHeader, resemblance: Resemblance) -> bool:
    """Tell whether two like texts are one outlet's later report or yearly text filled in anew, not a reprint."""
    if a.publisher and a.publisher == b.publisher and not resemblance.is_sure:
        return True
    days = _days_apart(a.published_at, b.published_at)
    return days is not None and days > _RERUN_DAYS and resemblance.particulars < 0.85


def _days_apart(a: str | None, b: str | None) -> int | None:
    if not a or not b:
        return None
    try:
        one, two = (np.datetime64(day[:10], "D") for day in (a, b))
    except ValueError:
        return None
    return abs(int((one - two).astype(int)))
