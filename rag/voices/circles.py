"""People near to power: "Putin's circle", "people close to the president", "sources in the Kremlin", and whom articles call so."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.article import Article, Attribution
from ingest.speech.geography import find_places

_NEAR = (
    r"(?:(?:inner|close|closest|own|wider|innermost)\s+)*(?:circle|entourage|aides?|advis[eo]rs?|insiders?|confidants?|confidantes?|"
    r"associates?|inner court|courtiers?|camp|team|intimates|lieutenants)"
)
_CIRCLES = (
    re.compile(rf"^(?P<owner>.+?)(?:['’]s?|s['’])\s+{_NEAR}$", re.IGNORECASE),
    re.compile(
        r"^(?P<owner>[A-Z].+?)['’]s?\s+(?:(?:inner|close|closest)\s+)*(?:allies|people|friends|supporters at home)$"
    ),
    re.compile(
        r"^(?:(?:the|some|other|two|three|several|many|those|various)\s+)*(?:people|sources?|those|persons?|insiders?|officials?|aides?|advis[eo]rs?|men|"
        r"allies|anyone|circle|entourage|politicians|businessmen|figures|members of the circle)?\s*(?:who (?:are|is)\s+)?"
        r"(?:close to|near to|near|around|familiar with|with knowledge of|in the (?:inner )?circle of|with ties to|with close ties to|loyal to|briefed by|inside|of)\s+"
        r"(?P<owner>.+?)(?:['’]s? (?:thinking|plans?|views?|position|thoughts|mind|intentions|circle|entourage))?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:the\s+)?(?P<owner>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)\s+(?:insiders?|aides?|advis[eo]rs?|sources?|circles?)$"
    ),
)
_IS_NEAR = re.compile(
    r"\b(?:close(?:ly)? to|near to|(?:close )?ties (?:to|with)|familiar with|knowledge of|briefed on|advis(?:e[sd]?|ing|[eo]rs?)(?: to| of)?|aides?(?: to| of)?|"
    r"consultants? (?:to|of|who)|confidante?s?|all(?:y|ies) of|insiders?|in the circle of|inner circle|entourage|works? for|in the (?:administration|office) of|"
    r"around)\b",
    re.IGNORECASE,
)
_OWN_AIDE = re.compile(
    r"(?:['’]s?|\bhis|\bher)\s+(?:\w+\s+){0,2}(?:aides?|advis[eo]rs?|consultants?|confidante?s?|all(?:y|ies)|envoys?|chief of staff)\b",
    re.IGNORECASE,
)
_OFFICES = {
    "president": ("president", "presidency", "presidential", "leader", "dictator", "palace"), "minister": ("minister", "ministry"),
    "chancellor": ("chancellor", "chancellery", "leader"), "leader": ("leader", "president", "presidency"),
    "dictator": ("president", "presidency", "dictator", "leader"), "king": ("king", "palace", "court"), "queen": ("queen", "palace", "court"),
    "pope": ("pope", "vatican", "pontiff"), "governor": ("governor",), "mayor": ("mayor",), "prime": ("prime", "premier", "leader"),
    "premier": ("premier", "prime", "leader"),
}  # fmt: skip
"""An office, by the word that stands with its holder's name, and what else says the same."""
_WORD = re.compile(r"[^\W\d_][\w-]*")
_BEFORE_NAME, _AROUND = 60, 60  # characters in which the office and the country of somebody named stand
_PLACE_BEFORE = 18  # characters before an office in which its country stands
_OFFICE_WORD = re.compile(r"\b(" + "|".join(_OFFICES) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def circle_of(group: str) -> str | None:
    """Return whose circle a group asked for is: "Putin" of "people familiar with Putin's thinking"; None for any other group."""
    for pattern in _CIRCLES:
        if found := pattern.match(group.strip()):
            owner = (
                re.sub(r"^(?:the|a|an)\s+", "", found["owner"].strip(), flags=re.IGNORECASE)
                .removesuffix("'s")
                .removesuffix("’s")
            )
            if (
                not owner
                or owner.lower() in ("it", "this", "that", "them")
                or owner.lower().startswith(("age", "dam", "coast", "river"))
            ):
                return None
            power = owner[:1].isupper() or _OFFICE_WORD.search(owner)
            if not power:
                return None
            return owner
    return None


def in_circle(owner: str, said: Attribution, article: Article, source: str) -> bool:
    """Tell whether an article calls a speaker near to somebody: by name, by office, or by the seat of that office."""
    for text in dict.fromkeys(filter(None, (said.description, said.affiliation, source))):
        near = _IS_NEAR.search(text) or _OWN_AIDE.search(text)
        if near and _means(owner, text, said, article):
            return True
    return False


def _means(owner: str, text: str, said: Attribution, article: Article) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    surname = owner.split()[-1]
    if surname.lower() in words:
        return not (said.speaker and surname.lower() in said.speaker.lower().split())
    if not owner[:1].isupper():
        return bool({word for office in _OFFICE_WORD.findall(owner.lower()) for word in _OFFICES[office]} & set(words))
    seats = {found.place.label for found in find_places(owner)}
    if seats:
        return bool(seats & {found.place.label for found in find_places(text)}) and bool(_power(text))
    return _of_the_office(surname, text, words, article)


def _of_the_office(surname: str, text: str, words: list[str], article: Article) -> bool:
    """Tell whether "the Russian president's thinking", "the Kremlin" or "the presidency" is the named one's, by what stands around the name."""
    offices: set[str] = set()
    places: set[str] = set()
    around = ""
    full = f"{article.title or ''}\n{article.text}"
    for found in re.finditer(rf"\b{re.escape(surname)}\b", full):
        before = full[max(0, found.start() - _BEFORE_NAME) : found.start()]
        after = full[found.end() : found.end() + _AROUND]
        for office in (*_OFFICE_WORD.findall(before), *re.findall(r"^,? (?:the|who is) (?:\w+[’']s )?(\w+)", after)):
            offices.update(_OFFICES.get(office.lower(), ()))
        titled = list(_OFFICE_WORD.finditer(before))
        if titled:  # "Russian dictator Vladimir Putin": the place stands just before the office
            places |= _place_of(before[max(0, titled[-1].start() - _PLACE_BEFORE) : titled[-1].start()])
        places |= _place_of(after[:_PLACE_BEFORE]) if titled and after.startswith(" of ") else set()
        around += f" {before} {after}"
    named = bool(offices & set(words))
    here = {found.place.label: found.place.how for found in find_places(text)}
    if "seat" in here.values():
        return any(label in places for label, how in here.items() if how == "seat")
    if not named and not (surname in (article.title or "") and _office_in(text)):
        return False
    others = [word for word in _WORD.findall(text)[1:] if word[:1].isupper()]
    known = set(_WORD.findall(around))
    return all(
        _place_of(word) & places if _place_of(word) and places else word in known
        for word in others
        if not _tail(word, text)
    )


def _office_in(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:president(?:['’]s|ial|cy)?|palace|presidency|chancell(?:or|ery)|premier|minister)\b",
            text,
            re.IGNORECASE,
        )
    )


def _place_of(words: str) -> set[str]:
    return {found.place.label for found in find_places(words)}


def _tail(word: str, text: str) -> bool:
    """Tell whether a name stands behind "in", which says where an office is."""
    return bool(re.search(rf"\bin (?:the )?{re.escape(word)}", text))


def _power(text: str) -> bool:
    return any(found.place.how == "seat" for found in find_places(text)) or _office_in(text)
