"""Names in the parsed text: who is mentioned, with the title before the name and the description after it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from ingest.speech.geography import find_places
from ingest.speech.name_descriptions import NO_TITLE, description_after, description_before, text_of
from ingest.speech.name_runs import PARTICLES, end_of_run, is_capital, starts_name
from ingest.speech.namewords import (
    GENDERED,
    GROUPS,
    HONORIFICS,
    ORGANISATION_WORDS,
    PARTISANS,
    PERSON_NOUNS,
    given_names,
    is_outlet,
    is_suffix,
    titles,
)
from ingest.speech.words import Words

_AT_HAND = 1_500  # characters after which somebody named is not meant by a name that is a place's too
_CREDITS = frozenset("ap afp getty images reuters upi pool shutterstock".split())
_EMPLOYED = frozenset("spokesman spokeswoman spokesperson executive ceo".split())
_ONCE = frozenset("former then ex acting fellow incumbent".split())
_ROLES = frozenset(
    "ceo cfo senator president governor minister secretary spokesman spokeswoman spokesperson lawmaker congressman congresswoman "
    "commissioner chairman chairwoman director mayor ambassador nominee candidate attorney".split()
)  # what a name never ends in: "the Arizona Senator said"
_WITH_LANDS = frozenset("prince princess king queen duke duchess earl bishop archbishop pope emir".split())
_PLAIN_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss".split())
_MIDWAY = frozenset("state think tank".split())  # in titles, where another word of them stands before or after


@dataclass(slots=True)
class Mention:
    """A name as it stands once in the text.

    first, last: tokens of the name without its title. head: the token the tree hangs it on. title, description: what
    stands before and after it. person: None where the form leaves it open. employer: "a spokesman for" stands before it. relative: "his wife" does.
    start: its place in the article.
    """

    words: Words
    unit: int
    first: int
    last: int
    name: str
    title: str = ""
    description: str = ""
    person: bool | None = None
    outlet: bool = False
    place: bool = False
    gender: str = ""
    honorific: bool = False
    subject: bool = False
    employer: bool = False
    relative: bool = False

    @property
    def start(self) -> int:
        """Where the name begins in the article's text."""
        return self.words.start[self.first]


def find_all(units: Sequence[Words]) -> list[Mention]:
    """Return the names of an article, in order, also surnames that the tagger took for a common noun: "Sanders said"."""
    found = [find_mentions(words, number) for number, words in enumerate(units)]
    surnames = {m.name.split()[-1] for of_unit in found for m in of_unit if m.person and " " in m.name}
    for number, words in enumerate(units):
        taken = {i for m in found[number] for i in range(m.first, m.last + 1)}
        if any(_is_missed(words, i, surnames) and i not in taken for i in range(len(words))):
            found[number] = find_mentions(words, number, surnames)
    in_order = sorted((mention for of_unit in found for mention in of_unit), key=lambda mention: mention.start)
    _people_called_like_places(in_order)
    return in_order


def _people_called_like_places(mentions: Sequence[Mention]) -> None:
    """Take a place's name for a person's where somebody so called is named in full: "Jim Jordan ... Jordan said"."""
    full: dict[str, list[int]] = {}
    for m in mentions:
        if m.person and " " in m.name:
            full.setdefault(m.name.split()[-1], []).append(m.start)
    alike = [m for m in mentions if m.place and m.first == m.last and m.name in full]
    located = {m.name for m in alike if _is_located(m)}
    for m in alike:
        before = [start for start in full[m.name] if start < m.start]
        near = bool(before) and m.start - before[-1] <= _AT_HAND
        if not _is_located(m) and (near or m.name not in located):
            m.place, m.person, m.description = False, None, ""


def _is_located(mention: Mention) -> bool:
    """Tell whether something is in, from or near what is named: a place."""
    before = mention.words.lower[mention.first - 1] if mention.first else ""
    return before in ("in", "from", "near", "across", "outside", "throughout", "into", "at")


def _is_missed(words: Words, i: int, surnames: Set[str]) -> bool:
    """Tell whether a capitalised common noun is a name given in full elsewhere: it acts, or stands within a sentence."""
    if words.text[i] not in surnames or words.tag[i] not in ("NN", "NNS", "JJ", "VBZ", "VBG") or words.quote[i] >= 0:
        return False
    after = words.tag[i + 1] if i + 1 < len(words) else ""
    return after in ("VBD", "VBZ", "VBP", "MD") and words.dep[i] in ("nsubj", "nsubjpass")


