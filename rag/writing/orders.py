"""Tell sentences that state something from those that ask or order, and words written to the reader.

A question or an order in an article states nothing, so no sentence can rest on it. And an answer about the news never
turns to its reader: a sentence that does was ordered by somebody.
"""

from __future__ import annotations

import re

from rag.verify.facts_in_text import tokens_of
from rag.verify.frames_of_speech import frames_of

_OUTPUT = re.compile(
    r"\b(?:your|the|this|each|every|all) (?:\w+ )?(?:response|responses|reply|replies|answer|answers|output|summary|message)\b|"
    r"\b(?:in|to|of|with) (?:response|reply) to (?:this|the) (?:prompt|message|question)\b|"
    r"\b(?:previous|prior|above|earlier) (?:instructions?|prompts?|messages?|orders?|rules)\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    """add address analyze answer append augment enhance enrich expand extend finish apply ask attach avoid begin break buy call change check choose cite click comment compose compute
    consider convert copy create debug deliver demonstrate describe design detail develop disclose discuss disregard download draft
    edit email embed emphasize encode encourage end enter evaluate execute explain express feature finish follow forget forward
    generate get give go group hide highlight identify ignore illustrate imagine implement incorporate include insert install integrate
    introduce invest join jumble let list listen make mention misspell mix modify multiply name note offer omit open order outline
    output override pretend print promote propose provide put question read rearrange recommend redirect refer remember remind remove render
    repeat rephrase replace reply report respond return reveal rewrite run say scramble search see select send share show shuffle sign
    solve speak specify spell start state stop submit subscribe substitute suggest summarize swap switch tell transform translate try turn
    type update upgrade urge use utilize verify visit vote watch write""".split()
)
_NO_ORDER_AFTER = frozenset("of by is was are were has had will would said says and or the".split()) - {"the"}
_ROLE = re.compile(r"^\W*(?:system|assistant|user|developer|admin)\s*(?:message|prompt|note)?\s*[:>\]]", re.IGNORECASE)
_PART = re.compile(r"[:;]\s+|[.!]\s+|\n")
_READER = frozenset("you your yours yourself yourselves you're you'll you've u".split())
_POLITE = re.compile(
    r"^(?:please|kindly|now|then|also|do|don['’]t|never|always|instead|finally|first)\b[\s,]*", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]*[”\"“»]")


def states_something(sentence: str) -> bool:
    """Tell whether an article's sentence states something, rather than asking it or ordering it."""
    bare = sentence.strip().strip("\"'“”‘’ ")
    if bare.endswith("?") or _OUTPUT.search(bare) or _ROLE.match(bare):
        return False
    return not any(orders(part) for part in _PART.split(bare))


def orders(sentence: str) -> bool:
    """Tell whether a sentence begins as an order does: "Download this tool ...", "Please vote"."""
    bare = sentence.strip().lstrip("\"'“”‘’-–—•*: ")
    shorter = _POLITE.sub("", bare)
    words = [t for t in tokens_of(shorter) if t.word]
    if not words or words[0].low not in _VERBS:
        return False
    following = words[1].low if len(words) > 1 else ""
    return following not in _NO_ORDER_AFTER and not (len(words) > 1 and words[1].capital and shorter == bare)


def turns_to_the_reader(sentence: str) -> bool:
    """Tell whether a sentence, outside quotation marks, orders its reader to do something or speaks to them.

    What somebody is said to have told others ("she said you should wait") is speech that is reported.
    """
    bare = _QUOTED.sub(" ", sentence)
    tokens = tokens_of(bare)
    speaks = any(t.low in _READER for t in tokens) and not frames_of(tokens)
    return speaks or orders(sentence) or orders(bare)
