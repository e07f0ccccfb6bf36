"""A text as hashed word triples: what two printings of one story still share after an editor's hand.

A signature is the mod-m sketch of Broder, "On the resemblance and containment of documents" (1997), with
m = 1 and in the order of the text. The fixed number of minima of MinHash estimates resemblance well but
containment badly, and a shortened copy is a question of containment; a few kilobytes an article buy the
exact figure and the places where the texts agree.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

WIDTH = 3
"""Words in a shingle."""
_LONGEST = 6000
"""Words of a text that are looked at; an article beyond that is told by its first part."""
_VERSION = 2

# Scripts written without spaces: each overlapping pair of characters stands for a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]+(?:['’][^\W{_UNSPACED}]+)*")
_FIRST_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SENTENCE_END = re.compile(r"[.!?:\n\"“”„«»]\s*\Z")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """A text's sketch.

    prose: (n,) hashes of word triples in the order of the text, without those made of names and numbers
        alone, which any report of an event and any list shares. particulars: (m,) sorted distinct hashes of
        names and numbers, which two printings share and two fillings of one template do not. triples: all
        word triples of the text, counted; few of a list's are prose.
    """

    prose: Hashes
    particulars: Hashes
    triples: int

    def to_bytes(self) -> bytes:
        """Return the signature as it is stored: four bytes a hash and sixteen more."""
        head = np.array([_VERSION, len(self.prose), len(self.particulars), self.triples], dtype="<u4")
        return b"".join(part.astype("<u4").tobytes() for part in (head, self.prose, self.particulars))

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """Read a stored signature; ValueError where the bytes are not one."""
        if len(data) < 16 or len(data) % 4:
            raise ValueError("not a signature")
        numbers = np.frombuffer(data, dtype="<u4").astype(np.uint32)
        version, prose, particulars, triples = (int(number) for number in numbers[:4])
        if version != _VERSION or len(numbers) != 4 + prose + particulars:
            raise ValueError("not a signature of this version")
        return cls(prose=numbers[4 : 4 + prose], particulars=numbers[4 + prose :], triples=triples)


def signature(text: str) -> bytes:
    """Return the stored form of a text's signature."""
    return sketch(text).to_bytes()


def sketch(text: str) -> Signature:
    """Return a text's signature."""
    words, is_name = _words(text)
    shingles = _shingles(words)
    if len(shingles):
        names = np.array(is_name, dtype=np.int8)
        proper = names[:-2] + names[1:-1] + names[2:]
        # A text in capitals, or a bare list, has no prose by this measure: then all of it counts.
        prose = shingles[proper < 2] if (proper < 2).mean() > 0.1 else shingles
    else:
        prose = shingles
    particulars = {_word_hash(word) for word, name in zip(words, is_name, strict=True) if name}
    return Signature(prose=prose, particulars=np.array(sorted(particulars), dtype=np.uint32), triples=len(shingles))


def near_identical(a: str, b: str) -> float:
    """Return how much of the shorter text stands in the longer, 0 to 1: its share of common word triples.

    Texts of fewer than three words count as contained only where all their words stand together.
    """
    first, second = _words(a)[0], _words(b)[0]
    if len(first) > len(second):
        first, second = second, first
    if not first:
        return 0.0
    if len(first) < WIDTH:
        places = range(len(second) - len(first) + 1)
        return float(any(second[place : place + len(first)] == first for place in places))
    return containment(_shingles(first), _shingles(second))


def containment(part: Hashes, whole: Hashes) -> float:
    """Return the share of the distinct hashes of `part` that are in `whole`; 0 where there are none."""
    distinct = np.unique(part)
    return float(np.isin(distinct, whole).mean()) if len(distinct) else 0.0


def _words(text: str) -> tuple[list[str], list[bool]]:
    """Return the words as they are compared, and which of them are names (inside a sentence) or numbers."""
    text = unicodedata.normalize("NFKC", text)
    words: list[str] = []
    is_name: list[bool] = []
    last = 0
    for found in _WORD.finditer(text):
        token = found[0]
        if _FIRST_UNSPACED.match(token):
            pairs = [token[place : place + 2] for place in range(max(1, len(token) - 1))]
            words += pairs
            is_name += [False] * len(pairs)
        else:
            between = text[last : found.start()]
            starts = not words or _SENTENCE_END.search(between) is not None
            words.append(_plain(token))
            is_name.append(token[0].isdigit() or (token[0].isupper() and not starts))
        last = found.end()
        if len(words) >= _LONGEST:
            break
    return words, is_name


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """Return a word without case, apostrophes and accents, which desks treat differently."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if letter not in "'’" and not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace"))


def _shingles(words: list[str]) -> Hashes:
    """Return the hash of each run of three words, (len(words) - 2,), in order."""
    if len(words) < WIDTH:
        return np.zeros(0, dtype=np.uint32)
    hashes = np.array([_word_hash(word) for word in words], dtype=np.uint64)
    mixed = hashes[:-2] * _MIX[0] + hashes[1:-1] * _MIX[1] + hashes[2:] * _MIX[2]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray(mixed >> np.uint64(32), dtype=np.uint32)
