"""Whether a speaker is the one a question asks for."""

from __future__ import annotations

import pytest

from ingest.article import Attribution, AttributionKind, Span
from ingest.speech.sides import sides_of
from rag.voices.speakers import POSSIBLE, SURE, Profile, in_group, same_name


@pytest.mark.parametrize(
    ("asked", "speaker", "same"),
    [
        ("Ann Lee (D-Minn.)", "Ann Lee", True),
        ("Ann Lee of the Hestrel Courier", "Ann Lee", True),
        ("Lee", "Ann Lee", True),
        ("Hannah", "Hannah Lee", True),
        ("Governor Ann Lee", "Ann Lee", True),
        ("Tom Lee", "Ann Lee", False),
        ("Ann Lee of the Hestrel Courier", "Tom Lee", False),
        ("Lee", "Lee Orvik", False),
    ],
)
def test_a_name_means_its_speaker_however_written(asked: str, speaker: str, same: bool) -> None:
    assert same_name(asked, speaker) is same


@pytest.mark.parametrize(
    ("group", "described", "surely"),
    [
        ("Western analysts", "a senior fellow of the International Institute for Strategic Studies", SURE),
        ("Russian officials", "a senior fellow of the International Institute for Strategic Studies", 0.0),
        ("unnamed sources close to the presidency", "Two other people close to the presidency", SURE),
        ("people who live in Orvale", "who lived in the lower town for half a century", POSSIBLE),
        ("Tesmari analysts", "director of the Calverra Centre for Security Policy", POSSIBLE),
        ("Tesmari analysts", "a fellow of an institute in Lunmark’s capital, a think tank", 0.0),
        ("Orvale officials", "Tesmar's deputy defence minister", 0.0),
    ],
)
def test_who_belongs_to_a_group(group: str, described: str, surely: float) -> None:
    named = None if described.startswith("Two") else "Ann Lee"
    said = Attribution(
        article_id="a",
        content=(Span(start=0, end=1),),
        kind=AttributionKind.INDIRECT,
        speaker=named,
        description=described,
        sides=sides_of(described),
    )
    profile = Profile(descriptions=(described,), sides=frozenset(said.sides), person=named is not None)
    assert in_group(group, said, "", profile) == surely
