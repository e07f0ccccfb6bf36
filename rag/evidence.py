"""Gather and weigh evidence: attributions of the speakers a question asks for, and sentences that bear on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.article import ArticleHeader, Attribution, AttributionKind, Filters, Span
from ingest.embed import Embedder
from ingest.store import ArticleStore, StoredPassage
from rag.question import Question, QuestionKind
from rag.speakers import asked_at_all, asks_for, same_name
from rag.types import RetrievedPassage
from rag.words import content_words, coverage

_MOST_ATTRIBUTIONS = 600
_MOST_ARTICLES = 60

# Weights of an attribution's score; see `weigh`. Set by hand, checked on half of the benchmark's questions.
_WORDS, _NEAR_WORDS, _PHRASE, _DIRECT = 0.6, 0.2, 0.3, 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An attribution that may answer, the article it is in, and how well it bears on the topic (higher is better).

    words: its content's exact words. similarity: cosine of its sentences to the topic. covered: share of the
    topic's words that stand in it.
    """

    said: Attribution
    article: ArticleHeader
    words: str
    sentence: Span
    score: float
    similarity: float = 0.0
    covered: float = 0.0


class EvidenceGatherer:
    """Finds the attributions a question asks for. Reads the store; keeps nothing."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

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
        stored = self._passages(ranked)
        texts = {article_id: self._store.article(article_id) for article_id in ranked}
        found = [
            (said, texts[article_id])
            for article_id, all_said in self._store.attributions(ranked).items()
            for said in all_said
        ]
        wanted = [
            (said, article)
            for said, article in found
            if not asked_at_all(question)
            or asks_for(question, said, article, said.source.of(article.text) if said.source else "")
        ]
        topic = question.topic or question.text
        vector = self._embedder.embed_query(topic)
        candidates = []
        for said, article in wanted[:_MOST_ATTRIBUTIONS]:
            sentence, similarity, near = _place(said, stored[article.id], vector)
            words = " … ".join(span.of(article.text) for span in said.content)
            candidates.append(
                weigh(
                    Candidate(
                        said=said, article=article, words=words, sentence=sentence, score=0.0, similarity=similarity
                    ),
                    question,
                    near,
                )
            )
        return sorted(candidates, key=lambda c: -c.score)

    def _said_elsewhere(self, question: Question, filters: Filters) -> list[Attribution]:
        names = [
            speaker
            for speaker, description, _ in self._store.speakers(filters)
            if speaker and any(same_name(name, speaker, description) for name in question.speakers)
        ]
        return self._store.said_by(list(dict.fromkeys(names))[:50], filters=filters) if names else []

    def _passages(self, article_ids: Sequence[str]) -> dict[str, list[StoredPassage]]:
        ids = self._store.passage_ids(article_ids)
        stored = self._store.passages([i for of_article in ids.values() for i in of_article])
        return {article_id: [stored[i] for i in of_article] for article_id, of_article in ids.items()}


def weigh(candidate: Candidate, question: Question, near: str) -> Candidate:
    """Return the candidate with its score for the question.

    near: the text around the content, whose words count a little (the topic is often named just before the quote).
    """
    topic = content_words(question.topic)
    covered = coverage(topic, candidate.words)
    score = candidate.similarity + _WORDS * covered + _NEAR_WORDS * coverage(topic, near)
    if len(topic) > 1 and _squeeze(question.topic) in _squeeze(candidate.words):
        score += _PHRASE
    if candidate.said.kind is not AttributionKind.INDIRECT:
        score += _DIRECT
    if question.kind is QuestionKind.SAID and question.speakers and candidate.said.nested_in is not None:
        score -= _DIRECT
    return Candidate(
        said=candidate.said,
        article=candidate.article,
        words=candidate.words,
        sentence=candidate.sentence,
        score=score,
        similarity=candidate.similarity,
        covered=covered,
    )


def _squeeze(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _place(
    said: Attribution, passages: Iterable[StoredPassage], vector: NDArray[np.float32]
) -> tuple[Span, float, str]:
    """Return the sentence (or run of them) the content stands in, its best cosine, and the text around it."""
    start, end, best, near = said.span.start, said.span.end, 0.0, ""
    for stored in passages:
        if not stored.passage.span.overlaps(said.span):
            continue
        near += stored.passage.text + " "
        for i, sentence in enumerate(stored.passage.sentences):
            if any(sentence.overlaps(span) for span in said.content):
                start, end = min(start, sentence.start), max(end, sentence.end)
                best = max(best, float(stored.vectors.sentences[i] @ vector))
    return Span(start=start, end=end), best, near
