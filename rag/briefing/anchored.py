"""Which sentences of an article tell of what a topic names: "Monterey Park" is not told of wherever a shooting is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.article import Article, Span
from rag.words import STOP_WORDS

_RARE = 1.25  # times the articles that hold the rarest word of a name, up to which another tells as much
_WHOLLY = 0.2  # of an article's sentences, from which what names it is what the article is about
_BEFORE, _AFTER = 1, 3  # sentences about one that names it, which tell of it too
_LIST = re.compile(  # the headline of a page that tells of many things
    r";|\b(?:short list|recap|live updates?|briefing|things to know|need to know|news from (?:around )?(?:our|the)|5 things|ten things|"
    r"what to know today|archive)\b",
    re.IGNORECASE,
)
_FIRST = 2  # sentences, in which an article names what it is about
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


class Anchors:
    """What tells that words are of a topic's names: each name whole, or by those of its words that few articles hold."""

    def __init__(self, names: Sequence[Sequence[str]], articles: Sequence[Article]) -> None:
        """names: of each part of the topic ("the strait and the bank" has two), as it writes them; what is of one part is of
        the topic. articles: those that may bear on it."""
        texts = [f"{article.title or ''}\n{article.text}" for article in articles]
        self._parts: list[list[re.Pattern[str]]] = []
        for part in names:
            found = [pattern for name in part if (pattern := _pattern(name, texts))]
            if not found or not any(_all(found, text) for text in texts):
                self._parts = []  # a part that names nothing that is found may be told of anywhere
                break
            self._parts.append(found)

    def places(self, article: Article, sentences: Sequence[Span]) -> set[int] | None:
        """Return the places of the sentences that tell of what is named, counted from 0; None where all may."""
        if not self._parts:
            return None
        title = article.title or ""
        parts = [part for part in self._parts if _all(part, f"{title}\n{article.text}")]
        if not _LIST.search(title) and any(_all(part, title) for part in parts):
            return None
        found: set[int] = set()
        for part in parts:
            naming = [i for i, span in enumerate(sentences) if any(p.search(span.of(article.text)) for p in part)]
            opens = not _LIST.search(title) and any(i < _FIRST for i in naming)
            if opens or len(naming) >= _WHOLLY * len(sentences):
                return None
            found |= {i for at in naming for i in range(at - _BEFORE, at + _AFTER + 1)}
        return found


def _all(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return all(pattern.search(text) for pattern in patterns)


def _pattern(name: str, texts: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds a name in a text, None where no article holds any of its words."""
    words = [word for word in _WORD.findall(name) if word.lower() not in STOP_WORDS]
    held = {word: sum(bool(_whole(word).search(text)) for text in texts) for word in words}
    least = min((count for count in held.values() if count), default=0)
    if not least:
        return None
    rare = [word for word, count in held.items() if 0 < count <= _RARE * least]
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in [name, *rare]), re.IGNORECASE)


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
