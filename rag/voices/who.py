"""Who speaks in the articles, about a topic or at all: speakers with all that they are quoted as saying."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Filters, Span, SpeakerKind
from ingest.embedding.embedder import Embedder
from ingest.speech.aliases import canonical_speakers
from ingest.speech.sides import matches, sides_of
from ingest.store import ArticleStore, Spoken, StoredPassage
from rag.words import STOP_WORDS, content_words, coverage

_NEAR = 120  # passages that tell which articles are about a topic
_ARTICLES = 80
_TERMS = 16
_LEAST_SENTENCE, _LEAST_PASSAGE, _LEAST_COVERED = 0.32, 0.45, 0.6  # a statement is about the topic from any of these on
_WORDS, _CONTEXT = 0.3, 0.35  # what shared words and the passage around add to a statement's score
_SHORTEST = 4  # words of indirect speech
_BEST = (1.0, 0.25, 0.1)  # weights of a speaker's nearest statements
_WORD = re.compile(r"\w+")
_SMALL = frozenset("the a an of for and in at to by from its his her their who s".split())
_NOBODY = frozenset("one other others both neither another none some many few all them those most percent".split()) | {
    *map(str, range(1000))
}
_PRONOUNS = frozenset("i we you he she it they him me us this that these himself herself itself themselves".split())
_OFFICES = frozenset(
    "president minister chancellor premier governor mayor secretary senator commissioner ambassador envoy judge king queen "
    "chairman chairwoman director chief spokesman spokeswoman commander general".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One statement, to be shown from the article's own words at `spans`.

    via: the outlets it came through; empty where it is first-hand. heard_by: whom the speaker told it. score: how
    near it is to the topic, higher is nearer; 0 without a topic.
    """

    article: ArticleHeader
    spans: tuple[Span, ...]
    words: str
    kind: AttributionKind
    via: tuple[str, ...] = ()
    heard_by: str | None = None
    score: float = 0.0

    @property
    def first_hand(self) -> bool:
        """Whether the article's own outlet reports it, not another one's report."""
        return not self.via


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A speaker over all articles: a person, a body, or the unnamed whom articles call the same.

    name: the fullest form; for the unnamed, what they are called. also: other forms. descriptions: what the articles
    say they are, commonest first. outlets: where they are quoted, with the number of statements. count: how many
    statements there are; `statements` holds the first of them, nearest to the topic or newest first.
    """

    name: str
    named: bool
    kind: SpeakerKind | None
    also: tuple[str, ...]
    descriptions: tuple[str, ...]
    affiliation: str | None
    sides: tuple[str, ...]
    outlets: tuple[tuple[str, int], ...]
    count: int
    articles: int
    statements: tuple[Said, ...]
    score: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Who speaks, as far as asked for. total: how many there are in all; sides: of everybody, before one is chosen.

    named, unnamed: how many of each there are, whichever of them were asked for.
    """

    people: tuple[Person, ...]
    total: int
    sides: tuple[str, ...]
    named: int = 0
    unnamed: int = 0


@dataclass(slots=True)
class _Found:
    """One statement: who speaks in it, and the attribution itself once it is needed (`id` tells where it is kept)."""

    spoken: Spoken | Attribution
    header: ArticleHeader
    kind: SpeakerKind | None
    score: float = 0.0


