"""What is not in the articles: derived from what they say and from what is missing in it, never guessed.

Each gap rests on the words that show it: where an article says itself that something is open, where somebody is named and
nothing of theirs is quoted, where a weekday stands in an article without a date.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from ingest.article import Article, Span, SpeakerKind
from ingest.speech.geography import find_places
from ingest.speech.namewords import given_names
from rag.briefing.bottom_line import points_back
from rag.briefing.chain import opening, retold_outlets
from rag.briefing.draft import Drafted, after_dateline, evidence, flat, trimmed, unmarked
from rag.briefing.main_event import Asked
from rag.briefing.material import Material
from rag.briefing.readable import of_a_picture, of_the_page
from rag.briefing.types import SectionKind, Voice
from rag.briefing.unanswered import unanswered
from rag.briefing.voices import unnamed
from rag.briefing.weighed import OwnSentence
from rag.cite import Evidence
from rag.day import day_in_words, day_of
from rag.verify.facts_in_text import Token, days_of, tokens_of
from rag.verify.names_in_text import runs_of_capitals

LEFT_OPEN = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|would|could|will) not (?:immediately |publicly |yet )?(?:respond|reply|answer|say|comment|disclose|release|"
    r"publish|name|specify|elaborate|confirm|spoken|said|commented|responded|been (?:confirmed|verified|released|published))|"
    r"didn['’]t (?:respond|say|comment|reply)|declined to|refused to (?:say|comment|answer|name)|would not (?:say|be drawn|comment)|"
    r"could not (?:be (?:reached|verified|confirmed)|immediately|independently)|no (?:immediate|official) (?:comment|response|word)|"
    r"(?:it is|it was|it remains|remains?|is still|are still) (?:unclear|not clear|unknown|uncertain)|not (?:been )?independently|"
    r"(?:does|did) not mention|no (?:one|body) has claimed|unconfirmed|yet to (?:say|comment|respond|confirm|be))\b",
    re.IGNORECASE,
)
_MOST_NAMED, _OFTEN, _MUCH = 2, 3, 0.12  # people; sentences that name them; share of what bears on the request
_DEATH = re.compile(
    r"\b(?:dies|died|dead|killed|slain|murder\w*|death|funeral|victims?|late|was shot|body|beaten|obituary|assassinat\w*)\b",
    re.IGNORECASE,
)
_LONG_AGO = 30  # days
_OVERTAKEN = 1.0  # what a question loses that an earlier article left open: a later one may have answered it
_LOOKED_AT = 12  # articles, the weightiest, whose names are read
_WORD = re.compile(r"[^\W\d_][\w-]*")
_TITLE_WORDS = frozenset(
    "mr mrs ms dr president chancellor minister prime foreign secretary senator king queen general the of".split()
)


def gaps(material: Material, today: date) -> list[Drafted]:
    """Return what is missing, the most telling first in weight."""
    found = [*_without_original(material), *_undated(material), *_unanswered(material)]
    found += [*_left_open(material), *_named_only(material), *_unnamed_only(material)]
    return [*found, *_nothing_later(material, today), *_one_outlet(material)]


def _gap(words: str, proofs: tuple[Evidence, ...], weight: float, lead: str = "") -> Drafted:
    return Drafted(
        section=SectionKind.MISSING, lead=lead, words=words, voice=Voice.OURS, evidence=proofs, weight=weight
    )


def _without_original(material: Material) -> Iterator[Drafted]:
    for outlet, (teller, credit) in retold_outlets(material).items():
        yield _gap(
            f"{unmarked(outlet)}’s own report is not here: its words are known only as {unmarked(teller)} gives them.",
            (credit,),
            6.0,
        )


def _undated(material: Material) -> Iterator[Drafted]:
    for article in material.articles:
        if article.published_at:
            continue
        tokens = tokens_of(article.text)
        days = [day for day in days_of(tokens) if day.weekday is not None or day.relative]
        name = unmarked(material.outlet(article))
        if not days:
            yield _gap(f"The article of {name} bears no date.", (opening(article, material),), 5.0)
            continue
        named = list(dict.fromkeys(day.text for day in days))[:3]
        spans = [_sentence_at(article, material, tokens[day.first].start) for day in days]
        proofs = tuple(evidence(article, span) for span in list(dict.fromkeys(filter(None, spans)))[:1])
        listed = ", ".join(f"‘{day}’" for day in named)
        yield _gap(
            f"The article of {name} bears no date, so the days it names ({listed}) cannot be placed.",
            proofs or (opening(article, material),),
            5.0,
        )


def _sentence_at(article: Article, material: Material, place: int) -> Span | None:
    for span in material.sentences.get(article.id, ()):
        if span.start <= place < span.end:
            return trimmed(span, article.text, 240)
    return None


def _left_open(material: Material) -> Iterator[Drafted]:
    """Sentences in which an article itself says what it could not learn, of the topic."""
    asked = Asked(material.topic)
    newest = max((material.newest(article)[:10] for article in material.articles), default="")
    for one in material.own:
        text = one.span.of(one.article.text)
        if not LEFT_OPEN.search(text) or points_back(one, material) or not asked.mostly(_around(one, material)):
            continue
        span = trimmed(after_dateline(one.span, one.article.text), one.article.text, 300)
        yield Drafted(
            section=SectionKind.MISSING,
            lead=f"Left open ({unmarked(material.where(one.article))}):",
            words=flat(span.of(one.article.text)),
            voice=Voice.REPORTED,
            evidence=(evidence(one.article, span),),
            weight=2.5 + one.score - _OVERTAKEN * (material.newest(one.article)[:10] < newest),
        )


def _around(one: OwnSentence, material: Material) -> str:
    """Return the headline, the sentence and its neighbours: what tells whether it is of the topic."""
    sentences = material.sentences.get(one.article.id, ())
    near = sentences[max(0, one.place - 1) : one.place + 2]
    return " ".join([one.article.title or "", *(span.of(one.article.text) for span in near)])


def most_named(material: Material) -> list[tuple[str, list[tuple[Article, Span]]]]:
    """Return the people that the articles name, with every sentence that does, the most named first."""
    places: dict[str, list[tuple[Article, Span]]] = defaultdict(list)
    for article in material.articles[:_LOOKED_AT]:
        for span in material.sentences.get(article.id, ()):
            for name in dict.fromkeys(_people_in(span.of(article.text))):
                places[name].append((article, span))
    joined = _joined(places)
    alone = {name.split()[-1]: found for name, found in joined.items() if not found}
    for article in material.articles[:_LOOKED_AT]:
        for span in material.sentences.get(article.id, ()):
            for word in dict.fromkeys(_WORD.findall(span.of(article.text))):
                if word in alone:
                    alone[word].append((article, span))
    return sorted(joined.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _named_only(material: Material) -> Iterator[Drafted]:
    """Main people of what is told, living, of whom no statement was found."""
    heard = {
        word.lower()
        for spoken in material.attributions.values()
        for said in spoken
        for words in (said.speaker, said.affiliation, said.description if not said.speaker else None, *said.via)
        for word in (words or "").split()
    }
    outlets = {word.lower() for article in material.articles for word in (article.publisher or "").split()}
    shown = 0
    for name, everywhere in most_named(material):
        found = [
            (article, span)
            for article, span in everywhere
            if material.bears(article.id, span) and not _no_telling(span.of(article.text))
        ]
        words = [word.lower().removesuffix("’s").removesuffix("'s") for word in name.split()]
        if len(found) < _OFTEN or words[-1] in heard or words[-1] in outlets or shown >= _MOST_NAMED:
            continue
        if not _of_the_main(name, found, material) or any(
            _gone(words[-1], span.of(one.text)) for one, span in everywhere
        ):
            continue
        shown += 1
        article, span = found[0]
        times = f"{len(found)} times"
        articles = len({one.id for one, _ in found})
        over = f" in {articles} articles" if articles > 1 else ""
        yield _gap(
            f"{unmarked(name)} is named {times}{over}; no statement of {unmarked(name.split()[-1])}’s was found.",
            (evidence(article, trimmed(span, article.text, 240)),),
            1.5 + min(len(found), 6) / 6,
        )


def _no_telling(sentence: str) -> bool:
    return of_a_picture(sentence) or of_the_page(sentence)


def _of_the_main(name: str, found: list[tuple[Article, Span]], material: Material) -> bool:
    """Tell whether somebody is a main person: in the topic or a headline, or in much of what bears on the request."""
    last = name.split()[-1].casefold()
    if last in material.topic.casefold() or any(
        last in (article.title or "").casefold() for article in material.articles
    ):
        return True
    return len(found) >= _MUCH * sum(len(spans) for spans in material.bearing.values())


def _gone(last: str, sentence: str) -> bool:
    """Tell whether a sentence tells of somebody's death: the dead say nothing any more."""
    return last in sentence.casefold() and _DEATH.search(sentence) is not None


