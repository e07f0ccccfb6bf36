"""Whether two claims are of one voice, perhaps under two names: their agreement would be none."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ingest.article import SpeakerKind
from rag.comparison.evidence import Item
from rag.comparison.holders import one_party
from rag.comparison.told import is_quoted
from rag.comparison.types import Viewpoint
from rag.verify.names_in_text import same_name_word
from rag.words import content_words

_OPENING = 7  # words of a claim in which its subject stands
_OF_SELF = re.compile(
    r"[\"“„«]?(?:\w+[ ,]+){0,5}?(?:I\b|(?:[Hh]e|[Ss]he) (?:would|will|had|has|is|was)\b)|"
    r"[\"“„«]?(?:it|we|they|(?:his|her|our|the) company) (?:would|will|has|have|had|is|are|was|were)\b",
    re.IGNORECASE,
)
_ONE_STATEMENT = 0.7  # share of words from which two quotes are one
_ANOTHER = re.compile(
    r"(?:an?|another|one of|two|three|four|five|several|some|many|most|his|her|their|my|its|our) |.*?(?:’s|'s|s’) ",
    re.IGNORECASE,
)  # what begins the description of somebody whom nobody else named there needs to be


_SEVERAL = re.compile(r"(?:\w+s|people|men|women|police)(?: (?:of|in|at|with|from|who|briefing)\b.*)?$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:company|firm|agency|operator|hospital|cent(?:er|re)|group|school|club|union|ministry|department|board|committee|council|"
    r"court|office|bank|university|network|broadcaster|association|commission|institute|chamber|federation|society|party|trust|fund|authority|service|navy|army|"
    r"coastguard|cabinet|parliament|senate|congress|embassy|mission|team)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:report|study|survey|poll|statement|documents?|warrant|letter|paper|analysis|data|filing|complaint|lawsuit|video|image|list|"
    r"readout|release|website|account)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:The )?(?:judge|justice|governor|mayor|president|lawmaker|senator|minister|official|lawyer|doctor|coach|nominee|candidate|freshman)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press secretary|communications|lawyer|attorney|counsel|campaign (?:manager|chairman|chair)|aide|adviser)\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?:CEO|CFO|COO|chief|chair(?:man|woman|person)?|president|executive|founder|co-founder|owner|director|head|general manager)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w&’'-]+")
_TITLES = frozenset(
    "CEO CFO COO Chief Chair Chairman Chairwoman President Vice Executive Founder Director Head General Manager Officer The Mr Dr".split()
)
_REPORTS = re.compile(
    r"(?:(?i:news|media|press|multiple|several|earlier|recent) )*[Rr]eports?|.*\boutlets|(?:An?|The) (?:[A-Z][\w.’']+ )+report\b.*"
)
_OFFICIALS = re.compile(
    r"(?:(?:the|local|state|federal|city|county|[A-Z][\w.]+) )*(?:authorities|officials|police|investigators|prosecutors)",
    re.IGNORECASE,
)
_OF_THE_STATE = frozenset("official government police spokesperson".split())
_REPORTEDLY = re.compile(r"\b(?:reportedly|(?:media|news|press) reports|outlets reported)\b", re.IGNORECASE)
_COUNTRY = frozenset("us u.s u.s. american".split())
_NO_VOICE = re.compile(
    r"(?:those|these|such|its|his|her|their) (?:concerns?|fears?|reports?|comments?|claims?|moves?|remarks?|findings?|changes?|rules?|figures?)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z]{3,6}")
_FULL = re.compile(r"[A-Z][\w.’'-]*(?:,? (?:of|for|and|the|on|in|[A-Z][\w.’'-]*))+")
_NICKNAME = 4  # letters of a first name that tell it
_SPELT_ALIKE = 0.85
_OF_A_STATE = re.compile(r"[RDI]-[A-Z]")
_MEDIA = re.compile(r"\b(?:media|broadcaster|television|news agency|newspaper)\b", re.IGNORECASE)
_GOVERNMENT = re.compile(
    r"\b(?:government|administration|white house|justice (?:department|attorneys)|department of justice|prosecutors?)\b",
    re.IGNORECASE,
)
_OF_GOVERNMENT = frozenset("white house justice department government administration the senior".split())


class OneVoice:
    """Tells which claims are of one voice. names: who makes each claim, by its number. Keeps what it has found of two holders."""

    def __init__(self, names: dict[int, str], viewpoints: tuple[Viewpoint, ...]) -> None:
        self._names = names
        self._viewpoints = viewpoints
        self._words = {name: content_words(name) for name in set(names.values())}
        self._known: dict[tuple[int, int], bool] = {}

    def holds(self, one: Item, other: Item) -> bool:
        """Tell whether two claims are of one holder or party, tell one of the other's doing, or are one statement given to two."""
        here, there = self._names[one.at], self._names[other.at]
        if one.holder == other.holder or here == there:
            return True
        if self._tells_of(one, there, other) or self._tells_of(other, here, one):
            return True
        a, b = one.claim.viewpoint, other.claim.viewpoint
        if a is None or b is None:
            return False
        pair = min(a, b), max(a, b)
        if pair not in self._known:
            self._known[pair] = are_one(self._viewpoints[a], self._viewpoints[b])
        if self._known[pair] or _one_statement(one, other) or _each_of_self(one, other):
            return True
        if one.claim.article_id != other.claim.article_id:
            return False
        return any(
            _speak_of_officials(x, y)
            for x, y in ((self._viewpoints[a], self._viewpoints[b]), (self._viewpoints[b], self._viewpoints[a]))
        )

    def speaks(self, item: Item) -> bool:
        """Tell whether a claim is its holder's own: not what somebody "reportedly" did, nor of "Those concerns" or a single letter."""
        if _REPORTEDLY.search(item.claim.words):
            return False
        name = self._names[item.at]
        return not item.spoken or (len(name) > 1 and not _NO_VOICE.match(name))

    def _tells_of(self, item: Item, name: str, other: Item) -> bool:
        """Tell whether a claim begins with the other's holder: "the administration has offered ..." of what the administration offers."""
        if not other.spoken:
            return False
        view = self._viewpoints[int(other.holder[1])]
        subject = (
            content_words(name.split()[-1]) if view.kind is SpeakerKind.PERSON and view.named else self._words[name]
        )
        return bool(subject) and subject <= content_words(" ".join(item.claim.words.split()[:_OPENING]))


