"""Gather the claims of a topic: what holders are quoted as saying, and what outlets tell in their own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Filters, Span
from ingest.embedding.embedder import Embedder
from ingest.speech.sides import matches, sides_of
from ingest.store import ArticleStore, StoredPassage
from rag.comparison.holders import merged, of_several, spoken_by, without
from rag.comparison.quoting import (
    CUE_NEAR,
    SHORTEST,
    contradicted,
    is_sentence,
    quoted_spans,
    to_its_end,
    trimmed,
    unspoken,
)
from rag.comparison.scope import scope_of
from rag.comparison.vectors import ClaimVectors
from rag.voices.speakers import same_name
from rag.voices.who import Person, Said, WhoSpeaks
from rag.words import content_words

Vector = NDArray[np.float32]

_NEAR = 80  # passages that tell which articles may be about the topic
_ARTICLES = 60
_LEAST_SAID = 0.55  # score of a statement in another article (see rag.voices.who) from which it counts
_LEAST_SENTENCE = 0.42  # cosine from which a sentence of another article counts
_MOST_SAID, _MOST_TOLD = 260, 160
_SAME_WORDS = 0.8  # share of words from which two claims are one text printed twice
_ATTITUDE = re.compile(
    r"\b(?:call|describ|reject|promis|support|oppos|den[yi]|disput|accus|declar|welcom|critici|condemn|prais|back|demand|doubt|"
    r"accept|dismiss|blam|warn|defend|endors|denounc|speak|spoke|recogni|expect|believ|saw|sees|favou?r|push|vot(?:e|ed|es|ing)\b)\w*",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?:would|could|may|might|should)\b", re.IGNORECASE)  # nobody holds yet what they only may
_SHORTEST_STANCE = 3  # words: "disputes the figure"


@dataclass(slots=True)
class Found:
    """A claim in the making. person: index among the people, None for the outlet's own words. vector: of unit length."""

    header: ArticleHeader
    spans: tuple[Span, ...]
    sentence: Span
    words: str
    score: float
    vector: Vector
    person: int | None = None
    said: Attribution | None = None
    statement: Said | None = None
    copies: list[ArticleHeader] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What a comparison is made from: people, their claims and the outlets' own, and the articles by id."""

    people: tuple[Person, ...]
    found: tuple[Found, ...]
    articles: dict[str, Article]
    attributions: dict[str, tuple[Attribution, ...]]
    about: frozenset[str]


def story_of(header: ArticleHeader) -> str:
    """Return the story cluster of an article; one without copies is a story of its own."""
    return header.story_id or header.id


