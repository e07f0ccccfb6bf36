"""Of whom a toll is told: a place, a group, or a way to die, by the words around its number. "In Turkey" is not "in both countries"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from rag.claims.figures import CONCEPT_OF, TOLLS
from rag.comparison.naming import SHORT_YEAR, YEAR, Naming, runs_of, sentence_at, years_in
from rag.verify.facts_in_text import Token, days_of, tokens_of
from rag.wordforms import NUMBER_WORDS, form

_COMMA = re.compile(r"[,;:]\s(?!\d{3})|[.!?…][”\"’']?\s")
_LEANS = re.compile(  # a piece that goes on what stands before it: "..., killing two people"
    r"\s*(?:leaving|killing|claiming|injuring|wounding|destroying|taking|with \w+ of (?:those|them|these)|which (?:killed|left)|bringing)\b",
    re.I,
)
_TOLL = re.compile(r"\b(?:toll|deaths|death count|number of (?:the )?(?:dead|victims))\b", re.IGNORECASE)
_PLACED_BEFORE = re.compile(
    r"(?:[Ww]hile |[Aa]nd |[Bb]ut )?(?:[Ii]n|[Aa]t|[Aa]cross|[Oo]n) (?:the )?[A-Z][^,;:]{1,40}[,;:]\s"
)
_LABEL = re.compile(r"^\W*((?:[A-Z][\w.]+\s?){1,3}):\s+\S")  # "Kansas: Three people have died"
_NO_LABEL = frozenset(
    "update updates note editor video photo photos opinion analysis live breaking watch read more related fact".split()
)
_LOCAL = "county state city province district island town village region prefecture parish".split()
_OF_PLACE = re.compile(
    rf"\b(?:the|his|her|its|their|this|that)\s+({'|'.join(_LOCAL)})\b(?!\s+[A-Z])(?!['’]s (?!toll|death|dead))"
)
_NATION = re.compile(
    r"\b(?:(?i:nationwide|nationally|countrywide|(?:across|in|throughout) the (?:country|nation))|U\.?S\.?(?!\s+(?:states|President|officials))|United States)(?!\w)"
)
_MANNER = re.compile(  # "of exposure", "in weather-related traffic accidents", "in their homes"; what has "the" is the event itself
    r"\b(?:died|die|dead|killed|deaths?|perished|injured|wounded|drowned)\s+[“\"‘']?(?:in|of|from|by|after|due to|as a result of)\s+"
    r"(?!the\b|this\b|that\b|an?\b|last\b|clashes\b|attacks?\b|fighting\b|violence\b)((?:[a-z][\w-]*\s?){1,4})"
)
_ACCIDENT = re.compile(  # one accident among others, where the topic is none
    r"\b(?:in|after|by|into) (?:an? |another |separate |two |three |several )?(?:[a-z]+[- ]){0,2}(pile-?up|crash|collision|accident|wreck)(?:e?s)?\b"
)
_THAT = re.compile(  # one that was told of before, not the topic's own
    r"\bthat (?:year|winter|summer|storm|blizzard|snowstorm|attack|(?:earth)?quake|flood|crash|fire|hurricane|shooting|disaster|massacre|war)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(at the scene|on impact|in (?:the )?hospital|at (?:a|the) hospital)\b", re.IGNORECASE)
_CASES = re.compile(r"\b(?:cases|infections)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\w+ of (?:whom|them|those)\b", re.IGNORECASE)
_YEARS = re.compile(f"{YEAR.pattern}|{SHORT_YEAR.pattern}")
_BACK = 400  # characters before in which the year of "that storm" stands
_NO_PLACE = frozenset(
    "blizzard storm snowstorm arctic christmas eve thanksgiving halloween easter ramadan".split()
)  # written large, but no place or group
_OPENING = frozenset(
    "the a an human rights health two three four five some several many officials police authorities doctors state local city".split()
)
_OFFICE = re.compile(
    r"(?:The )?((?:[A-Z][\w.]+ ){1,3})(?:Police|Patrol|Sheriff|Department|Coroner|Authority)\b"
)  # counts what is its own
_RANKS = frozenset(
    "state county city highway fire police national federal health emergency metropolitan of the".split()
)
_ENTITY = frozenset("us u.s u.s. united states america".split())
NATION = "the nation"


def scope_of(words: str, at: int, *, before: str, source: str, naming: Naming) -> frozenset[str]:
    """Return the names, places and ways to die that narrow the toll at an offset of a claim's words down.

    before: its article up to the end of the claim, where "the county" has its name. source: who gives it; "Sanibel Island officials" count what is theirs. What all articles hold and the names of those who
    speak narrow nothing, but where an article tells of "Turkey and Syria" neither of them is all.
    """
    piece = _piece_at(words, at)
    tokens = tokens_of(piece)
    days = {i for day in days_of(tokens) for i in range(day.first, day.last)}
    own = {token.low for token in tokens_of(source) if token.capital} - set(_LOCAL)
    label = _label(words, at, before)
    narrow: set[str] = set()
    for run in _parted(tokens):
        names = {tokens[i].low for i in run if i not in days and tokens[i].content and tokens[i].low.isalpha()}
        names -= _NO_PLACE
        known = {name for name in names if _known(name, own, naming)}
        if names - known and not names & _ENTITY and 2 * len(known) < len(names):
            narrow |= names - known  # "Halm River School" is no school of which all articles tell
    if label and not (narrow & set(_LOCAL) and narrow - set(_LOCAL)):
        narrow |= label  # "New York: Erie County has had three deaths" is of the county
    if _NATION.search(piece):
        narrow.add(NATION)
    for found in _OF_PLACE.finditer(piece) if not label else ():
        narrow |= _called(found[1], before)
    narrow -= NUMBER_WORDS
    narrow |= {kind for found in _ACCIDENT.finditer(piece) if (kind := form(found[1])) not in naming.topic}
    narrow |= {form(token.low) for found in _MANNER.finditer(piece) for token in tokens_of(found[1]) if token.content}
    if source and source.split()[-1].islower():
        narrow |= {name for name in _own(source, naming) if not re.search(rf"\b{re.escape(name)}\b", before)}
    elif office := _OFFICE.match(source):
        narrow |= {token.low for token in tokens_of(office[1]) if token.low not in naming.everywhere | _RANKS}
    narrow |= {found.lower() for found in _PART.findall(piece)}
    if _CASES.search(piece):
        narrow.add("cases")  # the dead of a disease
    part = sentence_at(words, at) if _OF_WHOM.match(words, at) else piece  # "23 people, 22 of whom died in the county"
    return frozenset(narrow | _years(part, before[: len(before) - len(words)]))


def _label(words: str, at: int, before: str) -> frozenset[str]:
    """Return the words of the place that a line of a list begins with: "Kansas: Three people have died"."""
    line = before.rsplit("\n", 1)[-1]
    label = _LABEL.match(sentence_at(words, at)) or _LABEL.match(line)
    told = frozenset(token.low for token in tokens_of(label[1]) if token.content) if label else frozenset()
    return frozenset() if told & _NO_LABEL else told


def _years(piece: str, before: str) -> frozenset[str]:
    """Return the years that a piece names; of "that storm" the year last named before, else a mark that it is another."""
    years = years_in(piece)
    if years or not (that := _THAT.search(piece)):
        return years
    named = [(m.start(), m[0]) for m in _YEARS.finditer(before[-_BACK:])]
    return years_in(named[-1][1]) if named else frozenset({that[0].lower()})


def _piece_at(words: str, at: int) -> str:
    """Return the piece between commas that an offset lies in, with those it leans on; all that stands before it in its sentence where they name nothing."""
    sentence = sentence_at(words, at)
    cuts = [(found.start(), found.end()) for found in _COMMA.finditer(words)]
    end = min((start for start, _ in cuts if start >= at), default=len(words))
    starts = [0, *(after for _, after in cuts if after <= at)]
    begin = starts.pop()
    if not _tells_of_a_toll(words[begin:end]) and (toll := list(_TOLL.finditer(words, 0, at))):
        begin = max(
            after for after in (0, *starts, begin) if after <= toll[-1].start()
        )  # "the toll in Dunholt, ..., rose to 9"
        starts = [start for start in starts if start < begin]
    while starts and not _named(words[begin:end]) and not words[begin:].startswith(sentence):
        if not (_LEANS.match(words, begin) or _PLACED_BEFORE.fullmatch(words[starts[-1] : begin])):
            break
        begin = starts.pop()
    piece = words[begin:end]
    return piece if _named(piece) else words[words.find(sentence) : end]


def _named(piece: str) -> bool:
    tokens = tokens_of(piece)
    days = {i for day in days_of(tokens) for i in range(day.first, day.last)}
    return any(
        token.capital and not token.opens and token.low not in _NO_PLACE
        for i, token in enumerate(tokens)
        if i not in days
    )


def _tells_of_a_toll(piece: str) -> bool:
    return any(CONCEPT_OF.get(form(token.low)) in TOLLS for token in tokens_of(piece))


def _parted(tokens: Sequence[Token]) -> Iterable[list[int]]:
    """Yield the runs of names, without what lies around the place: "New York's Erie County" is Erie County."""
    for run in runs_of(tokens):
        owned = [place for place, i in enumerate(run[:-1]) if tokens[i].text.endswith(("'s", "’s"))]
        yield run[owned[-1] + 1 :] if owned else run


def _known(name: str, own: Set[str], naming: Naming) -> bool:
    """Tell whether a name narrows nothing. own: the names in what the source is called."""
    return name in naming.speakers or name in own or naming.is_everywhere(name)


def _called(kind: str, before: str) -> frozenset[str]:
    """Return the name of "the county" by what stands nearest before in the article, or the word itself."""
    named = re.findall(rf"((?:[A-Z][\w.]+\s){{1,2}}){kind.capitalize()}\b", before)
    return frozenset({*named[-1].lower().split(), kind} if named else {kind})


def _own(source: str, naming: Naming) -> set[str]:
    """Return the names in what somebody without a name is called: those of whom they speak."""
    tokens = tokens_of(source)
    own = {token.low for token in tokens[1:] if token.capital}
    if tokens and tokens[0].capital and tokens[0].low not in _OPENING | set(_LOCAL) | naming.everywhere:
        own.add(tokens[0].low)
    return {name for name in own if not naming.is_everywhere(name)}
