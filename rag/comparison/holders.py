"""Holders of viewpoints: short names for the unnamed, and who an article's own sentence gives as speaking."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.article import Article, ArticleHeader, Attribution, SpeakerKind
from ingest.speech.fitting import lowered
from ingest.speech.sides import sides_of
from rag.verify.facts_in_text import tokens_of
from rag.verify.names_in_text import same_name_word
from rag.voices.who import Person, Said

_CLAUSE = re.compile(r",? (?:and )?who asked\b|, (?:and )?(?:who|which|whose)\b| (?:quoted|cited) (?:by|in)\b")
_SHORTEST = 2  # words of a name that is cut
_SPEAKS = re.compile(
    r"^(?P<who>(?:The |An? )?[\w’'\- ]{2,60}?)(?:, [^.;“\"]{3,90}?,)? (?:has |have |had |also |then |repeatedly )*"
    r"(?:said|put|estimated|denied|spoke of|spoken of|speaks of|speak of|declared|reckoned|insisted|acknowledged|conceded|"
    r"supports?|supported|opposes?|opposed|welcomes?|welcomed|rejects?|rejected|condemns?|condemned|criticises?|criticised|criticizes?|"
    r"criticized|favours?|favors?|backs|dismisses|dismissed|rule[sd] out|admits|admitted|promises|promised|"
    r"vows|vowed|warns|warned|urges|urged)\b"
)
_SAID_LAST = re.compile(
    r", (?P<who>[\w’'\- ]{2,50}?) (?:said|says|estimated?|reckons?|reckoned|added)(?: (?:on|in) \w+| yesterday| today)?[.,]?$"
)
_SMALL = frozenset("the a an its of for and".split())
_OFFICES = frozenset(
    "president minister chancellor premier governor mayor secretary commissioner ambassador envoy king queen chairman "
    "chairwoman spokesman spokeswoman commander".split()
)
_FAR = 700  # characters before "one of them" in which the several people stand
_PART = re.compile(
    r"(?:one of them|another|the others?|both of them|the (?:first|second|third|other) (?P<noun>[a-z]+)|"
    r"one of them(?P<more>, (?:an?|who) .+))",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:Two|Three|Four|Five|Several|Some)\s(?:[\w’'-]+\s){0,4}?(?:people|officials|persons|sources|aides|advisers|advisors|diplomats|"
    r"officers|employees|lawmakers|executives|analysts|engineers|members|experts|workers|soldiers|residents)\b"
    r"(?: (?:with|close to|familiar with)(?: [\w’'-]+){1,5}| who worked on(?: [\w’'-]+){1,2})?"
)
_BODIES = frozenset("company firm operator association federation agency ministry union bank".split())


def short_name(person: Person) -> str:
    """Return what to call a holder: the unnamed without the clause that tells why they are not named."""
    if person.named:
        return person.name
    found = _CLAUSE.search(person.name)
    if found and len(person.name[: found.start()].split()) >= _SHORTEST:
        return person.name[: found.start()].strip(" ,")
    return person.name.strip(" ,")


def merged(people: Sequence[Person], attributions: Mapping[str, Sequence[Attribution]]) -> tuple[Person, ...]:
    """Put the unnamed together whom one article calls the same but for such a clause, and give them their short names.

    An office that all the articles give to one named person is that person: "Varland's foreign minister".
    """
    called: dict[str, set[str]] = defaultdict(set)
    for said in (one for of_article in attributions.values() for one in of_article):
        if said.speaker and said.description:
            called[said.speaker] |= set(words_of_name(said.description))
    kept: list[Person] = []
    place: dict[tuple[str, frozenset[str]], int] = {}
    for person in sorted(people, key=lambda one: not one.named):
        name = short_name(person)
        if person.named:
            kept.append(person)
            continue
        holder = _office_holder(name, kept, called)
        articles = frozenset(said.article.id for said in person.statements)
        key = (name.casefold(), articles if len(articles) == 1 else frozenset())
        at = holder if holder is not None else place.get(key)
        if at is not None:
            kept[at] = _together(kept[at], person)
            continue
        place[key] = len(kept)
        kept.append(replace(person, name=name[:1].upper() + name[1:]))
    return tuple(kept)


def _together(one: Person, other: Person) -> Person:
    return replace(
        one,
        count=one.count + other.count,
        statements=(*one.statements, *other.statements),
        sides=tuple(dict.fromkeys((*one.sides, *other.sides))),
        descriptions=tuple(dict.fromkeys((*one.descriptions, *([other.name] if one.named else ())))),
    )


def _office_holder(name: str, people: Sequence[Person], called: Mapping[str, set[str]]) -> int | None:
    """Return the one named person of whom every word of an office is said ("the Tesmari president")."""
    words = [word for word in words_of_name(name) if word not in _SMALL]
    if len(words) < _SHORTEST or not _OFFICES & set(words):
        return None
    fitting = []
    for at, person in enumerate(people):
        if person.named:
            known = {word for spelling in (person.name, *person.also) for word in called.get(spelling, ())}
            if known and all(any(same_name_word(word, other) for other in known) for word in words):
                fitting.append(at)
    return fitting[0] if len(fitting) == 1 else None


def of_several(article: Article, header: ArticleHeader, attributions: Sequence[Attribution]) -> list[Person]:
    """Return what "one of them" and "the other" say, as said by the several people whom the article named last before."""
    found: dict[str, list[Attribution]] = defaultdict(list)
    for said in attributions:
        source = " ".join(said.source.of(article.text).split()) if said.source else ""
        part = _PART.fullmatch(source)
        if not (part and said.source and said.statement and said.speaker is None):
            continue
        if (said.description or "").casefold() not in ("", source.casefold()):
            continue  # read as one of several before
        before = article.text[max(0, said.source.start - _FAR) : said.source.start]
        several = [" ".join(one[0].split()) for one in _SEVERAL.finditer(before)]
        if several and (part["noun"] is None or _plural(part["noun"].lower()) in several[-1].lower().split()):
            name = several[-1]
            found[f"One of {lowered(name)}{part['more']}" if part["more"] else name].append(said)
    return [
        Person(
            name=name,
            named=False,
            kind=SpeakerKind.UNNAMED,
            also=(),
            descriptions=(),
            affiliation=None,
            sides=sides_of(name),
            outlets=((header.publisher or header.name, len(said)),),
            count=len(said),
            articles=1,
            statements=tuple(_said(one, article, header) for one in said),
        )
        for name, said in found.items()
    ]


def _plural(noun: str) -> str:
    return "people" if noun == "person" else f"{noun}s"


def without(people: Sequence[Person], several: Sequence[Person]) -> list[Person]:
    """Return people without the statements that are now those of one of several: "the second person"."""
    taken = {(said.article.id, said.spans) for person in several for said in person.statements}
    left = []
    for person in people:
        kept = tuple(said for said in person.statements if (said.article.id, said.spans) not in taken)
        if kept or not person.statements:
            left.append(person if len(kept) == len(person.statements) else replace(person, statements=kept))
    return left


def _said(one: Attribution, article: Article, header: ArticleHeader) -> Said:
    words = " … ".join(span.of(article.text) for span in one.content)
    return Said(article=header, spans=one.content, words=words, kind=one.kind, via=one.via, heard_by=one.heard_by)


def spoken_by(sentence: str, people: Sequence[tuple[int, Person]], before: str) -> int | None:
    """Return who a sentence of the article's own gives as speaking ("The commodore said ..."), or None.

    people: those quoted in the article, with their numbers. before: the article's text up to the sentence. The subject must
    be their name, or all its words be said of exactly one of them; "the company" is the body named last before.
    """
    flat = " ".join(sentence.split())
    found = _SPEAKS.match(flat) or _SAID_LAST.search(flat)
    if not found:
        return None
    who = [word for word in words_of_name(found["who"]) if word not in _SMALL]
    if not who:
        return None
    named = [
        number
        for number, person in people
        if person.named and any(words_of_name(name)[-1:] == who[-1:] for name in (person.name, *person.also))
    ]
    if len(named) == 1:
        return named[0]
    if len(who) == 1 and who[0] in _BODIES:
        bodies = [
            (before.rfind(person.name), number)
            for number, person in people
            if person.named
            and person.name in before
            and (not person.descriptions or person.kind is SpeakerKind.ORGANISATION)
        ]
        return max(bodies)[1] if bodies else None
    called = [
        number
        for number, person in people
        if set(who) <= set(words_of_name(" ".join((*person.descriptions, "" if person.named else person.name))))
    ]
    return called[0] if len(called) == 1 else None


@lru_cache(maxsize=32_768)
def one_party(one: str, other: str) -> bool:
    """Tell whether two holders are one party by name: "China" and "the Chinese government"."""
    short, long = sorted(
        ([t.low for t in tokens_of(name) if t.capital and t.content] for name in (one, other)), key=len
    )
    return bool(short) and all(any(same_name_word(word, known) for known in long) for word in short)


def words_of_name(text: str) -> list[str]:
    """Return the words of a name or sentence, lower-cased, without possessive endings."""
    return [word.removesuffix("'s") for word in re.findall(r"[\w'-]+", text.lower().replace("’", "'"))]
