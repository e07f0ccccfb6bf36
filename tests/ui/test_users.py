"""Who may log in, and how long wrong tries are made to wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import AccessError
from rag import Settings
from rag.passwords import hashed, is_hash, matches
from ui.access import access_of
from ui.users import Throttle, Users, read_users

HASH = hashed("correct horse")


def test_a_hash_knows_its_password_alone_and_no_two_are_alike() -> None:
    assert matches("correct horse", HASH)
    assert not matches("correct horse ", HASH)
    assert hashed("correct horse") != HASH
    assert not set(HASH) & set(" $:,'\"\\")


@pytest.mark.parametrize(
    "bad", ["", "correct horse", HASH[:-3], HASH.replace("32768", "999999999"), "scrypt.2.1.1.!.!"]
)
def test_what_is_no_hash_lets_nobody_in(bad: str) -> None:
    assert not is_hash(bad)
    assert not matches("correct horse", bad)


def test_users_come_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_text(f"# the desk\nada:{HASH}\n\nbo:{HASH}\n", encoding="utf-8")
    assert read_users(str(file)) == read_users(f"ada:{HASH}, bo:{HASH}") == {"ada": HASH, "bo": HASH}
    assert Users(read_users(str(file))).knows("ada", "correct horse")
    assert not Users(read_users(str(file))).knows("cy", "correct horse")


@pytest.mark.parametrize("setting", ["ada:secret", f":{HASH}", "/no/such/file", f"ada:{HASH},bo"])
def test_a_wrong_setting_is_refused_with_what_to_do(setting: str) -> None:
    with pytest.raises(AccessError, match="rag user NAME"):
        read_users(setting)


def test_beyond_this_machine_a_login_is_needed_and_missing_tls_is_told(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="DATELINE_USERS"):
        access_of(Settings(home=tmp_path, host="0.0.0.0", _env_file=None))
    access = access_of(Settings(home=tmp_path, host="0.0.0.0", users=f"ada:{HASH}", _env_file=None))
    assert access.door and "TLS" in access.warning
    assert access_of(Settings(home=tmp_path, _env_file=None)).door is None


def test_twenty_wrong_tries_are_slowed_down_and_the_right_person_is_not_kept_out() -> None:
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    looked_at = 0
    for _ in range(20):
        if not throttle.wait("ada", "10.0.0.9"):
            throttle.wrong("ada", "10.0.0.9")
            looked_at += 1
        now[0] += 0.5
    assert looked_at < 12
    assert throttle.wait("ada", "10.0.0.9") > 0
    assert throttle.wait("ada", "10.0.0.2") == 0, "ada herself, from her own machine"
    now[0] += 2000
    assert throttle.wait("ada", "10.0.0.9") == 0
