"""When a question of fact is answered at all."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.article import Filters
from rag.asking.question import Question
from rag.compose.choice import choices
from rag.compose.doers import plainly_told
from rag.compose.wording import ArticleOf
from rag.reading.asked import asks_of_a_doing
from rag.reading.parsed import SentenceReader
from rag.retrieval.retrieve import Retriever
from rag.types import Retrieval


@dataclass(frozen=True, kw_only=True, slots=True)
class Belief:
    """Tells whether what was found is believed to answer: the one rule for the whole library and for a part of it.

    The retrieval's confidence decides (`rag.retrieval.confidence.standing`): how far the best passage stands out from what is
    usual in the whole library. A part that a filter leaves may hold the answer in a passage that stands out less than the
    library's best, because its article calls things by other words; so where the whole library is believed, a part of it is too if one of
    its sentences plainly tells, by its grammar, the doing that is asked about of those the question names. least: the confidence asked for.
    """

    retriever: Retriever
    reader: SentenceReader
    least: float

    def answers(self, question: Question, found: Retrieval, filters: Filters, article_of: ArticleOf) -> bool:
        """Return whether the question is answered from what was found within the filters."""
        if found.confidence >= self.least:
            return True
        if filters == Filters() or not found.passages or not asks_of_a_doing(question.text):
            return False
        if self.retriever.confidence(question) < self.least:
            return False
        return plainly_told(question, choices(question, found.passages, article_of), self.reader, article_of)
