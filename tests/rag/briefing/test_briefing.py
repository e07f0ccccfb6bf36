"""Briefings over the sample articles: every sentence rests on exact words, and what the articles hold is on the page."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from ingest.article import Filters
from ingest.errors import DatelineError, NotFound
from rag.assistant import NewsAssistant
from rag.briefing import Briefing, Length, NothingToBrief, Request, SectionKind, Sentence, Voice
from rag.briefing.as_document import answer_document, briefing_document
from rag.briefing.as_json import briefing_json
from rag.briefing.edit import moved, without
from rag.export import export
from tests.rag.provider import Asked, Provider, fails, writes

TODAY = date(2026, 11, 24)
STRAIT, DAM = "Kessary Strait and Skarn Bank", "Orrel dam collapse"


def flat(words: str) -> str:
    return " ".join(words.split())


def part(briefing: Briefing, kind: SectionKind) -> tuple[Sentence, ...]:
    return next((section.sentences for section in briefing.sections if section.kind is kind), ())


@pytest.fixture(scope="module")
def strait(samples: NewsAssistant) -> Briefing:
    return samples.briefings.write(Request(topic=STRAIT, length=Length.TWO), today=TODAY)


@pytest.fixture(scope="module")
def dam(samples: NewsAssistant) -> Briefing:
    return samples.briefings.write(Request(topic=DAM, length=Length.TWO), today=TODAY)


@pytest.fixture(scope="module")
def own(samples: NewsAssistant, tmp_path_factory: pytest.TempPathFactory) -> NewsAssistant:
    """An assistant over a few articles that tests may change."""
    home = tmp_path_factory.mktemp("own")
    with NewsAssistant.open(samples.settings.model_copy(update={"home": home})) as assistant:
        assistant.add_text(RETOLD, publisher="Norvale Herald")
        yield assistant


RETOLD = (
    "The Varland navy will leave the strait by spring, the Meridian Courier reports, writes the Norvale Herald.\n"
    '"Varland wants to be seen to go second," the publication writes.\n'
    '"The ships will not stay past March," according to a person familiar with the president\'s thinking, who asked not to be '
    "named.\n"
    "According to Littoral Union officials, the navy does not have the fuel to stay through the winter.\n"
    '"The talks on Friday were short," said Mara Tillis, a senior analyst at the Halvik Institute. "Nobody smiled."\n'
    "The foreign ministry did not respond to questions of the Meridian Courier, the publication notes.\n"
    "Admiral Joos Pellander was seen at the harbour. Pellander left with President Aldric Kastrell. Kastrell waved."
)


# --- every sentence rests on exact words ---------------------------------------------------------------------------


@pytest.mark.parametrize("topic", [STRAIT, DAM])
@pytest.mark.parametrize("length", list(Length))
def test_every_sentence_is_cited_and_every_quote_exact(samples: NewsAssistant, topic: str, length: Length) -> None:
    briefing = samples.briefings.write(Request(topic=topic, length=length), today=TODAY)
    assert briefing.sentences and not briefing.rejected
    numbers = {citation.number for citation in briefing.citations}
    for citation in briefing.citations:
        assert samples.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    for sentence in briefing.sentences:
        assert sentence.citations and set(sentence.citations) <= numbers
        held = flat(" ".join(c.quote for n in sentence.citations if (c := briefing.citation(n))))
        if sentence.voice in (Voice.QUOTE, Voice.REPORTED):
            for piece in flat(sentence.words).strip("“”").split(" […] "):
                assert piece.strip(" ,.“”'\"-–‘’") in held, sentence.text


@pytest.mark.parametrize(("length", "pages"), [(Length.HALF, 1), (Length.ONE, 1), (Length.TWO, 2)])
def test_the_page_is_as_long_as_was_asked(samples: NewsAssistant, length: Length, pages: int) -> None:
    for topic in (STRAIT, DAM):
        briefing = samples.briefings.write(Request(topic=topic, length=length), today=TODAY)
        reader = PdfReader(io.BytesIO(export(briefing_document(briefing), "pdf")))
        assert len(reader.pages) <= pages
    assert len(briefing.sentences) > {Length.HALF: 4, Length.ONE: 10, Length.TWO: 25}[length]


def test_the_strait(strait: Briefing) -> None:
    first = part(strait, SectionKind.BOTTOM_LINE)[0]
    assert "agreed early on Monday to pull their warships back" in first.text
    said = part(strait, SectionKind.WHO_SAYS)
    holders = " ".join(sentence.lead for sentence in said)
    wanted = [
        "Ilse Tarnow",
        "Ruan Dorvalle",
        "Tobias Rennholt",
        "Davi Orlanes",
        "Hanne Brusk",
        "Joren Vask",
        "Sigrun Ekhald",
    ]
    told = holders + " ".join(s.text for s in part(strait, SectionKind.HAPPENED) + part(strait, SectionKind.DISPUTED))
    assert sum(name in told for name in wanted) >= 6
    days = [sentence.lead for sentence in part(strait, SectionKind.HAPPENED)]
    assert len(days) >= 3 and days[0].startswith(("14", "15", "16", "17", "18", "20")) and "Oct" in days[0]
    assert "print the same report of HPA" in part(strait, SectionKind.CHAIN)[0].text
    copies = [source for source in strait.sources if source.same_as]
    assert [source.publisher for source in copies] == ["The Lowland Examiner"]
    assert (strait.articles, strait.independent) == (7, 6)  # the Courier carries the agency's report beside its own
    abroad = next(s for s in part(strait, SectionKind.HAPPENED) if "Le premier cargo" in s.words)
    assert "Le Quai du soir, in French" in abroad.lead  # found by its days and the people it names
    assert "Le Quai du soir" not in " ".join(s.lead for s in part(strait, SectionKind.BOTTOM_LINE))
    assert all("Orrel" not in sentence.text for sentence in strait.sentences)


def test_the_dam(dam: Briefing) -> None:
    told = " ".join(sentence.text for sentence in dam.sentences)
    assert "Marit Oldane" in told and "Vibeke Sollmark" in told and "Karsten Brodhelm" in told
    assert {source.publisher for source in dam.sources} >= {"Counting House", "Halvik Post"}
    assert "Skarn Bank" not in told
    toll = next(s for s in part(dam, SectionKind.FIGURES) if "dead" in s.words)
    assert toll.words.startswith("latest 31 dead") and toll.words.index("29") < toll.words.index("19 people")
    people = [sentence.lead for sentence in part(dam, SectionKind.PEOPLE)]
    assert any("Oldane" in name for name in people)


def test_what_no_article_tells_is_refused(samples: NewsAssistant) -> None:
    for topic in ("the world chess championship in Brasilia", "Silicon Valley Bank collapse"):
        with pytest.raises(NothingToBrief, match="hold nothing on"):
            samples.briefings.write(Request(topic=topic))
    with pytest.raises(DatelineError, match="Name a topic"):
        samples.briefings.write(Request())
    with pytest.raises(NothingToBrief, match="in the library"):
        samples.briefings.write(Request(since="2031-01-01"))


def test_what_is_new_since_a_day(samples: NewsAssistant) -> None:
    briefing = samples.briefings.write(Request(since="2026-11-01"), today=TODAY)
    assert briefing.title == "What is new since 1 November 2026"
    assert all((source.published_at or "") >= "2026-11-01" for source in briefing.sources)
    stories = {
        citation.article_id
        for n in part(briefing, SectionKind.BOTTOM_LINE)
        for c in n.citations
        if (citation := briefing.citation(c))
    }
    assert len(stories) >= 2


def test_only_chosen_articles_and_outlets(samples: NewsAssistant) -> None:
    one = samples.headers(Filters(publishers=("Counting House",)))[0]
    briefing = samples.briefings.write(Request(article_ids=(one.id,)), today=TODAY)
    assert [source.article_id for source in briefing.sources] == [one.id]
    briefing = samples.briefings.write(Request(topic=DAM, publishers=("Counting House",)), today=TODAY)
    assert {source.publisher for source in briefing.sources} == {"Counting House"}


# --- second-hand, unnamed, and what is missing -------------------------------------------------------------------------


def test_an_article_that_retells_another(own: NewsAssistant) -> None:
    only = own.headers()[0].id
    briefing = own.briefings.write(Request(article_ids=(only,)), today=TODAY)
    assert "Norvale Herald retells Meridian Courier" in part(briefing, SectionKind.CHAIN)[0].text
    leads = {sentence.lead: sentence for sentence in part(briefing, SectionKind.WHO_SAYS)}
    hidden = next(s for lead, s in leads.items() if "familiar with the president's thinking" in lead)
    assert hidden.unnamed and "not to be named" in hidden.lead
    union = next(s for lead, s in leads.items() if lead.startswith("Littoral Union officials"))
    assert union.unnamed and "not named" in union.lead
    named = next(s for lead, s in leads.items() if lead.startswith("Mara Tillis"))
    assert not named.unnamed and "a senior analyst at the Halvik Institute" in named.lead
    assert named.words == "“The talks on Friday were short […] Nobody smiled.”"
    missing = " ".join(sentence.text for sentence in part(briefing, SectionKind.MISSING))
    assert "Meridian Courier’s own report is not here" in missing
    assert "bears no date" in missing and "‘Friday’" in missing
    assert "did not respond to questions" in missing or "people who are not named" in missing


def test_an_answer_is_exported_with_the_same_footnotes(samples: NewsAssistant) -> None:
    answer = samples.ask("What did Ilse Tarnow say about the truce?")
    document = answer_document(answer, asked_on="2026-11-24")
    written = export(document, "md").decode()
    assert document.title == "What did Ilse Tarnow say about the truce?"
    assert len(document.parts[0].lines) == len(answer.statements)
    assert all(f"[^{citation.number}]: " in written for citation in answer.citations)
    assert export(document, "docx") and export(document, "pdf") and export(document, "html")


# --- editing, keeping, refreshing ------------------------------------------------------------------------------------


def test_sentences_are_moved_and_left_out(strait: Briefing) -> None:
    first, second = part(strait, SectionKind.WHO_SAYS)[:2]
    swapped = part(moved(strait, first.id, 1), SectionKind.WHO_SAYS)
    assert [s.id for s in swapped[:2]] == [second.id, first.id]
    fewer = without(strait, first.id)
    assert first.id not in {s.id for s in fewer.sentences} and fewer.removed == (first.id,)
    assert without(fewer, "nobody") is fewer
    document = briefing_document(fewer)
    numbers = [n for p in document.parts for line in p.lines for n in line.notes]
    assert {note.number for note in document.notes} == set(numbers)


def test_a_kept_briefing_is_refreshed_and_tells_what_changed(own: NewsAssistant) -> None:
    first = own.briefings.write(Request(topic="the Varland navy in the strait", length=Length.TWO), today=TODAY)
    chosen = part(first, SectionKind.WHO_SAYS)[0]
    gone = part(first, SectionKind.WHO_SAYS)[-1]
    shorter = own.briefings.rewritten(first, chosen.id, f"{chosen.lead.split()[-1]} {chosen.words}")
    assert shorter and shorter.supported and shorter.sentence.lead != chosen.lead
    mine = own.briefings.put(first, SectionKind.WHO_SAYS, shorter)
    kept = own.briefings.keep(without(mine, gone.id))
    assert [(one.id, one.title) for one in own.briefings.kept()] == [(kept, first.title)]
    assert own.briefings.kept(owner="somebody else") == []
    with pytest.raises(NotFound):
        own.briefings.open(kept, owner="somebody else")
    again = own.briefings.open(kept)
    assert [s.words for s in again.sentences] == [s.words for s in without(first, gone.id).sentences]
    assert {c.quote for c in again.citations} <= {c.quote for c in first.citations}
    own.briefings.rename(kept, "The navy")
    _, nothing = own.briefings.refresh(own.briefings.open(kept), today=TODAY)
    assert nothing.nothing
    added = own.add_text(
        '"The Varland navy will stay in the strait through the winter," said Rear Admiral Stine Aldo, who leads the Varland navy.',
        title="Navy to stay in the strait",
        publisher="Ostrel Echo",
        published_at="2026-11-23",
    )
    now, changed = own.briefings.refresh(own.briefings.open(kept), today=TODAY)
    assert now.title == "The navy"
    assert [source.publisher for source in changed.articles] == ["Ostrel Echo"]
    new = [s for s in now.sentences if s.id in changed.sentences]
    assert any("through the winter" in s.words for s in new)
    assert gone.id not in {s.id for s in now.sentences}
    assert next(s for s in now.sentences if s.id == chosen.id).lead == shorter.sentence.lead
    kept_now = own.briefings.keep(now)
    own.remove(added.added[0].id)
    left = own.briefings.open(kept_now)
    assert any("no longer in the library" in note for note in left.notes)
    assert not any("will stay in the strait" in s.words for s in left.sentences)
    assert own.briefings.delete(kept) and own.briefings.delete(kept_now) and not own.briefings.delete(kept)


def test_a_kept_briefing_with_altered_words_is_not_shown(own: NewsAssistant) -> None:
    first = own.briefings.write(Request(topic="the Varland navy in the strait"), today=TODAY)
    body = json.loads(json.dumps(briefing_json(first)))
    for citation in body["citations"]:
        citation["quote"] = citation["quote"].replace("e", "a")
    own._store.kept.put("briefing", "forged", owner="", title="forged", body=body)
    opened = own.briefings.open("forged")
    assert not opened.sentences and opened.notes
    own._store.kept.put("briefing", "forged", owner="", title="forged", body={"nonsense": 1})
    with pytest.raises(DatelineError, match="cannot be read"):
        own.briefings.open("forged")
    own.briefings.delete("forged")


# --- a language model -----------------------------------------------------------------------------------------------------


def test_a_model_writes_the_bottom_line_and_only_what_holds_stands(played: NewsAssistant, server: Provider) -> None:
    composed = played.briefings.write(Request(topic=STRAIT), today=TODAY)

    def bottom_line(asked: Asked) -> str:
        held = next(i for i, text in enumerate(asked.passages, 1) if "agreed early on Monday" in flat(text))
        return (
            f"Varland and Tesmar agreed early on Monday to pull their warships back from Skarn Bank [{held}]. "
            f"Varland and Tesmar agreed early on Monday to sink their warships at Orrel [{held}]. The war is over."
        )

    server.plays(writes(bottom_line))
    briefing = played.briefings.with_prose(composed)
    first = part(briefing, SectionKind.BOTTOM_LINE)
    assert [sentence.words for sentence in first] == [
        "Varland and Tesmar agreed early on Monday to pull their warships back from Skarn Bank."
    ]
    assert first[0].voice is Voice.WRITTEN and briefing.writer == "openai:test" and len(briefing.rejected) == 2
    for citation in briefing.citations:
        assert played.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    assert all(sentence.citations for sentence in briefing.sentences)
    rest = [s.words for s in briefing.sentences if s.voice is not Voice.WRITTEN]
    assert rest == [
        s.words for s in composed.sentences if s.id not in {b.id for b in part(composed, SectionKind.BOTTOM_LINE)}
    ]
    server.plays(fails(500))
    kept = played.briefings.with_prose(composed)
    assert kept.sections == composed.sections and "composed from exact words instead" in kept.notes[-1]


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command(samples: NewsAssistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rag.__main__ import main

    home = tmp_path / "home"
    with NewsAssistant.open(samples.settings.model_copy(update={"home": home})) as assistant:
        assistant.add_text(
            '"The pier in Norvale is safe again," said Lena Orvik, the mayor of Norvale.', publisher="Norvale Herald"
        )
    out = tmp_path / "brief.pdf"
    assert main(["brief", "the pier in Norvale", "--home", str(home), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert main(["brief", "the pier in Norvale", "--home", str(home)]) == 0
    assert "The pier in Norvale is safe again" in capsys.readouterr().out
    assert main(["brief", "the pier in Norvale", "--home", str(home), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sections"]
    assert main(["brief", "volcanoes of Iceland", "--home", str(home)]) == 1
    assert "hold nothing on" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["brief", "--home", str(home)])


def test_a_later_toll_leads_and_overtakes_the_one_that_was_kept(tolls: NewsAssistant) -> None:
    before = tolls.briefings.write(Request(topic="the ferry fire at Ostrel"), today=TODAY)
    kept = part(before, SectionKind.FIGURES)[0]
    assert kept.words.startswith("latest 17 people") and "12 people" in kept.words.partition("earlier")[2]
    tolls.add_text(
        "At least 23 people died in the ferry fire at Ostrel, the Ostrel Echo counted on Thursday after a visit to the hospitals.\n"
        "The ferry fire at Ostrel was the worst on the lake in a century.",
        title="Ferry fire toll rises to 23",
        publisher="Ostrel Echo",
        published_at="2026-11-05",
    )
    now, changed = tolls.briefings.refresh(before, today=TODAY)
    (earlier, later) = next(pair for pair in changed.overtaken if pair[0].id == kept.id)
    assert (
        "17 people" in earlier.words
        and later.words.startswith("latest")
        and "23 people" in later.words.partition(";")[0]
    )
    assert [source.publisher for source in changed.articles] == ["Ostrel Echo"]
    places = {(s.id, s.text) for s in (*changed.gone, *changed.made_room)}
    assert not places & {(s.id, s.text) for s in now.sentences}


@pytest.fixture
def tolls(samples: NewsAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    """An assistant over two reports of one fire."""
    home = tmp_path_factory.mktemp("tolls")
    with NewsAssistant.open(samples.settings.model_copy(update={"home": home})) as assistant:
        for day, dead, outlet in (("2026-11-02", 12, "Halvik Post"), ("2026-11-03", 17, "Norvale Herald")):
            assistant.add_text(
                f"{dead} people died in the ferry fire at Ostrel, police said. The ferry had left the pier an hour before.\n"
                "Rescuers from both shores of the lake searched for survivors through the night.",
                title=f"{dead} dead in ferry fire at Ostrel",
                publisher=outlet,
                published_at=day,
            )
        yield assistant
