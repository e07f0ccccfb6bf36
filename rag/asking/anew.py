"""The last question asked anew of another place, another day or with another asking word. Rules, no model."""

from __future__ import annotations

import re

from ingest.speech.sides import sides_of
from rag.asking.dates import days_in, without_days
from rag.asking.question import QuestionKind
from rag.asking.thread import Thread
from rag.day import day_in_words
from rag.words import content_words

_MOVED = re.compile(
    r"^(?:what about )?(?P<where>(?:in|at|on|near|around|for|from|off|across) (?P<name>(?:the |its |their )?[A-Z].*))$"
)
_EARLIER = re.compile(
    r"^(?:what (?:was|did they say|happened|about) )?(?:before(?: that| this| then)?|earlier|previously|until then)$",
    re.I,
)
_LATER = re.compile(
    r"^(?:what (?:happened|came|was|did they say) )?(?:after(?: that| this)?|later(?: on)?|since(?: then)?|afterwards|next|then|what happened (?:then|next))$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^how many (?P<aux>are|were|is|was) (?:there|left|they)(?: (?:of them|in all|altogether|in total))?$|^how many of them\b.*$",
    re.I,
)


def moved(bare: str, thread: Thread) -> str | None:
    """Read "and in Brussels?", "at Skarn Bank?": a seat of power speaks, and any other question is asked of another place."""
    found = _MOVED.match(bare[:1].lower() + bare[1:])
    if not found or days_in(found["where"], thread.asked.asked_on).named:
        return None
    if thread.asked.kind is not QuestionKind.FACT:
        if (
            thread.topic
            and sides_of(found["name"])
            and found["where"] == f"in {found['name']}"
            and " " not in found["name"]
        ):
            return f"What does {found['name']} say about {thread.topic}"
        return f"{thread.asked.text.rstrip('?!. ')} {found['where']}"
    text = thread.asked.text.rstrip("?!. ")
    return (
        f"{text.removesuffix(thread.place).rstrip()} {found['where']}" if thread.place else f"{text} {found['where']}"
    )


def around_day(bare: str, thread: Thread) -> str | None:
    """Read "and before that?", "what happened after that?": the same, before or after the day of what was told first."""
    day = day_in_words(thread.told_on)
    if day is None:
        return None
    text = without_days(thread.asked.text.rstrip("?!. "))
    if _EARLIER.match(bare):
        return f"{text} before {day}"
    if _LATER.match(bare):
        return (
            f"{text} after {day}"
            if thread.asked.kind is not QuestionKind.FACT
            else f"What happened {thread.place or f'with {thread.topic}'} after {day}"
        )
    return None


def counted_anew(bare: str, thread: Thread) -> str | None:
    """Read "how many are there?" of what was spoken of last: "How many sirens are there?"."""
    found = _COUNTED.match(bare)
    words = [word.strip(",.'’") for word in (thread.thing or thread.topic).split()]
    plural = next(
        (word for word in reversed(words) if word.islower() and word.endswith("s") and not word.endswith("ss")), None
    )
    return f"how many {plural} {found['aux'] or 'are'} there" if found and plural else None


def as_clause(thread: Thread) -> str:
    """Return what was asked last as a clause: "when the northern lane closed"."""
    first = thread.asked.text.split()[0].lower()
    if thread.asked.kind is not QuestionKind.FACT or not thread.rest or not thread.auxiliary or first == "who":
        who = " and ".join((*thread.asked.speakers, *thread.asked.groups[:1])) or "others"
        return f"what {who} said about {thread.topic}"
    return f"{'that' if first == thread.auxiliary.lower() else first} {thread.rest}"


def reason(thread: Thread) -> str:
    """Return "why" asked of the last question, whole where its grammar allows."""
    who = next(iter((*thread.asked.speakers, *thread.asked.groups)), None)
    if who and thread.asked.kind is QuestionKind.SAID:
        return f"why did {who} say that" + (f" about {thread.topic}" if content_words(thread.topic) else "")
    whole = asked_with("why", thread)
    return f"what is the reason for {thread.topic}" if ":" in whole else whole


def asked_with(wh: str, thread: Thread) -> str:
    """Return the last question asked anew with another asking word, as far as its grammar allows."""
    first = thread.asked.text.split()[0].lower()
    if first == thread.auxiliary.lower() and thread.rest:
        return f"{wh} {thread.auxiliary.lower()} {thread.rest}"  # "Has it laid mines?" "When has it laid mines"
    if first == "how" and not re.match(
        rf"how {re.escape(thread.auxiliary or '-')}\b", thread.asked.text, re.IGNORECASE
    ):
        return f"{wh} was that: {thread.topic}"  # "how much does it cost" does not ask for the way
    if first == "who" and not thread.auxiliary and thread.asked.kind is QuestionKind.FACT and thread.rest:
        return f"{wh} was it that they {thread.rest}"
    if (
        thread.asked.kind is QuestionKind.FACT
        and thread.auxiliary
        and thread.rest
        and first in ("when", "where", "why", "how")
    ):
        return f"{wh} {thread.auxiliary} {thread.rest}"
    if first in ("what", "which") and thread.auxiliary.lower() in ("was", "were", "is") and thread.rest.split()[:1]:
        participle = thread.rest.split()[0]
        if participle.islower() and participle.endswith(("ed", "en", "wn", "lt", "nt", "id", "ut")):
            return f"{wh} was it {thread.rest}"  # "What was agreed in Halvik?" "When was it agreed in Halvik"
    return f"{wh} was that: {thread.topic}"
