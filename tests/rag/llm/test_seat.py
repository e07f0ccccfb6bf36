"""Choosing a model: what is kept, who can read it, and that a key never goes where it was not given for."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from ingest.embedding.embedder import Embedder
from ingest.errors import ModelError
from rag import Settings
from rag.llm.check import check_model
from rag.llm.kept import FILE
from rag.llm.providers import build
from rag.writing.model_seat import ModelChoice, ModelSeat
from tests.rag.conftest import SMOLLM2
from tests.rag.provider import KEY, Provider, writes


def seat(home: Path, embedder: Embedder, **given: object) -> ModelSeat:
    return ModelSeat(Settings(home=home, _env_file=None, **given), home, embedder)


def test_a_kept_choice_is_there_after_a_restart_and_only_its_owner_can_read_it(
    tmp_path: Path, embedder: Embedder, server: Provider
) -> None:
    first = seat(tmp_path, embedder)
    assert first.writer is None and not first.kept
    choice = ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY), unsupported="mark")
    first.choose(choice, keep_it=True)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    again = seat(tmp_path, embedder)
    assert again.kept and again.settings.llm == "openai:test" and again.settings.unsupported == "mark"
    assert again.settings.llm_api_key is not None and again.settings.llm_api_key.get_secret_value() == KEY
    assert KEY not in repr(again.settings) and KEY not in str(again.settings)
    again.choose(ModelChoice(llm=None), keep_it=False)
    assert not (tmp_path / FILE).exists() and seat(tmp_path, embedder).writer is None


def test_a_choice_for_this_run_only_leaves_nothing_behind(tmp_path: Path, embedder: Embedder, server: Provider) -> None:
    one = seat(tmp_path, embedder)
    one.choose(ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY)), keep_it=False)
    assert one.writer is not None and not list(tmp_path.iterdir())


def test_a_key_is_not_carried_to_another_address_or_provider(
    tmp_path: Path, embedder: Embedder, server: Provider
) -> None:
    one = seat(tmp_path, embedder)
    one.choose(ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY)), keep_it=False)
    one.choose(ModelChoice(llm="openai:other", base_url=server.address), keep_it=False)
    assert one.settings.llm_api_key is not None
    one.choose(ModelChoice(llm="openai:test", base_url="http://127.0.0.1:1/v1"), keep_it=False)
    assert one.settings.llm_api_key is None


def test_a_key_of_the_environment_goes_to_the_provider_alone(monkeypatch: pytest.MonkeyPatch, server: Provider) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    chat = build(Settings(llm="openai:test", llm_base_url=server.address, _env_file=None), 5)
    server.plays(writes("Hello."))
    list(chat.stream("Hello"))
    assert KEY not in server.requests[0].headers["authorization"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"llm": "gpt"}, "provider:model"),
        ({"llm": "openai:gpt-5-mini"}, "needs a key"),
        ({"llm": "nobody:model"}, "cannot be set up"),
        ({"llm": "cohere:command"}, "pip install langchain-cohere"),
        ({"llm": "openai:x", "llm_base_url": "ftp://127.0.0.1/v1", "llm_api_key": KEY}, "like http"),
        ({"llm": "openai:x", "llm_base_url": f"http://me:{KEY}@127.0.0.1/v1"}, "like http"),
        ({"llm": "gguf:/nowhere/model.gguf"}, "cannot be opened"),
        ({"llm": f"gguf:{__file__}"}, "not a GGUF file"),
    ],
)
def test_a_wrong_setting_is_told_and_answers_are_still_composed(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, given: dict[str, object], said: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    one = seat(tmp_path, embedder, **given)
    assert one.writer is None and said in (one.trouble or "") and KEY not in (one.trouble or "")
    checks = check_model(one.settings)
    assert checks[0].good is False and said in checks[0].mend


def test_a_damaged_file_is_told(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / FILE).write_text(json.dumps({"llm": 3, "llm_api_key": KEY}), encoding="utf-8")
    one = seat(tmp_path, embedder)
    assert "cannot be read" in (one.trouble or "") and KEY not in (one.trouble or "")
    with pytest.raises(ModelError):
        one.choose(ModelChoice(llm="gpt"), keep_it=False)


def test_the_check_tells_server_model_key_and_window(server: Provider) -> None:
    def told(**given: object) -> str:
        checks = check_model(Settings(_env_file=None, **given))  # type: ignore[arg-type]
        return " | ".join(f"{c.good} {c.what}: {c.told} {c.mend}" for c in checks)

    good = told(llm="openai:test", llm_base_url=server.address, llm_api_key=KEY)
    assert "False" not in good and "answers" in good and KEY not in good
    assert "has no model other; it has test" in told(llm="openai:other", llm_base_url=server.address)
    assert "cannot be reached" in told(llm="openai:test", llm_base_url="http://127.0.0.1:9/v1")
    assert "False Its window" in told(llm="openai:test", llm_base_url=server.address, llm_context=1000)
    assert "False" not in told(llm=f"gguf:{SMOLLM2}") and "none is set" in told()
