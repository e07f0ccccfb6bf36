"""The words of a question worth looking up, and where they stand in a text.

A term is matched by its stem, so that "sanctions" finds "sanctioned"; how much it tells is its inverse document
frequency in the store (Robertson and Spärck Jones 1976).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.asking.question import Question
from rag.words import STOP_WORDS, stem

_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_MOST_TERMS = 24
_MOST_LOOKED_UP = 14  # terms of one look-up in the word index
_COMMON = 0.1  # share of the passages that hold it, above which a word is not worth looking up
_GAP = 12  # characters at most between two words that stand together
_MONEY = re.compile(r"^\d[\d.,]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One word of the question. name: it is written with a capital or digits, and so has no synonym."""

    word: str
    stem: str
    name: bool
    topic: bool


class Terms:
    """A question's terms in the order of its words, and how to find them in a text."""

    def __init__(self, question: Question) -> None:
        self.terms = _terms(question)
        self.phrases = _phrases(question)
        # Without groups and in lower case the search may compare first letters only; which term it was is told after.
        self._patterns = [re.compile(_pattern(term)) for term in self.terms]
        any_of = "|".join(pattern.pattern for pattern in self._patterns)
        self._finder = re.compile(rf"(?<![^\W_])(?:{any_of})") if any_of else None
        self._of_word: dict[str, int] = {}
        self._in_text: dict[str, list[tuple[int, int, int]]] = {}  # a passage is looked through more than once

    def __len__(self) -> int:
        return len(self.terms)

    def found(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, end, index of the term) for each place where a term stands, in order."""
        if text not in self._in_text:
            self._in_text[text] = self._places(text)
        return self._in_text[text]

    def _places(self, text: str) -> list[tuple[int, int, int]]:
        if self._finder is None:
            return []
        lower = text.lower()
        if len(lower) != len(text):  # a few letters have small ones that are longer, and would move what follows
            lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
        return [(m.start(), m.end(), self._term(m[0])) for m in self._finder.finditer(lower)]

    def _term(self, word: str) -> int:
        """Return the index of the first term that a word in lower case is a form of."""
        if word not in self._of_word:
            self._of_word[word] = next(i for i, pattern in enumerate(self._patterns) if pattern.fullmatch(word))
        return self._of_word[word]

    def words(self) -> list[str]:
        """Return each term's word as the question has it."""
        return [term.word for term in self.terms]

    def looked_up(self, frequency: Mapping[str, int], passages: int) -> list[str]:
        """Return what to look up in the word index: phrases, then words, the rarest first, a bounded number.

        frequency: in how many of the passages each word stands. Words that most articles hold would cost much
        and tell nothing; they are looked up only where nothing rarer is asked.
        """
        words = sorted((w for w in self.words() if frequency.get(w, 0)), key=lambda w: frequency[w])
        rare = [w for w in words if frequency[w] <= max(50, _COMMON * passages)]
        return list(dict.fromkeys([*self.phrases, *(rare or words[:2])]))[:_MOST_LOOKED_UP]

    def weights(self, frequency: Mapping[str, int], passages: int) -> list[float]:
        """Return each term's inverse document frequency; a word found nowhere weighs like one found once."""
        return [math.log(1 + (passages + 1) / (frequency.get(term.word, 0) + 1)) for term in self.terms]


def _terms(question: Question) -> list[Term]:
    topic = {stem(word) for word in _WORD.findall(question.topic)}
    terms: dict[str, Term] = {}
    for place, found in enumerate(_WORD.finditer(question.text)):
        word = found[0].replace("’", "'").removesuffix("'s").rstrip(".,")
        if word.lower() in STOP_WORDS or (len(word) < 2 and not word.isdigit()):
            continue
        name = any(c.isdigit() for c in word) or (word[0].isupper() and place > 0)
        term = Term(word=word, stem=stem(word), name=name, topic=stem(word) in topic)
        terms.setdefault(term.stem, term)
    return list(terms.values())[:_MOST_TERMS]


def _phrases(question: Question) -> tuple[str, ...]:
    """Return what must stand together: words the question quotes, and names of several words."""
    names = re.findall(r"[A-ZÀ-ÞА-Я][\w.'’-]*(?:\s+[A-ZÀ-ÞА-Я\d][\w.'’-]*)+", question.text)
    bare = [
        re.sub(r"^(?:What|Which|Who|When|Where|Why|How|The|In|On|At|A|An|Did|Does|Is|Was)\s+", "", n) for n in names
    ]
    return tuple(dict.fromkeys(p for p in (*question.phrases, *bare) if " " in p.strip()))[:6]


def _pattern(term: Term) -> str:
    base = re.escape(term.stem).replace(r"\-", r"[-\s]?").replace("'", "['’]")
    if _MONEY.match(term.stem) or len(term.stem) <= 3:
        return rf"{base}s?(?![^\W_])"
    return rf"{base}[^\W_]{{0,5}}(?![^\W_])"


def together(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return (start, index of the first) for terms that follow each other in the text as in the question."""
    return [
        (start, i)
        for (start, end, i), (following, _, j) in itertools.pairwise(found)
        if j == i + 1 and following - end <= _GAP
    ]
