"""Questions of what or who something is: answered by the sentences that say so, by what they say of the name, not beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import Question
from rag.compose.choice import Choice
from rag.compose.doers import best_told, with_prior
from rag.compose.nearest import NEAREST

NOT_DEFINED = f"No sentence found says in so many words {{what}}. {NEAREST}"
_ASKS = re.compile(
    r"^(?:and |but |so )?(?P<asks>what|who)(?:['’]s| is| are| was| were)\s+(?P<topic>[^?!,]+?)[?!. ]*$", re.IGNORECASE
)
_OTHER = re.compile(  # "What is the price of ...", "Who is to blame", "What is she accused of": something else is asked
    r"^(?:new|known|next|going|happening|said|behind|wrong|at|in|on|to|it|this|that|he|she|they|there|your|you|my)\b|\b(?:of|for|about|like|with|to|on|in|set|called|said|doing|worth|charged|accused|"
    r"supposed|expected|going|\w+ing|\w+ed)\b|^(?:the )?(?:\w+ )?(?:best|first|last|latest|newest|biggest|new|next|current|main|"
    r"name|number|price|cost|reason|cause|difference|capital|date|status|news|suspect|gunman|killer|winner|leader|author|head|mayor|"
    r"governor|president|minister|prime minister|king|queen|pope|ceo|chief|speaker|director|owner|founder)s?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_BEING = r"(?:is|are|was|were|['’]s|remains?|became|means?|refers? to|stands? for)"
_AN = r"(?:an?|the|one of|his|her|its|their|America['’]s|[A-Z]\w+['’]s)"
_NAMING = re.compile(r"\b(?:known as|called|dubbed|named|so-called)\s+(?:the\s+)?[“\"‘']?$", re.IGNORECASE)
_DOES = re.compile(  # what a law, a body or an illness does tells what it is
    r"(?:(?:can|may|would|will)\s+)?(?:causes?|affects?|spreads?|allows?|requires?|bans?|bars?|provides?|protects?|guarantees?|gives?|lets?|measures?|"
    r"consists?|includes?|aims?|works?|makes?|creates?|covers?|helps?|offers?)\b"
)
_UNDER = re.compile(r"\b(?:whether|if|that|when|why|how|because)\b[^,.;]*$", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:\b(?:[a-zA-ZÀ-Þ][\w’'.-]+\s){0,3}\b(?:[Pp]resident|[Mm]inister|[Ss]enator|[Gg]overnor|[Mm]ayor|[Jj]udge|[Jj]ustice|[Ss]peaker|[Cc]hief|[Cc]hair\w*|[Ll]eader|[Dd]irector|[Ss]ecretary|"
    r"[Gg]eneral|[Ff]ounder|CEO|[Aa]ctor|[Aa]ctress|[Ss]inger|[Aa]uthor|[Cc]oach|[Qq]uarterback|[Ss]tar|[Pp]rofessor|[Dd]octor|[Ss]uspect|[Ll]awmaker|[Cc]ongress\w+|Rep\.|Sen\.|Gov\.))\s+$"
)
_AMONG, _LEAST, _ALSO, _MOST = 60, 0.45, 0.8, 3
_PRIOR = 0.25


def asked_to_define(question: Question) -> str | None:
    """Return what a question asks to be told what or who it is; None for any other question."""
    found = _ASKS.match(question.text)
    if found is None or _OTHER.search(found["topic"]) or len(found["topic"].split()) > 5:
        return None
    return found["topic"].strip()


def not_defined(topic: str, question: Question) -> str:
    """Return what stands before the nearest sentences where none says what or who it is."""
    asks = "who" if question.text.lower().lstrip().startswith("who") else "what"
    plural = re.search(r"\b(?:are|were)\b", question.text.split(topic)[0])
    return NOT_DEFINED.format(what=f"{asks} {topic} {'are' if plural else 'is'}")


def defining(topic: str, ranked: Sequence[Choice]) -> list[Choice]:
    """Return the sentences that say what or who the topic is, the plainest first; none where none does."""
    named = _named(topic)
    found = []
    for one in ranked[:_AMONG]:
        value = max((_says(one.words, m) for m in named.finditer(one.words)), default=0.0)
        if value >= _LEAST:
            found.append((with_prior(value, one, ranked[0], _PRIOR), one))
    return best_told(found, _MOST, _ALSO)


def _named(topic: str) -> re.Pattern[str]:
    """Return a pattern of the topic as sentences name it: in whole, of a person's name the surname behind any other."""
    words = [re.escape(word) for word in _ARTICLE.sub("", topic).split()]
    whole = r"[\s-]+".join(words)
    return re.compile(rf"(?<![\w-]){whole}(?:['’]s(?=\s+[a-z]+,)|s)?(?![\w-])", re.IGNORECASE)


def _says(sentence: str, name: re.Match[str]) -> float:
    """Return how plainly, 0 to 1, a sentence says what is named at a place in it."""
    before, after = sentence[: name.start()], sentence[name.end() :]
    mark = r"[”\"’']?"
    short = r"(?:\s*\([^()]{1,40}\))?"
    if re.match(rf"{mark}{short},?\s+{_BEING}\s+(?:also\s+|now\s+|still\s+)?{_AN}\s", after):
        return 1.0
    if (
        not _UNDER.search(before)
        and re.match(rf"{mark}{short},?\s+{_BEING}\s+(?!not\b)(?:\w+ly\s+)?[a-z]+\b(?<!ed)(?<!ing)", after)
        and not re.match(
            rf"{mark}{short},?\s+{_BEING}\s+(?:in|on|at|to|set|expected|now|not|already|back|still|more|so|too|very)\b",
            after,
        )
    ):
        return 0.7
    if re.match(
        rf"{mark}{short}(?:,\s+{_AN}\s(?![^.;,]*\b(?:said|says|told|wrote|now|gets?|will|has|have|had|was|were)\b)[^.;,]{{4,120}}?(?:,|[.;]\W*$)|\s[-–—]\s+{_AN}\s[^.;]{{4,120}}?\s[-–—]\s|"
        rf"(?:,|\s[-–—])\s+(?:(?:which|who) (?:is|are|was|were|means?|stands?)\s|also known))",
        after,
    ):
        return 0.95
    if re.match(rf"{mark}\s*\([^()]{{12,}}\)", after) or re.match(
        rf"{mark},\s+(?:\d\d,\s+)?[a-z][\w-]+ (?:of|and|for|at)\b", after
    ):
        return 0.85
    if _NAMING.search(before):
        return 0.9
    if re.match(rf"{mark}{short}\s+{_DOES.pattern}", after):
        return 0.6
    if re.search(rf"\b{_AN}\s[^,.;]{{4,80}},\s$", before):
        return 0.75  # "the country's first ..., Ann Lee"
    return 0.55 if _OFFICE.search(before) else 0.0
