"""How often the library is searched for one question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ingest.article import Filters
from ingest.store import ArticleStore
from rag import NewsAssistant


def test_a_filtered_question_that_is_not_believed_searches_the_whole_library_once(
    samples: NewsAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[Filters | None] = []
    nearest = ArticleStore.nearest

    def noted(self: ArticleStore, *given: Any, filters: Filters | None = None, **more: Any) -> Any:
        searched.append(filters)
        return nearest(self, *given, filters=filters, **more)

    monkeypatch.setattr(ArticleStore, "nearest", noted)
    within = Filters(publishers=("The Lowland Examiner",))
    samples.ask("Who designed the turbines of the Orrel dam?", filters=within, asked_on=date(2026, 11, 7))
    assert searched.count(None) == 1 and within in searched
