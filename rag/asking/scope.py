"""What a question limits itself to: an outlet ("what does the Courier report?"), a time ("what was said last week?"), one
article ("what is the Courier article about?", "summarise this")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.asking.dates import days_in, without_days
from rag.asking.question import Question, QuestionKind
from rag.words import content_words

_THE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_PIECE = r"(?:articles?|pieces?|stor(?:y|ies)|reports?|reporting|coverage|texts?|papers?)"
_GIST = re.compile(
    rf"^(?:(?:can|could) you )?(?:please )?(?:(?:summari[sz]e|sum up|give me (?:the gist|a summary|the key points|the main points) of|"
    rf"what are the (?:key|main) points (?:of|in))\s+(?P<what>.+?)(?: for me)?|"
    rf"what (?:is|does|was) (?P<which>.*?\b(?:{_PIECE}|this)\b.*?) (?:about|all about)|"
    rf"what does (?P<says>.*?\b(?:articles?|piece|story|text)\b.*?) say|tell me what (?P<told>.*?\b{_PIECE}\b.*?) (?:says|is about))$",
    re.IGNORECASE,
)
_IS_PIECE = re.compile(rf"\b{_PIECE}\b", re.IGNORECASE)
_THIS = re.compile(rf"^(?:this|that|it|the)(?:\s+(?:last|same|first|{_PIECE}))*$", re.IGNORECASE)
_REST = re.compile(
    rf"\b(?:the|this|that|{_PIECE}|about|on|of|from|in|by|with|titled|called|headline[d]?|last|newest|latest)\b", re.I
)
_AT_TIME = re.compile(
    r"^(?:and |but |so )?(?:what(?: else)? (?:was|were|is|has been|have been) (?:said|reported|written|published|new|announced|known|in the news)|"
    r"what (?:has )?happened|what (?:did|do) (?:the )?(?:articles|outlets|papers|newspapers|media|reports|people|they) (?:say|report|write)|"
    r"(?:any|what(?:'s|’s| is| was) the) news)\b\s*(?:(?:about|on|of|at|in|with|regarding|concerning)\s+)?(?P<topic>.*)$",
    re.IGNORECASE,
)
_BY_OUTLET = re.compile(
    r"^(?i:and |but |so )?(?i:what)(?:'s|’s| is| was| has| did)?\s+(?P<who>(?:the )?[A-Z].*?)(?:['’]s)?\s+(?:reporting|coverage|view|take|line)\s*"
    r"(?:of|on|about)?\s*(?P<topic>.*)$|"
    r"^(?i:and |but |so )?(?i:what (?:is|was) (?:said|reported|written) )?(?:about )?(?P<topic2>.*?)\s*\b(?:in|by) (?P<who2>(?:the )?[A-Z][\w&’' -]+)$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gist:
    """A question of what one article says. this: the one at hand. words: stems that its title should hold."""

    this: bool
    outlets: tuple[str, ...]
    words: frozenset[str]
    day: str | None = None


def outlet_named(name: str, publishers: Iterable[str]) -> tuple[str, ...]:
    """Return the outlets that a name means: "the Courier" is The Hestrel Courier, "Counting House" itself.

    A single word means an outlet of several words only after "the", and is its last word.
    """
    wanted = _words(name)
    if not wanted or not name[:1].isalpha():
        return ()
    plain = _THE.sub("", name.strip())
    with_the = plain != name.strip() and plain[:1].isupper()
    found = []
    for publisher in publishers:
        words = _words(publisher)
        whole = wanted == words
        tail = len(wanted) < len(words) and words[-len(wanted) :] == wanted and (with_the or len(wanted) > 1)
        if whole or tail:
            found.append(publisher)
    whole_names = [publisher for publisher in found if _words(publisher) == wanted]
    return tuple(whole_names or found)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", _THE.sub("", name.strip()).lower().replace("’s", "").replace("'s", ""))


def asked_outlet(question: Question, publishers: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the outlets whose own reporting is asked for, and the topic; no outlets where none is asked for."""
    bare = question.text.rstrip("?!. ")
    if question.kind is QuestionKind.SAID and len(question.speakers) == 1:
        name = question.speakers[0]
        before = re.search(rf"\b(the )?{re.escape(name)}", question.text, re.IGNORECASE)
        article = before[1] or "" if before else ""
        return outlet_named(f"{article}{name}", publishers), question.topic
    found = _BY_OUTLET.match(bare)
    if found:
        who, topic = found["who"] or found["who2"], found["topic"] if found["who"] else found["topic2"]
        return outlet_named(who, publishers), topic or ""
    return (), ""


def names_article_at_hand(text: str) -> bool:
    """Tell whether a message asks what "this" or "the article" says."""
    found = _GIST.match(" ".join(text.split()).rstrip("?!. "))
    return bool(found and _THIS.match(found["what"] or found["which"] or found["says"] or found["told"]))


def asked_gist(question: Question, publishers: Sequence[str]) -> Gist | None:
    """Read "What is the Courier article about?", "Summarise the Gazette article on the letter", "Summarise this"."""
    found = _GIST.match(question.text.rstrip("?!. "))
    if not found:
        return None
    what = found["what"] or found["which"] or found["says"] or found["told"]
    if _THIS.match(what):
        return Gist(this=True, outlets=(), words=frozenset())
    if not _IS_PIECE.search(what):
        return None  # "summarise the talks" is about the news
    day = days_in(what, question.asked_on)
    plain = without_days(what)
    outlets: tuple[str, ...] = ()
    for publisher in publishers:
        for called in _tails(publisher):
            if at := re.search(rf"\b(?:the )?{re.escape(called)}(?:['’]s)?\b", plain, re.IGNORECASE):
                if not (" " in called or outlet_named(at[0], [publisher])):
                    continue
                outlets = (*outlets, publisher)
                plain = plain[: at.start()] + plain[at.end() :]
                break
    words = frozenset(content_words(_REST.sub(" ", plain)))
    if not outlets and not words and not day.named:
        return None
    return Gist(this=False, outlets=outlets, words=words, day=day.first.isoformat() if day.first else None)


def _tails(publisher: str) -> list[str]:
    """Return the names a publisher may go by: the whole, without "The", its last word."""
    plain = _THE.sub("", publisher)
    return list(dict.fromkeys([publisher, plain, plain.split()[-1]]))


def asked_time(question: Question) -> str | None:
    """Return what a question of what was said in a time is about ("" where of everything); None for any other question."""
    if not days_in(question.text, question.asked_on).named:
        return None
    found = _AT_TIME.match(without_days(question.text.rstrip("?!. ")))
    return None if found is None else found["topic"].strip(" ,")
