"""Read a question: who is asked about, what about, which days. Rules of grammar, no model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ingest.speech.sides import sides_of
from rag.asking.dates import days_in


class QuestionKind(StrEnum):
    """What sort of answer the question wants."""

    SAID = "said"  # the words of someone named in it: "What did X say about Y?"
    WHO = "who"  # the people who hold something: "Who thinks Y?"
    FACT = "fact"  # anything else


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as understood.

    topic: what it is about, without the asking words and the speaker asked for; may be empty ("What did X say?").
    speakers: names asked for. groups: phrases for groups or places asked for ("Western analysts", "Moscow").
    phrases: words the question puts in quotation marks. since, until: ISO days, where the question gives a time.
    besides: speakers already heard, whom "who else?" leaves out.
    dated: the question speaks of a time of its own, so that newer is not better.
    focus: articles that the conversation is about, where the question leans on it. alone: the question as it was
    typed, where the conversation's topic was only put to its end.
    """

    text: str
    asked_on: date
    kind: QuestionKind = QuestionKind.FACT
    topic: str = ""
    speakers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    besides: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    dated: bool = False
    focus: tuple[str, ...] = ()
    alone: str = ""


_HELPS = r"(?:did|does|do|has|have|had|would|will|can|could|might|should)"
_AUX = r"(?:did|does|do|has|have|had|is|are|was|were|would|will|can|could|might|should)"
_SAY = (
    r"(?:say|says|said|saying|think|thinks|thought|thinking|believe|believes|believed|claim|claims|claimed|argue|argues|"
    r"argued|state|states|stated|tell|tells|told|write|writes|wrote|written|report|reports|reported|reporting|warn|warns|"
    r"warned|suggest|suggests|suggested|predict|predicts|predicted|expect|expects|expected|announce|announces|"
    r"announced|insist|insists|insisted|deny|denies|denied|admit|admits|admitted|add|added|explain|explains|explained|"
    r"respond|responds|responded|react|reacts|reacted|comment|comments|commented|mention|mentions|mentioned|reply|"
    r"replied|promise|promises|promised|demand|demands|demanded|accuse|accuses|accused|call|calls|called|describe|"
    r"describes|described|assess|assesses|assessed|see|sees|saw|view|views|viewed|feel|feels|felt|fear|fears|feared|"
    r"hope|hopes|hoped|want|wants|wanted|propose|proposes|proposed|recommend|recommends|recommended|conclude|concludes|"
    r"concluded|agree|agrees|agreed|doubt|doubts|doubted|estimate|estimates|estimated|acknowledge|acknowledges|"
    r"acknowledged|criticise|criticised|criticize|criticized|praise|praised|discuss|discussed|reveal|revealed|"
    r"hear|heard|answer|answers|answered|confirm|confirms|confirmed|reject|rejects|rejected|oppose|opposes|opposed|support|supports|supported)"
)
_SAYING = (
    r"(?:saying|thinking|claiming|arguing|telling|writing|reporting|warning|suggesting|predicting|expecting|announcing|"
    r"insisting|denying|admitting|demanding|calling for|hoping|asking for|proposing|promising)"
)
_ABOUT = (
    r"(?:about|on|of|regarding|concerning|over|as to|with regard to|to|in relation to|that|whether|if|when asked about)"
)
_VIEW = r"(?:view|views|opinion|opinions|position|positions|stance|assessment|take|reaction|response|comments?|words?|argument|claim)"

