"""Which names across articles are one speaker's: a son is not his father, a wife not her husband, a group no other group."""

from __future__ import annotations

from ingest.speech.aliases import canonical_speakers


def test_a_son_is_not_his_father() -> None:
    found = canonical_speakers(["Ole Dahl", "Ole Dahl Jr.", "Dahl"])
    assert found["Ole Dahl Jr."] == "Ole Dahl Jr."
    assert found["Dahl"] == found["Ole Dahl"] == "Ole Dahl"


def test_namesakes_with_an_honorific_stay_apart() -> None:
    found = canonical_speakers(["Mr. Dorn", "Ms. Dorn", "Ghita Dorn"])
    assert len(set(found.values())) == 3


def test_an_honorific_goes_to_whose_given_name_fits() -> None:
    found = canonical_speakers(["Mr. Holm", "Peter Holm", "Ms. Falk", "Peter Falk"])
    assert found["Mr. Holm"] == "Peter Holm"
    assert found["Ms. Falk"] == "Ms. Falk"


def test_a_plain_group_is_no_named_group() -> None:
    found = canonical_speakers(["Republicans", "Nordholm County Republicans"])
    assert found["Republicans"] == "Republicans"


def test_a_title_or_suffix_alone_is_a_name_like_any_other() -> None:
    found = canonical_speakers(["Jr.", "II", "Lord", "Ole Dahl"])

    assert found == {name: name for name in ("Jr.", "II", "Lord", "Ole Dahl")}
