"""Make a follow-up question whole from the conversation: its topic, its speakers, its times. Rules, no model.

"And what does Moscow say?" after a question about the truce becomes "What does Moscow say about the truce?". The page
shows the question as understood, so that a wrong guess is seen and can be mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ingest.speech.sides import sides_of
from rag.asking.about import about_library
from rag.asking.anew import around_day, as_clause, asked_with, counted_anew, moved, reason
from rag.asking.dates import days_in, without_days
from rag.asking.question import Question, QuestionKind, parse_question
from rag.asking.scope import asked_time, names_article_at_hand
from rag.asking.thread import Thread, thread_of
from rag.types import Turn
from rag.words import content_words

_LEAD = re.compile(r"^(?:and|but|so|or|then|ok(?:ay)?|also|now|well)\b[,\s]+", re.IGNORECASE)
_CORRECTS = re.compile(  # "No, I mean the mayor", "Not Tarnow, the mayor", "I meant in Tesmar"
    r"^(?:(?:no|nope|sorry|wait|actually|rather)\b[,.!\s]+)*(?:i (?:meant|mean|was asking about|asked about)\b|not (?:that|this|him|her|them|it)\b,?(?: but)?|"
    r"not [^,]+, (?:but )?(?:i (?:mean|meant) )?)[,:\s]*|^(?:no|nope|sorry|wait)\b[,.!\s]+(?=(?:the|what|who|how|when|where|why|in|at|[A-Z])\b)",
    re.IGNORECASE,
)
_ROLES = frozenset(
    """minister ministry government opposition president presidency chancellor mayor governor king queen police army navy military
    judge court prosecutor prosecutors inquiry observers inspectors inspectorate company operator owner manufacturer union unions
    council commission committee parliament senate party parties critics sceptics supporters opponents analysts experts
    scientists researchers economists doctors epidemiologists officials diplomats spokesman spokeswoman spokesperson residents
    survivors victims families relatives witnesses neighbours workers farmers shipowners insurers investors lawyers activists
    campaigners allies rebels envoy ambassador commander director chairman chief secretary senator bank office agency
    organisers organizers regulators voters users doctors bishop pope""".split()
)
_ABOUT = re.compile(r"^(?:(?:what|how) about|any news (?:on|of)|anything (?:on|about))\s+(?P<what>.+)$", re.IGNORECASE)
_ELSE = re.compile(r"^(?:who|anyone|anybody|what|anything)\s+else\b(?P<rest>.*)$", re.IGNORECASE)
_REACTION = re.compile(
    r"^(?:what (?:is|was) )?(?P<who>(?:the |a )?[\w’' -]+?)(?:['’]s?) (?:reaction|response|view|position|answer|opinion|stance|comments?|version|account)s?(?: to (?:it|that|this))?$",
    re.IGNORECASE,
)
_ANY = re.compile(r"^any (?P<what>(?!news|updates?|more|one|body|thing)[a-z][a-z -]+)$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:tell me more|go on|more|continue|more (?:details?|on that)|what more(?: is known)?)$", re.IGNORECASE
)
_SURE = re.compile(
    r"^(?:is|was|has) (?:that|this|it)(?: been)? (?:really |ever |officially )?(?P<what>confirmed|true|denied|certain|known|verified|disputed|contested|official|right|correct|so)"
    r"(?: by .+)?$|^(?:who|does anyone|does anybody) (?P<denies>disputes?|den(?:y|ies)|contests?|contradicts?|disagrees?)(?: (?:with )?(?:that|this|it))?$|^(?P<really>really|says who|who sa(?:ys|id) (?:so|that|this))$",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"^(?:what(?:'s|’s| is) the (?:latest|newest|status)|any (?:news|updates?)|what now)$", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?P<wh>when|where|why|how|since when|how many|how much|who|how long|by whom|how come)(?:\s+(?:is|was|did|does|were|are)\s+"
    r"(?:that|this|it|so|he|she|they)(?:\s+(?:happen|say|said|published|reported)\w*)?)?$",
    re.IGNORECASE,
)
_TO_THAT = re.compile(r"\s+(?:(?:about|to|of|on)\s+)(?:that|this|it|them|him|her)$", re.IGNORECASE)
_HE = re.compile(r"\b(?P<word>he|she|him)\b", re.IGNORECASE)
_HER = re.compile(r"\bher(?=$|\s+(?:about|to|on|say|said|think)\b|[?.,])", re.IGNORECASE)
_HIS = re.compile(r"\b(?P<word>his|her)(?=\s+\w)", re.IGNORECASE)
_ITS = re.compile(r"\b(?P<word>their|its)(?=\s+\w)", re.IGNORECASE)
_AS_SUBJECT = re.compile(
    r"\b(did|does|do|has|have|had|will|would|can|could|is|are|was|were) (?:it|they)\b(?!\s+\w+\s+(?:that|which))",
    re.IGNORECASE,
)
_THEM = re.compile(
    r"\b(?P<word>they|them|it|this|that)\b(?!\s+\w+\s+(?:that|which))(?!\s+(?:would|will|is|was|were)\s+\w+\s+that)",
    re.IGNORECASE,
)
_GENERIC = re.compile(  # "what is the figure according to the government?"
    r"^(?:what (?:is|was|are|were) )?(?:the|its|their) (?:figures?|numbers?|amounts?|costs?|reasons?|dates?|causes?|tolls?|totals?|estimates?)$",
    re.IGNORECASE,
)
_AGREES = re.compile(r"^(?:do|does|did) .+ (?:agree|disagree)(?: with .+)?$", re.IGNORECASE)
_WH = re.compile(r"^(?:who|whom|what|when|where|why|which|how)\b", re.IGNORECASE)
_AUX = re.compile(r"^(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\b(?:been|have|has|did|does|do|is|are|was|were)$", re.IGNORECASE)
_DROPPED = re.compile(r"^(?:the )?(?:date|day|time|year|place|reason|number|name|same|rest|others?)\b", re.IGNORECASE)
_SHORT = 5  # content words up to which a question without a name leans on what was asked before
_WHEN = r"(?:in|on|since|before|after|until|from|during|between|last|this|yesterday|today|by)\b"
_PRONOUN = 2  # words of "him", "to that"
_FRAGMENT = 6  # words of a question that is a mere name


def understand(
    text: str,
    history: Sequence[Turn],
    asked: Question,
    condense: Callable[[], str | None] | None = None,
    speaks: Callable[[str], bool] = lambda name: False,
) -> Question:
    """Return the question as it is meant within the conversation.

    asked: the question as it reads alone, for its day. history: oldest first. condense: has a language model make the
    question whole, where there is one; its wording is taken where the rules find a follow-up. speaks: tells whether anybody of a name is
    quoted in the library. The question returned carries the
    articles that the conversation is about where it leans on it, and the speakers that "who else?" leaves out.
    """
    if not history or about_library(text):
        return asked
    if names_article_at_hand(text):
        return replace(asked, focus=thread_of(history, asked).focus)
    history = [turn for turn in history if not about_library(turn.question)]
    if not history:
        return asked
    whole = make_whole(text, history, asked, speaks)
    leaning = " ".join(whole.lower().split()).rstrip("?") != " ".join(asked.text.lower().split()).rstrip("?")
    if leaning and condense is not None:
        whole = condense() or whole
    read = parse_question(whole, asked.asked_on) if leaning else asked
    thread = thread_of(history, asked)
    near = leaning or _short(_bare(asked.text))
    return Question(
        **{
            name: getattr(read, name)
            for name in Question.__dataclass_fields__
            if name not in ("besides", "focus", "alone")
        },
        besides=said_before(asked.text, history),
        focus=thread.focus if near else (),
        alone=asked.text if whole.startswith(_bare(asked.text)) else "",
    )


def make_whole(
    text: str, history: Sequence[Turn], asked: Question, speaks: Callable[[str], bool] = lambda name: False
) -> str:
    """Return the question as it would be asked without the conversation; itself where it stands alone."""
    if not history:
        return text
    thread = thread_of(history, asked)
    corrected = _CORRECTS.sub("", " ".join(text.split()), count=1)
    bare = _bare(corrected)
    if not bare or (asked_time(asked) == "" and not _LEAD.match(corrected)):
        return text  # "What was said last week?" is asked of everything
    if corrected != " ".join(text.split()):
        text = corrected  # what was meant is read as if it had been asked at once
    fragment = partial(_fragment, speaks=speaks)
    said = partial(_said_without_topic, speaks=speaks, leads=bool(_LEAD.match(corrected)))
    for rule in (moved, around_day, _date, _else, _sure, _reaction, _any, fragment, counted_anew, _bare_wh, said):
        if (whole := rule(bare, thread)) is not None:
            return f"{whole[:1].upper()}{whole[1:]}?"
    named, changed = _named(bare, thread)
    if _AGREES.match(named) and thread.topic and " on " not in named and " about " not in named:
        named = f"{named} on {thread.topic}"
    if not changed and _leans(bare, thread):
        named = _attached(bare, thread)
    if named == bare and named != _bare_end(text):
        return text if _LEAD.sub("", text) == text else f"{named}?"
    return f"{named}?"


def _bare(text: str) -> str:
    bare = _LEAD.sub("", " ".join(text.split())).rstrip("?!. ")
    return bare[:1].upper() + bare[1:]


def _bare_end(text: str) -> str:
    return " ".join(text.split()).rstrip("?!. ")


def said_before(text: str, history: Sequence[Turn]) -> frozenset[str]:
    """Return the speakers whom "who else?" leaves out: those that the answers so far cited."""
    bare = _LEAD.sub("", " ".join(text.split()))
    if not re.match(r"(?:who|anyone|anybody)\s+else\b", bare, re.IGNORECASE):
        return frozenset()
    answers = (turn.answer for turn in history if turn.answer)
    return frozenset(c.speaker for answer in answers for c in answer.citations if c.speaker)


def _date(bare: str, thread: Thread) -> str | None:
    """Read "in April", "and last week?", "what about March?": the same question of another time."""
    found = _ABOUT.match(bare)
    what = found["what"] if found else bare
    if not found and (_WH.match(what) or _AUX.match(what)):
        return None  # a whole question that names a time
    if not days_in(what, thread.asked.asked_on).named or content_words(without_days(what)) - {"earli", "late"}:
        return None
    if re.match(_WHEN, what, re.IGNORECASE):
        what = what[:1].lower() + what[1:]
    else:
        what = f"in {what}" if re.match(r"[A-Z]", what) else what
    return f"{without_days(thread.asked.text.rstrip('?!. '))} {what}"


def _else(bare: str, thread: Thread) -> str | None:
    if _MORE.match(bare) and thread.topic:
        return f"What more is said about {thread.topic}"
    found = _ELSE.match(bare)
    if not found or len(content_words(found["rest"])) > 1:
        return None
    who = next(iter((*thread.asked.speakers, *thread.asked.groups)), None) or next(iter(thread.people), None)
    if bare.lower().startswith(("what", "anything")) and who:
        return f"What else did {who} say"
    return f"Who else said something about {thread.topic}" if thread.topic else None


def _sure(bare: str, thread: Thread) -> str | None:
    """Read "Is that confirmed?", "Really?", "Says who?", "What is the latest?"."""
    if not thread.topic:
        return None
    if _LATEST.match(bare):
        return f"What is the latest on {thread.topic}"
    found = _SURE.match(bare)
    if not found:
        return None
    if found["denies"] or (found["what"] or "").lower() in ("disputed", "contested"):
        return f"Is it disputed {as_clause(thread)}"
    if found["what"]:
        return f"Who confirmed or denied {thread.topic}"
    return f"Who said something about {thread.topic}"


def _reaction(bare: str, thread: Thread) -> str | None:
    """Read "and the company's reaction?": what the company says about it."""
    found = _REACTION.match(bare)
    if not found or not thread.topic:
        return None
    who = found["who"]
    who = who[:1].lower() + who[1:] if who.split()[0].lower() in ("the", "a", "an") else who
    return f"What did {_named(who, thread)[0]} say about {thread.topic}"


def _any(bare: str, thread: Thread) -> str | None:
    """Read "any side effects?"."""
    found = _ANY.match(bare)
    return f"Were there any {found['what']}, regarding {thread.topic}" if found and thread.topic else None


def _fragment(bare: str, thread: Thread, speaks: Callable[[str], bool] = lambda name: False) -> str | None:
    """Read "Tarnow", "the transport minister", "what about the sirens"."""
    found = _ABOUT.match(bare)
    what = found["what"] if found else bare
    if _BARE.match(bare) or (
        not found and (_WH.match(bare) or _AUX.match(bare) or len(what.split()) > _FRAGMENT or _DROPPED.match(bare))
    ):
        return None
    first = what.split()[0]
    article = first.lower() in ("the", "a", "an", "his", "her", "its", "their")
    name = what[:1].isupper() and not article
    lowered = what if name else what[:1].lower() + what[1:]
    lowered = _named(lowered, thread)[0]
    office = not name and any(word.lower() in _ROLES for word in what.split()[:4])
    is_speaker = bool(sides_of(what)) or name or office or (not found and article)
    if name and not _is_heard(what, thread) and not sides_of(what) and not speaks(what):
        if found:
            is_speaker = False
        elif " " in what and not content_words(what) & thread.vocabulary:
            return None  # words of nobody who is quoted, and of nothing that was read
    if is_speaker and thread.topic:
        return f"What did {lowered} say about {thread.topic}"
    if thread.asked.speakers:
        return f"What did {' and '.join(thread.asked.speakers)} say about {lowered}"
    return f"What about {lowered}, regarding {thread.topic}" if thread.topic else None


def _is_heard(name: str, thread: Thread) -> bool:
    """Tell whether a name is a person's who is quoted in what was read so far."""
    return any(name.split()[-1] == person.split()[-1] for person in thread.people)


