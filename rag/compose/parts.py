"""The parts of a question, in order: "What did X say about A and B?", "Who wrote the letter, and when?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.asking.question import Question, QuestionKind, parse_question
from rag.retrieval.answer_type import AnswerType, answer_type
from rag.words import content_words

_MOST = 3
_ASKS = (
    r"(?:(?:by|at|in|on|to|for|since|until|from|of|with)\s+(?=wh|how))?(?:who|whom|whose|what|when|where|why|which|how(?:\s+(?:many|much|long|old|far|often|large|high))?|by whom|"
    r"in what words|since when|to whom)"
)
_SECOND = re.compile(rf",?\s+and\s+(?P<rest>{_ASKS}\b.*)$", re.IGNORECASE)
_FIRST = re.compile(rf"^(?:and |but |so )?{_ASKS}\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=\?)\s+(?=\S)")
_BOTH = re.compile(r"\b(?:between|both|either|among)\b|[“”\"]", re.IGNORECASE)
_AND = re.compile(r"^(?P<one>.+?)(?:,? and (?:about |on )?)(?P<other>.+)$")
_BARE = re.compile(rf"^{_ASKS}$", re.IGNORECASE)
_FEWEST = 4  # content words of what was asked first that a bare "when" takes over


def parts_of(question: Question) -> tuple[Question, ...]:
    """Return the questions that a question is made of, itself where it is one. Each reads alone."""
    texts = _sentences(question.text) or _clauses(question.text)
    if texts:
        return tuple(_like(question, text) for text in texts[:_MOST])
    if question.kind is QuestionKind.SAID and (topics := _topics(question.topic)):
        return tuple(
            replace(question, text=question.text.replace(question.topic, topic), topic=topic) for topic in topics
        )
    return (question,)


def _like(question: Question, text: str) -> Question:
    read = parse_question(text, question.asked_on)
    return replace(
        read, besides=question.besides, since=read.since or question.since, until=read.until or question.until
    )


def _sentences(text: str) -> list[str]:
    pieces = _SENTENCES.split(text)
    return (
        pieces
        if len(pieces) > 1 and all(_FIRST.match(piece) and len(content_words(piece)) > 1 for piece in pieces)
        else []
    )


def _clauses(text: str) -> list[str]:
    """Read "who ... and when ...": the second asks about what the first does where it says no more than "when"."""
    found = _SECOND.search(text)
    if not found or not _FIRST.match(text):
        return []
    first, rest = text[: found.start()].rstrip(" ,"), found["rest"].rstrip("?!. ")
    if rest.lower() in ("in what words", "why", "how"):
        return []
    if _BARE.match(rest):
        about = re.sub(
            rf"^(?:and |but |so )?{_ASKS}\s*(?:did|does|do|is|was|were|are|has|have|had)?\s*", "", first, flags=re.I
        )
        rest = f"{rest} was that: {about}"
    elif answer_type(rest) is AnswerType.ANY and len(content_words(rest)) < 1:
        return []
    return [f"{first}?", f"{rest[:1].upper()}{rest[1:]}?"]


def _topics(topic: str) -> list[str]:
    """Split "the mines and the truce"; not "Varland and Tesmar", nor "talks between X and Y"."""
    found = _AND.match(topic)
    if not found or _BOTH.search(topic) or " and " in found["other"]:
        return []
    one, other = found["one"].strip(" ,"), found["other"].strip()
    if not content_words(one) or not content_words(other):
        return []
    if re.search(r"\bof\b|\bin\b|\bfor\b|['’]s\b", one) or len(one.split()) > 4 or len(other.split()) > 5:
        return []  # "the price of bread and milk" is one topic
    determined = re.compile(r"^(?:the|a|an|his|her|its|their|about|on|whether|what|how|why)\b", re.IGNORECASE)
    if not (determined.match(one) and determined.match(other)) and not (len(one.split()) == len(other.split()) == 1):
        return []
    if one[:1].isupper() and other[:1].isupper():
        return []
    return [one, other]