def _people_in(sentence: str) -> Iterator[str]:
    """Yield full names of people: a title stands before them, or they begin with a known given name."""
    tokens = tokens_of(sentence)
    for first, last in runs_of_capitals(tokens):
        run = [token for token in tokens[first:last] if token.word]
        titled = False
        while run and (run[0].low in _TITLE_WORDS or find_places(run[0].text)):
            titled, run = titled or run[0].low in _TITLE_WORDS - {"the", "of"}, run[1:]
        if 2 <= len(run) <= 3 and all(_name_word(token) for token in run) and "’s" not in run[0].text:
            name = sentence[run[0].start : run[-1].end].removesuffix("’s").removesuffix("'s")
            if (titled or run[0].low in given_names()) and not find_places(name) and "\n" not in name:
                yield name


def _name_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[1:2].islower() and token.low not in _NOT_NAMES


_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december ministry department institute university union bank council committee party court house senate street "
    "association agency office company group times post news journal act bill law plan deal treaty award cup prize".split()
)


def _joined(places: dict[str, list[tuple[Article, Span]]]) -> dict[str, list[tuple[Article, Span]]]:
    """Return by the fullest form of each name every sentence that holds its last word; who shares a surname is told apart."""
    full: list[str] = []
    for name in sorted(places, key=len, reverse=True):
        if not any(other.endswith(name) for other in full):
            full.append(name)
    surnames = Counter(name.split()[-1] for name in full)
    return {name: places[name] for name in full if surnames[name.split()[-1]] > 1} | {
        name: [] for name in full if surnames[name.split()[-1]] == 1
    }


