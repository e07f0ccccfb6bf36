"""How much a sentence tells the newest state of the main event: an outcome, a toll or a decision that many articles tell."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

import numpy as np

from ingest.article import ArticleHeader
from rag.briefing.weighed import OwnSentence
from rag.cite import QUOTATION
from rag.words import content_words, coverage

_OPENING = 6  # sentences of an article that tell what it is about
_OLD = 0.3  # what the oldest outcome counts of the newest one
_MANY, _FEW = 1 / 3, 1 / 20  # shares of the articles that make a thing widely told
_MOSTLY = 0.6  # of a topic's words that the bottom line must hold
_NEAR = 0.55  # cosine from which an opening tells what a sentence tells
_TOLD, _DECISION, _OUTCOME, _TOLL, _TOPIC, _TITLE = 0.5, 0.4, 0.15, 0.2, 0.45, 0.25  # what each adds at most
_AHEAD, _BACKGROUND, _LEANS = 0.2, 0.6, 0.3  # what each takes away
_DECIDED = re.compile(
    r"(?<!\bto )(?<!\bwill )(?<!\bcould )(?<!\bwould )\b(?:w[io]ns?|clinch(?:es|ed)|extradited|arraigned|pleaded guilty|beat|beats|defeat(?:s|ed)|killed|kills|died|dies|dead|resign(?:s|ed)|stepped down|steps down|ousted|elected|sworn in|arrested|"
    r"charged|indicted|convicted|sentenced|acquitted|freed|released|overturned|upheld|blocked|struck down|shot down|approved|passed|signed|"
    r"declared|banned|seized|completed|acquired|destroyed|collapsed|derailed|crashed|made landfall|crowned)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:lost|shot|struck|hit|appointed|named|pleaded|ruled|rejected|agreed|reached|ordered|searched|launched|invaded|withdr[ae]w|withdrawn|"
    r"landed|bought|sold|failed|raised|cut|announced|confirmed|found|recovered|evacuated|attacked|beaten|injured|wounded|buried|surpassed|"
    r"rose|reinstated|ended|became|becomes)\b",
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
_PERSONALS = re.compile(r"\b(?:I|I['’]m|I['’]ve|me|my|you|your|we(?:['’](?:re|ve|ll|d))?|our|us)\b(?!\.S)")
PARTS = re.compile(r"\band\b|[,;&]")
_JOINS = re.compile(r"[-–—/]")
_DENIED = re.compile(r"\b(?:did|does|do|is|are|was|were|has|have|had)(?: not|n['’]t)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_OF_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)}) (?:\d{{1,2}}, )?((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTHS_AGO = 4  # from which what is told is no news of its report
_GENERAL = re.compile(
    r"\b(?:always|usually|typically|often|history|decades?|for years|every year|ever since|in recent years|originally)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"^[\W_]*the (?:push|move|decision|announcement|comments?|news|disclosure|revelations?|remarks?|developments?|findings?)\b|"
    r"^[\W_]*(?:a|an) (?:long-awaited|second|third|similar|separate|further|new|recent|such|key)\b|\b(?:also|too|however|long-awaited|the latter)\b|^[\W_]*[A-Z][a-z]*(?: [a-z]+){0,8}, (?:he|she|they|it)\b",
    re.IGNORECASE,
)


class Asked:
    """The words of a topic. "The strait and the bank": what is about either is about the topic."""

    def __init__(self, topic: str) -> None:
        self.parts = [words for piece in PARTS.split(topic) if (words := content_words(piece))]

    def held(self, text: str) -> float:
        """Return the share of the topic's words that a text holds, also within compounds ("World Cup-winning")."""
        plain = _JOINS.sub(" ", text)
        return max((coverage(words, plain) for words in self.parts), default=0.0)

    def mostly(self, text: str) -> bool:
        """Tell whether a text holds most of them; all texts do where nothing is named."""
        return not self.parts or self.held(text) >= _MOSTLY


class MainEvent:
    """What the articles tell most, against which sentences are weighed."""

    def __init__(self, own: Sequence[OwnSentence], topic: str) -> None:
        """own: the sentences of all the articles. topic: what is asked for, "" for all that is new."""
        self._asked = Asked(topic)
        self._shares = _shares(own)
        # Of all that is new, what most articles tell is the greatest news; of one topic, a third of them is many.
        self._many = _MANY if self._asked.parts else max([_FEW, *self._shares.values()])

    def weight(self, one: OwnSentence, age: float) -> float:
        """Return what a sentence gains, or loses below 0, for how much it tells of the main event. age: 1 for the newest
        article's, 0 for the oldest one's: an outcome tells the state of things only until the next one."""
        text = one.span.of(one.article.text)
        gained = _TOLD * self._told(one) + self._of_topic(one.article, text)
        decided = _DECISION if _DECIDED.search(text) else _OUTCOME * bool(_DONE.search(text))
        told = decided + _TOLL * bool(_TOLLS.search(text))
        gained += told * (_OLD + (1 - _OLD) * age)
        gained -= _AHEAD * (bool(_AHEADS.search(text)) and decided < _DECISION)
        gained -= _BACKGROUND * (_long_ago(one.article, text) or bool(_GENERAL.search(text)))
        return gained - _LEANS * (bool(_LEANING.search(text)) + bool(_DENIED.search(text)))

    def bears(self, one: OwnSentence) -> bool:
        """Tell whether a sentence holds most of what is asked for, and is nobody's talk to the reader."""
        text = one.span.of(one.article.text)
        if _PERSONALS.search(QUOTATION.sub("", text)):
            return False
        return self._asked.mostly(text)

    def _told(self, one: OwnSentence) -> float:
        """Return how widely what the sentence tells is told, 0 to 1."""
        return min(1.0, self._shares.get((one.article.id, one.place), 0.0) / self._many)

    def _of_topic(self, article: ArticleHeader, text: str) -> float:
        return _TOPIC * self._asked.held(text) + _TITLE * self._asked.held(article.title or "")


def _shares(own: Sequence[OwnSentence]) -> dict[tuple[str, int], float]:
    """Return by article and place of a sentence the share of the other articles whose openings tell what it tells."""
    rows = sorted((one for one in own if one.place < _OPENING), key=lambda one: one.article.id)
    articles = list(dict.fromkeys(one.article.id for one in rows))
    if len(articles) < 2:
        return {}
    starts = [next(i for i, one in enumerate(rows) if one.article.id == article) for article in articles]
    near = np.stack([one.vector for one in own]) @ np.stack([one.vector for one in rows]).T
    told = np.maximum.reduceat(near, starts, axis=1) >= _NEAR
    column = {article: i for i, article in enumerate(articles)}
    shares = {}
    for one, row in zip(own, told, strict=True):
        itself = one.article.id in column
        others = int(row.sum()) - (int(row[column[one.article.id]]) if itself else 0)
        shares[one.article.id, one.place] = others / max(1, len(articles) - itself)
    return shares


def _long_ago(article: ArticleHeader, text: str) -> bool:
    """Tell whether a sentence goes back to a year that was over long before its report."""
    if not article.published_at:
        return False
    year, month = int(article.published_at[:4]), int(article.published_at[5:7] or 12)
    years = [int(found) for found in _YEAR.findall(text)]
    if years and min(years) < year - 1:
        return True
    months = [(year - int(y)) * 12 + month - _MONTHS.index(m.lower()) - 1 for m, y in _OF_MONTH.findall(text)]
    return bool(months) and min(months) >= _MONTHS_AGO
