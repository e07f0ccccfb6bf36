"""Independent sources: copies and second articles of one outlet add nothing."""

from __future__ import annotations

import pytest

from rag.independence import independent_sources


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ([], 0),
        ([("storm", "Post"), ("flood", "Post")], 1),
        ([("agency", "Post"), ("agency", "Herald"), ("agency", "Courier")], 1),
        ([("storm", "Post"), ("flood", "Herald")], 2),
        # Each of the two has a report of its own beside the agency's.
        ([("agency", "Post"), ("agency", "Herald"), ("storm", "Post"), ("flood", "Herald")], 2),
        ([("agency", "Post"), ("agency", "Herald"), ("storm", "Post")], 2),
    ],
)
def test_one_outlet_is_one_source_and_so_is_one_report(printed: list[tuple[str, str]], count: int) -> None:
    assert independent_sources(printed) == count
    assert independent_sources(reversed(printed)) == count