def _bare_wh(bare: str, thread: Thread) -> str | None:
    """Read "When was that?", "Why?", "How many?"."""
    if found := re.fullmatch(r"who (?:is|was) (he|she|that|this|they)(?: (?:person|man|woman))?", bare, re.IGNORECASE):
        person = thread.person(found[1])
        return f"Who is {person}" if person else None
    found = _BARE.match(bare)
    said = thread.asked.kind is QuestionKind.SAID and bool(thread.asked.speakers or thread.asked.groups)
    if not found or not (thread.topic or (said and found["wh"].lower() in ("why", "how come", "when", "where"))):
        return None
    wh = found["wh"].lower()
    if wh in ("how many", "how much") and thread.rest and thread.auxiliary:
        return f"{wh} {thread.auxiliary} {thread.rest}"
    if wh in ("when", "since when", "where") and thread.asked.kind is QuestionKind.FACT:
        if ":" not in (whole := asked_with(wh, thread)):
            return whole
        if thread.place:
            return f"{wh} was {thread.topic}"
    who = next(iter((*thread.asked.speakers, *thread.asked.groups)), None)
    if wh in ("when", "where") and who and thread.asked.kind is QuestionKind.SAID:
        return f"{wh} did {who} say " + (f"something about {thread.topic}" if thread.topic else "that")
    if wh in ("why", "how come"):
        return reason(thread)
    return asked_with(wh, thread)


