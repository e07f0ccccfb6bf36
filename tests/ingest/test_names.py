from __future__ import annotations

import pytest

from ingest.names import authors_of_field, clean_authors


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Lind", ("Ada Lind",)),
        ("By Ada Lind", ("Ada Lind",)),
        ("Von Ada Lind und Bo Berg", ("Ada Lind", "Bo Berg")),
        ("By Ada Lind, Bo Berg and Cy Dee", ("Ada Lind", "Bo Berg", "Cy Dee")),
        ("By Ada Lind, Bo Berg, and Cy Dee", ("Ada Lind", "Bo Berg", "Cy Dee")),
        ("Ada Lind, senior political correspondent", ("Ada Lind",)),
        ("Ada Lind | The Northern Herald", ("Ada Lind",)),
        ("Ada Lind News reporter", ("Ada Lind",)),
        ("ADA LIND", ("Ada Lind",)),
        ("Ada Lind (@adalind)", ("Ada Lind",)),
        ("Ada Lind ada@herald.example", ("Ada Lind",)),
        ("Ada O'Lind-Berg", ("Ada O'Lind-Berg",)),
        ("Автор: Глеб Ручьёв", ("Глеб Ручьёв",)),
        ("浜野 朋子", ("浜野 朋子",)),
        ("Reuters", ("Reuters",)),
        ("https://www.social.example/adalind", ()),
        ("@adalind", ()),
        ("admin", ()),
        ("View all posts by Ada Lind", ("Ada Lind",)),
        ("Staff Writer", ("Staff Writer",)),
        ("", ()),
        ("x" * 200, ()),
    ],
)
def test_a_byline_gives_names(byline: str, names: tuple[str, ...]) -> None:
    assert clean_authors([byline]) == names


def test_names_are_kept_once_and_in_order() -> None:
    assert clean_authors(["Bo Berg", "Ada Lind", "bo berg", None, 7]) == ("Bo Berg", "Ada Lind")


def test_names_run_together_are_no_name() -> None:
    assert clean_authors(["Ada Lind Bo Berg", "Ada Lind", "Bo Berg"]) == ("Ada Lind", "Bo Berg")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("[]", ()),
        ("['Ada Lind', \"Bo O'Berg\"]", ("Ada Lind", "Bo O'Berg")),
        (["Ada Lind", "Bo Berg"], ("Ada Lind", "Bo Berg")),
        ("[Ada Lind]", ("Ada Lind",)),
        ("Ada Lind; Bo Berg", ("Ada Lind", "Bo Berg")),
        (None, ()),
        (5, ()),
    ],
)
def test_a_field_of_an_export_gives_names(value: object, names: tuple[str, ...]) -> None:
    assert authors_of_field(value) == names
