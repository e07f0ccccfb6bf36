"""Who counts as one voice, by the names that holders go by."""

from __future__ import annotations

import pytest

from ingest.article import SpeakerKind
from rag.comparison.one_voice import are_one, speaks_for
from rag.comparison.types import Viewpoint


def _view(
    holder: str,
    description: str | None = None,
    affiliation: str | None = None,
    *,
    named: bool = True,
    kind: SpeakerKind | None = None,
) -> Viewpoint:
    return Viewpoint(
        id=0, holder=holder, named=named, kind=kind, description=description, affiliation=affiliation, sides=(), side="",
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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_view("Ada Brun", "Norfell Hydro CEO"), _view("Norfell Hydro"), True),
        (_view("Ada Brun", "director of pumps at Norfell Hydro"), _view("Jon Vane", "Norfell Hydro spokesman"), True),
        (_view("Ada Brun", "Norfell Hydro CEO"), _view("Jon Vane", "Lunmark Rail chairman"), False),
        (_view("Ada Brun", "Harbour Union president"), _view("Jon Vane", "a docker of the Harbour Union"), False),
    ],
)
def test_an_officer_is_the_voice_of_what_he_heads(one: Viewpoint, other: Viewpoint, same: bool) -> None:
    assert speaks_for(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_view("Reports"), _view("The Halm Courier", kind=SpeakerKind.OUTLET), True),
        (_view("A Halm Courier report", named=False), _view("Northern Gazette", kind=SpeakerKind.OUTLET), True),
        (_view("The committee's report", named=False), _view("Northern Gazette", kind=SpeakerKind.OUTLET), False),
        (_view("Valdemar Ostergaard"), _view("Waldemar Ostergaard"), True),
        (_view("Chris Ostergaard"), _view("Christopher Ostergaard"), True),
        (_view("Ida Ostergaard"), _view("Valdemar Ostergaard"), False),
        (_view("HBA"), _view("Halm Bureau of Air Safety"), True),
        (_view("HBA"), _view("Halm Rail Safety Office"), False),
    ],
)
def test_two_names_may_be_one_voice(one: Viewpoint, other: Viewpoint, same: bool) -> None:
    assert are_one(one, other) is same
