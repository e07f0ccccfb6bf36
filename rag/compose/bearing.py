"""What may stand in an answer behind its first sentence: what answers too or adds to it. All else is told apart, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rag.asking.question import Question
from rag.compose.choice import Choice
from rag.compose.doers import Tellings, beside
from rag.compose.lines import is_headline
from rag.compose.nearest import NEAREST
from rag.compose.wording import ArticleOf
from rag.reading.asked import last_sentence
from rag.words import content_words

NOT_PLAIN = f"No sentence found plainly answers this. {NEAREST}"
BESIDES = "Near the question, too: "
_MOST = 3  # sentences of an answer
_NEAREST = 2  # sentences told as nearest behind one that may answer
_PLAINLY = 0.5  # likeness of a sentence's doing from which it tells what is asked
_NEARLY = 0.6  # share of the best one's likeness from which another tells it too
_SURE, _HELD = 0.5, 0.75  # share of the belief, and of the question's words, from which a sentence surely answers
_HALF = 0.4  # share of them that must stand in the sentence itself
_ALL = 0.9  # the same, where none tells by its grammar what is asked to be done
_UNSURE, _FEW = 0.35, 0.6  # both below which it hardly does
_AS_SURE = 0.35  # share of the first one's belief
_JOINS = 0.66  # share of the question's words, of those that the first holds, that another must hold


@dataclass(frozen=True, slots=True)
class Answering:
    """The sentences that answer, and those that are merely near the question. plain: the first of the former is believed to answer."""

    kept: list[Choice]
    near: list[Choice]
    plain: bool


def _goes_on(first: Choice, other: Choice) -> bool:
    """Tell whether another sentence of the first one's article is nearly as sure as it."""
    return other.passage.article.id == first.passage.article.id and other.share >= _AS_SURE * first.share


def of_the_kind(held: Callable[[str], bool] | None) -> Callable[[Choice], bool] | None:
    """Return a test of words as one of sentences."""
    return None if held is None else lambda one: held(one.words)


def answering(
    question: Question,
    kept: Sequence[Choice],
    article_of: ArticleOf,
    tells: Tellings | None = None,
    held: Callable[[Choice], bool] | None = None,
) -> Answering:
    """Part the chosen sentences into those that answer and those that only touch the matter.

    tells: how far each tells of the doing that is asked about. held: tells whether a sentence names such a thing as is asked
    for. Where neither is known, a sentence answers by how sure it is, and others do if they hold as much of the question.
    """
    if not kept:
        return Answering([], [], False)
    first = kept[0]
    best = max(tells.of(one) for one in kept) if tells is not None else 0.0
    tells_it = best >= _PLAINLY
    if (
        tells is not None
        and not tells_it
        and (tells.asked.kind or last_sentence(question.text) != question.text.strip())
    ):
        tells = None  # a thing of some kind is named in many ways, and what was told before may be the better part
    rest = [
        one
        for one in kept[1:]
        if tells_it or (held and held(one)) or not is_headline(one.words, one.passage.article.title)
    ]
    words = content_words(question.text)

    asked = content_words(last_sentence(question.text))

    def covered(one: Choice, wanted: Collection[str] = words) -> float:
        return len(set(wanted) & (content_words(one.words) | beside(one, article_of))) / max(1, len(wanted))

    def itself(one: Choice) -> float:
        return len(words & content_words(one.words)) / max(1, len(words))

    sure = first.share >= _SURE or covered(first) >= (_HELD if tells is None else _ALL)
    if tells is not None and tells_it:
        telling = [one for one in (first, *rest) if tells.of(one) >= max(_PLAINLY, _NEARLY * best)]
        # One that names nobody itself may tell it of others than are asked about.
        by_name = not telling or tells.asked.is_of(content_words(telling[0].words))
        others = [one for one in kept if one not in telling]
        if tells.asked.kind:  # that what stands there is such a thing is not known for sure
            return Answering(telling[:_MOST], others[:1], True)
        return Answering(telling[:_MOST], [] if by_name else [one for one in rest if one in others][:1], True)
    if held is not None and held(first):
        least = _JOINS * covered(first, asked)
        also = [one for one in rest if one.share > first.share or (held(one) and covered(one, asked) >= least)]
        return Answering([first, *also][:_MOST], [], sure or first.share >= _UNSURE or covered(first) >= _FEW)
    if sure and tells is not None:
        return Answering([first, *(one for one in rest if tells.of(one) > tells.of(first))][:_MOST], [], True)
    if sure:
        also = [one for one in rest if (covered(one) >= _HELD and itself(one) >= _HALF) or _goes_on(first, one)]
        return Answering([first, *also][:_MOST], [], True)
    plain = tells is None and (first.share >= _UNSURE or covered(first) >= _FEW)
    return Answering([first], rest[:_NEAREST], plain)
