"""What a conversation has been about so far: its topic, the people heard, the articles cited. Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.article import SpeakerKind
from ingest.speech.namewords import given_names
from rag.asking.phrases import phrase_asked
from rag.asking.question import DOCUMENT, Question, QuestionKind, parse_question
from rag.types import Answer, Turn
from rag.words import content_words

_WHO_IS = re.compile(r"^(?:and |but )?who (?:is|was|are|were) (?:he|she|they|[A-Z])", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|they|them|it)\b", re.IGNORECASE)
_WHOLE_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ’'-]+ (?:[A-Z]\. )?[A-ZÀ-Þ][\w’-]+\b")
_WHO_IS_NAMED = re.compile(r"^(?i:(?:and |but )?who (?:is|was)) ((?:[A-ZÀ-Þ][\w’'-]*\s?){2,4})\??$")
_ASKING = re.compile(
    r"^(?:and |but |so )?(?:(?P<wh>who|whom|what|when|where|why|which|how(?:\s+(?:many|much|long|well|often|large|high|far|old|big))?)\s+)?"
    r"(?:(?P<aux>is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\s+)?",
    re.IGNORECASE,
)
_FURTHER = re.compile(  # the second question in one, which is about what the first is about
    r",?\s+and\s+(?:who|whom|what|when|where|why|which|how)\b.*$", re.IGNORECASE
)
_VERBS = frozenset(
    """cost work last find know happen happened fall fell fallen rise rose risen say think mean begin began start end stop die
    kill lay laid fire sink sank win won lose lost break broke broken fail need want have get give gave take took make made help
    cause affect change hold held keep kept run sound open close reopen use pay paid stay leave left come came go went be become
    became reach hit cut sent send met meet agree agreed sign signed find found tell told build built get got put see saw look
    been being apply cover carry carried grow grew spend spent""".split()
)
_PREPOSITIONS = frozenset(
    "in at on of for between with by from over under about near during after before against to into".split()
)
_DETERMINERS = frozenset("the a an its his her their this that these those".split())
_MOST_WORDS = 12  # of a topic carried over
_RECENT = 3  # turns whose articles stay in sight
_SHOWN = 6  # passages whose articles a turn was about, beside those it cited
_TOLD_OF = 2  # citations whose words may name the person that is spoken of next
_CITED = 4  # citations in which people are looked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """The conversation as a follow-up question needs it.

    topic: a noun phrase ("the closure of the strait"). place: the same with its preposition where it is where something
    happened ("at the Orrel dam"), else "". thing: what "it" means, the last thing asked about. subject: the name that the last question asks about the doings of, else "". rest: the last question after its asking words. people: newest first. body:
    who or what "its" means. focus: ids of the articles cited lately. told_on: ISO day of the article that the last answer cited first. vocabulary: stems of the words
    seen, empty where nothing was answered yet.
    """

    asked: Question
    topic: str = ""
    place: str = ""
    thing: str = ""
    subject: str = ""
    rest: str = ""
    auxiliary: str = ""
    people: tuple[str, ...] = ()
    body: str | None = None
    focus: tuple[str, ...] = ()
    told_on: str | None = None
    vocabulary: frozenset[str] = frozenset()

    def person(self, pronoun: str) -> str | None:
        """Return whom "he" or "she" means: the last person heard whose given name does not speak against it."""
        against = {"he": "f", "him": "f", "his": "f", "she": "m", "her": "m"}.get(pronoun.lower())
        known = given_names()
        if against is None:
            return next(iter(self.people), None)
        return next((name for name in self.people if known.get(name.split()[0].lower()) != against), None)


def thread_of(history: Sequence[Turn], asked: Question) -> Thread:
    """Read a conversation, oldest turn first and at least one. asked: the question that comes next."""
    topical = [turn for turn in history if not _WHO_IS.match(turn.question)] or list(history)
    readings = [parse_question(_understood(turn), asked.asked_on) for turn in topical]
    last = readings[-1]
    topic, place, thing = _topic(topical, readings, asked)
    found = _ASKING.match(last.text)
    rest = last.text[found.end() :].rstrip("?!. ") if found else ""
    names = re.findall(r"(?<!^)(?<![.?!] )\b[A-Z][\w'’-]*(?:\s+(?:of\s+)?[A-Z][\w'’-]*)*", last.text)
    return Thread(
        asked=last,
        topic=topic,
        place=place,
        thing=thing or topic,
        subject=_name_asked_about(last, rest),
        rest=rest,
        auxiliary=(found["aux"] or "") if found else "",
        people=tuple(dict.fromkeys((*_people(topical, readings), *_introduced(history)))),
        body=next(iter((*last.speakers, *last.groups, *names)), None),
        focus=tuple(_focus(history[-_RECENT:])),
        told_on=_told_on(history),
        vocabulary=frozenset(_vocabulary(history)),
    )


def _topic(turns: Sequence[Turn], readings: Sequence[Question], asked: Question) -> tuple[str, str, str]:
    """Return topic, place and thing. A question that leaned on the ones before it has their topic, if it named none."""
    topic = place = thing = ""
    for turn, reading in zip(turns, readings, strict=True):
        leaned = turn.answer is not None and turn.answer.understood.strip() != turn.question.strip()
        named_by_name = not topic and _PRONOUN.search(
            turn.question
        )  # "Why was she arrested?" as the first to have a topic
        own = parse_question(turn.question, asked.asked_on) if leaned and not named_by_name else reading
        named, where = topic_of(own)
        if leaned and topic and (own.kind is QuestionKind.FACT or not content_words(own.topic)):
            thing = named if named.lower().startswith("the ") else thing
            continue
        if content_words(named):
            topic, place, thing = named, where, named
    return topic, place, thing


def _understood(turn: Turn) -> str:
    return turn.answer.understood if turn.answer else turn.question


def topic_of(question: Question) -> tuple[str, str]:
    """Return what a question is about as a noun phrase, and with its preposition where it tells where or in what."""
    if question.kind is not QuestionKind.FACT:
        topic = question.topic.split(" regarding ")[0].strip(" ,")
        who = next(iter((*question.groups, *question.speakers)), "")
        if not content_words(topic) and DOCUMENT.search(who):
            topic = who if who[:1].isupper() else f"the {who}"
        return _cut(topic), ""
    text = _FURTHER.sub("", question.text.rstrip("?!. "))
    if " regarding " in text:
        return _cut(text.split(" regarding ", 1)[1]), ""
    if (phrase := phrase_asked(text)) is not None:
        return _cut(phrase), ""
    found = _ASKING.match(text)
    words = text[found.end() :].split() if found else text.split()
    if not words:
        return "", ""
    wh = (found["wh"] or "").lower() if found else ""
    if _opens_name(words[0]):
        return _subject(words, cost=wh in ("how much", "what"))
    place = _place(words)
    if wh == "what" and found and found["aux"] and found["aux"].lower() in ("is", "was", "were", "are"):
        return _cut(f"what {found['aux'].lower()} {' '.join(words)}"), place
    return (_cut(place.split(" ", 1)[1]) if place else _cut(" ".join(words))), place


def _subject(words: Sequence[str], *, cost: bool) -> tuple[str, str]:
    """Read "the closure of the strait cost", "Varland laid mines in the strait"."""
    verb = next((i for i, word in enumerate(words) if i and _is_verb(word)), len(words))
    subject, verb_word, rest = words[:verb], words[verb : verb + 1], words[verb + 1 :]
    bare_name = subject[0][:1].isupper() and not any(word.lower() in _PREPOSITIONS for word in subject)
    if rest and (bare_name or subject[0].lower() in _DETERMINERS) and content_words(" ".join(rest)):
        first = next((i for i, word in enumerate(rest) if word.lower() not in _PREPOSITIONS), 0)
        return _cut(" ".join(rest[first:])), ""
    name = " ".join(subject)
    if cost and verb_word == ["cost"]:
        return _cut(f"the cost of {name}"), ""
    return _cut(name), ""


def _is_verb(word: str) -> bool:
    low = word.lower()
    return low in _VERBS or (low.endswith("ed") and len(low) > 4 and word.islower())


def _opens_name(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _DETERMINERS or word.endswith(("'s", "’s"))


def _place(words: Sequence[str]) -> str:
    """Return the end of a question that begins with a preposition and a name: "in the clash at Skarn Bank"."""
    for i, word in enumerate(words[:-1]):
        if word.lower() in _PREPOSITIONS - {"of", "to", "by"} and _opens_name(words[i + 1]):
            return _cut(" ".join(words[i:]))
    return ""


def _cut(topic: str) -> str:
    words = topic.split()[:_MOST_WORDS]
    return " ".join(words[1:] if words and words[0].lower() in ("its", "his", "her", "their") else words)


def _people(turns: Sequence[Turn], readings: Sequence[Question]) -> Iterable[str]:
    """Yield the persons asked about by name, the last first, and then those merely heard, the last first."""
    persons = set(_persons(turn.answer for turn in turns if turn.answer))
    asked: list[str] = []
    heard: list[str] = []
    for turn, reading in zip(reversed(turns), reversed(readings), strict=True):
        cited = [c.speaker for c in turn.answer.citations[:_CITED] if c.speaker] if turn.answer else []
        named = [name for name in persons if _named_in(name, reading.text)]
        asked += sorted(named, key=lambda name: -len(name))
        asked += [name for name in reading.speakers if not persons and name[:1].isupper()]
        heard += [name for name in cited if name in persons]
        heard += [name for c in turn.answer.citations[:_TOLD_OF] for name in _given(c.quote)] if turn.answer else []
    return dict.fromkeys((*asked, *heard))


def _given(quote: str) -> list[str]:
    """Return the persons that a quote names with a common given name."""
    return [name for name in _WHOLE_NAME.findall(quote) if name.split()[0].lower() in given_names()]


def _introduced(turns: Sequence[Turn]) -> Iterable[str]:
    """Yield the persons of whom it was asked who they are, the last first."""
    for turn in reversed(turns):
        if found := _WHO_IS_NAMED.match(turn.question.strip()):
            yield found[1].strip()


def _named_in(name: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name.split()[-1])}\b", text))


def _persons(answers: Iterable[Answer]) -> Iterable[str]:
    for answer in answers:
        for passage in answer.passages:
            for said in passage.attributions:
                if said.speaker and said.speaker_kind is SpeakerKind.PERSON:
                    yield said.speaker
        for citation in answer.citations:
            if citation.speaker and any(word.lower() in given_names() for word in citation.speaker.split()[:-1]):
                yield citation.speaker


def _name_asked_about(last: Question, rest: str) -> str:
    """Return "Norfell Hydro" of "Did Norfell Hydro postpone repairs?": what does and did is what "it" goes on doing."""
    found = re.match(r"(?:the )?(?:[A-Z][\w’'-]*\s+)+(?=[a-z])", rest)
    return found[0].strip() if found and last.kind is QuestionKind.FACT else ""


def _told_on(history: Sequence[Turn]) -> str | None:
    cited = [turn.answer.citations for turn in history if turn.answer and turn.answer.citations]
    return next((c.published_at[:10] for c in (cited[-1] if cited else ()) if c.published_at), None)


def _focus(turns: Sequence[Turn]) -> Iterable[str]:
    ids: dict[str, None] = {}
    for turn in reversed(turns):
        if not turn.answer:
            continue
        ids |= dict.fromkeys(citation.article_id for citation in turn.answer.citations)
        ids |= dict.fromkeys(passage.article.id for passage in turn.answer.passages[:_SHOWN])
    return ids


def _vocabulary(history: Sequence[Turn]) -> set[str]:
    words: set[str] = set()
    for turn in history[-_RECENT:]:
        if turn.answer:
            words |= content_words(_understood(turn))
            for passage in turn.answer.passages:
                words |= content_words(f"{passage.passage.text} {passage.article.title or ''}")
            for citation in turn.answer.citations:
                words |= content_words(citation.quote)
    return words