def are_one(one: Viewpoint, other: Viewpoint) -> bool:
    """Tell whether two holders are one, by their names and what they are called."""
    here, there = one.holder, other.holder
    words, also = content_words(here), content_words(there)
    if words and also and (words <= also or also <= words):
        return True
    return (
        one_party(here, there)
        or _abbreviates(here, there)
        or _abbreviates(there, here)
        or _one_government(here, there)
        or _one_person(one, other)
        or (_is_press(one) and _is_press(other))
        or _may_be(one, other)
        or _may_be(other, one)
        or _heads_alike(one, other)
        or speaks_for(one, other)
        or speaks_for(other, one)
    )


def _may_be(described: Viewpoint, person: Viewpoint) -> bool:
    """Tell whether one holder is only described, "The governor", and may be the person by whose name the other goes."""
    if (described.named and not _ROLE.fullmatch(described.holder)) or not person.named:
        return False
    if _ANOTHER.match(described.holder) or _SEVERAL.search(described.holder):
        return False
    if _PAPER.search(described.holder):
        return False
    if _BODY.search(described.holder):
        return person.kind is SpeakerKind.ORGANISATION or person.description is None
    return person.kind is not SpeakerKind.ORGANISATION


def _one_person(one: Viewpoint, other: Viewpoint) -> bool:
    """Tell whether two names are one person's, written in two ways: "Volodymyr" and "Volodymr", "Chris" and "Christopher"."""
    if not (one.named and other.named) or SpeakerKind.ORGANISATION in (one.kind, other.kind):
        return False
    (first, last), (also, surname) = (
        (view.holder.split()[0].casefold(), view.holder.split()[-1].casefold()) for view in (one, other)
    )
    if _unlike(last, surname):
        return False
    return first.startswith(also[:_NICKNAME]) or not _unlike(first, also)


