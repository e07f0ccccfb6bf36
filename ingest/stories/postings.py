"""Which articles hold a word triple: a growing inverted index in numpy arrays."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from ingest.stories.shingles import Hashes

_SAMPLE = 4
"""One hash in so many is indexed (Broder's mod m): the same ones of every text, so shares stay comparable."""
_COMMON = 200
"""A triple in more articles than this is a phrase of the trade and names no candidate."""
_PENDING = 1 << 17


class Postings:
    """Slots (article numbers) by sampled hash. About 1 kB an article of 500 words."""

    def __init__(self) -> None:
        self._hashes: Hashes = np.zeros(0, dtype=np.uint32)
        self._slots: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._new: dict[int, list[int]] = {}
        self._waiting = 0
        self._sizes: dict[int, int] = {}

    def add(self, slot: int, hashes: Hashes) -> None:
        """Index a text's hashes under its slot, a number not used before."""
        sampled = _sampled(hashes)
        self._sizes[slot] = len(sampled)
        for value in sampled.tolist():
            self._new.setdefault(value, []).append(slot)
        self._waiting += len(sampled)
        if self._waiting > _PENDING:
            self._settle()

    def remove(self, slot: int) -> None:
        """Forget a slot."""
        self._sizes.pop(slot, None)

    def sharing(self, hashes: Hashes, least: float = 0.1) -> list[int]:
        """Return the slots that share at least two hashes and `least` of the shorter text, most shared first."""
        sampled = _sampled(hashes)
        shared = Counter(self._settled_slots(sampled).tolist())
        for value in sampled.tolist():
            slots = self._new.get(value, ())
            if len(slots) <= _COMMON:
                shared.update(slots)
        enough = [
            (count, slot)
            for slot, count in shared.items()
            if (size := self._sizes.get(slot)) is not None and count >= max(2, least * min(size, len(sampled)))
        ]
        return [slot for _, slot in sorted(enough, key=lambda share: (-share[0], share[1]))]

    def _settled_slots(self, sampled: Hashes) -> NDArray[np.int32]:
        starts = np.searchsorted(self._hashes, sampled, side="left")
        ends = np.searchsorted(self._hashes, sampled, side="right")
        rare = (ends > starts) & (ends - starts <= _COMMON)
        pieces = [self._slots[start:end] for start, end in zip(starts[rare], ends[rare], strict=True)]
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)

    def _settle(self) -> None:
        """Sort what came in since the last time into the main arrays, and drop what was removed."""
        values = [value for value, slots in self._new.items() for _ in slots]
        owners = [slot for slots in self._new.values() for slot in slots]
        hashes = np.concatenate([self._hashes, np.array(values, dtype=np.uint32)])
        slots = np.concatenate([self._slots, np.array(owners, dtype=np.int32)])
        alive = np.isin(slots, np.fromiter(self._sizes, dtype=np.int32, count=len(self._sizes)))
        order = np.argsort(hashes[alive], kind="stable")
        self._hashes, self._slots = hashes[alive][order], slots[alive][order]
        self._new, self._waiting = {}, 0


def _sampled(hashes: Hashes) -> Hashes:
    return np.unique(hashes[hashes % _SAMPLE == 0])
