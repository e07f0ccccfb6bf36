"""One line a holder from a language model: kept where the holder's own words bear it out, else left out with the reason."""

from __future__ import annotations

from rag import NewsAssistant
from tests.rag.provider import Asked, Provider, fails, writes

TOPIC = "Kessary Strait and Skarn Bank"


def _one_line(asked: Asked) -> str:
    for i, passage in enumerate(asked.passages, 1):
        flat = " ".join(passage.split())
        for name, words in _KNOWN:
            if words in flat:
                return f"{name} said “{words}” [{i}].\n{name} said that Varland will buy nine submarines [{i}].\n"
    raise AssertionError("no passage of a known speaker was shown")


_KNOWN = (
    ("Ilse Tarnow", "There is nothing to discuss until the last Tesmari hull has left Skarn Bank"),
    ("Ilse Tarnow", "We can talk about a timetable"),
    ("Tobias Rennholt", "it cannot hold a shoal through a winter of gales"),
    ("Tobias Rennholt", "What will not be settled this year, or next, is the bank itself"),
    ("Davi Orlanes", "Our ships go home to the same flag, and the bank stays where it is"),
)


def test_a_line_stands_only_on_its_holders_own_words(played: NewsAssistant, server: Provider) -> None:
    server.plays(writes(_one_line))
    found = played.compare(TOPIC, written=True)
    assert found.writer == "openai:test"
    held = [view for view in found.viewpoints if view.position]
    assert len(held) == 1 and held[0].position is not None
    name, words = next((n, w) for n, w in _KNOWN if w in held[0].position.text)
    assert held[0].holder == name
    for number in held[0].position.citations:
        cited = found.citation(number)
        assert played.article(cited.article_id).text[cited.start : cited.end] == cited.quote
    assert any(words in " ".join(found.citation(n).quote.split()) for n in held[0].position.citations)
    assert any("submarines" in one.text for one in found.rejected)


def test_where_the_model_fails_the_comparison_stands_and_says_so(played: NewsAssistant, server: Provider) -> None:
    server.plays(fails(401))
    found = played.compare(TOPIC, written=True)
    assert found.writer == "composed"
    assert found.claims
    assert any("exact words alone" in note for note in found.notes)


def test_without_being_asked_no_model_writes(played: NewsAssistant, server: Provider) -> None:
    server.plays(fails(500))
    assert played.compare(TOPIC).notes == ()
