"""Who speaks: speakers over the sample articles, with their statements in the articles' exact words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.article import Filters
from rag.__main__ import main
from rag.assistant import NewsAssistant
from rag.voices.who import Person


def named(people: tuple[Person, ...], name: str) -> Person:
    return next(person for person in people if person.name == name)


@pytest.fixture(scope="module")
def everybody(samples: NewsAssistant) -> tuple[Person, ...]:
    return samples.who(most=500)


def test_words_are_the_articles_own(samples: NewsAssistant, everybody: tuple[Person, ...]) -> None:
    for person in everybody:
        assert person.count >= len(person.statements)
        for said in person.statements:
            text = samples.article(said.article.id).text
            assert said.words == " … ".join(span.of(text) for span in said.spans)


def test_a_speaker_is_one_over_articles(everybody: tuple[Person, ...]) -> None:
    rennholt = named(everybody, "Tobias Rennholt")
    assert rennholt.articles >= 4 and len(rennholt.outlets) >= 3
    assert "Halvik Institute for Maritime Security" in rennholt.descriptions[0]
    liske = [person for person in everybody if person.name.endswith("Liske")]
    assert len(liske) == 1 and liske[0].name == "Per Anders Liske"
    assert "Anders Liske" in liske[0].also
    names = [person.name for person in everybody if person.named]
    assert len(names) == len(set(names))


def test_the_named_and_the_unnamed_are_counted_apart_and_found_by_name(samples: NewsAssistant) -> None:
    both = samples.speakers.listing(most=500)
    named = samples.speakers.listing(most=500, unnamed=False)
    rest = samples.speakers.listing(most=500, unnamed=True)
    assert all(person.named for person in named.people) and not any(person.named for person in rest.people)
    assert (named.total, rest.total, both.total) == (both.named, both.unnamed, both.named + both.unnamed)
    assert {p.name for p in (*named.people, *rest.people)} == {p.name for p in both.people}
    assert [p.name for p in samples.speakers.listing(called="anders liske").people] == ["Per Anders Liske"]
    assert samples.speakers.listing(called="zzyx").total == 0


def test_what_is_read_at_once_is_what_each_attribution_holds(samples: NewsAssistant) -> None:
    store = samples.speakers._store
    spoken = {one.id: one for one in store.spoken()}
    assert spoken
    for number, said in store.attributions_of(list(spoken)).items():
        one = spoken[number]
        assert said.statement and (one.speaker, one.description) == (said.speaker, said.description)
        assert (one.kind, one.affiliation, one.sides) == (said.speaker_kind, said.affiliation, said.sides)
    everything = [said for h in samples.headers() for said in samples.attributions(h.id)]
    assert len(spoken) == sum(said.statement and bool(said.speaker or said.description) for said in everything)


def test_most_quoted_first(everybody: tuple[Person, ...]) -> None:
    counts = [person.count for person in everybody]
    assert counts == sorted(counts, reverse=True)


def test_counts_nobody_as_a_speaker(everybody: tuple[Person, ...]) -> None:
    assert not {"171", "Nine", "The other", "One of them", "31 percent"} & {p.name for p in everybody} - {"Nine"}


def test_a_topic_brings_those_who_speak_on_it(samples: NewsAssistant) -> None:
    people = samples.who("the vaccine against river fever")
    first = [person.name for person in people[:5]]
    assert {"Yara Demontal", "Colm Essermann"} <= set(first)
    assert "Ilse Tarnow" not in [person.name for person in people]
    assert all(said.score > 0 for person in people for said in person.statements)


def test_nobody_speaks_on_what_no_article_holds(samples: NewsAssistant) -> None:
    assert samples.who("the world chess championship in Brasilia") == ()


def test_only_one_outlet(samples: NewsAssistant) -> None:
    people = samples.who(filters=Filters(publishers=("Counting House",)))
    assert people
    assert {name for person in people for name, _ in person.outlets} == {"Counting House"}


def test_only_one_group(samples: NewsAssistant, everybody: tuple[Person, ...]) -> None:
    analysts = {person.name for person in samples.who(side="analysts", most=500)}
    assert {"Tobias Rennholt", "Emil Straker", "Yara Demontal"} <= analysts
    assert "Ilse Tarnow" not in analysts
    assert samples.who(side="government")


def test_second_hand_is_told_apart(everybody: tuple[Person, ...]) -> None:
    kerrivan = named(everybody, "Maud Kerrivan")
    assert all(said.via == ("HPA",) and not said.first_hand for said in kerrivan.statements)
    wesselin = named(everybody, "Oda Wesselin")
    assert all(said.first_hand for said in wesselin.statements)


def test_the_command(samples: NewsAssistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with NewsAssistant.open(samples.settings.model_copy(update={"home": tmp_path / "home"})) as assistant:
        assistant.add_text('"The pier is safe," said Lena Orvik, the mayor of Norvale.', publisher="Norvale Herald")
    home = ["--home", str(tmp_path / "home")]
    capsys.readouterr()
    assert main(["who", *home]) == 0
    assert "Lena Orvik, the mayor of Norvale" in capsys.readouterr().out
    assert main(["who", "the pier", *home, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["people"][0]["statements"][0]["words"] == '"The pier is safe,"'
    assert main(["who", *home, "--until", "1999-01-01"]) == 0
    assert "Nobody" in capsys.readouterr().out
    assert main(["who", *home, "--publisher", "Another Paper"]) == 1
    assert "Norvale Herald" in capsys.readouterr().err


def test_the_speakers_of_a_name_are_found_without_reading_all_of_them(samples: NewsAssistant) -> None:
    store = samples._store
    wanted = {row for row in store.speakers() if row[0] and "tarnow" in row[0].lower()}
    assert wanted and set(store.speakers(holding=["tarnow"])) == set(store.speakers(holding=["Tarnow"])) == wanted
    assert not store.speakers(holding=["Nobody at all"])
