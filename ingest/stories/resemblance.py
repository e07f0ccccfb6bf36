"""Tell a copy from an independent report: is one text another printing of the other?

Copies are syndicated, edited, shortened and retitled printings. Reports of one event by two newsrooms share
names, numbers, a quotation or two, even a list of nominees; a follow-up shares its background paragraphs with
the story it follows; two bulletins of one template share all but the particulars. None of these is a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.stories.shingles import Hashes, Signature, containment

_RUN = 4
"""Word triples in a row (six words) that count as copied; shorter agreement is chance or a title."""
_HEAD = 200
"""At most so many word triples of the longer text are its lead."""

# The shares below were chosen on edited, shortened and merged printings of invented stories and looked over on
# 1,900 real articles, where independent reports by two outlets never passed 0.45.
_SURELY = 0.65
_PERHAPS = 0.25
_HALF = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Resemblance:
    """How two texts agree; shares from 0 to 1.

    copied: share of the shorter that stands in runs of six words or more in the longer.
    spread: copied word triples as a share of the longer.
    leads: the same for the first third of the shorter and for the start of the longer, the lower of the two:
        a follow-up brings a new lead to old background, a rival its own.
    particulars: share of the names and numbers of the text with fewer of them that the other has too.
    prose: share of a text's word triples that are prose, the lower of the two: below 0.7 a list of names.
    shared: copied word triples, counted.
    cosine: of the two article vectors.
    """

    copied: float
    spread: float
    leads: float
    particulars: float
    prose: float
    shared: int
    cosine: float

    @property
    def is_sure(self) -> bool:
        """Tell whether most of the shorter text is copied, which settles it but for templates and roundups."""
        return self.copied >= _SURELY

    @property
    def is_copy(self) -> bool:
        """Tell whether the two are printings of one text."""
        if self.is_sure:
            # Where the longer is mostly something else, the shorter must be its beginning or its subject: else
            # it is a page of several stories, and those do not become one by standing on one page.
            return self.particulars >= 0.55 and (self.spread >= 0.4 or self.leads >= 0.2 or self.cosine >= 0.72)
        if self.copied >= _PERHAPS:
            lead = 0.15 if self.copied >= _HALF else 0.2
            return self.leads >= lead and self.particulars >= 0.6 and self.cosine >= 0.7 and self.prose >= 0.7
        return False

    @property
    def is_foreign(self) -> bool:
        """Tell whether the two have nothing to do with each other: no words in common, another subject."""
        return self.copied < 0.05 and self.cosine < 0.5


def compare(a: Signature, b: Signature, cosine: float) -> Resemblance:
    """Measure how two texts agree; symmetric in `a` and `b`."""
    short, long = (a, b) if (len(a.prose), a.prose.tobytes()) <= (len(b.prose), b.prose.tobytes()) else (b, a)
    copied = _in_runs(short.prose, long.prose)
    head = len(short.prose) // 3 or 1
    long_head = min(len(long.prose) // 3 or 1, _HEAD)
    leads = min(_share(copied[:head]), _share(np.isin(long.prose[:long_head], short.prose)))
    few, many = sorted((a.particulars, b.particulars), key=len)
    return Resemblance(
        copied=_share(copied),
        spread=int(copied.sum()) / max(1, len(long.prose)),
        leads=leads,
        # Without names or numbers nothing speaks against a copy.
        particulars=containment(few, many) if len(few) else 1.0,
        prose=min(len(text.prose) / max(1, text.triples) for text in (a, b)),
        shared=int(copied.sum()),
        cosine=cosine,
    )


def _in_runs(part: Hashes, whole: Hashes) -> NDArray[np.bool_]:
    """Mark the places of `part` (n,) that lie in a run of at least `_RUN` hashes found in `whole`."""
    found = np.isin(part, whole)
    edges = np.diff(np.concatenate(([0], found.astype(np.int8), [0])))
    marks = np.zeros(len(part) + 1, dtype=np.int32)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    long_enough = ends - starts >= min(_RUN, len(part))
    np.add.at(marks, starts[long_enough], 1)
    np.add.at(marks, ends[long_enough], -1)
    return np.asarray(np.cumsum(marks[:-1]) > 0, dtype=np.bool_)


def _share(mask: NDArray[np.bool_]) -> float:
    return float(mask.mean()) if len(mask) else 0.0
