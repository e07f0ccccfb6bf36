"""Choose what is shown of the windows that bear on a question: no overlap, copies noted once, near ones joined, the best grown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.article import ArticleHeader, Attribution, Passage, Span
from rag.retrieval.windows import Candidates
from rag.types import RetrievedPassage, ScoredSentence
from rag.words import content_words

_ALIKE = 0.85  # share of the shorter one's words from which two windows are copies
_LOOKED_AT = 4_000  # windows, best first, that may be looked at for one answer

# What is shown to somebody who reads on. Chosen on one half of a set of news questions: joining has the answer read
# sooner, growing has it stand in the piece that is read first.
_GROWN = (1_000, 700, 700, 700, 700)  # characters to which the best pieces grow, within their passage
_GAP = 400  # characters at most between two windows of one passage that are joined
_JOINED = 1_000  # characters at most of what is joined
_APART = 8  # ranks at most between the two
_SPARE = 12  # windows looked for beyond those shown, as some will be joined


@dataclass(slots=True)
class _Piece:
    """What will be shown: sentences first to last of candidate `place`, ranked by its best window's score."""

    place: int
    first: int
    last: int
    score: float
    copies: tuple[ArticleHeader, ...] = ()

    def meets(self, other: _Piece) -> bool:
        """Tell whether the two share a sentence."""
        return self.place == other.place and self.first <= other.last and other.first <= self.last


def select(found: Candidates, scores: NDArray[np.float32], k: int, *, grown: bool = False) -> list[RetrievedPassage]:
    """Return the best windows that neither overlap nor repeat one another; a copy is noted at what it repeats.

    scores: one a window, higher is better. grown: for whoever reads on, windows of one passage that lie near each other
    are one piece, and the best few take in the sentences around them: what answers often stands beside what is asked with.
    """
    pieces = _distinct(found, scores, k + _SPARE if grown else k)
    if grown:
        pieces = _grown(found, _joined(found, pieces))
    return [_shown(found, piece) for piece in pieces[:k]]


def _distinct(found: Candidates, scores: NDArray[np.float32], most: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    words: list[set[str]] = []
    taken: dict[int, list[_Piece]] = {}
    windows = found.windows
    for w in np.argsort(-scores, kind="stable")[:_LOOKED_AT]:
        if len(pieces) == most:
            break
        one = _Piece(int(windows.passage[w]), int(windows.first[w]), int(windows.last[w]), float(scores[w]))
        others = taken.setdefault(one.place, [])
        if any(one.meets(other) for other in others):
            continue
        others.append(one)
        own = content_words(_part(found, one).text)
        same = next((i for i, other in enumerate(words) if _copies(own, other)), None)
        if same is None:
            pieces.append(one)
            words.append(own)
            continue
        header = found.stored[one.place].header
        if found.stored[pieces[same].place].header.id != header.id:
            pieces[same].copies = (*pieces[same].copies, header)
    return pieces


def _joined(found: Candidates, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Join a window to a better one near it in the same passage, at the better one's rank."""
    joined: list[_Piece] = []
    for piece in pieces:
        sentences = found.stored[piece.place].passage.sentences
        for other in joined[-_APART:]:
            if other.place != piece.place:
                continue
            first, last = min(piece.first, other.first), max(piece.last, other.last)
            before, after = (piece, other) if piece.first < other.first else (other, piece)
            gap = sentences[after.first].start - sentences[before.last].end
            if gap <= _GAP and sentences[last].end - sentences[first].start <= _JOINED:
                other.first, other.last, other.copies = first, last, (*other.copies, *piece.copies)
                break
        else:
            if not any(piece.meets(other) for other in joined):
                joined.append(piece)
    return joined


def _grown(found: Candidates, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Let the best pieces take in the sentences around them; a later piece that one of them has come to hold is left out."""
    grown: list[_Piece] = []
    for piece in pieces:
        if any(piece.meets(other) for other in grown):
            continue
        if len(grown) < len(_GROWN):
            taken = [(other.first, other.last) for other in grown if other.place == piece.place]
            sentences = found.stored[piece.place].passage.sentences
            piece.first, piece.last = grow(sentences, piece.first, piece.last, taken, _GROWN[len(grown)])
        grown.append(piece)
    return grown


def grow(
    sentences: Sequence[Span], first: int, last: int, taken: Sequence[tuple[int, int]], size: int
) -> tuple[int, int]:
    """Widen a run of sentences by one on each side in turn while it is at most `size` characters and meets none taken.

    Returns the first and last sentence.
    """

    def free(sentence: int) -> bool:
        return 0 <= sentence < len(sentences) and not any(a <= sentence <= b for a, b in taken)

    while True:
        before = first, last
        if free(last + 1) and sentences[last + 1].end - sentences[first].start <= size:
            last += 1
        if free(first - 1) and sentences[last].end - sentences[first - 1].start <= size:
            first -= 1
        if (first, last) == before:
            return first, last


def _copies(one: set[str], other: set[str]) -> bool:
    return len(one & other) > _ALIKE * max(1, min(len(one), len(other)))


def _part(found: Candidates, piece: _Piece) -> Passage:
    """Return a piece as a passage."""
    whole = found.stored[piece.place].passage
    sentences = whole.sentences[piece.first : piece.last + 1]
    start, end = sentences[0].start, sentences[-1].end
    text = whole.text[start - whole.start : end - whole.start]
    return Passage(id=whole.id, article_id=whole.article_id, start=start, end=end, text=text, sentences=sentences)


def _shown(found: Candidates, piece: _Piece) -> RetrievedPassage:
    stored = found.stored[piece.place]
    part = _part(found, piece)
    cosines = found.windows.cosines[piece.place][piece.first : piece.last + 1]
    scored = (
        ScoredSentence(span=span, score=float(cosine) + _covered(found, stored.passage, span))
        for span, cosine in zip(part.sentences, cosines, strict=True)
    )
    return RetrievedPassage(
        passage=part,
        article=stored.header,
        score=piece.score,
        similarity=float(cosines.max()),
        sentences=tuple(sorted(scored, key=lambda s: -s.score)),
        copies=piece.copies,
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
