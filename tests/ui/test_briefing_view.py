"""The briefing as HTML: every sentence leads to its words, edits and changes are told, attacks are text."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from rag.briefing import Briefing, Request, Section, SectionKind, Sentence, Source, Voice
from rag.briefing.changes import changes
from rag.briefing.shelf import KeptBriefing
from tests.rag.export.documents import PAYLOADS
from tests.ui.examples import citation
from ui import briefing_view
from ui.briefing_view import Editor, Shown


def of(page: HtmlElement, *names: str) -> list[HtmlElement]:
    """Return the elements of the last class that lie within elements of those before it."""
    return page.xpath("".join(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in names))


def briefing(words: str = "“We closed it at noon”", **values: object) -> Briefing:
    sentence = Sentence(
        id="s1", lead="Ida Holm:", words=words, voice=Voice.QUOTE, citations=(1,), head="Officials", unnamed=False
    )
    figure = Sentence(id="s2", lead="The dead (accounts differ):", words="2; 3.", voice=Voice.OURS, citations=(1,))
    given: dict[str, object] = {
        "request": Request(topic="the bridge"),
        "title": "The bridge",
        "as_of": "2026-10-04",
        "sections": (
            Section(kind=SectionKind.WHO_SAYS, sentences=(sentence,)),
            Section(kind=SectionKind.FIGURES, sentences=(figure,)),
        ),
        "citations": (citation(1, "We closed it at noon", speaker="Ida Holm"),),
        "sources": (
            Source(
                article_id="a1",
                title="Bridge shut",
                publisher="Tarn Herald",
                published_at="2026-10-03",
                url=None,
                story="a1",
            ),
        ),
        "articles": 1,
        "independent": 1,
    }
    return Briefing(**{**given, **values})  # type: ignore[arg-type]


def test_a_sentence_has_its_lead_its_words_and_a_number_that_opens_them() -> None:
    page = html.fromstring(briefing_view.page(Shown(briefing=briefing())))
    line = of(page, "who-says-what", "said-line")[0]
    assert line.xpath(".//b")[0].text_content() == "Ida Holm:"
    assert line.xpath(".//*[@class='words']")[0].text_content() == "“We closed it at noon”"
    chip = line.xpath(".//button")[0]
    assert chip.get("data-number") == "1" and chip.get("data-on") == "click" and "Ida Holm" in chip.get("aria-label")
    assert not of(page, "tools")
    editing = html.fromstring(briefing_view.page(Shown(briefing=briefing(), editing=True)))
    done = {button.get("data-do") for button in editing.xpath("//*[@class='tools']//button")}
    assert done == {"up", "down", "remove", "part-up", "part-down", "part-remove"}
    assert {button.get("data-do") for button in editing.xpath("//*[contains(@class, 'said-line')]//button")} >= {"open"}
    adders = {button.get("data-part") for button in editing.xpath("//button[@data-do='add']")}
    assert adders == {str(kind) for kind in SectionKind}


def test_a_sentence_is_edited_in_its_own_place() -> None:
    opened = Shown(
        briefing=briefing(), editor=Editor(sentence="s1", words="So <b>it</b> ${1}", doubt="it is not there")
    )
    page = html.fromstring(briefing_view.page(opened))
    [field] = page.xpath("//section[contains(@class, 'who-says-what')]//li//textarea")
    assert field.text_content() == "So <b>it</b> ${1}"
    assert "it is not there" in of(page, "brief-editor")[0].text_content()
    assert page.xpath("//button[@data-do='put' and @data-insist='yes']")
    new = html.fromstring(briefing_view.page(Shown(briefing=briefing(), editor=Editor(kind=SectionKind.DISPUTED))))
    assert new.xpath("//section[h2='Disputed']//textarea")


def test_the_users_own_sentences_are_marked() -> None:
    own = replace(briefing().sentences[0], voice=Voice.OWN, edited=True)
    sections = (
        Section(kind=SectionKind.WHO_SAYS, sentences=(own, replace(own, id="s3", citations=(), doubt="so it is"))),
    )
    page = html.fromstring(briefing_view.page(Shown(briefing=briefing(sections=sections))))
    marked = [line.xpath(".//*[contains(@class, 'badge')]")[0].text_content() for line in of(page, "said-line")]
    assert marked == ["your words †", "your own words, not supported by the articles: so it is"]


def test_what_changed_is_told() -> None:
    before = briefing()
    figure = before.sections[1].sentences[0]
    later = replace(
        before,
        as_of="2026-10-09",
        sections=(
            before.sections[0],
            Section(kind=SectionKind.FIGURES, sentences=(replace(figure, id="s3", words="2; 4."),)),
        ),
        sources=(
            *before.sources,
            replace(before.sources[0], article_id="a2", title="Bridge open", publisher="Second Paper"),
        ),
    )
    found = changes(before, later)
    assert [source.article_id for source in found.articles] == ["a2"] and len(found.overtaken) == 1
    shown = of(html.fromstring(briefing_view.page(Shown(briefing=later, changed=found))), "brief-changes")[0]
    told = shown.text_content()
    assert "Changed since 4 October 2026" in told and "1 new article" in told and "Second Paper: Bridge open" in told
    assert shown.xpath(".//s")[0].text_content() == "2; 3." and "2; 4." in told
    same = html.fromstring(briefing_view.page(Shown(briefing=before, changed=changes(before, before))))
    assert "Nothing has changed since 4 October 2026" in same.text_content()


def test_attacks_are_shown_as_text() -> None:
    for payload in PAYLOADS[:-2]:
        hostile = briefing(payload, title=payload, notes=(payload,))
        hostile = replace(
            hostile, sources=(replace(hostile.sources[0], title=payload, url=payload, publisher=payload),)
        )
        own = replace(hostile.sections[0].sentences[0], lead="", edited=True, doubt=payload, head=payload, id=payload)
        hostile = replace(hostile, sections=(*hostile.sections, Section(kind=SectionKind.DISPUTED, sentences=(own,))))
        editor = Editor(kind=SectionKind.DISPUTED, words=payload, doubt=payload)
        made = briefing_view.page(
            Shown(briefing=hostile, notice=payload, editor=editor, editing=True, conflict=payload, kept_id=payload)
        ) + briefing_view.shelf(
            [KeptBriefing(id=payload, title=payload, as_of=payload, updated_at=payload)], None, payload
        )
        page = html.fromstring(f"<div>{made}</div>")
        assert not page.xpath("//script | //img | //svg | //iframe | //form | //style")
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
        assert not page.xpath("//a[@href]") and "${" not in made and "{{" not in made
