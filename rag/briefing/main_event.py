"""How much a sentence tells the newest state of the main event: an outcome, a toll or a decision that many articles tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.article import ArticleHeader
from rag.briefing.weighed import OwnSentence
from rag.cite import QUOTATION
from rag.words import content_words, coverage

_OPENING = 6  # sentences of an article that tell what it is about
_OLD = 0.3  # what the oldest outcome counts of the newest one
_MOSTLY = 0.6  # of a topic's words that the bottom line must hold
_NEAR = 0.55  # cosine from which an opening tells what a sentence tells
_TOLD, _OUTCOME, _TOLL, _TOPIC, _TITLE = 0.5, 0.2, 0.2, 0.45, 0.25  # what each adds at most
_AHEAD, _BACKGROUND, _LEANS = 0.2, 0.6, 0.3  # what each takes away
_OUTCOMES = re.compile(
    r"\b(?:w[io]ns?|winning|beat|beats|defeat(?:s|ed)|lost|killed|kills|died|dies|dead|shot|struck|hit|destroyed|collapsed|crashed|derailed|"
    r"resign(?:s|ed)|ousted|elected|appointed|named|sworn|arrested|charged|indicted|convicted|sentenced|acquitted|pleaded|freed|released|"
    r"ruled|overturned|upheld|blocked|struck down|approved|passed|rejected|signed|agreed|reached|declared|ordered|banned|seized|searched|"
    r"launched|invaded|withdr[ae]w|withdrawn|landed|made landfall|completed|bought|acquired|sold|failed|raised|cut|ended|announced|"
    r"confirmed|found|recovered|evacuated|attacked|beaten|injured|wounded|buried|crowned|became|surpassed|rose|reinstated|stepped down)\b",
    re.IGNORECASE,
)
_TOLLS = re.compile(
    r"\b(?:death toll|toll)\b|\b(?:\d[\d,.]*|dozens|hundreds|thousands|tens of thousands)\b(?:\W+\w+){0,4}\W+(?:dead|killed|died|deaths|injured|missing)\b"
    r"|\bkill(?:ed|ing|s)\b(?:\W+\w+){0,3}\W+(?:\d[\d,.]*|dozens|hundreds|thousands)\b",
    re.IGNORECASE,
)
_AHEADS = re.compile(
    r"\b(?:will|would|could|may|might|should|set to|expected to|vow(?:s|ed|ing)?|wonder(?:s|ing)?|hopes? to)\b",
    re.IGNORECASE,
)
_PERSONALS = re.compile(r"\b(?:I|I['’]m|I['’]ve|me|my|you|your|we['’]?(?:re|ve|ll)?|our|us)\b(?!\.S)")
_JOINS = re.compile(r"[-–—/]")
_DENIED = re.compile(r"\b(?:did|does|do|is|are|was|were|has|have|had)(?: not|n['’]t)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GENERAL = re.compile(
    r"\b(?:always|usually|typically|often|history|decades?|for years|every year|ever since|in recent years|originally)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"^[\W_]*(?:a|an) (?:long-awaited|second|third|similar|separate|further|new|recent|such|key)\b|\b(?:also|too|however|long-awaited|the latter)\b|^[\W_]*[A-Z][a-z]*(?: [a-z]+){0,8}, (?:he|she|they|it)\b",
    re.IGNORECASE,
)


class MainEvent:
    """What the articles tell most, against which sentences are weighed."""

    def __init__(self, own: Sequence[OwnSentence], topic: str) -> None:
        """own: the sentences of all the articles. topic: what is asked for, "" for all that is new."""
        self._words = content_words(topic)
        openings: dict[str, list[NDArray[np.float32]]] = {}
        for one in own:
            if one.place < _OPENING:
                openings.setdefault(one.article.id, []).append(one.vector)
        self._openings = {article: np.stack(vectors) for article, vectors in openings.items()}

    def weight(self, one: OwnSentence, age: float) -> float:
        """Return what a sentence gains, or loses below 0, for how much it tells of the main event. age: 1 for the newest
        article's, 0 for the oldest one's: an outcome tells the state of things only until the next one."""
        text = one.span.of(one.article.text)
        gained = _TOLD * self._told(one) + self._of_topic(one.article, text)
        told = _OUTCOME * bool(_OUTCOMES.search(text)) + _TOLL * bool(_TOLLS.search(text))
        gained += told * (_OLD + (1 - _OLD) * age)
        gained -= _AHEAD * bool(_AHEADS.search(text))
        gained -= _BACKGROUND * (_long_ago(one.article, text) or bool(_GENERAL.search(text)))
        return gained - _LEANS * (bool(_LEANING.search(text)) + bool(_DENIED.search(text)))

    def bears(self, one: OwnSentence) -> bool:
        """Tell whether a sentence holds most of what is asked for, and is nobody's talk to the reader."""
        text = one.span.of(one.article.text)
        if _PERSONALS.search(QUOTATION.sub("", text)):
            return False
        return not self._words or _held(self._words, text) >= _MOSTLY

    def _told(self, one: OwnSentence) -> float:
        """Return the share of the other articles whose openings tell what the sentence tells; a third of them is enough."""
        others = [vectors for article, vectors in self._openings.items() if article != one.article.id]
        if not others:
            return 0.0
        told = sum(float((vectors @ one.vector).max()) >= _NEAR for vectors in others)
        return min(1.0, 3 * told / len(others))

    def _of_topic(self, article: ArticleHeader, text: str) -> float:
        if not self._words:
            return 0.0
        return _TOPIC * _held(self._words, text) + _TITLE * _held(self._words, article.title or "")


def _held(words: set[str], text: str) -> float:
    """Return the share of words that a text holds, also within compounds ("World Cup-winning")."""
    return coverage(words, _JOINS.sub(" ", text))


def _long_ago(article: ArticleHeader, text: str) -> bool:
    """Tell whether a sentence goes back to a year that was over long before its report."""
    if not article.published_at:
        return False
    years = [int(year) for year in _YEAR.findall(text)]
    return bool(years) and min(years) < int(article.published_at[:4]) - 1
