"""Name a group of claims by a noun phrase that several of them hold, or by its clearest claim cut to a line."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.errors import MissingDependency
from rag.reading.parsed import Parsed, SentenceReader
from rag.words import content_words

_READ = 14  # claims of a group that are parsed
_MOST_WORDS, _FEWEST_WORDS = 6, 2
_HELD, _SHARE, _ENOUGH = (
    2,
    0.2,
    5,
)  # claims that must hold the phrase: so many, such a share of them, and never more than so many
_LINE = 64  # characters of a claim that names a group
_BEST_LENGTH = 14  # words of a claim beyond which it is less clear
_PARTS = ("amod", "compound", "nummod", "poss", "nmod", "quantmod")
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_EMPTY = frozenset(
    """week month year day time monday tuesday wednesday thursday friday saturday sunday morning evening night hour minute people person man woman
    thing way part lot number percent first last one other comment statement question request record end spokesperson spokesman spokeswoman
    interview conference news press post report member""".split()
)  # heads that tell nothing of a subject
_BEFORE = re.compile(r"^(?:[\"“‘'(]+|(?:that|how|also|and|but|has|have|had|is|are|was|were) )+")
_WEAK = frozenset(
    "such other only same current more most own many several few some certain new recent great good bad big long first last next".split()
)
_TITLES = frozenset("mr mrs ms dr mr. mrs. ms. dr. gov. sen. rep. president governor senator".split())
_MARKS = re.compile(r"[“”‘\"()\[\]…,;:<>]|’(?!s\b)|'(?!s\b)")
_UNCLEAR = re.compile(r"[?<]|[a-z]:[A-Z]")


class RowNames:
    """Names groups of claims by words that stand in them. reader: parses claims; where no parser is installed a claim names each group."""

    def __init__(self, texts: Sequence[str], topic: str, reader: SentenceReader) -> None:
        self._texts = [" ".join(text.split()) for text in texts]
        self._reader = reader
        self._words = [content_words(text) for text in self._texts]
        frequency = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log((1 + len(texts)) / (1 + count)) for word, count in frequency.items()}
        self._topic = content_words(topic)

    def name(self, members: Sequence[int], taken: Sequence[str] = ()) -> str:
        """Return a noun phrase that several members hold, or the clearest of them cut to a line. taken: names of other groups, in small letters."""
        held: dict[frozenset[str], list[str]] = {}
        for phrase in self._phrases([self._texts[i] for i in members[:_READ]]):
            held.setdefault(frozenset(content_words(phrase)), []).append(phrase)
        least = max(_HELD, min(_ENOUGH, math.ceil(_SHARE * len(members))))
        best, best_score = "", 0.0
        for words, written in held.items():
            if not words or words <= self._topic or sum(words <= self._words[i] for i in members) < least:
                continue
            phrase = Counter(written).most_common(1)[0][0]
            if phrase.casefold() in taken:
                continue
            weight = sum(self._rarity.get(word, 0.0) * (0.4 if word in self._topic else 1.0) for word in words)
            count = sum(words <= self._words[i] for i in members)
            score = weight / math.sqrt(len(words)) + 0.8 * math.log(count)
            if score > best_score:
                best, best_score = phrase, score
        return best or self.clearest(members)

    def clearest(self, members: Sequence[int]) -> str:
        """Return the member with most of the words that the others hold too, and few others, cut to a line."""
        inside = Counter(word for i in members for word in self._words[i])

        def clear(i: int) -> float:
            words = self._words[i]
            central = sum(math.log(inside[word]) * self._rarity.get(word, 0.0) for word in words)
            return central / max(_BEST_LENGTH, len(self._texts[i].split()))

        plain = [i for i in members if not _UNCLEAR.search(self._texts[i])] or members
        return one_line(self._texts[max(plain, key=lambda i: (clear(i), -i))])

    def _phrases(self, texts: Sequence[str]) -> Iterator[str]:
        try:
            read = self._reader.read(texts)
        except MissingDependency:
            return
        for parsed, text in zip(read, texts, strict=True):
            for i, tag in enumerate(parsed.tag):
                if tag in _NOUNS and parsed.dep[i] not in _PARTS and (phrase := _phrase(parsed, i, text)):
                    yield phrase


def one_line(words: str, longest: int = _LINE) -> str:
    """Return the words of a claim as far as they fill a line, with a mark where more follows; a run of them as they stand."""
    flat = " ".join(words.split())
    flat = flat[len(found[0]) :] if (found := _BEFORE.match(flat)) else flat
    flat = flat.split(" … ")[0]
    if len(flat) <= longest:
        return flat.strip(" ,.;:\"”’'")
    return flat[:longest].rsplit(" ", 1)[0].strip(" ,.;:\"”’'") + " …"


def _phrase(parsed: Parsed, head: int, text: str) -> str:
    """Return the noun phrase of a head without article and clauses, with a short "of ..." behind it; "" where it tells nothing."""
    if content_words(parsed.text[head]) <= _EMPTY_STEMS:
        return ""
    start = min((k for k in _left(parsed, head)), default=head)
    end = head
    for kid in parsed.kids[head]:
        inner = parsed.kid(kid, "pobj") if parsed.lower[kid] == "of" and kid == head + 1 else None
        if inner is not None and inner - start < _MOST_WORDS and parsed.tag[inner] in _NOUNS:
            end = inner
    words = parsed.text[start : end + 1]
    if parsed.lower[start] in _TITLES or parsed.lower[head] in ("a.m.", "p.m."):
        return ""
    if not _FEWEST_WORDS <= len([w for w in words if w[0].isalnum()]) <= _MOST_WORDS:
        return ""
    found = re.search(r"\s?".join(re.escape(word) for word in words), text)
    return found[0] if found and not _MARKS.search(found[0]) else ""


def _left(parsed: Parsed, head: int) -> Iterator[int]:
    for kid in parsed.kids[head]:
        if (
            kid < head
            and parsed.dep[kid] in _PARTS
            and parsed.tag[kid] not in ("PRP$", "WP$", "DT", "PDT")
            and parsed.lower[kid] not in _WEAK
        ):
            yield kid
            yield from _left(parsed, kid)


_EMPTY_STEMS = frozenset(stem for word in _EMPTY for stem in content_words(word))
