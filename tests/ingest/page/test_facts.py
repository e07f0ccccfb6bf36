"""The order of trust, field by field, on pages that contradict themselves."""

from __future__ import annotations

import json

import pytest

from ingest.article import Metadata, RawDocument
from ingest.formats import parse_document
from tests.ingest.formats import make


def facts(head: str = "", body: str = "", url: str | None = None, lang: str = "en") -> Metadata:
    raw = RawDocument(name="a.html", data=make.html(body, head, lang).encode(), stated=Metadata(url=url))
    return parse_document(raw).metadata


def data(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_structured_data_wins_over_meta_elements() -> None:
    head = meta("article:published_time", "2024-01-02") + meta("author", "Cy Dee") + meta("og:site_name", "Aggregator")
    stated = data(
        datePublished="2025-05-19T08:00:00+02:00", author={"name": "Ada Lind"}, publisher={"name": "The Herald"}
    )
    found = facts(head + stated)
    assert found.published_at == "2025-05-19T08:00:00+02:00"
    assert found.authors == ("Ada Lind",)
    assert found.publisher == "The Herald"


def test_a_day_is_completed_by_the_time_that_another_place_states_for_it() -> None:
    head = data(datePublished="2025-05-19") + meta("article:published_time", "2025-05-19T08:00:00+02:00")
    assert facts(head).published_at == "2025-05-19T08:00:00+02:00"


def test_a_day_is_not_completed_by_another_days_time() -> None:
    head = data(datePublished="2025-05-19") + meta("article:published_time", "2025-05-20T08:00:00+02:00")
    assert facts(head).published_at == "2025-05-19"


def test_an_update_before_publication_is_not_believed() -> None:
    head = data(datePublished="2025-05-19", dateModified="2025-05-01")
    assert facts(head).updated_at is None


def test_unknown_stays_unknown() -> None:
    found = parse_document(
        RawDocument(name="a.html", data=make.html(lang="").replace(" - The Northern Herald", "").encode())
    )
    assert found.metadata.published_at is None
    assert found.metadata.publisher is None
    assert found.metadata.authors == ()
    assert found.metadata.language is None


def test_the_headline_that_most_agree_on_is_the_title() -> None:
    head = data(headline="Harbour wall: seven for, two against") + meta("og:title", make.TITLE)
    assert facts(head).title == make.TITLE  # og:title, h1 and <title> against the structured data


@pytest.mark.parametrize(
    "title",
    [
        f"{make.TITLE} | The Northern Herald", f"{make.TITLE} - Northern Herald", f"{make.TITLE} – News – The Northern Herald",
        f"{make.TITLE} | herald.example", f"The Northern Herald: {make.TITLE}", f"The Northern Herald | {make.TITLE}", make.TITLE,
    ],
)  # fmt: skip
def test_the_outlets_name_is_no_part_of_the_title(title: str) -> None:
    head = meta("og:title", title) + meta("og:site_name", "The Northern Herald")
    source = make.html(head=head).replace("<h1>Harbour town counts its money</h1>", "")
    source = source.replace(f"<title>{make.TITLE} - The Northern Herald", f"<title>{title}")
    found = parse_document(RawDocument(name="a.html", data=source.encode())).metadata.title
    assert found in (make.TITLE, f"The Northern Herald: {make.TITLE}")


def test_the_agency_is_not_the_outlet() -> None:
    head = data(publisher={"name": "Associated Press"}) + meta("og:site_name", "Sundhaven Courier")
    assert facts(head, url="https://www.sundhavencourier.example/a").publisher == "Sundhaven Courier"


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.sundhaven-courier.example/2025/a", "sundhaven-courier.example"),
        ("https://m.courier.example/a", "courier.example"),
    ],
)
def test_a_page_that_names_no_outlet_is_its_sites(url: str, publisher: str) -> None:
    source = make.html().replace(" - The Northern Herald", "")
    raw = RawDocument(name="a.html", data=source.encode(), stated=Metadata(url=url))
    assert parse_document(raw).metadata.publisher == publisher


def test_references_within_the_structured_data_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": make.TITLE, "author": {"@id": "#a"}, "publisher": {"@id": "#o"}},
            {"@type": "Person", "@id": "#a", "name": "Ada Lind"},
            {"@type": "Organization", "@id": "#o", "name": "The Herald"},
        ]
    }
    found = facts(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert (found.authors, found.publisher) == (("Ada Lind",), "The Herald")


DAMAGED = {
    "trailing comma": '{"@type":"NewsArticle","datePublished":"2025-05-19","author":{"name":"Ada Lind",},}',
    "line ends in strings": '{"@type":"NewsArticle","description":"one\ntwo","datePublished":"2025-05-19","author":{"name":"Ada Lind"}}',
    "comment marks": '<!-- {"@type":"NewsArticle","datePublished":"2025-05-19","author":{"name":"Ada Lind"}} -->',
    "CDATA": '//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2025-05-19","author":{"name":"Ada Lind"}}\n//]]>',
    "two in a row": '{"@type":"WebSite"} {"@type":"NewsArticle","datePublished":"2025-05-19","author":{"name":"Ada Lind"}}',
    "quotes not escaped": '{"@type":"NewsArticle","headline":"A "big" day","datePublished":"2025-05-19","author":{"@type":"Person","name":"Ada Lind"}}',
    "cut off": '{"@type":"NewsArticle","datePublished":"2025-05-19","author":{"@type":"Person","name":"Ada Lind"},"articleBody":"The cou',
    "escaped as HTML": "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2025-05-19&quot;,&quot;author&quot;:{&quot;name&quot;:&quot;Ada Lind&quot;}}",
    "bad escape": '{"@type":"NewsArticle","headline":"It\\\'s","datePublished":"2025-05-19","author":{"name":"Ada Lind"}}',
    "type as address": '{"@type":"http://schema.org/NewsArticle","datePublished":"2025-05-19","author":"Ada Lind"}',
}


@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_structured_data_is_read_all_the_same(case: str) -> None:
    found = facts(f'<script type="application/ld+json">{DAMAGED[case]}</script>')
    assert found.published_at == "2025-05-19"
    assert found.authors == ("Ada Lind",)


def test_the_first_author_of_structured_data_is_joined_by_those_of_the_meta_element() -> None:
    head = data(author={"name": "Ada Lind"}) + meta("author", "Ada Lind, Bo Berg")
    assert facts(head).authors == ("Ada Lind", "Bo Berg")


def test_the_outlet_is_the_author_only_where_nobody_else_is() -> None:
    byline = '<div class="byline">By Ada Lind</div>'
    stated = data(author={"@type": "Organization", "name": "The Herald"}, publisher={"name": "The Herald"})
    assert facts(stated, byline).authors == ("Ada Lind",)
    assert facts(stated).authors == ("The Herald",)
