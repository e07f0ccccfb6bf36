from datetime import date

import pytest

from rag.asking.dates import days_in

ASKED = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "since", "until", "dated"),
    [
        ("What did she say in March 2022?", "2022-03-01", None, True),
        ("What happened on 19 May 2025?", "2025-05-19", None, True),
        ("What happened on May 19?", "2026-05-19", None, True),
        ("What happened on December 3?", "2025-12-03", None, True),
        ("What has changed since Thursday?", "2026-11-19", None, False),
        ("What was said before 3 June 2026?", None, "2026-06-02", True),
        ("What was said until 3 June 2026?", None, "2026-06-03", True),
        ("What happened between 1 May 2026 and 9 May 2026?", "2026-05-01", "2026-05-09", True),
        ("Who won in 2019?", "2019-01-01", None, True),
        ("What did she say in April?", "2026-04-01", None, True),
        ("What has she said since last December?", "2025-12-01", None, True),
        ("What is new this week?", None, None, False),
        ("How many died?", None, None, False),
        ("Who may resign?", None, None, False),
        ("What happened on 31 June 2026?", None, None, False),
    ],
)
def test_days(text: str, since: str | None, until: str | None, dated: bool) -> None:
    found = days_in(text, ASKED)
    assert (found.since.isoformat() if found.since else None) == since
    assert (found.until.isoformat() if found.until else None) == until
    assert found.dated is dated
