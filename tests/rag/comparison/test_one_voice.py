"""Who counts as one voice, by the names that holders go by."""

from __future__ import annotations

import pytest

from rag.comparison.one_voice import speaks_for
from rag.comparison.types import Viewpoint


def _view(
    holder: str, description: str | None = None, affiliation: str | None = None, *, named: bool = True
) -> Viewpoint:
    return Viewpoint(
        id=0, holder=holder, named=named, kind=None, description=description, affiliation=affiliation, sides=(), side="",
        outlets=(), via=(), claims=(), independent=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_view("Mirela Astan", "Norfell Hydro spokeswoman"), _view("Norfell Hydro"), True),
        (_view("Mirela Astan", "spokeswoman", "Norfell Hydro"), _view("Jon Vane", "a lawyer", "Norfell Hydro"), True),
        (_view("Mirela Astan", "a diver", "Norfell Hydro"), _view("Norfell Hydro"), False),
        (_view("R-N.Y.", named=False), _view("Jon Vane"), True),
        (_view("Jon Vane", "Norfell Hydro spokesman"), _view("Lunmark Rail"), False),
    ],
)
def test_a_spokesman_is_the_voice_of_whom_he_speaks_for(one: Viewpoint, other: Viewpoint, same: bool) -> None:
    assert speaks_for(one, other) is same