class ClaimGatherer:
    """Finds a topic's claims. Reads the store; keeps only the vectors of claims it has met."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self.vectors = ClaimVectors(embedder)
        self._who = WhoSpeaks(store, embedder)

    def gather(self, topic: str, filters: Filters, people: Sequence[str] = (), groups: Sequence[str] = ()) -> Material:
        """Return the claims on a topic.

        people, groups: only holders of those names, or of those groups ("Western analysts"); no outlet's own words then.
        """
        vector = self._embedder.embed_query(topic)
        near = self._who.people(topic, filters=filters, most=300, statements=80)
        scores = {_place(said): said.score for person in near for said in person.statements}
        passages = self._passages(topic, vector, filters, [said.article.id for p in near for said in p.statements])
        scope = scope_of(topic, passages, vector)
        about = scope.about
        ids = list(passages)
        everyone = self._who.people(None, filters=_within(filters, ids), most=2000, statements=200) if ids else ()
        articles = {article_id: self._store.article(article_id) for article_id in ids}
        attributions = self._store.attributions(ids) if ids else {}
        several = [person for i in ids for person in of_several(articles[i], passages[i][0].header, attributions[i])]
        asked = [sides_of(group) for group in groups]
        chosen = [
            person
            for person in merged([*without(everyone, several), *several], attributions)
            if not (people or asked)
            or any(_is(name, person) for name in people)
            or any(matches(sides, person.sides) for sides in asked)
        ]
        found: list[Found] = []
        for at, person in enumerate(chosen):
            for said in person.statements:
                score = scores.get(_place(said), 0.0)
                if said.article.id in about or (score >= _LEAST_SAID and said.article.id in scope.touching):
                    said_there = attributions[said.article.id]
                    one = _said(at, said, score, said_there, passages[said.article.id], articles, vector)
                    text = articles[said.article.id].text
                    if not (_merely_mentioned(one, person, text) or (one.said and contradicted(one.said, text))):
                        found += _apart(one, len(said.spans), text)
        for i in (i for i in ids if i in scope.touching or i in about):
            found += _held(chosen, attributions[i], passages[i], articles[i], vector, whole=i in about)
        found = sorted(found, key=lambda one: -one.score)[:_MOST_SAID]
        if not (people or asked):
            told = [
                one
                for i in ids
                if i in scope.touching or i in about
                for one in _told(passages[i], attributions[i], articles[i], vector, whole=i in about)
            ]
            told = sorted(told, key=lambda one: -one.score)[:_MOST_TOLD]
            _give_speakers(told, chosen, articles)
            found += told
        kept = _without_copies(_without_nested(found))
        for one, made in zip(kept, self.vectors.of([one.words for one in kept]), strict=True):
            one.vector = made
        held = sorted({one.person for one in kept if one.person is not None})
        place = {old: new for new, old in enumerate(held)}
        for one in kept:
            one.person = None if one.person is None else place[one.person]
        return Material(
            people=tuple(chosen[i] for i in held),
            found=tuple(kept),
            articles=articles,
            attributions=attributions,
            about=about,
        )

    def _passages(
        self, topic: str, vector: Vector, filters: Filters, also: Iterable[str]
    ) -> dict[str, list[StoredPassage]]:
        """Return all passages of the articles that may be about the topic, the nearest article first."""
        near = self._store.nearest(vector, k=_NEAR, filters=filters)
        stored = self._store.passages([i for i, _ in near])
        ranked = [stored[i].passage.article_id for i, _ in near if i in stored]
        ids = list(dict.fromkeys([*ranked, *also]))[:_ARTICLES]
        if not ids:
            return {}
        places = self._store.passage_ids(ids)
        every = self._store.passages([i for of_article in places.values() for i in of_article])
        return {article_id: [every[i] for i in of_article] for article_id, of_article in places.items() if of_article}


def _give_speakers(told: Sequence[Found], people: Sequence[Person], articles: dict[str, Article]) -> None:
    """Give the sentences that begin with a speaker of their article to that speaker."""
    quoted: dict[str, list[tuple[int, Person]]] = defaultdict(list)
    for number, person in enumerate(people):
        for article_id in {said.article.id for said in person.statements}:
            quoted[article_id].append((number, person))
    for one in told:
        before = articles[one.header.id].text[: one.spans[0].start]
        one.person = spoken_by(one.words, quoted[one.header.id], before)


def _within(filters: Filters, ids: Sequence[str]) -> Filters:
    return Filters(article_ids=tuple(ids), speakers=filters.speakers)


def _is(name: str, person: Person) -> bool:
    described = " ".join(person.descriptions)
    return any(same_name(name, known, described) for known in (person.name, *person.also))


def _place(said: Said) -> tuple[str, tuple[Span, ...]]:
    return said.article.id, said.spans


def _said(
    person: int,
    said: Said,
    score: float,
    attributions: Sequence[Attribution],
    passages: Sequence[StoredPassage],
    articles: dict[str, Article],
    vector: Vector,
) -> Found:
    text = articles[said.article.id].text
    attribution = next((one for one in attributions if one.content == said.spans), None)
    spans = quoted_spans(said.spans, attribution, text)
    sentence, own = _sentences(said.spans, passages)
    spans = (*spans[:-1], to_its_end(spans[-1], sentence, text)) if said.kind is not AttributionKind.DIRECT else spans
    return Found(
        header=said.article,
        spans=spans,
        sentence=sentence,
        words=" … ".join(" ".join(span.of(text).split()) for span in spans),
        score=score or 0.5 * max(0.0, float(own @ vector)),
        vector=own,
        person=person,
        said=attribution,
        statement=said,
    )


def _merely_mentioned(one: Found, person: Person, text: str) -> bool:
    """Tell whether a holder without name or side only stands before a participle: "Disclosures ... hoping to deprive him"."""
    cue = one.said.cue.of(text).split() if one.said and one.said.cue else []
    return not person.named and not person.sides and bool(cue) and cue[-1].lower().endswith("ing")


def _apart(one: Found, pieces: int, text: str) -> list[Found]:
    """Return a claim whose speaker stands between two clauses as two claims: "None sounded, it says; the three were dead"."""
    parted = len(one.spans) > 1 and text[one.spans[0].end : one.spans[1].start].rstrip().endswith(";")
    if len(one.spans) == pieces and not parted:
        return [one]
    first = replace(one, spans=one.spans[:1], words=" ".join(one.spans[0].of(text).split()), copies=[])
    rest = " … ".join(" ".join(span.of(text).split()) for span in one.spans[1:])
    return [first, replace(one, spans=one.spans[1:], words=rest, copies=[])]


def _held(
    people: Sequence[Person],
    attributions: Sequence[Attribution],
    passages: Sequence[StoredPassage],
    article: Article,
    vector: Vector,
    *,
    whole: bool,
) -> list[Found]:
    """Return what holders are told to hold without a clause of their own: "called the accord “a first step”"."""
    by_name = {name: at for at, person in enumerate(people) for name in (person.name, *person.also)}
    found = []
    for said in attributions:
        person = by_name.get(said.speaker or (said.description or "")[:1].upper() + (said.description or "")[1:])
        content, cue = said.content[0], said.cue
        if said.statement or person is None or cue is None or not 0 <= content.start - cue.end <= CUE_NEAR:
            continue
        span = Span(start=cue.start, end=said.content[-1].end)
        words = span.of(article.text)
        verbs = cue.of(article.text).split()
        if not any(_ATTITUDE.match(verb) for verb in verbs[-2:]) or _OPEN.match(verbs[0]) or "\n" in words:
            continue
        if len(words.split()) < _SHORTEST_STANCE:
            continue
        sentence, own = _sentences((span,), passages)
        score = max(0.0, float(own @ vector))
        if not whole and score < _LEAST_SENTENCE:
            continue
        found.append(
            Found(
                header=passages[0].header,
                spans=(trimmed(span, article.text),),
                sentence=sentence,
                words=" ".join(words.split()),
                score=0.5 * score,
                vector=own,
                person=person,
                said=said,
            )
        )
    return found


def _sentences(spans: Sequence[Span], passages: Sequence[StoredPassage]) -> tuple[Span, Vector]:
    """Return the run of sentences that hold the spans, and the mean of their vectors."""
    start, end = spans[0].start, spans[-1].end
    vectors: list[Vector] = []
    for stored in passages:
        for at, sentence in enumerate(stored.passage.sentences):
            if any(sentence.overlaps(span) for span in spans):
                start, end = min(start, sentence.start), max(end, sentence.end)
                vectors.append(stored.vectors.sentences[at])
    mean = np.mean(vectors, axis=0) if vectors else passages[0].vectors.passage
    return Span(start=start, end=end), _unit(mean)


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _told(
    passages: Sequence[StoredPassage],
    attributions: Sequence[Attribution],
    article: Article,
    vector: Vector,
    *,
    whole: bool,
) -> list[Found]:
    """Return the sentences that an article tells in its own words: all of them where it is about the topic."""
    seen: set[Span] = set()
    found = []
    placed = [(span, said) for said in attributions if said.statement for span in said.content]
    for stored in passages:
        here = [pair for pair in placed if pair[0].overlaps(stored.passage.span)]
        for at, sentence in enumerate(stored.passage.sentences):
            words = " ".join(sentence.of(article.text).split())
            score = float(stored.vectors.sentences[at] @ vector)
            if (
                sentence in seen
                or len(words.split()) < SHORTEST
                or (not whole and score < _LEAST_SENTENCE)
                or not is_sentence(words)
                or any(heading.overlaps(sentence) for heading in article.headings)
            ):
                continue
            seen.add(sentence)
            span = unspoken(sentence, [said for span, said in here if span.overlaps(sentence)], article.text)
            if span is None:
                continue
            words = " ".join(span.of(article.text).split())
            found.append(
                Found(
                    header=stored.header,
                    spans=(trimmed(span, article.text),),
                    sentence=sentence,
                    words=words,
                    score=max(score, 0.0),
                    vector=stored.vectors.sentences[at],
                )
            )
    return found


def _without_nested(found: Sequence[Found]) -> list[Found]:
    """Leave out what stands inside another statement of the same speaker: "would offer" in "said he would offer"."""
    own: dict[tuple[str, int | None], list[Found]] = defaultdict(list)
    for one in found:
        own[one.header.id, one.person].append(one)
    return [
        one
        for one in found
        if one.person is None
        or not any(
            other is not one
            and other.spans[0].start <= one.spans[0].start
            and one.spans[-1].end <= other.spans[-1].end
            and other.spans != one.spans
            for other in own[one.header.id, one.person]
        )
    ]


def _without_copies(found: Sequence[Found]) -> list[Found]:
    """Put texts printed in several articles together: the first to be published stays, the others are its copies."""
    kept: list[Found] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    order = sorted(range(len(found)), key=lambda i: (found[i].header.published_at or "9", found[i].header.id))
    words = [content_words(one.words) for one in found]
    place: dict[int, int] = {}
    for i in order:
        one = found[i]
        shared: dict[int, int] = defaultdict(int)
        for word in words[i]:
            for j in by_word[word]:
                shared[j] += 1
        same = next(
            (
                j
                for j, count in shared.items()
                if found[j].person == one.person
                and found[j].header.id != one.header.id
                and count >= _SAME_WORDS * len(words[i] | words[j])
            ),
            None,
        )
        if same is not None:
            kept[place[same]].copies.append(one.header)
            continue
        place[i] = len(kept)
        kept.append(one)
        for word in words[i]:
            by_word[word].append(i)
    return sorted(kept, key=lambda one: -one.score)
