"""Points that a model judges to be disputed stand behind those of the rules, marked, cited and exported like them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document as Word
from pydantic import SecretStr
from pypdf import PdfReader

from rag import NewsAssistant, Settings
from rag.briefing import Briefing, Length, Request, SectionKind, Sentence
from rag.briefing.as_document import briefing_document
from rag.export import export
from rag.writing.model_seat import ModelChoice
from tests.rag.comparison.test_judge import FAILED, WORKED, says
from tests.rag.conftest import NO_MODEL
from tests.rag.provider import KEY, Provider, fails, in_turn, writes

STORY = Path(__file__).parents[2] / "data" / "compared" / "tram"
TOPIC, TODAY = "Tram accident on Cooper's Hill", date(2027, 6, 1)
VERDICT = says((FAILED, WORKED, "contradicts", "brakes did not respond", "tested on Friday and had worked"))
HEAD = "Milo Straat against Velm Transit (judged by openai:test)"


@pytest.fixture(scope="module")
def tram(tmp_path_factory: pytest.TempPathFactory) -> NewsAssistant:
    with NewsAssistant.open(Settings(home=tmp_path_factory.mktemp("trams"), _env_file=None)) as assistant:
        assistant.add(sorted(STORY.glob("*.md")))
        yield assistant


def disputed(briefing: Briefing) -> list[Sentence]:
    return [s for part in briefing.sections if part.kind is SectionKind.DISPUTED for s in part.sentences]


@pytest.mark.parametrize("length", [Length.ONE, Length.TWO])
def test_a_judged_point_stands_behind_the_rules_in_every_export(
    tram: NewsAssistant, server: Provider, length: Length
) -> None:
    plain = tram.briefings.write(Request(topic=TOPIC, length=length), today=TODAY)
    stages: list[str] = []
    server.plays(in_turn(writes("Nothing holds."), writes(VERDICT)))
    choice = ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY), context=32_000)
    tram.models.choose(choice, keep_it=False)
    try:
        briefing = tram.briefings.with_prose(plain, on_stage=stages.append)
    finally:
        tram.models.choose(NO_MODEL, keep_it=False)
    judged = [sentence for sentence in disputed(briefing) if sentence.head == HEAD]
    assert [FAILED in judged[0].words, WORKED in judged[1].words] == [True, True]
    assert stages and "Reading who says what" not in stages  # the rules had read it for the page
    assert disputed(briefing)[-2:] == judged and all(sentence.citations for sentence in judged)
    assert [s.head for s in disputed(briefing)[:-2]] == [s.head for s in disputed(plain)]
    for citation in briefing.citations:
        assert tram.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    document = briefing_document(briefing)
    pages = PdfReader(io.BytesIO(export(document, "pdf"))).pages
    assert len(pages) <= (1 if length is Length.ONE else 2)
    word = "\n".join(paragraph.text for paragraph in Word(io.BytesIO(export(document, "docx"))).paragraphs)
    written = {
        "md": export(document, "md").decode(),
        "html": export(document, "html").decode(),
        "docx": word,
        "pdf": " ".join(" ".join(page.extract_text() for page in pages).split()),
    }
    for name, text in written.items():
        assert "judged by openai:test" in text and "a language model" in text, name
    # it is kept, and a refresh without a model leaves it where it was
    kept = tram.briefings.keep(briefing)
    assert disputed(tram.briefings.open(kept))[-2:] == judged
    again, changed = tram.briefings.refresh(tram.briefings.open(kept), today=TODAY)
    assert [s.words for s in disputed(again) if s.head == HEAD] == [s.words for s in judged], changed


def test_where_the_model_fails_the_briefing_stays_as_it_was(tram: NewsAssistant, server: Provider) -> None:
    plain = tram.briefings.write(Request(topic=TOPIC), today=TODAY)
    server.plays(in_turn(writes("Nothing holds."), fails(500)))
    choice = ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY), context=32_000)
    tram.models.choose(choice, keep_it=False)
    try:
        briefing = tram.briefings.with_prose(plain)
    finally:
        tram.models.choose(NO_MODEL, keep_it=False)
    assert briefing.sections == plain.sections and any("those of the rules alone" in note for note in briefing.notes)