_ACCORDING = (
    re.compile(r"^according to (?P<who>[^,]+),\s*(?P<topic>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<topic>.+?),?\s+according to (?P<who>[^,?]+)$", re.IGNORECASE),
)
_SAID = (
    re.compile(
        rf"^(?:and |but |so )?(?:what(?: else| exactly| specifically)?|how|why|when|where)\s+{_HELPS}\s+(?P<who>.+?)(?<!\bthe)(?<!\ba)\s+"
        rf"(?:(?:have|been|to|had)\s+)*(?!(?-i:State)\b|thinking\b|views\b){_SAY}\b(?!\s+(?:find|say|show|tell|conclude|reveal|recommend|warn|claim|state|mean)s?\b)(?:\s+to (?:say|comment))?\s*(?:(?:so )?{_ABOUT}\s+)?(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:and |but |so )?(?:what(?: else| exactly)?|how|why)\s+(?:is|are|was|were)\s+(?P<who>.+?)\s+"
        rf"(?=\w+ing\b){_SAYING}\b\s*(?:{_ABOUT}\s+)?(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:and |but |so )?what(?:'s|’s| is| are| was| were)\s+(?:the\s+)?(?P<who>.+?)(?:'s|’s|s'|s’)\s+{_VIEW}\s*(?:{_ABOUT}\s+)?(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:and |but |so )?what(?:'s|’s| is| are| was| were)\s+the\s+{_VIEW}\s+of\s+(?P<who>.+?)\s+{_ABOUT}\s+(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    *_ACCORDING,
)
_PEOPLE = r"(?:(?!of\b|did\b|does\b|do\b|is\b|was\b|has\b)[^\s,]+\s+){0,4}?(?:(?!has\b|was\b|is\b)\w+[^s\W]s|people|experts?|men|women|police)"
DOCUMENT = re.compile(
    r"\b(?:stud(?:y|ies)|research|reports?|data|surveys?|polls?|polling|book|memoir|analysis|guidance|figures|factbook|"
    r"information|statistics|census|index|filings?|announcement|articles?|estimates?|documents?|rankings?|tally)\b"
    r"(?!\s+(?:author|director|leader))",
    re.IGNORECASE,
)
_ELSEWHERE = (  # "What does X say about Y?" in French, German, Spanish, Ukrainian and Russian
    re.compile(
        r"^qu(?:e|['’])\s*(?:a |ont )?(?:dit|disent|pense|pensent|déclar\w+|affirm\w+|répond\w*) (?P<who>.+?) "
        r"(?:au sujet (?:de |du |des )|à propos (?:de |du |des )|sur |de |du |des |d['’])(?P<topic>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^was (?:sagt|sagte|sagen|sagten|meint|meinte|meinen) (?P<who>.+?) (?:über|zu[rm]?) (?P<topic>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^¿?qué (?:dice|dicen|dijo|dijeron|piensa|piensan|opina|opinan) (?P<who>.+?) (?:sobre|acerca de|del?) (?P<topic>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^що (?:каже|кажуть|сказа(?:в|ла|ли)|говорить|говорять|думає|думають) (?P<who>.+?) (?:про|щодо) (?P<topic>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^что (?:говорит|говорят|сказал[аи]?|думает|думают) (?P<who>.+?) (?:об?|про|насчёт) (?P<topic>.+)$",
        re.IGNORECASE,
    ),
)
_WHO = (
    re.compile(
        rf"^(?:and |but |so )?who(?: else)?\s+(?!(?:wrote|found|saw|heard)\s+(?!about|that|of|on))(?!(?:is|was|are|were)\s+\w+(?<!ing)\s)(?:(?:has|have|had|is|was|are|were)\s+)?{_SAY}\b\s*(?:(?:some|any)thing\s+)?(?:{_ABOUT}\s+)?(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:and |but |so )?which\s+(?P<who>{_PEOPLE})\s+(?:(?:have|had)\s+|(?:are|were)\s+(?=\w+ing\b))?{_SAY}\b\s*(?:{_ABOUT}\s+)?(?P<topic>.*)$",
        re.IGNORECASE,
    ),
)
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]{3,})[\"”“»]")
_ARTICLES = re.compile(r"^(?:the|a|an|some|any|other|most|many|its|his|her|their|our)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,\s*(?:and|or)\s+|,\s+|\s+and\s+|\s+or\s+|\s*&\s*)\s*")
_CLAUSE = re.compile(r",\s+(?:who|whose|which|like|including|unlike|along with|now|then|once)\b[^,]*(?:,|$)")
_APPOSITION = re.compile(
    r"^(?P<name>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)+),\s+(?:(?:a|an|the|his|her|their|its)\b|[A-Z]\w*['’]s?\s)(?!.*\band\b).*$"
)  # "Ann Lee, the governor": one speaker, not two
_OWNER = re.compile(
    r"^(?:[A-Z][\w.&-]*\s+){1,5}?[A-Z][\w.&-]*['’]s\s+(?=(?:[A-Z][\w.'’-]*\s+)+[A-Z])"
)  # "Iowa State's Ann Lee"
_THING = re.compile(r"(?:the )?(?:name|title|number|amount|cause|reason|date|price|cost|age|size)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"^(?:(?!of\b|in\b|from\b|at\b|for\b|to\b)[a-z][\w-]*\s+){1,4}(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]*$"
)  # "host Ann Lee"
_DOES = re.compile(  # "when does the inquiry deliver its final report": the last word is no saying
    r"\b(?:deliver|publish|release|issue|present|submit|file|receive|read|get|send|make|take|have|hold|end|start|begin|open)\s+(?:its|his|her|their|the|a|an)\b",
    re.IGNORECASE,
)
_SEAT = 2  # words of a name that may stand for a country or a body: "Moscow", "the White House"
_STRAY = re.compile(r"^[\s/\\|,;:.!?>*#•–—-]+(?=\S)")  # what slips into a box before the question
_IMPERSONAL = {"it", "this", "that", "they", "he", "she", "we", "i", "you", "there", "people", "one", "these", "those"}


