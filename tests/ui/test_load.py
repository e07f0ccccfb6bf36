"""Many at once: what the queue cannot hold is told so at once, everybody else is answered, and nothing is left behind."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from ingest.errors import AccessError
from rag import NewsAssistant, Settings
from ui.page import serve

QUESTION = "What did Pia Quend say about the ferry?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, NewsAssistant]]:
    settings = Settings(home=tmp_path_factory.mktemp("load"), port=0, _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        assistant.add_text("“The ferry will sail on Sunday,” said Pia Quend, the harbour master of Ostrel, at noon.")
        page = serve(assistant, settings, wait=False)
        assert page.local_url
        yield page.local_url, assistant
        page.close()


def test_of_a_hundred_questions_at_once_the_excess_is_told_busy(
    address: tuple[str, NewsAssistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, assistant = address
    ask = assistant.ask
    answer = ask(QUESTION)
    monkeypatch.setattr(assistant, "ask", lambda *_, **__: (time.sleep(0.3), answer)[1])  # a slow model
    with httpx.Client(
        base_url=f"{url}gradio_api/call/", timeout=60, limits=httpx.Limits(max_connections=100)
    ) as client:

        def one(_: int) -> str:
            begun = client.post("ask", json={"data": [QUESTION, None, None, None]})
            if begun.status_code != 200:
                assert begun.status_code in (429, 503) and "full" in begun.text.lower(), begun.text
                return "busy"
            told = client.get(f"ask/{begun.json()['event_id']}").text
            assert "event: complete" in told, told
            return "answered" if json.loads(told.split("data: ")[-1])[0]["citations"] else "empty"

        with ThreadPoolExecutor(max_workers=100) as pool:
            ends = list(pool.map(one, range(100)))
        assert ends.count("answered") + ends.count("busy") == 100
        assert ends.count("busy") > 0 and ends.count("answered") >= 40
        assert one(0) == "answered", "the page is there again afterwards"


def test_a_port_that_is_taken_is_told_and_another_is_named(address: tuple[str, NewsAssistant]) -> None:
    url, assistant = address
    taken = assistant.settings.model_copy(update={"port": httpx.URL(url).port})
    with pytest.raises(AccessError, match="DATELINE_PORT"):
        serve(assistant, taken, wait=False)
