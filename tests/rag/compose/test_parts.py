from datetime import date

import pytest

from rag.asking.question import parse_question
from rag.compose.parts import parts_of

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "What did Tarnow say about the mines and the timetable?",
            ["What did Tarnow say about the mines?", "What did Tarnow say about the timetable?"],
        ),
        (
            "Who resigned, and when will the final report come?",
            ["Who resigned?", "When will the final report come?"],
        ),
        (
            "How high was the dam? Who owned the dam?",
            ["How high was the dam?", "Who owned the dam?"],
        ),
    ],
)
def test_a_question_of_several_parts_is_read_part_by_part(text: str, parts: list[str]) -> None:
    assert [part.text for part in parts_of(parse_question(text, DAY))] == parts


@pytest.mark.parametrize(
    "text",
    [
        "What did Ekhald say about talks between Varland and Tesmar?",
        "What did Raskell say about the price of grain and fuel?",
        "What do analysts say about Varland and Tesmar?",
        "Who called on the minister to resign, and in what words?",
        "The dam broke in October. Who owned it?",
    ],
)
def test_what_is_one_question_stays_one(text: str) -> None:
    assert [part.text for part in parts_of(parse_question(text, DAY))] == [text]
