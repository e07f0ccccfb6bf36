"""A model's text taken apart: sentences, what each cites, what is not known; and nothing that acts."""

from __future__ import annotations

import pytest

from rag.writing.written import plain, sentences_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam held [1].", [("The dam held.", (1,))]),
        ("The dam held. [1] The road did not.[2]", [("The dam held.", (1,)), ("The road did not.", (2,))]),
        ("The dam held [1, 3] and the road did not [2].", [("The dam held and the road did not.", (1, 3, 2))]),
        ("The dam held【2】.", [("The dam held.", (2,))]),
        ("The dam held [passage 2].", [("The dam held.", (2,))]),
        ("The dam held [1-3].", [("The dam held.", (1, 2, 3))]),
        ("First. Second [4].", [("First.", (4,)), ("Second.", (4,))]),
        ("The dam held [1]. Nobody said so.", [("The dam held.", (1,)), ("Nobody said so.", ())]),
        ("Here is the answer:\n- The **dam** held [1].\n2. It rained [99].", [("The dam held.", (1,)), ("It rained.", (99,))]),
        ("“It held. We are glad,” Mr. Ott said [1].", [("“It held. We are glad,” Mr. Ott said.", (1,))]),
        ("<think>Do I cite [2]?</think>The dam held [1].", [("The dam held.", (1,))]),
        ("He spoke of “my time.” [2]. It rained.” [1]", [("He spoke of “my time.”", (2,)), ("It rained.”", (1,))]),
        ("It cost $3.5 million [1].", [("It cost $3.5 million.", (1,))]),
    ],
)  # fmt: skip
def test_sentences_and_what_they_cite(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(s.text, s.cites) for s in sentences_of(text)[0]] == expected


def test_what_is_not_known_is_kept_apart() -> None:
    found, unknown = sentences_of("The dam held [1].\nNOT KNOWN: when it was built\n**NOT KNOWN:** who paid [2]")
    assert len(found) == 1 and unknown == ["when it was built", "who paid"]


@pytest.mark.parametrize(
    "text",
    [
        "![a](http://evil.example/x.png)",
        "![a][b]\n\n[b]: http://evil.example/x.png",
        '<img src="http://evil.example/x">',
        "<style>body{background:url(http://evil.example)}</style>",
        '<meta http-equiv="refresh" content="0;url=http://evil.example">',
        '<form action="http://evil.example"><input name=q></form>',
        "<script>fetch('http://evil.example')</script>",
        '<img src="http://evil.example/unfin',
        "[press here](http://evil.example)",
    ],
)
def test_pictures_links_forms_and_styles_are_gone(text: str) -> None:
    left = plain(f"The dam held. {text} It rained.")
    assert "evil.example" not in left and left.startswith("The dam held.")


def test_signs_that_are_no_markup_stay() -> None:
    assert plain("Profit rose by < 5 % and > 3 %.") == "Profit rose by < 5 % and > 3 %."


def test_signs_that_steer_a_terminal_are_gone() -> None:
    assert plain("The \x1b[31mdam\x07 held\u202e.") == "The [31mdam held."
