"""Lines of a page that stand among an article's sentences and are none: links, headlines, and what is written under pictures."""

from __future__ import annotations

import re

from rag.compose.neighbours import ends_whole

BOILERPLATE = re.compile(
    r"^\W*(?:follow|subscribe|sign up|read more|read:|more:|contact|contributing|click|reach|special to|editor['’]s note|advertisement|photo|watch:|listen:)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r":\s*$|^[^.!?:]{3,90}\w:(?=[A-Z0-9‘“\"'])\S.*[^.!?…”’\"')\]]$|"
    r"^(?:READ|More|Related|RELATED|MORE|WATCH|Read more|Watch|Opinion|Photos?|Video|PHOTOS?|SEE ALSO|See also|Live updates)\b[^.]{0,30}:|"
    r"^[‘“\"']?(?:[A-Z]{2,}[?!’']*\s+){2,}[A-Z]{2,}[?!’'”\"]*:(?=\S)"  # "WHAT IS VINYL CHLORIDE?:Toxic gases ..."
)
_AGENCY = r"(?:AP|AFP|EPA|Getty|Reuters|REUTERS|Shutterstock|Bloomberg|NurPhoto|Anadolu|Sipa|SIPA|ABACA|Pool|USA TODAY|Imagn|Zuma|ZUMA)"
_CREDIT = re.compile(  # "Mandel Ngan/AFP/Getty Images The president addresses ..."
    rf"^(?:Photo(?:graph)?s? by )?(?:[A-Z][\w.'’-]*\s){{0,5}}[A-Z][\w.'’-]*/{_AGENCY}\b|"
    rf"\((?:Photo|Image|{_AGENCY})\b[^)]*\)\s*$|\b(?:Getty Images|via AP|AP Photo|USA TODAY (?:Sports|Network))\s*$"
)
_PICTURED = re.compile(
    r"\b(?:(?:left|right|second from (?:left|right)|(?:top|bottom|far|center|centre|front) (?:left|right|row)|left center|from left),\s|"
    r"\((?:left|right|center|centre|center (?:left|right)|[LRC])\)|seen here|pictured|in this (?:file )?(?:photo|image|picture))",
)
_OF_THE_MOMENT = re.compile(r"\b(?:is|are) (?:seen|shown|pictured)\b|\b(?:arrives?|departs?|walks?|leaves?|speaks?)\b")
_DAY = re.compile(r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
_POINTS_ON = re.compile(  # a headline that promises what it does not tell
    r"^(?:Everything (?:we|you)|What (?:we|you) (?:know|need)|Here(?:['’]s| is| are)\b|How to\b|Why\b|How\b|What\b|Who\b|Where\b|When\b)"
)
_ASKING = re.compile(
    r"^[^.!?:]{3,90}: (?:What|How|Why|Who|Where|When|Is|Are|Did|Will|Can)\b[^.:]*\?$"
)  # "Minister resigns: What happened?"
_LONG = 4  # letters of a word that a headline in capitals begins with one
_FEWEST, _SHARE = 4, 0.8  # such words, and the share of them with a capital, that make a headline


def of_the_page(words: str, title: str | None = None) -> bool:
    """Tell whether words are a page's own, or a link, a caption or a headline in it. title: the article's."""
    return bool(BOILERPLATE.match(words)) or is_line(words, title)


def is_line(words: str, title: str | None = None) -> bool:
    """Tell whether words are no sentence of an article but a link, a caption or a headline. title: the article's."""
    return is_link(words) or is_caption(words) or is_headline(words, title)


def is_link(words: str) -> bool:
    """Tell whether words are a line that leads elsewhere: "Related:...", "Tyre Nichols killing:7 more ...", a line that ends in a colon."""
    return bool(_LINK.search(words))


def is_caption(words: str) -> bool:
    """Tell whether words are written under a picture: they name its agency, who stands where in it, or its moment and full date."""
    if _CREDIT.search(words) or _PICTURED.search(words):
        return True
    return bool(_DAY.search(words) and _OF_THE_MOMENT.search(words.split(",")[0]))


def is_headline(words: str, title: str | None = None) -> bool:
    """Tell whether words are a headline: this one's, one that ends without a stop, or one all in capitals at the words' beginnings."""
    bare = _letters(words)
    if not ends_whole(words) or (title and bare and bare == _letters(title)):
        return True
    if _ASKING.search(words):
        return True
    if words.endswith("…") and _POINTS_ON.match(words):
        return True
    long = [word for word in re.findall(r"[^\W\d_]+(?:['’][a-z]+)?", words) if len(word) >= _LONG]
    return len(long) >= _FEWEST and sum(word[0].isupper() for word in long) >= _SHARE * len(long) and "," not in words


def _letters(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
