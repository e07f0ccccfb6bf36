"""What a question is limited to: understood by the library's own names, or an error that says what to do."""

from __future__ import annotations

import pytest

from ingest.article import Filters
from ingest.errors import DatelineError
from rag.limits import standing, worded

OUTLETS = ["The Hestrel Courier", "Halvik Post", "Echo"]


def test_outlets_are_known_whatever_their_case() -> None:
    asked = Filters(publishers=("halvik post", "ECHO "), since="2026-10-01", until="2026-10-01")
    assert standing(asked, OUTLETS) == Filters(
        publishers=("Halvik Post", "Echo"), since="2026-10-01", until="2026-10-01"
    )
    assert standing(Filters(publishers=("Any",)), []) == Filters(publishers=("Any",))  # the library is empty


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Filters(publishers=("Hestrel Courrier",)), "Hestrel Courrier”. Did you mean The Hestrel Courier?"),
        (Filters(publishers=("xyz",)), "It has articles of The Hestrel Courier, Halvik Post, Echo."),
        (Filters(since="2026-12-01", until="2026-10-01"), "1 December 2026, lies after the last, 1 October 2026"),
    ],
)
def test_what_can_let_nothing_pass_is_an_error(asked: Filters, told: str) -> None:
    with pytest.raises(DatelineError, match=r"library|other way round") as raised:
        standing(asked, OUTLETS)
    assert told in str(raised.value)


def test_a_text_in_the_place_of_a_topic_is_refused() -> None:
    assert worded("  the\n truce ", "topic", 300) == "the truce"
    with pytest.raises(DatelineError, match="5,000 characters; 300 are the most"):
        worded("a" * 5000, "topic", 300)