def _abbreviates(short: str, text: str) -> bool:
    """Tell whether a name in capitals, "CDC", stands for a name in a text by its first letters, or stands in it."""
    if not _LETTERS.fullmatch(short):
        return False
    if re.search(rf"\b{short}\b", text):
        return True
    return any(short in "".join(word[0] for word in run.split() if word[0].isupper()) for run in _FULL.findall(text))


def _unlike(one: str, other: str) -> bool:
    return one != other and SequenceMatcher(None, one, other, autojunk=False).ratio() < _SPELT_ALIKE


def _is_press(view: Viewpoint) -> bool:
    """Tell whether a holder is an outlet or a report of one: what the press reports it has of one source or of each other."""
    return _is_outlet(view) or _REPORTS.fullmatch(view.holder) is not None


def _speak_of_officials(several: Viewpoint, one: Viewpoint) -> bool:
    """Tell whether one holder is "authorities" or "officials" and the other speaks for, or heads, a body of the state."""
    return _OFFICIALS.fullmatch(several.holder) is not None and bool(_OF_THE_STATE & set(one.sides))


def _heads_alike(one: Viewpoint, other: Viewpoint) -> bool:
    """Tell whether two who are only described may be one: "An eyewitness" and "The witness", "State media" and a broadcaster."""
    if (_MEDIA.search(one.holder) and _is_outlet(other)) or (_MEDIA.search(other.holder) and _is_outlet(one)):
        return True
    if one.named or other.named or not any(view.holder.lower().startswith("the ") for view in (one, other)):
        return False
    here, there = (view.holder.lower().split()[-1] for view in (one, other))
    return here.endswith(there) or there.endswith(here)


def speaks_for(one: Viewpoint, other: Viewpoint) -> bool:
    """Tell whether one holder speaks for or heads another, as the articles describe them, "Vatican spokesman", "Amazon CEO"; or both a third."""
    if _OF_A_STATE.match(one.holder) or _OF_A_STATE.match(other.holder):
        return True  # a piece of somebody's description, "R-N.Y.", may be anybody
    described = one.description or ""
    if not (_SPEAKER.search(described) or _OFFICER.search(described)):
        return False
    whom = content_words(described + " " + (one.affiliation or ""))
    principal = content_words(other.holder)
    if bool(principal) and principal <= whom:
        return True
    if _abbreviates(other.holder, f"{described} {one.affiliation or ''}"):
        return True
    also = other.description or ""
    if not (_SPEAKER.search(also) or _OFFICER.search(also)):
        return False
    if one.affiliation and one.affiliation == other.affiliation:
        return True
    return bool(_bodies(one) & _bodies(other))


def _bodies(view: Viewpoint) -> set[str]:
    """Return the words of the names in what a holder is called, without titles and countries: two presidents of one country are two voices."""
    countries = {word for side in view.sides for word in side.split()} | _COUNTRY
    named = set(_NAME.findall(f"{view.description} {view.affiliation or ''}")) - _TITLES
    return {name for name in named if not any(same_name_word(name.lower(), word) for word in countries)}


def _is_outlet(view: Viewpoint) -> bool:
    return view.kind is SpeakerKind.OUTLET or view.side == "media"


def _one_government(one: str, other: str) -> bool:
    """Tell whether two names are of one government: "White House" and "Biden administration", of which neither names another country's."""
    if not (_GOVERNMENT.search(one) and _GOVERNMENT.search(other)):
        return False
    here, there = (
        {word.lower() for word in re.findall(r"\b[A-Z][\w-]+", name)} - _OF_GOVERNMENT for name in (one, other)
    )
    return not (here and there) or bool(here & there)


def _each_of_self(one: Item, other: Item) -> bool:
    """Tell whether two speakers each speak of themselves: "I will not stand" of two candidates is no claim that they share."""
    return all(_OF_SELF.match(item.claim.words) for item in (one, other))


def _one_statement(one: Item, other: Item) -> bool:
    """Tell whether two claims are one quotation, given to two: by its maker and by its paper, or once by mistake."""
    quoted = is_quoted(one) and is_quoted(other)
    return quoted and len(one.forms & other.forms) >= _ONE_STATEMENT * len(one.forms | other.forms)
