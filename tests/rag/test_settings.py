"""Settings of the environment: what is wrong is named with its setting, and an empty one is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SettingsError
from rag import Settings


def test_a_wrong_value_is_told_with_the_name_of_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PORT", "abc")
    monkeypatch.setenv("DATELINE_UNSUPPORTED", "blue")
    with pytest.raises(SettingsError) as raised:
        Settings(_env_file=None)
    told = str(raised.value)
    assert "DATELINE_PORT cannot be “abc”: it should be a valid integer" in told
    assert "DATELINE_UNSUPPORTED cannot be “blue”: it should be 'remove' or 'mark'" in told


def test_an_empty_folder_is_not_the_folder_one_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", "")
    assert Settings(_env_file=None).home == Path("data")