def _said_without_topic(
    bare: str, thread: Thread, speaks: Callable[[str], bool] = lambda name: False, *, leads: bool = False
) -> str | None:
    """Read "what does Moscow say", "what does the company say to that", "how does she answer him".

    leads: it begins with "and" or "but". Without that, "what did Ann Lee say?" asks for all that she says where she is
    quoted in the library and was not heard in the conversation.
    """
    plain = _TO_THAT.sub("", bare)
    parsed = parse_question(f"{plain}?", thread.asked.asked_on)
    if parsed.kind is QuestionKind.FACT or not thread.topic:
        return None
    named = [name for name in parsed.speakers if name[:1].isupper() and " " in name]
    if plain == bare and named and not leads and all(speaks(n) and not _is_heard(n, thread) for n in named):
        return None
    if _GENERIC.match(parsed.topic) and (parsed.speakers or parsed.groups):
        who = next(iter((*parsed.groups, *parsed.speakers)))
        return f"what does {who if who[:1].isupper() else f'the {who}'} say about {thread.topic}"
    if content_words(parsed.topic) or len(parsed.topic.split()) > _PRONOUN:
        return None
    if parsed.topic:
        plain = plain.removesuffix(parsed.topic).rstrip()
    return f"{_named(plain, thread)[0]} about {thread.topic}"


