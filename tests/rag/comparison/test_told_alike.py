"""Figures that two outlets give alike: one event, one number; not the same number of something else."""

from __future__ import annotations

import pytest

from rag.comparison import FigureKind
from tests.rag.comparison.comparing import compared

_ARTICLES = {
    "Corlin Herald": (
        "Fire at the Varn mill",
        "A fire at the Brackwater mill in Varn killed 23 workers and two drivers on 4 May, the fire brigade said.\n\n"
        "Orsin Textiles had 4,100 looms at the Brackwater mill, and the mill was insured for $44 million with Ardal Mutual.\n\n"
        "Ardal Mutual has paid 8 million crowns to the weavers since the fire at the Brackwater mill.\n\n"
        "Winds of 70 km an hour drove the flames over the roof of the mill.\n",
        "2026-05-06",
    ),
    "Ostmark Wire": (
        "Mill owner faces questions after fire",
        "The fire that killed 23 weavers and two drivers at the Brackwater mill in Varn has left its owner without a licence.\n\n"
        "Investigators counted 4,100 looms of Orsin Textiles in the ruin of the Brackwater mill.\n\n"
        "Since the fire at the Brackwater mill its weavers have had another 8 million crowns from Ardal Mutual, the insurer.\n\n"
        "In 1974 a fire at the Brackwater mill in Varn killed 61 people.\n",
        "2026-07-20",
    ),
    "Sund Courier": (
        "What is left of the Brackwater mill",
        "The fire at the Brackwater mill in Varn, in which 23 people died, began in a loom, the owner Hela Orsin says.\n\n"
        "In 1931 a fire at the Brackwater mill in Varn killed 61 people as well, the parish book says.\n\n"
        "Winds of 70 km an hour were measured at the mill this week, when the ruin was fenced off.\n",
        "2026-08-02",
    ),
}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[float, set[str | None]]:
    """The figures that are given alike in three articles about one fire: the outlets, by the number."""
    texts = [
        f'---\ntitle: "{title}"\npublisher: "{outlet}"\npublished_at: "{day}T08:00:00+00:00"\n---\n\n{text}'
        for outlet, (title, text, day) in _ARTICLES.items()
    ]
    found = compared(tmp_path_factory.mktemp("alike"), "fire at the Brackwater mill", *texts).figures
    agreed = [figure for figure in found if figure.kind is FigureKind.AGREE]
    return {figure.values[0].low: {value.outlet for value in figure.values} for figure in agreed}


def test_a_toll_of_one_event_is_one_whatever_the_dead_are_called(figures: dict[float, set[str | None]]) -> None:
    assert figures[23] == set(_ARTICLES)


def test_a_small_toll_is_known_by_the_large_one_beside_it(figures: dict[float, set[str | None]]) -> None:
    assert figures[2] == {"Corlin Herald", "Ostmark Wire"}


def test_what_is_counted_is_shared_where_the_words_around_are(figures: dict[float, set[str | None]]) -> None:
    assert figures[4100] == {"Corlin Herald", "Ostmark Wire"}


def test_the_same_number_of_another_year_or_hour_is_another_figure(figures: dict[float, set[str | None]]) -> None:
    assert 61 not in figures
    assert 70 not in figures


def test_what_comes_to_it_is_another_figure(figures: dict[float, set[str | None]]) -> None:
    assert 8_000_000 not in figures
