"""Names in the parsed text: who is mentioned, with the title before the name and the description after it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from ingest.speech.geography import find_places
from ingest.speech.name_descriptions import NO_TITLE, description_after, description_before, text_of
from ingest.speech.namewords import (
    GENDERED,
    HONORIFICS,
    ORGANISATION_WORDS,
    PERSON_NOUNS,
    WEEKDAYS,
    given_names,
    is_outlet,
    is_suffix,
    titles,
)
from ingest.speech.words import Words

_PARTICLES = frozenset("de van von der den bin ibn al el del della di da dos du la le ter ten af av zu".split())
_JOINERS = frozenset("of for and & on in the".split())
_NOT_NAMES = WEEKDAYS | frozenset(
    "i january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LONGEST = 12
_CREDITS = frozenset("ap afp getty images reuters upi pool shutterstock".split())
_EMPLOYED = frozenset("spokesman spokeswoman spokesperson executive ceo".split())
_ONCE = frozenset("former then ex acting fellow incumbent".split())


@dataclass(slots=True)
class Mention:
    """A name as it stands once in the text.

    first, last: tokens of the name without its title. head: the token the tree hangs it on. title, description: what
    stands before and after it. person: None where the form leaves it open. employer: "a spokesman for" stands before it. start: its place in the article.
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
    return sorted((mention for of_unit in found for mention in of_unit), key=lambda mention: mention.start)


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
        if words.quote[i] < 0 and (_starts_name(words, i) or (surnames and _is_missed(words, i, surnames))):
            last = _end_of_run(words, i)
            mention = _mention(words, unit, i, last)
            if mention:
                found.append(mention)
            i = last + 1
        else:
            i += 1
    return found


def _capital(word: str) -> bool:
    return word[:1].isupper() and any(character.isalpha() for character in word)


def _starts_name(words: Words, i: int) -> bool:
    if not _capital(words.text[i]) or words.lower[i] in _NOT_NAMES:
        return False
    if words.tag[i] == "IN":  # a given name that is a small word too: "said Per Lee"
        return 0 < i < len(words) - 1 and words.text[i - 1].islower() and words.tag[i + 1] == "NNP"
    if words.lower[i] in given_names() and i + 1 < len(words) and words.quote[i + 1] < 0 and words.tag[i][:2] != "MD":
        return words.tag[i] in ("NNP", "NNPS") or (words.tag[i + 1] == "NNP" and _capital(words.text[i + 1]))
    return words.tag[i] in ("NNP", "NNPS")


def _joined(words: Words, i: int) -> bool:
    return (
        words.text[i] == "-"
        and i + 1 < len(words)
        and words.start[i] == words.end[i - 1]
        and words.end[i] == words.start[i + 1]
    )


def _end_of_run(words: Words, first: int) -> int:
    last = first
    organisation = words.lower[first] in ORGANISATION_WORDS or words.lower[first] in titles()
    i = first + 1
    while i < len(words) and i - first < _LONGEST and words.quote[i] < 0:
        word = words.text[i]
        if words.lower[i] in WEEKDAYS and i - first > 1:  # "Ann Lee Wednesday said"; "Super Tuesday" is a name
            break
        tagged = words.tag[i] in ("NNP", "NNPS") or (words.tag[i] in ("NN", "NNS", "JJ") and _capital(word))
        if tagged and _capital(word):
            organisation = organisation or words.lower[i] in ORGANISATION_WORDS or words.lower[i] in titles()
            last = i
        elif (
            words.lower[i] in _PARTICLES
            and i + 1 < len(words)
            and _capital(words.text[i + 1])
            and words.lower[i] not in ("in",)
        ):
            pass
        elif _joined(words, i) and (_capital(words.text[i + 1]) or words.text[i + 1].isalnum()):
            last = i + 1
            i += 1
        elif _owned(words, i) or (
            organisation and words.lower[i] in _JOINERS and i + 1 < len(words) and _goes_on(words, i, last)
        ):
            pass
        elif is_suffix(word.strip(",")):
            last = i
        elif word == "," and i + 1 < len(words) and words.lower[i + 1].rstrip(".") in ("jr", "sr"):
            last = i + 1  # "Ann Lee, Jr."
            break
        else:
            break
        i += 1
    return last