class WhoSpeaks:
    """Answers who speaks. Reads the store; keeps nothing."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def people(
        self,
        topic: str | None = None,
        *,
        filters: Filters | None = None,
        side: str | None = None,
        most: int = 60,
        statements: int = 12,
    ) -> tuple[Person, ...]:
        """Return who speaks about a topic, those who say most about it first; without a topic everybody, most quoted first.

        side: a group as one would say it ("Western analysts", "government"). most: how many speakers; statements:
        how many of each one's statements come with their words.
        """
        return self.listing(topic, filters=filters, side=side, most=most, statements=statements).people

    def listing(
        self,
        topic: str | None = None,
        *,
        filters: Filters | None = None,
        side: str | None = None,
        most: int = 60,
        statements: int = 12,
        unnamed: bool | None = None,
        called: str | None = None,
    ) -> Listing:
        """Return who speaks as `people` does, and how many they are and of which sides; only those shown are read out.

        unnamed: only those (True) or only the named (False). called: only those whose name, or other form of it, has
        these words.
        """
        filters = filters or Filters()
        topic = " ".join((topic or "").split())
        found = self._about(topic, filters) if topic else self._all(filters)
        articles: dict[str, Article] = {}

        def read(article_id: str) -> Article:
            if article_id not in articles:
                articles[article_id] = self._store.article(article_id)
            return articles[article_id]

        groups = _grouped(found)
        labels = {sides for group in groups.values() for sides in {one.spoken.sides for one in group}}
        asked = sides_of(side) if side else ()
        words = (called or "").casefold().split()
        fitting = [
            (key, group)
            for key, group in groups.items()
            if (not side or _of_side(side, asked, group)) and (not words or _called(words, key[0], group))
        ]
        named = sum(key[1] for key, _ in fitting)
        chosen = [pair for pair in fitting if unnamed is None or pair[0][1] is not unnamed]
        scored = [(_score(group) if topic else 0.0, key, group) for key, group in chosen]
        scored.sort(key=lambda one: (-one[0], -len(one[2]), not one[1][1], _shown_name(one[1])))
        return Listing(
            people=tuple(
                self._with_words(_person(key, group, score), group, read, statements)
                for score, key, group in scored[:most]
            ),
            total=len(chosen),
            sides=tuple(sorted({label for sides in labels for label in sides})),
            named=named,
            unnamed=len(fitting) - named,
        )

    def _all(self, filters: Filters) -> list[_Found]:
        of_article: dict[str, list[Spoken]] = defaultdict(list)
        for one in self._store.spoken(filters):
            of_article[one.article_id].append(one)
        return [
            _Found(one, header, one.kind)
            for header in self._store.headers(filters)
            for one in of_article.get(header.id, ())
        ]

    def _about(self, topic: str, filters: Filters) -> list[_Found]:
        """Return the statements about a topic: of the articles nearest to it, those whose sentences or place are near."""
        vector = self._embedder.embed_query(topic)
        words = content_words(topic)
        near = [passage for passage, _ in self._store.nearest(vector, k=_NEAR, filters=filters)]
        terms = [word for word in _WORD.findall(topic) if word.lower() not in STOP_WORDS][:_TERMS]
        near += [passage for passage, _ in self._store.matching(terms, k=_NEAR, filters=filters)]
        stored = self._store.passages(list(dict.fromkeys(near)))
        ranked = list(dict.fromkeys(stored[i].passage.article_id for i in near if i in stored))[:_ARTICLES]
        if not ranked:
            return []
        ids = self._store.passage_ids(ranked)
        passages = self._store.passages([i for of_article in ids.values() for i in of_article])
        attributions = self._store.attributions(ranked)
        found: list[_Found] = []
        for article_id in ranked:
            here = [passages[i] for i in ids[article_id] if i in passages]
            for said in attributions[article_id]:
                if here and _speaks(said):
                    score = _nearness(said, here, vector, words)
                    if score > 0:
                        found.append(_Found(said, here[0].header, said.speaker_kind, score))
        return found

    def _with_words(self, person: Person, found: list[_Found], read: Callable[[str], Article], most: int) -> Person:
        """Return the person with the words of their statements: nearest to the topic first, else newest."""
        newest = sorted(found, key=lambda one: one.header.published_at or "", reverse=True)
        ordered = sorted(newest, key=lambda one: -one.score)
        shown: list[Said] = []
        for at in range(0, len(ordered), 2 * most):
            some = ordered[at : at + 2 * most]
            kept = self._store.attributions_of([one.spoken.id for one in some if isinstance(one.spoken, Spoken)])
            for one in some:
                said = kept.get(one.spoken.id) if isinstance(one.spoken, Spoken) else one.spoken
                if said is not None and (made := _said(said, one, read(one.header.id))) is not None:
                    shown.append(made)
            if len(shown) >= most:
                break
        return replace(person, statements=tuple(shown[:most]))


def _speaks(said: Attribution) -> bool:
    return said.statement and bool(said.speaker or said.description)


def _nearness(
    said: Attribution, passages: Iterable[StoredPassage], vector: NDArray[np.float32], words: Iterable[str]
) -> float:
    """Return how near a statement is to a topic by the vectors of its sentences and its passage, 0 where it is not."""
    sentence = around = 0.0
    held: list[str] = []
    for stored in passages:
        if not stored.passage.span.overlaps(said.span):
            continue
        around = max(around, float(stored.vectors.passage @ vector))
        for i, span in enumerate(stored.passage.sentences):
            if any(span.overlaps(piece) for piece in said.content):
                sentence = max(sentence, float(stored.vectors.sentences[i] @ vector))
                held.append(stored.passage.text[span.start - stored.passage.start : span.end - stored.passage.start])
    covered = coverage(words, " ".join(held))
    if sentence < _LEAST_SENTENCE and around < _LEAST_PASSAGE and covered < _LEAST_COVERED:
        return 0.0
    return max(sentence, 0.0) + _CONTEXT * max(around, 0.0) + _WORDS * covered


# --- one speaker, however called -------------------------------------------------------------------------------


def _grouped(found: Sequence[_Found]) -> dict[tuple[str, bool], list[_Found]]:
    """Group statements by speaker: names of one person together, and "the Norvale mayor" with the one so described."""
    canonical = canonical_speakers(one.spoken.speaker for one in found if one.spoken.speaker)
    groups: dict[tuple[str, bool], list[_Found]] = defaultdict(list)
    called: dict[str, set[str]] = defaultdict(set)
    unnamed: list[_Found] = []
    for one in found:
        if one.spoken.speaker:
            name = canonical[one.spoken.speaker]
            groups[name, True].append(one)
            if one.spoken.description and one.kind is SpeakerKind.PERSON:
                called[name] |= _plain(one.spoken.description)
        else:
            unnamed.append(one)
    labels: dict[str, str] = {}
    of_word: dict[str, set[str]] = defaultdict(set)
    for name, words in called.items():
        for word in words:
            of_word[word].add(name)
    for one in unnamed:
        description = " ".join((one.spoken.description or "").split())
        holder = _holder_of(description, of_word)
        if holder:
            groups[holder, True].append(one)
        elif _plain(description) - _NOBODY:
            label = labels.setdefault(" ".join(sorted(_plain(description))) or description, description)
            groups[label, False].append(one)
    return dict(groups)


@lru_cache(maxsize=50_000)
def _plain(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _SMALL)


def names_nobody(words: str) -> bool:
    """Tell whether words such as "he", "the other" or "one of them" tell nobody apart."""
    return not _plain(words) - _NOBODY - _PRONOUNS


def _holder_of(description: str, of_word: dict[str, set[str]]) -> str | None:
    """Return the one person of whom every word of an office's description is said: "the Norvale mayor"."""
    words = _plain(description)
    if len(words) < 2 or not words & _OFFICES:
        return None
    fitting = set.intersection(*(of_word.get(word, set()) for word in words))
    return next(iter(fitting)) if len(fitting) == 1 else None


