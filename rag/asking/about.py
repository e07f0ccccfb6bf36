"""Messages that are about the library or the program rather than about the news: "what articles do you have?", "hello"."""

from __future__ import annotations

import re
from enum import StrEnum


class About(StrEnum):
    """What a message is about, if not about what the articles say."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABILITY = "ability"  # "what can you do?", "help"
    ARTICLES = "articles"  # "what articles do you have?"
    OUTLETS = "outlets"  # "which outlets are there?"
    SPEAKERS = "speakers"  # "who is quoted most?"


_POLITE = r"(?:[,.!\s]+(?:there|all|everyone|dateline|again|please|friend|you))*"
_HOLD = r"(?:do (?:you|we|i) have|have (?:you|we) (?:got)?|are (?:there|here|loaded|included|covered|available|stored|in (?:here|the library|it|this library))|"
_HOLD += r"does (?:the|this) library (?:have|hold|contain)|can (?:you|i) (?:read|search|ask about)|do you (?:hold|know|read|use|cover)|is in (?:the|this) library)"
_PIECES = r"(?:articles?|stories|texts?|documents?|reports|news|pieces|sources)"
_OUTLETS = r"(?:outlets?|news ?papers?|papers|publishers?|publications?|media|websites?)"
_VOICES = r"(?:people|persons?|speakers?|voices?|sources|politicians?|names?)"
_PATTERNS = (
    (About.GREETING, rf"(?:hello|hi|hey|hallo|greetings|good (?:morning|afternoon|evening|day)){_POLITE}"),
    (
        About.THANKS,
        rf"(?:(?:ok(?:ay)?|great|good|perfect)[,.!\s]+)?(?:thanks?(?: you)?(?: (?:very|so) much| a lot| for (?:that|the help|your help))?|thx|cheers|"
        rf"much appreciated|great|perfect|very helpful|that (?:helps|is helpful)|ok(?:ay)?){_POLITE}",
    ),
    (About.FAREWELL, rf"(?:good ?bye|bye(?: bye)?|see you(?: later)?|good night|that(?:'s|’s| is) all){_POLITE}"),
    (
        About.ABILITY,
        r"(?:help(?: me)?|what (?:can|do) you do(?: for me)?|what can (?:i|we) (?:ask|do)(?: you| here)?|how (?:do|can) (?:i|we) use (?:this|you)|"
        r"how do you work|(?:who|what) are you|what is dateline|how can you help(?: me)?)(?: please)?",
    ),
    (
        About.ARTICLES,
        rf"(?:what|which|how many) (?:(?:kinds? of|other|new) )?{_PIECES} {_HOLD}|"
        rf"(?:list|show(?: me)?|give me)(?: me)?(?: all)?(?: of)?(?: the| your| my)? (?:articles|stories|titles|documents)(?: you have)?|"
        r"what(?:'s|’s| is) in (?:the|this|my|your) library|what (?:do|have) you (?:know|got|have)(?: about| in (?:the|this|your) library)?|"
        r"what (?:is|are) (?:the|your|these) articles about|what (?:topics|subjects|themes) (?:do you have|are (?:there|covered))|how big is the library",
    ),
    (
        About.OUTLETS,
        rf"(?:what|which|how many) (?:different )?{_OUTLETS} {_HOLD}|(?:list|show(?: me)?)(?: all)?(?: the)? {_OUTLETS}|"
        rf"(?:what|which) {_OUTLETS} (?:are|is) (?:cited|quoted|read)(?: here)?",
    ),
    (
        About.SPEAKERS,
        rf"(?:who|which {_VOICES}|what {_VOICES}) (?:is|are|was|were|gets?) (?:most (?:often |frequently )?(?:quoted|cited|heard)|(?:quoted|cited|heard)(?: the)?(?: most)?(?: (?:often|frequently))?)"
        r"(?: overall| here| in (?:the|these) (?:articles|library))?|who speaks(?: (?:the )?most(?: often)?)?|who says (?:the )?most|"
        rf"(?:list|show(?: me)?)(?: all)?(?: the)? {_VOICES}(?: quoted)?|how many {_VOICES} (?:are|is) (?:quoted|cited|heard)(?: in all| here)?",
    ),
)
_COMPILED = tuple((about, re.compile(pattern, re.IGNORECASE)) for about, pattern in _PATTERNS)
_LEAD = re.compile(r"^(?:and|so|well|please|then)\b[,\s]+", re.IGNORECASE)


def about_library(text: str) -> About | None:
    """Return what a message is about where it is about the library or the program; None for every other."""
    bare = _LEAD.sub("", " ".join(text.split())).rstrip("?!. ")
    return next((about for about, pattern in _COMPILED if pattern.fullmatch(bare)), None)
