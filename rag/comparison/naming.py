"""Which names and days part two figures or claims that would else seem to be of one thing: another place, drawing, year or storm."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.article import SpeakerKind
from rag.claims.figures import TOLLS
from rag.comparison.evidence import Item, Table
from rag.comparison.holders import words_of_name
from rag.comparison.timeline import told_of
from rag.comparison.types import Viewpoint
from rag.day import day_of
from rag.verify.facts_in_text import Token, days_of, tokens_of
from rag.verify.names_in_text import same_name_word
from rag.wordforms import form
from rag.words import content_words

_COMMON = 0.8  # share of the articles that a name stands in from which it is the topic's own
_LONG = 5  # letters of a name whose people are called by it: "Varlanders"
_CENTURY = 30
_FEWEST = 3  # articles from which that share says anything
_SENTENCE = re.compile(r"(?<!\b[ap]\.m)(?<!\b(?:Gov|Sen|Rep|Mrs))(?<!\b(?:Mr|Ms|Dr|St))[.!?…][”\"’']?\s+(?=[A-Z“\"‘'])")
_BOTH = re.compile(
    r"(?<![A-Z][a-z] )\b([A-Z]\w+) and ([A-Z]\w+)\b(?! [A-Z])"
)  # "in Turkey and Syria": what is of one is not of both
_PLACES = re.compile(r"\b(?:in|across|of|between|both) (?:both )?([A-Z]\w+) and ([A-Z]\w+)\b(?! [A-Z])")
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
SHORT_YEAR = re.compile(r"\b(?:of|in|since) (?:the winter of )?['’](\d\d)\b")  # "the blizzard of '77"
_LINKS = frozenset("of the de la und und's 's ’s - and".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """common: words of names that belong to the topic or to most of its articles; everywhere: to all. sources: words of the speakers' names;
    speakers: of those of persons and outlets alone.

    topic: the topic's words, under the form they are compared by.
    """

    common: frozenset[str]
    everywhere: frozenset[str]
    sources: frozenset[str]
    speakers: frozenset[str]
    topic: frozenset[str]

    def restrictions(self, words: str, at: int = 0) -> frozenset[str]:
        """Return the names that narrow the sentence at an offset down: no speaker's, and none that most articles hold."""
        sentence = sentence_at(words, at)
        tokens = tokens_of(sentence)
        days = {i for day in days_of(tokens) for i in range(day.first, day.last)}
        narrow: set[str] = set()
        for run in runs_of(tokens):
            names = {
                tokens[i].low
                for i in run
                if tokens[i].capital and i not in days and tokens[i].content and tokens[i].low.isalpha()
            }
            if names and not any(self._known(name) for name in names):
                narrow |= names
        return frozenset(narrow | years_at(words, at))

    def is_everywhere(self, name: str) -> bool:
        """Tell whether a name, or its country's word, is one that all articles hold."""
        return any(same_name_word(name, word) for word in self.everywhere)

    def _known(self, name: str) -> bool:
        return name in self.sources or any(
            same_name_word(name, word) or (len(word) >= _LONG and name.startswith(word)) for word in self.common
        )


def naming_of(topic: str, table: Table, viewpoints: Sequence[Viewpoint]) -> Naming:
    """Return what names of a comparison tell nothing apart."""
    named = [word.lower() for word in re.findall(r"[\w'’-]+", topic)]
    texts = {item.claim.article_id: item.article for item in table.items}
    held: Counter[str] = Counter()
    for article in texts.values():
        held.update({t.low for t in tokens_of(article.text) if t.capital and not t.opens and t.content})
    if len(texts) >= _FEWEST:
        common = {word for word, count in held.items() if count >= _COMMON * len(texts)}
        everywhere = {word for word, count in held.items() if count == len(texts)}
    else:
        often = Counter(t.low for a in texts.values() for t in tokens_of(a.text) if t.capital and not t.opens)
        common = everywhere = {word for word in held if often[word] >= _FEWEST}
    both = {word.lower() for found in _BOTH.finditer(topic) for word in found.groups()} | _told_together(table)
    sources: set[str] = set()
    persons: set[str] = set()
    for view in viewpoints:
        if view.named:
            own = {word for name in (view.holder, *view.also) for word in words_of_name(name) if len(word) > 2}
            sources |= own
            plain = view.holder.replace(".", "").replace("-", "").replace(" ", "").isalpha() and view.holder.istitle()
            persons |= (
                own & set(view.holder.lower().split()[-2:]) if plain and view.kind is SpeakerKind.PERSON else set()
            )
    outlets = {word for item in table.items for word in words_of_name(item.claim.outlet or "")}
    return Naming(
        common=frozenset(common | set(named)),
        everywhere=frozenset((everywhere | set(named)) - both),
        sources=frozenset((sources | outlets) - set(named)),
        speakers=frozenset((persons | outlets) - set(named)),
        topic=frozenset(form(word) for word in named) | frozenset(content_words(topic)),
    )


def _told_together(table: Table) -> set[str]:
    """Return the names that claims with a toll tell of together, "dead in Turkey and Syria": neither is the whole event's."""
    told: dict[str, set[str]] = defaultdict(set)
    for item in table.items:
        if any(quantity.concept in TOLLS for quantity in item.quantities):
            for found in _PLACES.finditer(item.claim.words):
                for word in found.groups():
                    told[word.lower()].add(item.claim.article_id)
    return {word for word, articles in told.items() if len(articles) > 1}


@lru_cache(maxsize=8192)
def sentence_at(words: str, at: int) -> str:
    """Return the sentence of a claim's words that an offset lies in."""
    start = max((found.end() for found in _SENTENCE.finditer(words) if found.end() <= at), default=0)
    end = min((found.start() + 1 for found in _SENTENCE.finditer(words) if found.start() >= at), default=len(words))
    return words[start:end]


@lru_cache(maxsize=8192)
def years_at(words: str, at: int = 0) -> frozenset[str]:
    """Return the years that the sentence at an offset names."""
    return years_in(sentence_at(words, at))


def years_in(text: str) -> frozenset[str]:
    """Return the years that a text names, those without their century as of the twentieth or, up to 30, of this one."""
    short = (("20" if int(year) <= _CENTURY else "19") + year for year in SHORT_YEAR.findall(text))
    return frozenset({*YEAR.findall(text), *short})


def compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of names narrow two sentences down alike: every name of each stands in the other."""
    return all(any(same_name_word(a, b) for b in there) for here, there in ((one, other), (other, one)) for a in here)


def day_told(item: Item, at: int = 0) -> date | None:
    """Return the one day that the sentence at an offset tells of, or None."""
    published = day_of(item.day)
    return told_of(sentence_at(item.claim.words, at), published) if published else None


def runs_of(tokens: Sequence[Token]) -> Iterable[list[int]]:
    """Yield the runs of names, those joined by "of", "the" or "'s" together: "Lunmark's Vester Dale"."""
    run: list[int] = []
    for i, token in enumerate(tokens):
        if token.capital and token.word:
            if token.opens and not (i + 1 < len(tokens) and tokens[i + 1].capital) and not run:
                continue  # the first word of a sentence is written large whatever it is
            run.append(i)
        elif run and token.low in _LINKS and i + 1 < len(tokens):
            continue
        elif run:
            yield run
            run = []
    if run:
        yield run
