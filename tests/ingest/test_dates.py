from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import iso_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023/01/05", "2023-01-05"),
        ("2023-01-05", "2023-01-05"),
        ("20230105", "2023-01-05"),
        ("2025-05-19T08:30:00Z", "2025-05-19T08:30:00+00:00"),
        ("2025-05-19T08:30:00.123+02:00", "2025-05-19T08:30:00+02:00"),
        ("2025-05-19T08:30+0200", "2025-05-19T08:30:00+02:00"),
        ("2025-05-19 08:30:00", "2025-05-19T08:30:00"),
        ("Mon, 19 May 2025 08:30:00 +0200", "2025-05-19T08:30:00+02:00"),
        ("Mon, 19 May 2025 08:30:00 GMT", "2025-05-19T08:30:00+00:00"),
        ("May 19, 2025", "2025-05-19"),
        ("Published: 19 May 2025", "2025-05-19"),
        ("19.05.2025", "2025-05-19"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("05/05/2025", "2025-05-05"),
        ("05/06/2025", None),
        (1747636200, "2025-05-19T06:30:00+00:00"),
        ("1747636200000", "2025-05-19T06:30:00+00:00"),
        ("May 2025", None),
        ("2025", None),
        ("Monday", None),
        ("soon", None),
        ("2025-13-45", None),
        ("9999-01-01", None),
        ("", None),
        (None, None),
        (True, None),
        (date(2025, 5, 19), "2025-05-19"),
        (datetime(2025, 5, 19, 8, 30), "2025-05-19T08:30:00"),
    ],
)
def test_a_stated_date_is_written_as_iso_or_is_unknown(value: object, expected: str | None) -> None:
    assert iso_date(value) == expected


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = iso_date(text)
    assert found is None or date.fromisoformat(found[:10])


@given(st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.timezones()))
def test_iso_dates_are_kept_as_they_are(moment: datetime) -> None:
    stated = moment.isoformat(timespec="seconds")
    if re.search(r"T[\d:]{8}([+-]\d\d:\d\d)?$", stated):  # offsets before 1900 have seconds
        assert iso_date(stated) == stated
