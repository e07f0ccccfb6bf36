"""Gather and weigh evidence: attributions of the speakers a question asks for, and sentences that bear on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Filters, Span, SpeakerKind
from ingest.embedding.embedder import Embedder, PassageInput
from ingest.store import ArticleStore, StoredPassage
from rag.asking.question import Question, QuestionKind
from rag.claims.conflicts import opposed
from rag.types import RetrievedPassage
from rag.voices.mentions import Mention, mentions
from rag.voices.speakers import (
    KINDRED,
    POSSIBLE,
    RELATED,
    SURE,
    asked_at_all,
    match,
    names_of_persons,
    profiles,
    same_name,
    words_of,
)
from rag.words import content_words, coverage

_MOST_ATTRIBUTIONS = 600
_MOST_ARTICLES = 60
_TOLD = 5  # attributions that an answer can hold
_COMPARED, _MOST_VECTORS = 120, 5_000  # descriptions embedded for one question, and kept

# Weights of an attribution's score; see `weigh`. Set by hand, checked on half of the benchmark's questions.
_WORDS, _NEAR_WORDS, _PHRASE, _DIRECT = 0.6, 0.2, 0.3, 0.05
_AROUND = 0.15
_DOUBT, _SAME_DAY = 0.4, 0.15
_SHORTEST = 4  # words of indirect speech
_SHORT_TOPIC = 2  # words
_ON_TOPIC, _NEAR_TOPIC = 0.5, 0.4  # share of the topic's words, or cosine, from which words are about it
_ALIKE = 0.45  # cosine from which a description means a group asked for
_KINDRED_COVERS = 0.5  # share of the topic that words of those merely kindred to a group must hold


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An attribution that may answer, the article it is in, and how well it bears on the topic (higher is better).

    words: its content's exact words. similarity: cosine of its sentences to the topic. covered: share of the
    topic's words that stand in it. nearby: the same, with the text around it.
    strength: how surely its speaker is the one asked for.
    """

    said: Attribution
    article: ArticleHeader
    words: str
    sentence: Span
    score: float
    similarity: float = 0.0
    covered: float = 0.0
    nearby: float = 0.0
    strength: float = SURE