def _named(bare: str, thread: Thread) -> tuple[str, bool]:
    """Put the name for "he", the body for "its", the topic for "them"; tells whether anything was put."""

    def person(found: re.Match[str]) -> str:
        return thread.person(found[0]) or found[0]

    def owner(found: re.Match[str]) -> str:
        name = thread.person(found[0]) if found[0].lower() in ("his", "her") else thread.body
        name = name or thread.body
        return (f"{name}{chr(39) if name.endswith('s') else chr(39) + 's'}") if name else found[0]

    whole = _HE.sub(person, _HER.sub(person, bare))
    whole = _ITS.sub(owner, _HIS.sub(owner, whole))
    if thread.subject and whole == bare:
        whole = _AS_SUBJECT.sub(lambda found: f"{found[1]} {thread.subject}", whole, count=1)
    if thread.thing and whole == bare and not re.search(r"\b(?:that|this)\s+\w", bare):
        whole = _THEM.sub(lambda _: thread.thing, whole, count=1)
    return whole, whole != bare


def _short(bare: str) -> bool:
    """Tell whether a question names nobody and has few words of meaning."""
    return not any(word[:1].isupper() for word in bare.split()[1:]) and len(content_words(bare)) <= _SHORT


def _leans(bare: str, thread: Thread) -> bool:
    """Tell whether a question says too little to be asked alone: few words, no name, and words of the conversation.

    What shares no word with what was read so far opens a topic of its own, and nothing is carried over to it.
    """
    words = content_words(bare)
    if not _short(bare):
        return False
    if not words or _ELLIPSIS.search(bare):
        return True
    return not thread.vocabulary or 2 * len(words & thread.vocabulary) >= len(words)


def _attached(bare: str, thread: Thread) -> str:
    """Return the question with what the conversation is about put to its end."""
    topic = content_words(thread.topic)
    if not topic or topic <= content_words(bare):
        return bare
    return f"{bare} {thread.place}" if thread.place else f"{bare}, regarding {thread.topic}"
