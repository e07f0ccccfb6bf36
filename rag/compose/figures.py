"""Figures asked for: "how many died?" Where the articles give different ones, all are told, each with who says it and when."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.article import Attribution, Span
from rag.asking.question import Question
from rag.cite import Draft, Evidence
from rag.compose.choice import Choice
from rag.compose.event import EVENT_WORDS, Named, near_in_time, piece_fits, same_kind
from rag.compose.wording import Wording, within
from rag.verify.facts_in_text import Number, Token, numbers_of, tokens_of
from rag.wordforms import form
from rag.words import content_words, stem

_HOW = re.compile(r"\bhow\s+(?:many|much)(?P<noun>(?:\s+[\w’'-]+){0,2})", re.IGNORECASE)
_WHAT_COST = re.compile(
    r"\bwhat (?:do|does|did|will|would) .+ cost\b|\bwhat(?:['’]s| is| was| are) the (?:price|cost)s? of\b",
    re.IGNORECASE,
)
_COST = re.compile(r"\bhow much\b|\b(?:cost|price|bill|damage|worth|value)\b", re.IGNORECASE)
_SPENT = re.compile(
    r"\b(?:costs?|costing|damages?|bill|losses|lost|priced?|prices|worth|valued?|estimate\w*|reckon\w*|spoken of|pa(?:y|id)|a dose)\b",
    re.I,
)
_DEATH = re.compile(r"\b(?:died?|deaths?|dead|killed|toll|casualties|victims)\b", re.IGNORECASE)
_DEAD = re.compile(r"\b(?:dead|died|deaths?|killed|lives|toll|fatalit\w+|bodies)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\b(?:at least|at most|about|around|some|nearly|almost|more than|less than|fewer than|up to|over|roughly|"
    r"approximately|an estimated|only|between [\d,.]+ and|no more than)\s+)?(?:[$€£¥]\s?)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s*%|\s+(?!and\b|or\b|in\b|of\b|on\b|at\b|to\b|by\b|for\b|the\b|had\b|were\b|was\b|as\b|that\b|have\b|has\b|"
    r"are\b|is\b|will\b|after\b|when\b|since\b|with\b|from\b|who\b|which\b|so\b|but\b|while\b)[^\W\d_]+(?:\s+(?:a|per)\s+(?:day|week|month|"
    r"year|dose|person|head|hour))?)?(?:\s+(?:dead|killed|missing|people|homes|dollars|crowns|euros|pounds))?"
)
_HURT = re.compile(
    r"\b(?:injur\w+|wounded|hurt|missing|displaced|homeless|evacuated|rescued|arrested|detained|survivors?|homes?|houses|buildings)\b"
)
_NAMED = re.compile(
    r"\b(?:the )?(?:death )?(?:toll|number|figure|total|count|bill|cost|price)\b[^.;,\d]{0,70}$", re.IGNORECASE
)
_RISES = re.compile(
    r"\b(?:increased|rose|risen|climbed|jumped|grown|grew|stood|stands|reached|exceeded|surpassed|passed|topped|soared)\b[^.;]{0,12}$"
)
_LEAD = 300  # characters of an article that tell what it is about
_DEAD_BEFORE, _TOLL_BEFORE = 30, 100  # characters in which it stands that a number counts the dead
_TIMES = re.compile(r"(?:times|fold|percent|per)\b")
_NO_SOURCE = re.compile(  # what a parser takes for who said it
    r"^(?:the |a |an )?(?:\w+ )?(?:search|release|comments?|efforts?|meeting|attacks?|request|operation|move|crash|storm|quake|earthquake|office)\b",
    re.IGNORECASE,
)
_RATES = frozenset(
    stem(word)
    for word in "day week month year hour minute dose person head barrel ton tonne litre gallon share unit night".split()
)
_VAGUE = re.compile(r"(?:one|tens|dozens?|hundreds|thousands|millions|billions|half|twice|double)\b", re.IGNORECASE)
_ABOUT, _FAR_ABOUT = (
    0.5,
    0.66,
)  # share of the question's words that a figure's passage must hold, near the top and further down
_AMONG, _FURTHER = 16, 48  # sentences looked at, the surest and all
_MOST = 5  # different figures told
_CLOSE = 0.02  # two figures nearer than this share are one figure


@dataclass(slots=True)
class _Figure:
    value: float
    said: list[tuple[Choice, Attribution | None, Span]] = field(default_factory=list)

    @property
    def newest(self) -> str:
        return max((one.passage.article.published_at or "")[:10] for one, _, _ in self.said)


def differing_figures(
    question: Question, ranked: Sequence[Choice], wording: Wording
) -> tuple[Draft | None, frozenset[tuple[str, Span]]]:
    """Return a statement of the different figures for what is asked, newest first, and the sentences it cites.

    None where one figure is given, or where it is not plain that the figures are of the same thing.
    """
    how = _HOW.search(question.text) or (_HOW.search("how much") if _WHAT_COST.search(question.text) else None)
    if not how:
        return None, frozenset()
    figures = _figures(question, how, ranked, wording)
    if len(figures) < 2:
        return None, frozenset()
    figures = sorted(figures[:_MOST], key=lambda one: (one.newest, one.value), reverse=True)
    told = [_told(figure, wording) for figure in figures]
    evidence = tuple(item for _, items in told for item in items)
    days = [figure.newest for figure in figures]
    rising = bool(_DEATH.search(question.text)) and all(a.value >= b.value for a, b in itertools.pairwise(figures))
    if rising and days[0] > days[1] and "" not in days:
        # A toll that only rises was not disputed: the newest figure stands, and the earlier ones are its history.
        text = f"Newest: {told[0][0]}. Earlier: {'; '.join(piece for piece, _ in told[1:])}."
    else:
        order = ", newest first" if len(set(days)) > 1 and "" not in days else ""
        text = f"The figures differ{order}: {'; '.join(piece for piece, _ in told)}."
    return Draft(text=text, evidence=evidence), frozenset((e.article_id, e.span) for e in evidence)


def _told(figure: _Figure, wording: Wording) -> tuple[str, list[Evidence]]:
    """Return a figure in the words of its first place, with who gives it where and when, and the sentences it stands in."""
    places, evidence = [], []
    for one, said, _ in figure.said[:2]:
        article = wording.article_of(one.passage.article.id)
        label = within(said, article.text) if said else None
        label = None if label and _NO_SOURCE.search(label) else label
        places.append(", ".join(filter(None, (label, wording.where(article, said.via if said else ())))))
        evidence.append(
            Evidence(article_id=article.id, span=one.span, quote=one.span.of(article.text), attribution=said)
        )
    first, _, span = figure.said[0]
    words = " ".join(span.of(wording.article_of(first.passage.article.id).text).split())
    return f"“{words}” ({'; '.join(dict.fromkeys(places))})", evidence


def _figures(question: Question, how: re.Match[str], ranked: Sequence[Choice], wording: Wording) -> list[_Figure]:
    nouns = {known for word in how["noun"].split() for known in (stem(word), form(word))}
    money = bool(_COST.search(question.text))
    death = bool(_DEATH.search(question.text))
    plain = (_DEATH if death else _COST).sub(" ", question.text) if money or death else question.text
    asked = content_words(plain) - nouns
    event = asked & EVENT_WORDS if money or death else set()
    asked -= event
    named = Named(question.text)
    first: str | None = None
    figures: list[_Figure] = []
    unit: str | None = None
    for place, one in enumerate(ranked[:_FURTHER]):
        article = wording.article_of(one.passage.article.id)
        words = one.span.of(article.text)
        # The dead and the costs of a thing are told of in sentences that need not name it again: its title does.
        near = f"{words} {article.title or ''}" if money or death else words
        held = content_words(near)
        if event and (not held & EVENT_WORDS if not asked else not same_kind(named, f"{near} {article.text[:_LEAD]}")):
            continue
        if death and figures and not near_in_time(first, article.published_at):
            continue
        about = _ABOUT if place < _AMONG else _FAR_ABOUT
        if len(asked & held) < about * len(asked) or (money and not _SPENT.search(words)):
            continue
        tokens = tokens_of(words)
        for number in numbers_of(tokens, words):
            own = None if _VAGUE.match(number.text) else _unit(number, nouns, words, tokens, money=money, death=death)
            if own is None or (unit is not None and own != unit):
                continue
            if (money or death) and not piece_fits(named, words, tokens[number.first].start, article.published_at):
                continue
            unit, first = own, first or article.published_at
            _note(figures, number, one, tokens, article.text, bare=not death)
            break
    return figures


def _unit(
    number: Number, nouns: set[str], words: str, tokens: Sequence[Token], *, money: bool, death: bool
) -> str | None:
    """Return what a number counts, if that is what is asked for."""
    if money:
        after = [token.stem for token in tokens[number.last : number.last + 4]]
        rate = next((f"a {b}" for a, b in itertools.pairwise(after) if a in ("a", "per") and b in _RATES), "")
        currency = number.unit or (number.counted[0] if number.counted else "")
        return f"{currency} {rate}" if currency and currency != "%" and number.value >= 100 else None
    lows = (token.low for token in tokens[number.last : number.last + 4])
    following = list(itertools.takewhile(lambda low: low != "and", lows))
    if death and (_HURT.search(" ".join(following)) or (following and _TIMES.match(following[0]))):
        return None  # "more than 77,000 injured" is no toll
    if death:
        start = tokens[number.first].start
        reach = _TOLL_BEFORE if _RISES.search(words[:start]) else _DEAD_BEFORE
        near = words[max(0, start - reach) : tokens[number.last - 1].end + _DEAD_BEFORE]
        return "dead" if _DEAD.search(near) and "missing" not in near.split("dead")[0] else None
    counted = {known for word in number.counted[:2] for known in (word, form(word))}
    return "asked" if nouns & counted and number.unit in ("", "%") else None


def _note(
    figures: list[_Figure], number: Number, one: Choice, tokens: Sequence[Token], text: str, *, bare: bool
) -> None:
    start, end = one.span.start + tokens[number.first].start, one.span.start + tokens[number.last - 1].end
    before = _BEFORE.search(text, one.span.start, start)
    after = _AFTER.match(text, end, one.span.end)
    start = before.start() if before else start
    if not (after and after[0].strip()) and (named := _NAMED.search(text, one.span.start, start)):
        start = named.start()  # "the toll at 29": a bare number says nothing
    place = Span(start=start, end=after.end() if after else end)
    if not bare and not re.search(r"[^\W\d_]", place.of(text)):
        return  # a number beside which nothing stands may be of anything
    said = _said(one, place)
    for figure in figures:
        if abs(figure.value - number.value) <= _CLOSE * max(figure.value, number.value):
            stories = {(i.passage.article.story_id or i.passage.article.id, s and s.speaker) for i, s, _ in figure.said}
            if (one.passage.article.story_id or one.passage.article.id, said and said.speaker) not in stories:
                figure.said.append((one, said, place))
            return
    figures.append(_Figure(number.value, [(one, said, place)]))


def _said(one: Choice, figure: Span) -> Attribution | None:
    """Return the attribution within whose words the figure stands, the innermost where one holds another."""
    holding = [
        said
        for said in one.passage.attributions
        if said.statement and any(span.covers(figure) for span in said.content) and not _says_no_figure(said, one)
    ]
    return min(holding, key=lambda said: said.span.end - said.span.start, default=None)


def _says_no_figure(said: Attribution, one: Choice) -> bool:
    """Tell whether the cue is no saying ("agreed to", "plans to"): figures told beside what is agreed are the reporter's."""
    if said.cue is None or not one.span.covers(said.cue):
        return False
    cue = one.words[said.cue.start - one.span.start : said.cue.end - one.span.start]
    return bool(re.match(r"(?:agree|decid|plan|promis|want|refus|hope|seek|vow|offer)", cue, re.IGNORECASE))