class EvidenceGatherer:
    """Finds the attributions a question asks for. Reads the store; keeps the vectors of descriptions it compared."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}  # of descriptions, as they were needed
        self._topic: tuple[str, NDArray[np.float32]] | None = None  # of the last question

    def attributions(
        self, question: Question, passages: Sequence[RetrievedPassage], *, filters: Filters
    ) -> list[Candidate]:
        """Return the attributions asked for, best first.

        Looked for in the articles of the retrieved passages, and, where speakers are named, in whatever else
        they are quoted as saying anywhere in the store.
        """
        ranked = list(dict.fromkeys(p.passage.article_id for p in passages))
        headers = {p.article.id: p.article for p in passages}
        if question.speakers:
            extra = [said.article_id for said in self._said_elsewhere(question, filters)]
            ranked += [article_id for article_id in dict.fromkeys(extra) if article_id not in headers]
        ranked = ranked[:_MOST_ARTICLES]
        if not ranked:
            return []
        texts = {article_id: self._store.article(article_id) for article_id in ranked}
        found = self._store.attributions(ranked)
        known = profiles(said for of_article in found.values() for said in of_article)
        persons = names_of_persons(question, known)
        introduced = _introduced(said for of_article in found.values() for said in of_article)
        speakers = asked_at_all(question)
        weighed = [
            (said, match(question, said, texts[article_id], known, persons) if speakers else SURE)
            for article_id, of_article in found.items()
            for said in of_article
            if said.speaker not in question.besides
        ]
        alike = self._alike(question, (said for said, strength in weighed if not strength))
        wanted = []
        for said, strength in weighed:
            article = texts[said.article_id]
            if not strength and said.description and alike(said.description):
                strength = RELATED
            if strength and _quotable(said, article):
                described = said.description or introduced.get((said.article_id, said.speaker or ""))
                wanted.append((replace(said, description=described), article, strength))
        vector = self._vector(question)
        candidates = []
        wanted = wanted[:_MOST_ATTRIBUTIONS]
        stored = self._passages(list(dict.fromkeys(article.id for _, article, _ in wanted)))
        for said, article, strength in wanted:
            sentence, similarity, around, near = _place(said, stored[article.id], vector)
            words = " … ".join(span.of(article.text) for span in said.content)
            candidates.append(
                weigh(
                    Candidate(
                        said=said,
                        article=article,
                        words=words,
                        sentence=sentence,
                        score=0.0,
                        similarity=similarity,
                        strength=strength,
                    ),
                    question,
                    near,
                    around,
                )
            )
        fit = [c for c in candidates if c.strength > KINDRED or c.covered >= _KINDRED_COVERS]
        return sorted(_surest(fit, question), key=lambda c: -c.score)

    def mentions(
        self,
        question: Question,
        passages: Sequence[RetrievedPassage],
        candidates: Sequence[Candidate],
        article_of: Callable[[str], Article],
    ) -> list[Mention]:
        """Return the sentences that name whom is asked about and hold more of the topic than the attributions do."""
        topic = content_words(question.topic)
        beyond = max((coverage(topic, shown(candidate, article_of)) for candidate in candidates[:_TOLD]), default=0.0)
        ranked = [*(p.passage.article_id for p in passages), *(c.article.id for c in candidates)]
        ranked = list(dict.fromkeys(ranked))[:_MOST_ARTICLES]
        of_all = (said for of_article in self._store.attributions(ranked).values() for said in of_article)
        return mentions(
            question,
            ranked,
            self._vector(question),
            store=self._store,
            article_of=article_of,
            persons=names_of_persons(question, profiles(of_all)),
            beyond=beyond,
        )

    def _vector(self, question: Question) -> NDArray[np.float32]:
        """Return the unit vector of the topic; where that is a word or two, the question says more of what is meant."""
        key = f"{question.topic}\n{question.text}"
        if self._topic is None or self._topic[0] != key:
            self._topic = key, self._embedded(question)
        return self._topic[1]

    def _embedded(self, question: Question) -> NDArray[np.float32]:
        topic = self._embedder.embed_query(question.topic or question.text)
        if len(question.topic.split()) > _SHORT_TOPIC:
            return topic
        both = topic + self._embedder.embed_query(question.text)
        return np.asarray(both / np.linalg.norm(both), dtype=np.float32)

    def _alike(self, question: Question, found: Iterable[Attribution]) -> Callable[[str], bool]:
        """Return what tells whether a description means much the same as a group asked for.

        "epidemiologists" are near "professor of infectious diseases". A group with a name in it is left to the
        tables and the words: "Varland officials" are near the officials of any place.
        """
        groups = [group for group in question.groups if group.islower()]
        if not groups or question.speakers:
            return lambda _: False
        texts = dict.fromkeys(
            said.description
            for said in found
            if said.description and said.speaker_kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED)
        )
        if len(self._vectors) > _MOST_VECTORS:
            self._vectors.clear()
        new = [text for text in texts if text not in self._vectors][:_COMPARED]
        inputs = [
            PassageInput(text=text, context="", sentences=()) for text in new
        ]  # together: one by one takes five times as long
        for text, vectors in zip(new, self._embedder.embed_passages(inputs) if new else (), strict=True):
            self._vectors[text] = vectors.passage
        asked = [self._embedder.embed_query(group) for group in groups]
        return lambda text: (
            text in self._vectors and any(float(self._vectors[text] @ vector) >= _ALIKE for vector in asked)
        )

    def _said_elsewhere(self, question: Question, filters: Filters) -> list[Attribution]:
        # The same name ends in the same word, or begins with the words asked; only such speakers are looked through.
        words = dict.fromkeys(word for name in question.speakers for word in (name.split()[-1], *words_of(name)[-1:]))
        names = [
            speaker
            for speaker, description, _ in self._store.speakers(filters, holding=list(words))
            if speaker and any(same_name(name, speaker, description) for name in question.speakers)
        ]
        return self._store.said_by(list(dict.fromkeys(names))[:50], filters=filters) if names else []

    def _passages(self, article_ids: Sequence[str]) -> dict[str, list[StoredPassage]]:
        ids = self._store.passage_ids(article_ids)
        stored = self._store.passages([i for of_article in ids.values() for i in of_article])
        return {article_id: [stored[i] for i in of_article] for article_id, of_article in ids.items()}


def shown(candidate: Candidate, article_of: Callable[[str], Article]) -> str:
    """Return the words by which an attribution is shown: the quotation, or the sentence that reports it."""
    if candidate.said.kind is AttributionKind.DIRECT:
        return candidate.words
    return candidate.sentence.of(article_of(candidate.article.id).text)


def _surest(candidates: list[Candidate], question: Question) -> list[Candidate]:
    """Leave out who holds the opposite of what is asked, and those who merely belong to a body that speaks for itself.

    "What did Senate Republicans say?" is answered by "Senate Republicans say"; only where nobody is so called, by a
    senator whom the article calls a Republican.
    """
    if question.kind is QuestionKind.WHO and not asked_at_all(question):
        return [c for c in candidates if not opposed(question.topic, c.words)]
    sure = [c for c in candidates if c.strength >= SURE]
    if any(c.covered >= _ON_TOPIC or c.similarity >= _NEAR_TOPIC for c in sure) or (sure and not question.topic):
        return sure if question.speakers else [c for c in candidates if c.strength != POSSIBLE]
    return candidates


def _introduced(found: Iterable[Attribution]) -> dict[tuple[str, str], str]:
    """Return what each article first calls each speaker, for the places where it says the bare name."""
    first: dict[tuple[str, str], str] = {}
    for said in sorted(found, key=lambda said: said.span):
        if said.speaker and said.description:
            first.setdefault((said.article_id, said.speaker), said.description)
    return first


def weigh(candidate: Candidate, question: Question, near: str, around: float = 0.0) -> Candidate:
    """Return the candidate with its score for the question.

    near: the text around the content, whose words count a little (the topic is often named just before the quote).
    around: cosine of that text to the topic.
    """
    topic = content_words(question.topic)
    covered = coverage(topic, candidate.words)
    nearby = coverage(topic, near)
    score = candidate.similarity + _WORDS * covered + _NEAR_WORDS * nearby + _AROUND * around
    if len(topic) > 1 and _squeeze(question.topic) in _squeeze(candidate.words):
        score += _PHRASE
    if candidate.said.kind is not AttributionKind.INDIRECT:
        score += _DIRECT
    if question.kind is QuestionKind.SAID and question.speakers and candidate.said.nested_in is not None:
        score -= _DIRECT
    score -= _DOUBT * (1.0 - candidate.strength)
    if question.since and question.dated and (candidate.article.published_at or "")[:10] == question.since:
        score += _SAME_DAY
    return replace(candidate, score=score, covered=covered, nearby=nearby)


def _quotable(said: Attribution, article: Article) -> bool:
    """Tell whether an attribution can stand in an answer: not a headline, not a scrap of indirect speech."""
    if any(heading.overlaps(said.span) for heading in article.headings):
        return False
    words = sum(len(span.of(article.text).split()) for span in said.content)
    return words >= (_SHORTEST if said.kind is AttributionKind.INDIRECT else 2)


def _squeeze(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _place(
    said: Attribution, passages: Iterable[StoredPassage], vector: NDArray[np.float32]
) -> tuple[Span, float, float, str]:
    """Return the sentence (or run of them) the content stands in, its best cosine, that of the text around it, and that text."""
    start, end, best, around, near = said.span.start, said.span.end, 0.0, 0.0, ""
    for stored in passages:
        if not stored.passage.span.overlaps(said.span):
            continue
        near += stored.passage.text + " "
        around = max(around, float(stored.vectors.passage @ vector))
        for i, sentence in enumerate(stored.passage.sentences):
            if any(sentence.overlaps(span) for span in said.content):
                start, end = min(start, sentence.start), max(end, sentence.end)
                best = max(best, float(stored.vectors.sentences[i] @ vector))
    return Span(start=start, end=end), best, around, near