def find_mentions(words: Words, unit: int, surnames: Set[str] = frozenset()) -> list[Mention]:
    """Return the names of a unit, in order; what stands in quoted speech is left out.

    surnames: of people named in full, which count as names where they are tagged as common nouns.
    """
    found = []
    i = 0
    while i < len(words):
        if words.quote[i] < 0 and (starts_name(words, i) or (surnames and _is_missed(words, i, surnames))):
            last = end_of_run(words, i)
            mention = _mention(words, unit, i, last)
            if mention:
                found.append(mention)
            i = last + 1
        else:
            i += 1
    return found


def _mention(words: Words, unit: int, first: int, last: int) -> Mention | None:
    if words.lower[last] in _ROLES or words.lower[last] in PARTISANS:  # "the Twitter CEO", "a New York Democrat"
        return None
    begin = _name_start(words, first, last)
    name = text_of(words, begin, last)
    key = words.lower[begin : last + 1]
    if all(is_suffix(word.capitalize()) or is_suffix(word.upper()) or word in HONORIFICS for word in key):
        return None  # "Lord", "Jr.", "II" alone name nobody
    if len(key) > 2 and key[1] in ("of", "for") and key[0] in titles() and key[0] not in _WITH_LANDS:
        return None  # "the Consul General of Varland": an office, no name
    if not any(character.isalpha() for character in name):
        return None
    low = _title_start(words, begin)
    title = text_of(words, low, begin - 1) if low < begin else ""
    mention = Mention(words, unit, begin, last, name, title)
    before = words.lower[begin - 1] if begin else ""
    mention.honorific = before in HONORIFICS
    mention.gender = HONORIFICS.get(before, "") or given_names().get(key[0], "")
    for word in title.lower().split():
        mention.gender = mention.gender or GENDERED.get(word, "")
    kin = _gender_of_kin(words, low)
    mention.gender = mention.gender or kin
    mention.relative = bool(kin) or "first lady" in title.lower()
    mention.outlet = is_outlet(name) and not mention.honorific
    places = find_places(name)
    mention.place = (
        len(places) == 1 and places[0].end - places[0].start == len(key) and places[0].place.how != "institution"
    )
    institution = any(found.place.how == "institution" for found in places)
    organisation = institution or any(word in ORGANISATION_WORDS for word in key)
    if key[-1] in GROUPS or (words.tag[last] == "NNPS" and key[-1] in PARTISANS):
        mention.person, mention.title, mention.place = False, "", False
    elif mention.honorific or (title and low < begin and not organisation and not mention.outlet and not mention.place):
        mention.person = True
    elif organisation or mention.outlet or mention.place or (name.isupper() and len(name) < 7 and "." not in name):
        mention.person = False
    elif places and places[0].start == 0 and places[0].place.how == "people" and key[0] not in given_names():
        mention.person = False  # "Chinese Twitter"
    elif 1 < len(key) <= 5:
        mention.person = (
            True
            if given_names().get(key[0]) or all(is_capital(w) or w.lower() in PARTICLES for w in name.split())
            else None
        )
    head = _head(words, begin + (words.tag[begin] == "IN" and begin < last), last)
    mention.employer = begin > 1 and words.lower[begin - 1] in ("of", "for") and words.lower[begin - 2] in _EMPLOYED
    # "Its author, Ann Lee, inspected ...", which the parser may take for a noun that nothing stands above.
    mention.subject = words.dep[head] in ("nsubj", "nsubjpass") or (
        words.dep[head] == "appos"
        and words.lower[words.head[head]] in PERSON_NOUNS
        and words.dep[words.head[head]] in ("nsubj", "nsubjpass", "ROOT")
    )
    many = key[-1] in GROUPS
    mention.description = (
        "" if mention.place or many else description_after(words, head, last, mention.person is not False)
    )
    if not mention.gender:
        for word in mention.description.lower().split()[:8]:
            mention.gender = mention.gender or GENDERED.get(word.strip(",."), "")
    if not mention.title and not mention.description and not many:
        mention.description = description_before(words, head, begin)
    return mention