def _of_side(side: str, asked: Sequence[str], found: Sequence[_Found]) -> bool:
    sides = tuple(dict.fromkeys(label for one in found for label in one.spoken.sides))
    return bool(matches(asked, sides)) or side.casefold() in sides


def _called(words: Sequence[str], name: str, found: Sequence[_Found]) -> bool:
    """Tell whether one form of a speaker's name has all these words in it."""
    forms = {name, *(one.spoken.speaker for one in found if one.spoken.speaker)}
    return any(all(word in form.casefold() for word in words) for form in forms)


def _score(found: Sequence[_Found]) -> float:
    best = sorted((one.score for one in found), reverse=True)
    return sum(weight * score for weight, score in zip(_BEST, best, strict=False))


def _shown_name(key: tuple[str, bool]) -> str:
    name, named = key
    return name if named else name[:1].upper() + name[1:]


def _person(key: tuple[str, bool], found: Sequence[_Found], score: float) -> Person:
    name, named = key
    spellings = Counter(one.spoken.speaker for one in found if one.spoken.speaker)
    descriptions = Counter(one.spoken.description for one in found if one.spoken.description)
    kinds = Counter(one.kind for one in found if one.kind)
    affiliations = Counter(one.spoken.affiliation for one in found if one.spoken.affiliation)
    outlets = Counter(one.header.publisher for one in found if one.header.publisher)
    return Person(
        name=_shown_name(key),
        named=named,
        kind=kinds.most_common(1)[0][0] if kinds else None,
        also=tuple(other for other, _ in spellings.most_common() if other != name),
        descriptions=tuple(sorted((text for text, _ in descriptions.most_common()), key=_leans)) if named else (),
        affiliation=affiliations.most_common(1)[0][0] if affiliations else None,
        sides=tuple(dict.fromkeys(side for one in found for side in one.spoken.sides)),
        outlets=tuple(outlets.most_common()),
        count=len(found),
        articles=len({one.header.id for one in found}),
        statements=(),
        score=score,
    )


def _leans(description: str) -> bool:
    """Tell whether a description needs its article to be understood: "its chief executive"."""
    return description.split(" ", 1)[0].lower() in ("its", "his", "her", "their", "who", "whose")


def _said(said: Attribution, one: _Found, article: Article) -> Said | None:
    """Return a statement with its exact words; None for a headline or a scrap."""
    spans = said.content
    words = " … ".join(span.of(article.text) for span in spans)
    if any(heading.overlaps(said.span) for heading in article.headings):
        return None
    if said.kind is AttributionKind.INDIRECT and len(words.split()) < _SHORTEST:
        return None
    return Said(
        article=one.header,
        spans=spans,
        words=words,
        kind=said.kind,
        via=said.via,
        heard_by=said.heard_by,
        score=round(one.score, 4),
    )
