"""Building blocks of HTML: whatever the text, the browser shows that text and does nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import markup


class Reader(HTMLParser):
    """Reads HTML back: what text it shows and which elements and attributes it has."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)


@given(anything)
def test_text_is_shown_as_it_is_and_makes_no_element(value: str) -> None:
    read = Reader(markup.text(value))
    assert read.shown == value
    assert read.elements == []


@given(anything)
def test_text_holds_nothing_that_a_template_could_evaluate(value: str) -> None:
    assert not set("${}`\\<>\"'") & set(markup.text(value))


@given(anything)
def test_an_attribute_keeps_its_value_and_lets_no_other_in(value: str) -> None:
    read = Reader(markup.element("p", "", title=value, data_x=value))
    assert read.elements == [("p", {"title": value, "data-x": value})]


def test_attributes_that_are_false_or_missing_are_left_out() -> None:
    assert markup.attributes(open=True, checked=False, lang=None, class_="a") == ' open class="a"'


@pytest.mark.parametrize("url", ["https://post.example/a?b=1#c", "http://[2001:db8::1]/x", "HTTPS://post.example"])
def test_addresses_of_the_web_become_links_that_tell_nothing(url: str) -> None:
    ((tag, attributes),) = Reader(markup.outside_link(url, "there")).elements
    assert (tag, attributes["href"], attributes["target"]) == ("a", url, "_blank")
    assert {"noopener", "noreferrer"} <= set((attributes["rel"] or "").split())


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//post.example/x",
        "/gradio_api/file=x",
        "https://",
        "https:post.example",
        "https://post.example/a b",
        "https:\\\\post.example",
        "http://[::1",
        "mailto:a@post.example",
    ],
)
def test_no_other_address_becomes_a_link(url: str | None) -> None:
    assert markup.outside_link(url, "there") == ""


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2026-10-03", "3 October 2026"),
        ("2026-10-03T04:05:00+02:00", "3 October 2026"),
        ("2026-10", "October 2026"),
        (None, "date unknown"),
        ("", "date unknown"),
    ],
)
def test_days_are_written_out_and_an_unknown_one_is_said_to_be(published: str | None, shown: str) -> None:
    assert Reader(markup.day(published)).shown == shown


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("pt-BR", "pt-BR"), ('en" onload="x', None), ("", None)])
def test_only_a_language_code_becomes_a_lang_attribute(language: str, tag: str | None) -> None:
    assert markup.language_tag(language) == tag


def test_counts_agree_in_number() -> None:
    assert markup.counted(1, "article") == "1 article"
    assert markup.counted(1200, "article") == "1,200 articles"
    assert markup.counted(2, "story", "stories") == "2 stories"
