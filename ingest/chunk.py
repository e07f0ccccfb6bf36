"""Cut an article into passages: at paragraph and sentence ends, sized to the embedder's window.

Invariant: `passage.text == article.text[passage.start:passage.end]`. Passages stand in order, do not overlap, and
together hold every character of the text that is not blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ingest.article import Article, Passage, Span
from ingest.sentences import split_sentences

_CONTEXT = 32  # tokens kept free for the title before the passage
_SPECIAL = 2  # tokens that the model adds at both ends


class TokenCounter(Protocol):
    """Tells where an embedder's tokens lie in a text."""

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text the (start, end) of its tokens, in characters, special tokens left out."""


def split_passages(article: Article, tokens: TokenCounter, window: int) -> tuple[Passage, ...]:
    """Return the passages of an article. window: tokens the embedder reads at once, special tokens included."""
    text = article.text
    room = max(8, window - _SPECIAL - _CONTEXT)
    sentences = split_sentences(text, article.headings)
    counted = tokens.token_spans([sentence.of(text) for sentence in sentences])
    pieces: list[tuple[Span, int]] = []
    for sentence, spans in zip(sentences, counted, strict=True):
        if len(spans) <= room:
            pieces.append((sentence, len(spans)))
        else:
            pieces.extend(_cut(text, sentence, spans, room))
    headings = {(heading.start, heading.end) for heading in article.headings}
    passages: list[Passage] = []
    held: list[Span] = []
    size = 0
    for at, (piece, count) in enumerate(pieces):
        heading = (piece.start, piece.end) in headings
        new_paragraph = bool(held) and "\n" in text[held[-1].end : piece.start]
        # A paragraph that would have to be cut in two begins the next passage instead, if this one is large enough.
        rest = _paragraph_size(text, pieces, at) if new_paragraph and size > room // 2 else count
        if held and (
            size + count > room or (new_paragraph and size + min(rest, room) > room) or (heading and size > room // 4)
        ):
            passages.append(_passage(article, held))
            held, size = [], 0
        held.append(piece)
        size += count
    if held:
        passages.append(_passage(article, held))
    return tuple(passages)


def _paragraph_size(text: str, pieces: Sequence[tuple[Span, int]], at: int) -> int:
    size = pieces[at][1]
    for (before, _), (piece, count) in zip(pieces[at:], pieces[at + 1 :], strict=False):
        if "\n" in text[before.end : piece.start]:
            break
        size += count
    return size


def _cut(text: str, sentence: Span, spans: Sequence[tuple[int, int]], room: int) -> list[tuple[Span, int]]:
    """Cut a sentence longer than the window, at a clause's or word's end where there is one."""
    pieces = []
    first = 0
    while first < len(spans):
        last = min(first + room, len(spans))
        if last < len(spans):
            # Back to a token that follows a blank, and better still a comma or semicolon.
            starts = [i for i in range(first + room // 2, last) if text[sentence.start + spans[i][0] - 1].isspace()]
            clauses = [i for i in starts if text[sentence.start + spans[i][0] - 2] in ",;:–—"]
            last = (clauses or starts or [last])[-1]
        start = sentence.start + (spans[first][0] if first else 0)
        end = sentence.start + spans[last][0] if last < len(spans) else sentence.end
        end = max(end, start + 1)
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        pieces.append((Span(start=start, end=end), last - first))
        first = last
    return pieces


def _passage(article: Article, held: Sequence[Span]) -> Passage:
    start, end = held[0].start, held[-1].end
    return Passage(article_id=article.id, start=start, end=end, text=article.text[start:end], sentences=tuple(held))
