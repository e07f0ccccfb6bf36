"""Which sentences of an article tell news: not what announces other pages, tells of the page itself, or is cut off."""

from __future__ import annotations

import re

# "Debt ceiling debate:Debt limit forecast says", "More:Lawmaker says": the words of a link beside the article, run together
_TEASER = re.compile(r"(?:^|(?<=[.!?]\s))[\W_]*[^.!?:]{2,70}[^\W\d]:(?=[A-Z‘“\"'][\w’'])")
_OF_THE_PAGE = re.compile(
    r"^[\W_]*(?:editor['’]?s note|read more|see also|related|more from|sign up|subscribe|click here|follow (?:us|along|live)|"
    r"contribut(?:ing|ed)\b|photo(?:s|graph)?\b.{0,30}:|watch\b.{0,12}:|here(?:['’]s| is| are) (?:what|how|where|everything|the latest|a look)|"
    r"what (?:to|you need to|we) know|(?:this|the following) (?:page|story|article|post|report|file|recap|quiz|live blog)s? "
    r"(?:covers?|recaps?|was|were|has been|have been|is|are|will be|first appeared|originally|contains?))\b"
    r"|\((?:direct|archive) link|\bin (?:this|our) (?:newsletter|live blog|podcast)\b|\bad feedback\b",
    re.IGNORECASE,
)
# The words under a picture: "Bryan Kohberger, right, who is accused", "John Normile/Getty Images"
_CAPTION = re.compile(
    r", (?:right|left|cent(?:er|re)|foreground|second from (?:left|right)),|\b[\w.]+/(?:Getty|AP\b|AFP|Reuters|Bloomberg|USA Today|CNN)|"
    r"\bGetty Images\b|\bAP Photo\b|\bis (?:seen|pictured) (?:here|on|in|at)\b|\bin this (?:photo|image|file)\b",
)
_CUT_OFF = re.compile(r"\b(?:St|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Adm|Prof|vs|Jr)\.$")
_ENDS = (".", "!", "?", "…", "“", '"', "”", "’", "'", "»", ")")
_ADVICE = re.compile(
    r"\b(?:customers|travell?ers|passengers|readers|viewers|fans|shoppers|users|you)\b(?: \w+){0,2} (?:can|may|should|are (?:directed|advised|encouraged|urged|asked))\b|"
    r"\b(?:click|tap) on\b|\byou(?:['’]ll| will| can)\b",
    re.IGNORECASE,
)
_CLOSING, _STOPS = "“\"”’'»)] ", (".", "!", "?", "…")
_HEADLINE = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)?: [A-Z]")  # "Tarnow: Papers were found"
_SHORT, _LEAST, _CAPITALS = 3, 4, 0.85
_MOST_MARKS = 3  # exclamation or question marks in one sentence


def tells_news(sentence: str) -> bool:
    """Tell whether a sentence can stand on a page by itself as news."""
    words = sentence.strip()
    if (
        not words.endswith(_ENDS)
        or not words.rstrip(_CLOSING).endswith(_STOPS)
        or _HEADLINE.match(words)
        or _CUT_OFF.search(words)
        or _CAPTION.search(words)
    ):
        return False
    return not (of_the_page(words) or _ADVICE.search(words) or words.count("!") + words.count("?") > _MOST_MARKS)


def _titled(words: str) -> bool:
    """Tell whether words are set as a headline is: nearly every long one with a capital."""
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > _SHORT]
    return len(long) >= _LEAST and sum(word[0].isupper() for word in long) >= _CAPITALS * len(long)


def of_the_page(sentence: str) -> bool:
    """Tell whether a sentence tells of the page it stands on, or is the words of a link on it."""
    return bool(_TEASER.search(sentence) or _OF_THE_PAGE.search(sentence))


def of_a_picture(sentence: str) -> bool:
    """Tell whether a sentence stands under a picture, or names who took it."""
    return bool(_CAPTION.search(sentence))
