"""Who can be given words on a page: people, bodies and documents, who say them; not "the stunning revelations"."""

from __future__ import annotations

import re

from ingest.article import Article, Attribution, SpeakerKind

_DOCUMENTS = (
    r"data|reports?|figures|statistics|poll|polls|survey|surveys|study|studies|records?|documents?|papers?|filings?|statements?|"
    r"transcripts?|emails?|e-mails?|memos?|letters?|analysis|analyses|affidavits?|complaint|indictment|lawsuit|suit|warrants?|"
    r"advisory|bulletin|census|index|review|audit|ruling|order|opinion|website|guidelines?|notice|press release|estimates?|form|"
    r"testimony|newspapers?|media|story|stories|article|tweet|post|video|messages?|account"
)
_BODIES = (
    r"compan(?:y|ies)|airlines?|department|agency|agencies|bureau|ministry|office|administration|campaign|committee|commission|"
    r"courts?|police|part(?:y|ies)|government|governments|association|union|unions|group|groups|coalition|firm|bank|service|"
    r"services|authority|authorities|foundation|institute|university|school|district|council|board|network|team|teams|military|"
    r"army|navy|forces|command|embassy|kremlin|white house|pentagon|league|federation|organi[sz]ations?|charity|"
    r"centers?|centres?|hospitals?|unit|parliament|congress|senate|house|republicans|democrats|conservatives|liberals|"
    r"americans|voters|circle|entourage|camp|side|sides|allies|majority|percent|countries|states|nations"
)
_PEOPLE = (
    r"officials?|persons?|people|sources?|aides?|diplomats?|analysts?|experts?|engineers?|inspectors?|advis[eo]rs?|members?|officers?|"
    r"owners?|executives?|spokes(?:man|woman|person|people|men)|witness(?:es)?|residents?|workers?|lawmakers?|insiders?|personnel|"
    r"soldiers?|negotiators?|ministers?|investors?|traders?|doctors?|physicians|nurses?|researchers?|economists?|leaders?|observers?|"
    r"activists?|critics?|supporters?|employees?|technicians?|one|others?|another|two|several|some|president|secretary|chief|mayor|"
    r"governor|senators?|representatives?|congress(?:man|woman)|attorneys?|lawyers?|prosecutors?|judges?|justices?|professors?|"
    r"scientists?|forecasters?|meteorologists?|teachers?|students?|victims?|survivors?|famil(?:y|ies)|relatives|neighbo[u]?rs?|friends?|"
    r"mother|father|parents?|wife|husband|widow|sons?|daughters?|brothers?|sisters?|coach(?:es)?|players?|pilots?|farmers?|drivers?|man|men|"
    r"woman|women|historians?|scholars?|strategists?|pollsters?|managers?|directors?|chair(?:man|woman|person|men)?|founder|ceo|"
    r"captain|commander|general|pope|king|queen|prince|princess|envoys?|ambassadors?|deput(?:y|ies)|candidates?|nominee|author|authors|"
    r"journalists?|reporters?|correspondents?|columnists?|editors?|fishermen|skippers?|crew|crews|firefighters?|rescuers|responders|"
    r"detectives?|investigators?|sheriff|troopers?|guards?|defen[cs]e|counsel|organi[sz]ers?|passengers?|customers?|tenants|"
    r"shareholders?|donors?|veterans?|owners|operators?|contractors?|insurers?|regulators?|bishops?|priests?|rabbis?|imams?"
)
_SPEAKS = re.compile(rf"\b(?:{_DOCUMENTS}|{_BODIES}|{_PEOPLE})\b", re.IGNORECASE)
_ANY_DOCUMENT = re.compile(rf"\b(?:{_DOCUMENTS})\b", re.IGNORECASE)
_BEHIND = re.compile(r",|\b(?:who|which|that|in|on|from|for|at|about|into|during|after|before|with|than|as|by|to)\b")
# Whose they are is not told: "the tweet", "mother", "they"
_OWNERLESS = re.compile(
    r"(?:the |his |her |their |its )?(?:tweets?|posts?|letters?|statements?|messages?|videos?|stor(?:y|ies)|articles?|emails?|transcripts?|"
    r"accounts?|form|mother|father|parents?|wife|husband|widow|sons?|daughters?|brothers?|sisters?|famil(?:y|ies)|friends?|man|woman|one)",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"^(?:[\W\d_]+\s*)+")
_LOWER_RUN = re.compile(r"(?:\b[a-z][\w’'-]*\s+){4,}[a-z]")
_PRONOUN_FIRST = re.compile(r"(?:her|him|them|us|me|you|it|this|that|these|those|there|here) ", re.IGNORECASE)
# "could do this by telling", "assuming that Clinton remains": nobody has said it
_SUPPOSED = re.compile(
    r"\b(?:could|would|might|may|should|must|if|to|by|without|unless|whether|instead of|rather than|before|not|never|n['’]t)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_NO_SPEECH = re.compile(
    r"(?:assum|refus|allow|makes?|made|making|let|lets|forc|caus|underscor|highlight|reveal(?:s|ed)? how)",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r",? (?:after|before|while|during|following|in an interview|at a (?:news|press)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*"
)
_TITLE = re.compile(
    r"(?:(?:Republican|Democratic|former|then|US|U\.S\.|House|Senate) )*(?:Reps?|Sens?|Govs?|Dr|Mr|Mrs|Ms|Gen|Lt|Col|Capt|Sgt|Adm|Rev|Sir|Dame|"
    r"Lt\. Gov|President|Vice President|Judge|Justice|Senator|Governor|Mayor|Congress(?:man|woman)|Secretary|Prime Minister|Chancellor|Pope|King|Queen|"
    r"Prince|Princess|Professor|Coach)\.?(?:-elect)?"
)
_BEFORE_CUE = 24  # characters


def speaks(said: Attribution, holder: str, article: Article) -> bool:
    """Tell whether words can be given to whom they are attributed to, and are said rather than supposed."""
    if article.language and not article.language.startswith("en"):
        return True  # the words are English ones
    if said.cue is not None:
        before = article.text[max(0, said.cue.start - _BEFORE_CUE) : said.cue.start]
        if _SUPPOSED.search(before) or _NO_SPEECH.match(said.cue.of(article.text)):
            return False
    return is_speaker(holder, named=said.speaker is not None, document=said.speaker_kind is SpeakerKind.DOCUMENT)


def is_speaker(holder: str, *, named: bool, document: bool = False) -> bool:
    """Tell whether what a text calls somebody names a speaker. named: it is a name; else it is a description of one."""
    if _PRONOUN_FIRST.match(holder) or _OWNERLESS.fullmatch(holder):
        return False
    if named:
        return not _LOWER_RUN.search(holder)
    head = _BEHIND.split(holder, maxsplit=1)[0] or holder
    return bool((_ANY_DOCUMENT if document else _SPEAKS).search(head)) or any(
        word[:1].isupper() for word in head.split()[1:]
    )


def tidied(holder: str) -> str:
    """Return a name without what stood before it in the line: ". 2, Scalise" as "Scalise"."""
    left = _LEFT_OVER.sub("", holder).removeprefix("Only ")
    return left if left and left[0].isupper() else holder


def is_title(description: str) -> bool:
    """Tell whether what somebody is called is a title alone, which stands before a name: "Rep.", "Republican Sen."."""
    return bool(_TITLE.fullmatch(" ".join(description.split())))


def without_occasion(description: str) -> str:
    """Return what somebody is called without when they said it: "a Republican after leaving a meeting"."""
    return _OCCASION.sub("", description) or description
