"""Answer a question of fact with the sentences that answer it, the surest first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial
from itertools import islice

from ingest.article import Span
from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.asked_kind import kind_asked
from rag.compose.bearing import BESIDES, NOT_PLAIN, answering, of_the_kind
from rag.compose.choice import Choice, choices, may_answer
from rag.compose.defined import asked_to_define, defining, not_defined
from rag.compose.doers import tellings, told_first, untold
from rag.compose.event import Named, of_it, only_of_it
from rag.compose.figures import differing_figures
from rag.compose.lately import newest_first
from rag.compose.lines import is_caption, is_headline, is_line, is_link
from rag.compose.nearest import NEAREST, nearest
from rag.compose.neighbours import sentence_before
from rag.compose.offices import asked_office, naming, not_named
from rag.compose.reasons import NO_REASON, compose_reasons
from rag.compose.spoken import spoken
from rag.compose.superseded import says_only_that
from rag.compose.trim import shortened
from rag.compose.when import asks_when, dated_first, dates_it
from rag.compose.wording import Wording
from rag.compose.yes_no import asks_yes_or_no, closest_first, opposing_pair, other_side, told_as_opposed
from rag.reading.asked import asks_of_a_doing, asks_why, last_sentence
from rag.reading.parsed import SentenceReader
from rag.types import RetrievedPassage
from rag.words import content_words

_MOST = 5  # sentences of an answer
_BESIDES = 0.25  # share of the belief from which a sentence is told beside figures that differ
_SURE = 0.8  # share of the belief after which no further sentence is given
_LEAST_SHARE = 0.1  # of the best one's belief, below which a sentence does not join the answer
NOT_OF_IT = f"No sentence found speaks of all that the question names. {NEAREST}"
NOT_SAID = f"No sentence found says this in so many words. {NEAREST}"
_WHO = re.compile(
    r"(?:Its?(?!['’]s\b)|His|Her|Their|They|He|She|Both|(?:The|This|That|These|Those) (?:company|firm|group|report|letter|agency|move|decision|law|rule|bill|plan|man|woman|suspect|team))\b"
)
_LONGEST_BEFORE = 260  # characters of the sentence that says who "they" are
_NEXT, _NEAR = 6, 0.25  # whole sentences looked for behind a headline, and the least share of one, of the headline's
_FIRST = 3  # sentences put first because they tell of the doing asked about
_BEFORE_OTHER = 2  # sentences that stand before one of the other side
_FEWEST, _ALL, _MORE = (
    3,
    0.75,
    0.2,
)  # words asked, the share of them that says all again, and how much more than the first holds
_LIKELY = 0.05  # of the best one's belief, below which it is not looked at
_LOOKED_AT = 12  # sentences among which one that names the kind of thing asked for is looked for


def compose_fact(
    question: Question, passages: Sequence[RetrievedPassage], wording: Wording, reader: SentenceReader
) -> list[Draft]:
    """Return the sentences that answer best, each with its outlet or speaker and its day; more where belief is spread."""
    ranked = readable(newest_first(question, choices(question, passages, wording.article_of)))
    if asks_why(question.text):
        return compose_reasons(question, ranked, wording, reader) or nearest(
            NO_REASON, [told(question, one, wording) for one in chosen(ranked)]
        )
    figures, cited = differing_figures(question, ranked, wording)
    if figures is not None:
        rest = [one for one in ranked if (one.passage.article.id, one.span) not in cited]
        return [figures, *(told(question, one, wording) for one in chosen(rest)[:1] if one.share >= _BESIDES)]
    if asks_when(question.text):
        ranked = dated_first(question, ranked)
    if asks_yes_or_no(question.text):
        ranked = closest_first(question.text, ranked)
        if pair := opposing_pair(ranked):
            return told_as_opposed(*(told(question, one, wording) for one in pair))
        found = answering(question, chosen(ranked), wording.article_of)
        other = other_side(question.text, ranked[0], ranked) if ranked else None
        kept = [one for one in found.kept if one is not other]
        kept = [*kept[:_BEFORE_OTHER], *([other] if other is not None else []), *kept[_BEFORE_OTHER:]][:_MOST]
        drafts = [told(question, one, wording) for one in kept]
        near = [told(question, one, wording) for one in found.near if one is not other]
        return [*drafts, *nearest(BESIDES, near)] if found.plain else nearest(NOT_PLAIN, [*drafts, *near], 3)
    if role := asked_office(question):
        named = Named(question.text)

        def of_that(one: Choice) -> bool:
            return of_it(named, one, wording.article_of)

        if holders := naming(role, question, ranked, of_that):
            return [told(question, one, wording) for one in holders]
        near_by = chosen(list(islice(filter(of_that, ranked), _LOOKED_AT)) or ranked)
        return nearest(not_named(role), [told(question, one, wording) for one in near_by])
    if topic := asked_to_define(question):
        said = defining(topic, ranked)
        near_it = [told(question, one, wording) for one in said or chosen(ranked)]
        return near_it if said else nearest(not_defined(topic, question), near_it)
    kept = _completing(question, _with_the_kind_asked(question, chosen(ranked), ranked), ranked)
    tells = None
    unsaid = False
    if asks_of_a_doing(question.text) and not asks_when(question.text):
        tells = tellings(question, ranked, reader, wording.article_of)
    if tells is not None:
        unsaid = untold(tells, ranked)
        kept = _before(
            told_first(question, tells, ranked, wording.article_of)[:_FIRST], kept, content_words(question.text)
        )
    kept, of_what_is_named = only_of_it(Named(question.text), kept, ranked, wording.article_of)
    held = of_the_kind(kind_asked(question.text).held)
    if asks_when(question.text):
        held = partial(dates_it, question)
    found = answering(question, kept, wording.article_of, tells, held)
    drafts = [_introduced(found.kept[0], wording) or told(question, found.kept[0], wording)] if found.kept else []
    drafts += [told(question, one, wording) for one in found.kept[1:]]
    near = [told(question, one, wording) for one in found.near]
    if not of_what_is_named:
        return nearest(NOT_OF_IT, [*drafts, *near])
    if unsaid or not found.plain:
        return nearest(NOT_SAID if tells is not None else NOT_PLAIN, [*drafts, *near], 2 if unsaid else 3)
    return [*drafts, *nearest(BESIDES, near)]


def _introduced(one: Choice, wording: Wording) -> Draft | None:
    """Return the first sentence with the one before it, where it begins with "Its author" or "The company"; None for any other."""
    if not _WHO.match(one.words) or spoken(one.span, one.passage.attributions) is not None:
        return None
    article = wording.article_of(one.passage.article.id)
    before = sentence_before(one.span, article.text)
    if before is None or before.end - before.start > _LONGEST_BEFORE:
        return None
    return wording.sentence(None, Span(start=before.start, end=one.span.end), article)


def readable(ranked: Sequence[Choice]) -> list[Choice]:
    """Return the sentences without links and captions, and with a headline at the top behind the first whole sentence near it."""
    kept = [one for one in ranked if not is_link(one.words) and not is_caption(one.words)]
    if kept and _heads(kept[0]):
        whole = next((one for one in kept[1:_NEXT] if not _heads(one) and one.share >= _NEAR * kept[0].share), None)
        if whole is not None:
            kept = [whole, *(one for one in kept if one is not whole)]
    return kept


def _heads(one: Choice) -> bool:
    return is_headline(one.words, one.passage.article.title)


def _before(first: Sequence[Choice], kept: Sequence[Choice], asked: Collection[str]) -> list[Choice]:
    """Return the sentences that tell of the doing asked about before the others, without repeating one another.

    asked: the question's stems, which all that tell of it hold: "made landfall in Florida" does not repeat "in Cuba".
    """
    told_of = chosen_of(first, asked)
    return [*told_of, *(one for one in kept if not any(one.repeats(other) for other in told_of))][:_MOST]


def _with_the_kind_asked(question: Question, kept: Sequence[Choice], ranked: Sequence[Choice]) -> list[Choice]:
    """Return the chosen that name such a thing as is asked for, with the best that does where none of them is one."""
    held = kind_asked(question.text).held
    if held is None:
        return list(kept)
    naming = [one for one in kept if held(one.words)]
    if kept and held(kept[0].words):
        return naming  # the others are less sure, and do not name one
    if naming:
        return [*naming, *(one for one in kept if one not in naming)]
    found = next((one for one in ranked[:_LOOKED_AT] if held(one.words)), None)
    return [*kept[:1], *([found] if found else []), *kept[1:]][:_MOST]


def _completing(question: Question, kept: Sequence[Choice], ranked: Sequence[Choice]) -> list[Choice]:
    """Return the chosen behind a sentence that says again all that is asked, where the question tells something else before it."""
    last = last_sentence(question.text)
    asked = content_words(last)
    if not kept or last == question.text.strip() or len(asked) < _FEWEST:
        return list(kept)

    def held(one: Choice) -> float:
        return len(asked & content_words(one.words)) / len(asked)

    least = max(_ALL, held(kept[0]) + _MORE)
    some = [one for one in ranked[:_LOOKED_AT] if one.share >= _LIKELY * ranked[0].share and not is_line(one.words)]
    found = next((one for one in some if held(one) >= least), None)
    return list(kept) if found is None else [found, *(one for one in kept if not one.repeats(found))]


def told(question: Question, one: Choice, wording: Wording) -> Draft:
    """Return a chosen sentence as a statement, without the clauses at its end that do not bear on the question."""
    article = wording.article_of(one.passage.article.id)
    cut = shortened(one.span, article.text, may_answer(question))
    return wording.sentence(spoken(one.span, one.passage.attributions), cut, article, whole=one.span)


def chosen_of(some: Sequence[Choice], asked: Collection[str] = ()) -> list[Choice]:
    """Return sentences without those that say the same as one before them. asked: stems that tell nothing new."""
    kept: list[Choice] = []
    for one in some:
        if not says_only_that(one.words) and not any(one.repeats(other, asked) for other in kept):
            kept.append(one)
    return kept


def chosen(ranked: Sequence[Choice]) -> list[Choice]:
    """Return the best choices that do not repeat one another, as many as it takes for the belief to be in them."""
    kept: list[Choice] = []
    believed = 0.0
    for one in ranked:
        if len(kept) == _MOST or (kept and (believed >= _SURE or one.share < _LEAST_SHARE * kept[0].share)):
            break
        believed += one.share
        asks = not kept and one.words.rstrip('”"’').endswith("?") and len(ranked) > 1  # a question is no answer
        if asks or says_only_that(one.words) or any(one.repeats(other) for other in kept):
            continue
        kept.append(one)
    return kept