def _unnamed_only(material: Material) -> Iterator[Drafted]:
    """How much rests on people who are not named, where that is much."""
    spoken = [one for one in material.said if one.said.speaker_kind is not SpeakerKind.OUTLET]
    withheld = [one for one in spoken if unnamed(one.said)]
    if len(withheld) < 2 or len(withheld) < 0.25 * len(spoken):
        return
    proofs = []
    for one in withheld:
        if one.said.source is not None:
            proofs.append(evidence(one.article, trimmed(one.said.source, one.article.text, 160), one.said))
    if proofs:
        yield _gap(
            f"{len(withheld)} of {len(spoken)} statements are by people who are not named; these articles do not let them be checked.",
            tuple(dict.fromkeys(proofs))[:3],
            3.5,
        )


def _unanswered(material: Material) -> Iterator[Drafted]:
    """The questions that are asked of such an event, on which not one sentence bears; they rest on what was read of it."""
    if not material.topic and len(material.articles) > 1:
        return  # several events
    missing = unanswered(material)
    best = sorted(material.own, key=lambda one: -one.score)[:2]
    if missing and best:
        proofs = tuple(evidence(one.article, trimmed(one.span, one.article.text, 240), one.said) for one in best)
        yield _gap(f"Nothing was found on {_listed(missing)}.", proofs, 4.5)


def _listed(names: list[str]) -> str:
    mark = "; " if any("," in name for name in names) else ", "
    return names[0] if len(names) == 1 else f"{mark.join(names[:-1])}{';' if mark == '; ' else ''} or {names[-1]}"


def _nothing_later(material: Material, today: date) -> Iterator[Drafted]:
    """How long ago the newest report is, where that is long."""
    dated = [(day, article) for article in material.articles if (day := day_of(material.newest(article)))]
    if not dated:
        return
    newest, article = max(dated, key=lambda pair: pair[0])
    if (today - newest).days > _LONG_AGO:
        told = day_in_words(newest.isoformat())
        yield _gap(f"What came after {told}: no later article here tells of this.", (opening(article, material),), 3.6)


def _one_outlet(material: Material) -> Iterator[Drafted]:
    """Whether one outlet alone reports it, which nobody else here bears out."""
    outlets = {article.publisher for article in material.articles}
    outlets |= {copy.publisher for copies in material.copies.values() for copy in copies}
    if len(material.articles) > 1 and len(outlets) == 1 and None not in outlets:
        read = tuple(opening(article, material) for article in material.articles[:2])
        name = unmarked(material.outlet(material.articles[0]))
        yield _gap(f"A second outlet: all that is here on this is {name}’s.", read, 3.4)