def _gender_of_kin(words: Words, first: int) -> str:
    """Return what a word for a relative before a name tells: "her son, Ann Lee's", "his wife, Ann"."""
    at = first - 1
    if at > 0 and words.text[at] == ",":
        at -= 1
    owned = at > 0 and (words.tag[at - 1] in ("PRP$", "POS") or words.lower[at - 1] in ("late", "eldest", "youngest"))
    return GENDERED.get(words.lower[at], "") if owned and words.quote[at] < 0 else ""


def _name_start(words: Words, first: int, last: int) -> int:
    """Return where the name begins once titles and nationalities before it are taken off."""
    if is_outlet(text_of(words, first, last)):
        return first  # "Norvale State News"
    if last - first > 2 and words.lower[last - 1] in given_names() and words.lower[last] not in ORGANISATION_WORDS:
        office = words.lower[first : last - 1]
        if any(word in ("of", "for") for word in office) and any(word in titles() for word in office):
            return last - 1  # "Vice President of Football Operations Ann Lee"
    if last - first > 2 and words.lower[last - 1] in given_names() and words.lower[last] not in ORGANISATION_WORDS:
        before = range(first, last - 1)
        if not any(words.lower[k] in given_names() or len(words.text[k].strip(".")) < 2 for k in before):
            return last - 1  # "Norvale Highway Patrol Trooper Ann Lee"
    begin = first
    while begin < last and words.lower[begin] in _CREDITS:
        begin += 1  # "Yui Mok/Pool/AP Charles records"; "Getty Images Charles"
    for k in range(begin, last):
        word = words.lower[k]
        rest = words.lower[k + 1 : last + 1]
        if any(other in ORGANISATION_WORDS for other in rest) or rest[0] in ("of", "for"):
            continue
        if word in _MIDWAY and k == begin:
            continue  # "Free State Project"
        if word in titles() or word in HONORIFICS:
            if k + 1 <= last and is_capital(words.text[k + 1]):
                begin = k + 1
        elif k == begin and not given_names().get(word) and last - k > 1:
            place = find_places(words.text[k])
            if place and place[0].place.how in ("people", "country"):
                begin = k + 1
    return begin


def _title_start(words: Words, begin: int) -> int:
    """Return where the title before a name begins: "former Florida governor", "US Secretary of State"."""
    low = begin
    reach = begin
    known = False
    if begin and words.lower[begin - 1] in _PLAIN_HONORIFICS:
        return begin - 1  # what stands before it is no title: "a campaign Mr. Lee has called"
    while reach > 0 and begin - reach < 10 and words.quote[reach - 1] < 0:
        word = words.lower[reach - 1]
        if words.tag[reach - 1] in (
            "DT",
            "PRP$",
            ",",
            ".",
            ":",
            "VB",
            "VBD",
            "VBZ",
            "VBP",
            "CC",
            "WP",
            "RB",
        ) or word in (
            "said",
            "says",
        ):
            break
        title = word in titles() or word in PERSON_NOUNS or word in HONORIFICS
        if (not known and not title) or ":" in word:
            break
        if word == "of" and not _of_office(words, reach, begin):
            break
        if words.tag[reach - 1] == "NN" and not title and words.lower[reach] in _ONCE:
            break  # "under his influence former President Lee"
        if title:
            known = True
            low = reach - 1
        elif words.tag[reach - 1] in ("NNP", "NNPS", "JJ", "NN", "POS") or word == "of":
            if words.tag[reach - 1] != "POS" and word != "of":
                low = reach - 1
        else:
            break
        reach -= 1
    while low < begin and words.lower[low] in ("of", "'s", "’s", "'", "’"):
        low += 1
    whole = range(low, begin)
    if all(words.lower[k] in NO_TITLE for k in whole) or (low < begin and words.tag[begin - 1] == "NNS"):
        return begin
    return low


def _of_office(words: Words, at: int, begin: int) -> bool:
    """Tell whether an "of" is within a title: "Secretary of State", not "the defeat of Congresswoman", "an aide of Mr."."""
    before = words.lower[at - 2] if at > 1 else ""
    behind = words.lower[at:begin]
    office = before in titles() or before in PERSON_NOUNS
    return office and not any(word in PERSON_NOUNS or word in HONORIFICS or word.endswith(".") for word in behind)


def _head(words: Words, first: int, last: int) -> int:
    for i in range(first, last + 1):
        if not first <= words.head[i] <= last:
            return i
    return last
