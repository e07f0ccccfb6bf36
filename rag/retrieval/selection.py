"""Choose what is shown of the windows that bear on a question: no overlap, copies noted once, the best grown whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.article import Attribution, Passage, Span
from rag.retrieval.windows import Candidates
from rag.types import RetrievedPassage, ScoredSentence
from rag.words import content_words

_ALIKE = 0.85  # share of the shorter one's words from which two windows are copies
_LOOKED_AT = 4_000  # windows, best first, that may be looked at for one answer
_GROWN, _WHOLE = 3, 1_000  # so many of the best windows grow, within their passage, to so many characters


def select(found: Candidates, scores: NDArray[np.float32], k: int, *, grown: bool = False) -> list[RetrievedPassage]:
    """Return the best windows that neither overlap nor repeat one another; a copy is noted at what it repeats.

    scores: one a window, higher is better. grown: the best few take in the sentences around them, for whoever reads
    on: what answers often stands beside what is asked with.
    """
    order = np.argsort(-scores, kind="stable")
    shown: list[RetrievedPassage] = []
    words: list[set[str]] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for w in order[:_LOOKED_AT]:
        if len(shown) == k:
            break
        place, first, last = int(found.windows.passage[w]), int(found.windows.first[w]), int(found.windows.last[w])
        spans = taken.setdefault(place, [])
        if any(first <= end and start <= last for start, end in spans):
            continue
        if grown and len(shown) < _GROWN:
            first, last = _grow(found.stored[place].passage.sentences, first, last, spans)
        spans.append((first, last))
        one = _window(found, place, first, last, float(scores[w]))
        own = content_words(one.passage.text)
        same = next((i for i, other in enumerate(words) if _copies(own, other)), None)
        if same is None:
            shown.append(one)
            words.append(own)
        elif shown[same].article.id != one.article.id:
            shown[same] = replace(shown[same], copies=(*shown[same].copies, one.article))
    return shown


def _grow(sentences: Sequence[Span], first: int, last: int, taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Widen a run of sentences by one on each side in turn while it is not too long and meets no other shown one."""

    def free(sentence: int) -> bool:
        return 0 <= sentence < len(sentences) and not any(a <= sentence <= b for a, b in taken)

    while True:
        before = first, last
        if free(last + 1) and sentences[last + 1].end - sentences[first].start <= _WHOLE:
            last += 1
        if free(first - 1) and sentences[last].end - sentences[first - 1].start <= _WHOLE:
            first -= 1
        if (first, last) == before:
            return first, last


def _copies(one: set[str], other: set[str]) -> bool:
    return len(one & other) > _ALIKE * max(1, min(len(one), len(other)))


def _window(found: Candidates, place: int, first: int, last: int, score: float) -> RetrievedPassage:
    stored = found.stored[place]
    whole, cosines = stored.passage, found.windows.cosines[place]
    sentences = whole.sentences[first : last + 1]
    start, end = sentences[0].start, sentences[-1].end
    text = whole.text[start - whole.start : end - whole.start]
    window = Passage(id=whole.id, article_id=whole.article_id, start=start, end=end, text=text, sentences=sentences)
    scored = (
        ScoredSentence(span=span, score=float(cosines[first + i]) + _covered(found, whole, span))
        for i, span in enumerate(sentences)
    )
    return RetrievedPassage(
        passage=window,
        article=stored.header,
        score=score,
        similarity=float(cosines[first : last + 1].max()),
        sentences=tuple(sorted(scored, key=lambda s: -s.score)),
    )


def _covered(found: Candidates, whole: Passage, span: Span) -> float:
    """Return 0 to 0.3: the weighted share of the question's terms that stand in a sentence."""
    total = sum(found.weights)
    text = whole.text[span.start - whole.start : span.end - whole.start]
    held = {term for _, _, term in found.terms.found(text)}
    return 0.3 * sum(found.weights[t] for t in held) / total if total > 0 else 0.0


def within(found: RetrievedPassage, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions whose content touches what is shown."""
    return tuple(said for said in attributions if said.span.overlaps(found.passage.span))