def parse_question(text: str, asked_on: date) -> Question:
    """Read a question asked on that day. Never fails: what no rule reads is a question of fact about its own words."""
    text = _STRAY.sub("", " ".join(text.split()))
    days = days_in(text, asked_on)
    plain = Question(
        text=text,
        asked_on=asked_on,
        topic=text.rstrip("?!. "),
        phrases=tuple(found.strip() for found in _QUOTED.findall(text)),
        since=days.since.isoformat() if days.since else None,
        until=days.until.isoformat() if days.until else None,
        dated=days.dated,
    )
    bare = text.rstrip("?!. ")
    for pattern in (*_SAID, *_ELSEWHERE):
        if (found := pattern.match(bare)) and _may_speak(found["who"]):
            if pattern in _ACCORDING and DOCUMENT.search(found["who"]):
                continue  # "according to a new study": what it found is looked for in plain sentences
            return _with_speakers(
                replace(plain, kind=QuestionKind.SAID, topic=found["topic"].strip(" ,")), found["who"]
            )
    for pattern in _WHO:
        if found := pattern.match(bare):
            asked = replace(plain, kind=QuestionKind.WHO, topic=found["topic"].strip(" ,"))
            who = found.groupdict().get("who")
            return _with_speakers(asked, who) if who else asked
    return plain


def _may_speak(who: str) -> bool:
    words = who.split()
    return 0 < len(words) <= 12 and who.lower() not in _IMPERSONAL and not _THING.match(who) and not _DOES.search(who)


def _with_speakers(question: Question, who: str) -> Question:
    speakers, groups = [], []
    who = _CLAUSE.sub("", who)
    apposition = _APPOSITION.match(who)
    for part in _SPLIT.split(apposition["name"] if apposition else who):
        name = _OWNER.sub("", _ARTICLES.sub("", part)).strip().removesuffix("'s").removesuffix("’s")
        if not name:
            continue
        words = name.split()
        if (words[0][:1].islower() or words[-1][:1].islower()) and not _TITLED.match(name):
            groups.append(name)
            continue
        speakers.append(name)
        if len(words) <= _SEAT and set(sides_of(name)) - {"company"}:
            groups.append(name)  # a seat of power or a country: "Moscow", "the White House"
    return replace(question, speakers=tuple(speakers), groups=tuple(groups))
