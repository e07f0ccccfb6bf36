"""Questions of who holds an office or a part in an event."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asking.question import parse_question
from rag.compose.offices import _named, asked_office

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Who was the gunman in Dunholt?", "gunman"),
        ("Who is the new prime minister of Varland?", "prime minister"),
        ("Who's the mayor?", "mayor"),
        ("Who is Vibeke Sollmark?", None),
        ("Who shot the mayor?", None),
    ],
)
def test_an_office_is_asked_for_by_name(question: str, office: str | None) -> None:
    assert asked_office(parse_question(question, DAY)) == office


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police identified the gunman as Karl Ost, who was found dead.", None),
        ("The gunman was identified as Karl Ost.", "Karl Ost"),
        ("Karl Ost is the suspected gunman, the police said.", "Karl Ost"),
        ("The gunman, 40-year-old Karl Ost, fled.", "Karl Ost"),
        ("Last September, a gunman shot four people in Dunholt.", None),
        ("Ada Brandel, who disarmed the gunman, was thanked.", None),
    ],
)
def test_only_the_holder_is_taken_for_the_holder(sentence: str, name: str | None) -> None:
    found = [found for _, found in _named(sentence, "gunman")]
    assert found == ([name] if name else []) or (name and name in found)
