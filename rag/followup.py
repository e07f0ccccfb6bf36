"""Make a follow-up question whole from the conversation: its topic, its speakers, its times. Rules, no model.

"And what does Moscow say?" after a question about the truce becomes "What does Moscow say about the truce?". The page
shows the question as understood, so that a wrong guess is seen and mended by asking in full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.sides import sides_of
from rag.question import Question, QuestionKind, parse_question
from rag.types import Turn
from rag.words import content_words

_LEAD = re.compile(r"^(?:and|but|so|or|then|ok(?:ay)?|also)\b[,\s]+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\s+(?P<what>.+)$", re.IGNORECASE)
_ELSE = re.compile(r"^(?:who|anyone|anybody|what)\s+else\b(?P<rest>.*)$", re.IGNORECASE)
_BARE = re.compile(
    r"^(?P<wh>when|where|why|how|since when|how many|how much|who|how long)(?:\s+(?:is|was|did|does|were|are)\s+"
    r"(?:that|this|it|so|he|she|they)(?:\s+(?:happen|say|said|published|reported)\w*)?)?$",
    re.IGNORECASE,
)
_TO_THAT = re.compile(r"\s+(?:(?:about|to|of|on)\s+)(?:that|this|it|them|him|her)$", re.IGNORECASE)
_HE = re.compile(r"\b(?P<word>he|she|him)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(?P<word>his|her|their|its)(?=\s+\w)", re.IGNORECASE)
_THEM = re.compile(r"\b(?P<word>they|them|it|that|this)\b(?!\s+\w+\s+(?:that|which))", re.IGNORECASE)
_WHO_IS = re.compile(r"^(?:and |but )?who (?:is|was|are|were) (?:he|she|they|[A-Z])", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:(?:who|what|when|where|why|which|how(?:\s+(?:many|much|long|well|often|large|high|far))?)\s+)?"
    r"(?:(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\s+)?",
    re.IGNORECASE,
)
_PERSON_IN_ANSWER = 3  # citations in which the last speaker is looked for
_SHORT = 4  # content words up to which a question without a name leans on what was asked before
_MOST_WORDS = 12  # of a topic carried over


@dataclass(frozen=True, kw_only=True, slots=True)
class _Context:
    topic: str
    speaker: str | None
    body: str | None
    asked: Question


def make_whole(text: str, history: Sequence[Turn], asked: Question) -> str:
    """Return the question as it would be asked without the conversation; itself where it stands alone.

    asked: the question as it reads alone, for its day. history: oldest first.
    """
    if not history:
        return text
    topical = [turn for turn in history if not _WHO_IS.match(turn.question)]
    context = _context((topical or history)[-1], asked)
    bare = _LEAD.sub("", " ".join(text.split())).rstrip("?!. ")
    bare = bare[:1].upper() + bare[1:]
    if not bare:
        return text
    for rule in (_else, _fragment, _bare_wh, _said_without_topic):
        if (whole := rule(bare, context)) is not None:
            return f"{whole}?"
    named, changed = _named(bare, context)
    if not changed and _leans(bare):
        return f"{bare}, regarding {context.topic}?" if context.topic else f"{bare}?"
    return f"{named}?"


def said_before(text: str, history: Sequence[Turn]) -> frozenset[str]:
    """Return the speakers whom "who else?" leaves out: those that the answers so far cited."""
    bare = _LEAD.sub("", " ".join(text.split()))
    if not re.match(r"(?:who|anyone|anybody)\s+else\b", bare, re.I):
        return frozenset()
    answers = (turn.answer for turn in history if turn.answer)
    return frozenset(c.speaker for answer in answers for c in answer.citations if c.speaker)


def _context(turn: Turn, asked: Question) -> _Context:
    before = turn.answer.understood if turn.answer else turn.question
    parsed = parse_question(before, asked.asked_on)
    topic = parsed.topic if parsed.kind is not QuestionKind.FACT else _ASKING.sub("", parsed.topic)
    if " regarding " in topic and parsed.kind is QuestionKind.FACT:
        topic = topic.split(" regarding ", 1)[1]
    speaker = next(iter(parsed.speakers), None)
    if speaker is None and turn.answer:
        cited = (c.speaker for c in turn.answer.citations[:_PERSON_IN_ANSWER])
        speaker = next((name for name in cited if name and name[:1].isupper()), None)
    names = re.findall(r"(?<!^)(?<![.?!] )\b[A-Z][\w'’-]*(?:\s+(?:of\s+)?[A-Z][\w'’-]*)*", before)
    body = next(iter((*parsed.speakers, *parsed.groups)), None) or next(iter(names), None)
    return _Context(topic=" ".join(topic.split()[:_MOST_WORDS]), speaker=speaker, body=body, asked=parsed)


def _else(bare: str, context: _Context) -> str | None:
    found = _ELSE.match(bare)
    if not found or len(content_words(found["rest"])) > 1:
        return None
    if bare.lower().startswith("what") and context.speaker:
        return f"What else did {context.speaker} say"
    return f"Who else said something about {context.topic}" if context.topic else None


def _fragment(bare: str, context: _Context) -> str | None:
    """Read "Tarnow", "the transport minister", "what about the sirens"."""
    found = _ABOUT.match(bare)
    what = found["what"] if found else bare
    if not found and (re.match(r"(?:who|what|when|where|why|which|how)\b", bare, re.I) or len(what.split()) > 5):
        return None
    if not found and re.match(
        r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b", bare, re.I
    ):
        return None
    first = what.split()[0]
    is_speaker = bool(sides_of(what)) or (what[:1].isupper() and first.lower() not in ("the", "a", "an", "his", "her"))
    if is_speaker and context.topic:
        who = what if what.split()[0][:1].isupper() and first.lower() != "the" else what[:1].lower() + what[1:]
        return f"What did {who} say about {context.topic}"
    if context.asked.speakers:
        return f"What did {' and '.join(context.asked.speakers)} say about {what[:1].lower() + what[1:]}"
    return f"What about {what}, regarding {context.topic}" if context.topic else None


def _bare_wh(bare: str, context: _Context) -> str | None:
    found = _BARE.match(bare)
    if not found or not context.topic:
        return None
    if re.fullmatch(r"who (?:is|was) (?:he|she)", bare, re.I):
        return f"Who is {context.speaker}" if context.speaker else None
    return f"{found['wh']} was that: {context.topic}"


def _said_without_topic(bare: str, context: _Context) -> str | None:
    """Read "what does Moscow say", "what does the company say to that"."""
    plain = _TO_THAT.sub("", bare)
    parsed = parse_question(f"{plain}?", context.asked.asked_on)
    if parsed.kind is QuestionKind.FACT or parsed.topic or not context.topic:
        return None
    return f"{_named(plain, context)[0]} about {context.topic}"


def _named(bare: str, context: _Context) -> tuple[str, bool]:
    """Put the name for "he", the body for "its", the topic for "them"; tells whether anything was put."""
    whole = bare
    if context.speaker:
        whole = _HE.sub(context.speaker, whole)
    if context.body:
        owner = context.body
        whole = _HIS.sub(f"{owner}{chr(39) if owner.endswith('s') else chr(39) + 's'}", whole)
    if context.topic and whole == bare and not re.search(r"\b(?:that|this)\s+\w", bare):
        whole = _THEM.sub(lambda _: context.topic, whole, count=1)
    return whole, whole != bare


def _leans(bare: str) -> bool:
    """Tell whether a question says too little to be asked alone: few words, and no name among them."""
    named = any(word[:1].isupper() for word in bare.split()[1:])
    return not named and len(content_words(bare)) <= _SHORT