def _owned(words: Words, i: int) -> bool:
    """Tell whether the apostrophe of a plural stands within a body's name."""
    return (
        words.text[i] in ("'", "’")
        and words.lower[i - 1].endswith("s")
        and i + 1 < len(words)
        and words.quote[i + 1] < 0
        and _capital(words.text[i + 1])
        and words.lower[i + 1] in ORGANISATION_WORDS
    )


def _goes_on(words: Words, i: int, last: int) -> bool:
    """Tell whether a small word is within an organisation's name: "Institute for the Study of War"."""
    ahead = i + 1
    if words.lower[ahead] in ("the",) and ahead + 1 < len(words):
        ahead += 1
    if not (_capital(words.text[ahead]) and words.tag[ahead] in ("NNP", "NNPS")):
        return False
    if words.lower[i] in ("in", "on", "and", "&"):
        return (
            words.lower[last] not in titles()
            and words.lower[i] in ("and", "&")
            and words.lower[last] in ORGANISATION_WORDS
        )
    return words.lower[last] in ORGANISATION_WORDS or words.lower[last] in titles()


def _mention(words: Words, unit: int, first: int, last: int) -> Mention | None:
    begin = _name_start(words, first, last)
    name = text_of(words, begin, last)
    key = words.lower[begin : last + 1]
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
    mention.outlet = is_outlet(name) and not mention.honorific
    places = find_places(name)
    mention.place = (
        len(places) == 1 and places[0].end - places[0].start == len(key) and places[0].place.how != "institution"
    )
    institution = any(found.place.how == "institution" for found in places)
    organisation = institution or any(word in ORGANISATION_WORDS for word in key)
    if mention.honorific or (title and low < begin and not organisation and not mention.outlet and not mention.place):
        mention.person = True
    elif organisation or mention.outlet or mention.place or (name.isupper() and len(name) < 7 and "." not in name):
        mention.person = False
    elif places and places[0].start == 0 and places[0].place.how == "people" and key[0] not in given_names():
        mention.person = False  # "Chinese Twitter"
    elif 1 < len(key) <= 5:
        mention.person = (
            True
            if given_names().get(key[0]) or all(_capital(w) or w.lower() in _PARTICLES for w in name.split())
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
    mention.description = "" if mention.place else description_after(words, head, last, mention.person is not False)
    if not mention.gender:
        for word in mention.description.lower().split()[:8]:
            mention.gender = mention.gender or GENDERED.get(word.strip(",."), "")
    if not mention.title and not mention.description:
        mention.description = description_before(words, head, begin)
    return mention


def _name_start(words: Words, first: int, last: int) -> int:
    """Return where the name begins once titles and nationalities before it are taken off."""
    begin = first
    while begin < last and words.lower[begin] in _CREDITS:
        begin += 1  # "Yui Mok/Pool/AP Charles records"; "Getty Images Charles"
    for k in range(begin, last):
        word = words.lower[k]
        rest = words.lower[k + 1 : last + 1]
        if any(other in ORGANISATION_WORDS for other in rest) or rest[0] in ("of", "for"):
            continue
        if word in titles() or word in HONORIFICS:
            if k + 1 <= last and _capital(words.text[k + 1]):
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
    while reach > 0 and begin - reach < 10 and words.quote[reach - 1] < 0:
        word = words.lower[reach - 1]
        if words.tag[reach - 1] in ("DT", "PRP$", ",", ".", ":", "VBD", "VBZ", "CC", "WP", "RB") or word in (
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
