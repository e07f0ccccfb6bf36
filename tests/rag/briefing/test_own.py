"""The user's own sentences in a briefing: checked at once, marked, kept, refreshed, and never with a false footnote."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import docx
import pytest
from lxml import html
from pypdf import PdfReader

from ingest.errors import DatelineError, NotFound
from rag.assistant import NewsAssistant
from rag.briefing import Briefing, Length, Request, SectionKind, Sentence, Voice
from rag.briefing.as_document import UNSUPPORTED, briefing_document
from rag.briefing.edit import moved, part_moved, titled, without_part
from rag.briefing.own import Checked, inexact_quotations
from rag.briefing.rebuilt import EVIDENCE_GONE
from rag.briefing.shelf import ChangedElsewhere
from rag.export import FORMATS, export

TODAY = date(2026, 11, 24)
DAM = "Orrel dam collapse"


@pytest.fixture(scope="module")
def dam(samples: NewsAssistant) -> Briefing:
    return samples.briefings.write(Request(topic=DAM, length=Length.TWO), today=TODAY)


@pytest.fixture
def own(samples: NewsAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    """An assistant over two articles that a test may change."""
    home = tmp_path_factory.mktemp("own")
    with NewsAssistant.open(samples.settings.model_copy(update={"home": home})) as assistant:
        for day, outlet, text in (
            (
                "2026-10-30",
                "Norvale Herald",
                "The lighthouse at Norvale was built by Hedda Mosk in 1911, the harbour board said on Monday.",
            ),
            (
                "2026-10-31",
                "Ostrel Echo",
                "The lighthouse at Norvale will be painted white in the spring. The paint costs 40,000 crowns.",
            ),
        ):
            assistant.add_text(text, title=f"Lighthouse {day}", publisher=outlet, published_at=day)
        yield assistant


def holding(briefing: Briefing, words: str) -> Sentence:
    return next(sentence for sentence in briefing.sentences if words in sentence.text)


def exact(assistant: NewsAssistant, briefing: Briefing) -> bool:
    return all(assistant.article(c.article_id).text[c.start : c.end] == c.quote for c in briefing.citations)


# --- the check ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The inquiry found that water had been eating the Orrel dam from the inside for at least three years.", ""),
        (
            "The inquiry found that water had been eating the Orrel dam from the inside for at least ten years.",
            "ten where",
        ),
        ("The Orrel dam was destroyed by sabotage.", "sabotage"),
        (
            "The inquiry said the dam was “destroyed by lightning that had been eating it from the inside”.",
            "‘lightning’",
        ),
    ],
)
def test_a_rewritten_sentence_is_held_against_what_it_cites(
    samples: NewsAssistant, dam: Briefing, words: str, told: str
) -> None:
    before = holding(dam, "had been eating it from the inside")
    checked = samples.briefings.rewritten(dam, before.id, words)
    assert checked is not None and checked.supported == (not told)
    assert told in checked.sentence.doubt and bool(checked.evidence) == (not told)
    after = samples.briefings.put(dam, SectionKind.BOTTOM_LINE, checked)
    mine = next(sentence for sentence in after.sentences if sentence.id == before.id)
    assert mine.words == words and mine.voice is Voice.OWN and mine.edited and bool(mine.citations) == (not told)
    assert [s.id for s in after.sentences] == [s.id for s in dam.sentences] and exact(samples, after)


def test_who_speaks_cannot_be_changed_unseen(samples: NewsAssistant, dam: Briefing) -> None:
    said = next(s for s in dam.sentences if s.voice is Voice.QUOTE and s.lead.startswith("Marit Oldane"))

    def doubt(lead: str) -> str:
        checked = samples.briefings.rewritten(dam, said.id, f"{lead} {said.words}")
        assert checked is not None
        return checked.sentence.doubt

    assert doubt("Marit Oldane (Halvik Post):") == ""
    assert "lied" in doubt("Oldane lied when she said:")
    assert doubt("Karsten Brodhelm, the energy minister:")
    assert samples.briefings.rewritten(dam, said.id, f" {said.text}  ") is None
    with pytest.raises(DatelineError, match="Write the sentence"):
        samples.briefings.rewritten(dam, said.id, "  ")
    with pytest.raises(NotFound):
        samples.briefings.rewritten(dam, "nobody", "So it is.")


def test_a_new_sentence_finds_its_own_passages(samples: NewsAssistant, dam: Briefing) -> None:
    checked = samples.briefings.written("None of the eight sirens on the two banks sounded before the breach.")
    assert checked.supported and "none sounded before the breach" in " ".join(e.quote for e in checked.evidence)
    after = samples.briefings.put(dam, SectionKind.DISPUTED, checked)
    assert (
        next(p for p in after.sections if p.kind is SectionKind.DISPUTED).sentences[-1].words == checked.sentence.words
    )
    assert not samples.briefings.written("Pigs fly over the Orrel dam.").supported
    said = samples.briefings.written("Marit Oldane said “Somebody always sees them”.")
    assert said.sentence.doubt.endswith("‘always’")


def test_which_quoted_words_are_not_in_the_text() -> None:
    text = 'He said: "We will not leave before the spring."'
    assert inexact_quotations("“We will not leave before the spring”", [text]) == ""
    assert inexact_quotations("“We will leave before the long spring”", [text]).endswith("‘long’")
    assert "in this order" in inexact_quotations("“We will leave before the spring”", [text])


# --- what stands on the page and in every export --------------------------------------------------------------------


def insisted(assistant: NewsAssistant, briefing: Briefing, kind: SectionKind, words: str) -> Briefing:
    checked = assistant.briefings.written(words)
    assert not checked.supported
    return assistant.briefings.put(briefing, kind, checked)


def test_what_is_not_supported_says_so_in_every_export(samples: NewsAssistant, dam: Briefing) -> None:
    page = insisted(samples, dam, SectionKind.WHO_SAYS, "The owner must have known all of it.")
    good = samples.briefings.written("None of the eight sirens on the two banks sounded before the breach.")
    page = samples.briefings.put(page, SectionKind.HAPPENED, good)
    document = briefing_document(page)
    written = {name: export(document, name) for name in FORMATS}
    shown = {
        "md": written["md"].decode(),
        "html": html.fromstring(written["html"]).text_content(),
        "pdf": " ".join(p.extract_text() for p in PdfReader(io.BytesIO(written["pdf"])).pages),
        "docx": " ".join(p.text for p in docx.Document(io.BytesIO(written["docx"])).paragraphs),
    }
    for name, text in shown.items():
        flat = " ".join(text.split()).replace("*", "")
        assert f"The owner must have known all of it. {UNSUPPORTED}" in flat, name
        assert flat.count("Sentences marked † were written by the user") == 1, name
    line = next(line for p in document.parts for line in p.lines if "known all of it" in line.text)
    assert line.notes == () and line.mark == ""
    assert "edited" not in " ".join(line.text for p in briefing_document(dam).parts for line in p.lines)
    assert not briefing_document(dam).remark


def test_title_and_parts(dam: Briefing) -> None:
    kinds = [part.kind for part in dam.sections]
    swapped = part_moved(dam, kinds[0], 1)
    assert [part.kind for part in swapped.sections][:2] == [kinds[1], kinds[0]]
    assert part_moved(dam, kinds[0], -1) is dam and part_moved(dam, kinds[-1], 1) is dam
    assert kinds[1] not in {part.kind for part in without_part(dam, kinds[1]).sections}
    assert titled(dam, " The  dam ").title == "The dam"
    with pytest.raises(DatelineError, match="title"):
        titled(dam, " ")


# --- kept and refreshed ----------------------------------------------------------------------------------------------


def test_a_refresh_keeps_what_the_user_did(own: NewsAssistant) -> None:
    shelf = own.briefings
    page = shelf.write(Request(topic="the lighthouse at Norvale"), today=TODAY)
    built = holding(page, "Hedda Mosk")
    rewritten = shelf.rewritten(page, built.id, "Hedda Mosk built the lighthouse at Norvale in 1911.")
    assert rewritten is not None and rewritten.supported
    page = shelf.put(page, SectionKind.BOTTOM_LINE, rewritten)
    page = shelf.put(
        page, SectionKind.WHO_SAYS, shelf.written("The lighthouse at Norvale will be painted white in the spring.")
    )
    page = insisted(own, page, SectionKind.DISPUTED, "It was a poor choice of colour.")
    page = part_moved(titled(page, "The light"), page.sections[-1].kind, -1)
    page = moved(page, page.sections[0].sentences[0].id, 1)
    kept = shelf.keep(page)
    assert [(s.text, s.doubt, s.edited) for s in shelf.open(kept).sentences] == [
        (s.text, s.doubt, s.edited) for s in page.sentences
    ]
    own.add_text(
        "The harbour board said on Sunday that the lighthouse at Norvale will close to visitors for a year.",
        title="Lighthouse to close",
        publisher="Halvik Post",
        published_at="2026-11-20",
    )
    now, changed = shelf.refresh(shelf.open(kept), today=TODAY)
    mine = {s.id: s for s in now.sentences if s.edited}
    assert mine.keys() == {s.id for s in page.sentences if s.edited} and now.title == "The light"
    assert mine[built.id].words == rewritten.sentence.words and mine[built.id].citations and exact(own, now)
    assert sum("Hedda Mosk" in s.text for part in now.sections for s in part.sentences if s.id == built.id) == 1
    assert holding(now, "poor choice").doubt and not holding(now, "poor choice").citations
    assert any("close to visitors" in s.words for s in now.sentences) and changed.articles
    both = [part.kind for part in now.sections if part.kind in {p.kind for p in page.sections}]
    assert both == [part.kind for part in page.sections if part.kind in both]


def test_where_the_evidence_goes_the_sentence_stays_and_says_so(own: NewsAssistant) -> None:
    shelf = own.briefings
    page = shelf.write(Request(topic="the lighthouse at Norvale"), today=TODAY)
    white = shelf.written(
        "Norvale’s lighthouse gets “painted white in the spring”, and the lighthouse will be painted white."
    )
    if not white.supported:
        white = shelf.written("The lighthouse at Norvale will be “painted white in the spring”.")
    assert white.supported
    page = shelf.put(page, SectionKind.HAPPENED, white)
    kept = shelf.keep(page)
    removed = next(h.id for h in own.headers() if h.publisher == "Ostrel Echo")
    own.remove(removed)
    left = shelf.open(kept)
    mine = next(s for s in left.sentences if s.id == white.sentence.id)
    assert mine.doubt == EVIDENCE_GONE and not mine.citations and "painted white in the spring" not in mine.words
    _, changed = shelf.refresh(left, today=TODAY)
    assert [s.id for s in changed.unsupported] == [mine.id] and not changed.nothing
    own.add_text(
        "The lighthouse at Norvale will be painted white in the spring, the mayor said.",
        publisher="Halvik Post",
        published_at="2026-11-02",
    )
    again, changed = shelf.refresh(page, today=TODAY)
    found = next(s for s in again.sentences if s.id == mine.id)
    assert found.citations and not found.doubt and not changed.unsupported and exact(own, again)


def test_two_tabs_do_not_overwrite_each_other(own: NewsAssistant) -> None:
    shelf = own.briefings
    kept = shelf.keep(shelf.write(Request(topic="the lighthouse at Norvale"), today=TODAY))
    seen = shelf.revision(kept)
    here, there = titled(shelf.open(kept), "Here"), titled(shelf.open(kept), "There")
    assert shelf.keep(here, record_id=kept, seen=seen) == kept
    with pytest.raises(ChangedElsewhere):
        shelf.keep(there, record_id=kept, seen=seen)
    assert shelf.open(kept).title == "Here"
    shelf.delete(kept)
    with pytest.raises(NotFound):
        shelf.keep(there, record_id=kept, seen=seen)


def test_a_checked_sentence_without_evidence_is_never_given_a_footnote(samples: NewsAssistant, dam: Briefing) -> None:
    false = replace(dam.sentences[0], id="own-x", lead="", words="It was sabotage.", voice=Voice.OWN, edited=True)
    page = samples.briefings.put(dam, SectionKind.WHO_SAYS, Checked(sentence=false, evidence=()))
    mine = next(s for s in page.sentences if s.id == "own-x")
    assert mine.doubt and not mine.citations
