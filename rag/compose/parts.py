"""The parts of a question, in order: "What did X say about A and B?", "Who wrote the letter, and when?"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rag.asking.question import Question, QuestionKind, parse_question
from rag.asking.thread import topic_of
from rag.compose.defined import asked_to_define
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
_WHO = r"(?P<one>.+?) (?:and|with|to|versus|vs\.?|or) (?P<other>.+?)"
_ON = r"(?:\s+(?:about|on|over|regarding|concerning|of)\s+(?P<topic>.+))?$"
_VIEWS = r"(?:views?|positions?|accounts?|versions?|stances?|statements?|opinions?|claims?|lines?|figures?)"
_COMPARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and |but |so )?(?:please )?(?:compare|contrast) what {_WHO} (?:say|think|said|claim|report)s?{_ON}",
        rf"^(?:what(?:'s|’s| is| are) the )?differences? between what {_WHO} (?:say|think|said|claim|report)s?{_ON}",
        rf"^(?:and |but |so )?(?:please )?(?:compare|contrast)(?: the)?(?: {_VIEWS} of)? (?P<one>(?:the )?[A-Z].*?|the .+?) (?:and|with|to|versus|vs\.?) (?P<other>.+?)(?: {_VIEWS})?{_ON}",
        rf"^what(?:'s|’s| is| are) the differences? between (?P<one>.+?) and (?P<other>.+?)(?: {_VIEWS})?\s+(?:about|on|over|regarding)\s+(?P<topic>.+)$",
        rf"^(?:how|where|on what) do(?: the {_VIEWS} of)? {_WHO}(?: {_VIEWS})? (?:differ|disagree|compare|agree){_ON}",
        rf"^do {_WHO} (?:agree|disagree|differ|say the same|tell the same story){_ON}",
        rf"^does (?P<one>.+?) (?:agree|disagree) with (?P<other>.+?){_ON}",
    )
)
_COMMA = re.compile(r",\s+(?=(?:who|what|why|how (?:many|much|long)|which|where|when)\b)", re.IGNORECASE)
_BARE = re.compile(rf"^{_ASKS}$", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|they|them|this|that)\b", re.IGNORECASE)
_FEWEST_ALONE = 2  # content words of a second question below which it leans on the first
_FEWEST = 4  # content words of what was asked first that a bare "when" takes over


def parts_of(question: Question) -> tuple[Question, ...]:
    """Return the questions that a question is made of, itself where it is one. Each reads alone."""
    texts = _compared(question.text) or _sentences(question.text) or _clauses(question.text)
    if texts:
        return tuple(_like(question, text) for text in texts[:_MOST])
    if question.kind is QuestionKind.SAID and (topics := _topics(question.topic)):
        return tuple(
            replace(question, text=question.text.replace(question.topic, topic), topic=topic) for topic in topics
        )
    return (question,)


def asks_to_compare(question: Question) -> bool:
    """Tell whether a question sets what two say beside each other."""
    return bool(_compared(question.text))


def _compared(text: str) -> list[str]:
    """Read "Compare what A and B say about T", "How do A and B differ on T?", "Do A and B agree on T?"."""
    bare = text.rstrip("?!. ")
    found = next((found for pattern in _COMPARES if (found := pattern.match(bare))), None)
    if not found:
        return []
    topic = found["topic"].strip(" ,") if found["topic"] else ""
    about = f" about {topic}" if topic else ""
    return [
        f"What does {found[name].strip(' ,').removesuffix(chr(39) + 's').removesuffix('’s')} say{about}?"
        for name in ("one", "other")
    ]


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
    several = [piece.strip(" ,") for piece in _COMMA.split(first)]
    if len(several) > 1 and all(_FIRST.match(piece) and content_words(piece) for piece in several):
        return [_placed(f"{piece[:1].upper()}{piece[1:]}?", several[0]) for piece in (*several, rest)]
    if rest.lower() in ("in what words", "why", "how"):
        return []
    if _BARE.match(rest):
        about = re.sub(
            rf"^(?:and |but |so )?{_ASKS}\s*(?:did|does|do|is|was|were|are|has|have|had)?\s*", "", first, flags=re.I
        )
        whole = first if first.split()[0].lower() == "who" else f"that: {about}"
        rest = f"{rest} was it that they {about}" if whole is first and about != first else f"{rest} was that: {about}"
    elif answer_type(rest) is AnswerType.ANY and len(content_words(rest)) < 1:
        return []
    rest = f"{rest[:1].upper()}{rest[1:]}?"
    leans = len(content_words(rest)) < _FEWEST_ALONE or bool(_IT.search(rest))
    return [f"{first}?", _about(rest, first) if leans else rest]


def _about(part: str, first: str) -> str:
    """Return a part that names nobody with what the first part is about: "who is to blame for the tram delay?"."""
    asked = parse_question(first, date.min)
    defined = asked_to_define(asked)
    topic = defined or topic_of(asked)[0]
    if defined and (it := _IT.search(part)):
        return f"{part[: it.start()]}{topic}{part[it.end() :]}"
    if not content_words(topic) - content_words(part) or any(word[:1].isupper() for word in part.split()[1:]):
        return part
    if re.search(r"\b(?:it|its|they|them|their|he|she|him|her|his|that|this|those|these)\b", part, re.IGNORECASE):
        return part
    return f"{part.rstrip('?')}, regarding {topic}?"


def _placed(part: str, first: str) -> str:
    """Return a part that names nobody and no place with the place that the first part names: "how many died at Skarn Bank?"."""
    place = topic_of(parse_question(first, date.min))[1]
    if not place or any(word[:1].isupper() for word in part.split()[1:]):
        return part
    return f"{part.rstrip('?')} {place}?"


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
