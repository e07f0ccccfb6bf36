"""Feeds of every kind are read, hostile ones read nothing else, and a refresh brings what is new."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.errors import NotAnArticle, ParseError, SourceError, TooLarge
from ingest.web.feeds import FeedState, find_feeds, parse_feed, refresh, stated_by

from .servers import fetcher

BASE = "https://haldener.example/news/feed.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Haldener</title><link>https://haldener.example/</link>
<atom:link href="https://haldener.example/news/feed.xml" rel="self"/>
<image><title>Logo</title><link>https://haldener.example/logo</link></image>
<item>
  <title>Dam &amp; doubt: what&#8217;s known</title><link>https://haldener.example/dam</link>
  <guid isPermaLink="false">tag:1</guid><dc:creator><![CDATA[Ann Bee and Cy Dee]]></dc:creator>
  <pubDate>Tue, 14 Apr 2026 12:30:00 +0200</pubDate>
  <description><![CDATA[<p>Four thousand <b>fled</b>.</p><script>alert(1)</script>]]></description>
  <media:title>Photo of a dam</media:title>
</item>
<item>
  <title>&lt;b&gt;Bold&lt;/b&gt; Caf&eacute;&nbsp;opens</title><guid>/cafe</guid>
  <author>news@haldener.example (Jo Vale)</author><pubDate>no idea</pubDate>
</item>
<item><title>No link at all</title></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
<item><title>Again</title><link>https://haldener.example/dam</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://haldener.example/"><title type="html">Haldener &amp;amp; Co</title>
<entry xml:base="politics/"><id>urn:1</id><title>Vote</title><link rel="edit" href="edit/1"/>
<link rel="alternate" type="text/html" href="vote.html"/><link rel="enclosure" href="a.mp3"/>
<author><name>Mina Sollberg</name><email>m@haldener.example</email></author>
<published>2026-09-21T10:00:00Z</published><updated>2026-09-22T10:00:00Z</updated>
<summary type="html">&lt;p&gt;They &lt;i&gt;walked&lt;/i&gt; out&lt;/p&gt;</summary></entry>
<entry><id>urn:2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <b>two</b></div></title>
<link href="https://haldener.example/two"/><updated>2026-09-20</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old Times</title></channel>
<item rdf:about="x"><title>Old form</title><link>http://old.example/1</link><dc:date>2026-01-08</dc:date></item></rdf:RDF>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://haldener.example/a</loc><news:news><news:publication><news:name>The Haldener</news:name></news:publication>
<news:publication_date>2026-11-02T05:10:00+01:00</news:publication_date><news:title>Strait reopens</news:title></news:news></url>
<url><loc>https://haldener.example/b</loc><lastmod>2026-11-01</lastmod></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>/maps/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>/maps/new.xml.gz</loc>
<lastmod>2026-11-02</lastmod></sitemap><sitemap><loc>/maps/undated.xml</loc></sitemap></sitemapindex>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Haldener",
    "items": [
        {"id": "1", "url": "/one", "title": "One", "authors": [{"name": "Ann Bee"}], "content_html": "<p>Text</p>",
         "date_published": "2026-11-02T05:10:00+01:00"},
        {"id": 2, "external_url": "https://other.example/two", "author": {"name": "Cy Dee"}, "title": None},
        {"id": "3", "title": "leads nowhere"}, "not an item",
    ],
}  # fmt: skip


def test_rss() -> None:
    feed = parse_feed(RSS.encode(), BASE)
    assert feed.title == "The Haldener"
    dam, cafe = feed.entries
    assert (dam.url, dam.title, dam.id) == ("https://haldener.example/dam", "Dam & doubt: what’s known", "tag:1")
    assert dam.authors == ("Ann Bee", "Cy Dee")
    assert dam.published_at == "2026-04-14T12:30:00+02:00"
    assert dam.summary is not None and dam.summary.startswith("Four thousand fled .")
    assert (cafe.url, cafe.title) == ("https://haldener.example/cafe", "Bold Café opens")
    assert cafe.authors == ("Jo Vale",)
    assert cafe.published_at is None


def test_atom() -> None:
    feed = parse_feed(ATOM.encode(), "https://elsewhere.example/feed")
    vote, two = feed.entries
    assert feed.title == "Haldener & Co"
    assert vote.url == "https://haldener.example/politics/vote.html"
    assert (vote.published_at, vote.authors) == ("2026-09-21T10:00:00+00:00", ("Mina Sollberg",))
    assert vote.summary == "They walked out"
    assert (two.title, two.published_at) == ("One two", "2026-09-20")


def test_rss_one_and_sitemaps_and_json() -> None:
    (old,) = parse_feed(RDF.encode(), BASE).entries
    assert (old.url, old.title, old.published_at) == ("http://old.example/1", "Old form", "2026-01-08")
    a, b = parse_feed(SITEMAP.encode(), BASE).entries
    assert (a.title, a.published_at) == ("Strait reopens", "2026-11-02T05:10:00+01:00")
    assert (b.title, b.published_at) == (None, "2026-11-01")
    assert parse_feed(INDEX.encode(), BASE).parts == tuple(
        f"https://haldener.example/maps/{name}" for name in ("new.xml.gz", "old.xml", "undated.xml")
    )
    one, two = parse_feed(json.dumps(JSON).encode(), BASE).entries
    assert (one.url, one.authors, one.summary) == ("https://haldener.example/one", ("Ann Bee",), "Text")
    assert (two.url, two.authors) == ("https://other.example/two", ("Cy Dee",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "windows-1251", "koi8-r"])
def test_encodings(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = RSS.replace('encoding="utf-8"', f'encoding="{name}"').replace("The Haldener", "Хальденские новости")
    text = text.replace("’", "'")
    assert parse_feed(text.encode(encoding), BASE).title == "Хальденские новости"


def test_the_charset_of_the_answer_counts() -> None:
    data = "<rss><channel><title>Новости</title></channel></rss>".encode("cp1251")
    assert parse_feed(data, BASE, media_type="text/xml; charset=windows-1251").title == "Новости"


@pytest.mark.parametrize(
    ("broken", "titles"),
    [
        ("\n\n  " + RSS, 2),
        (RSS.replace("</channel></rss>", ""), 2),
        (RSS.replace("&amp;", "&"), 2),
        (RSS.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', ""), 2),
        (RSS.replace("The Haldener", "The \x0b\x00Haldener"), 2),
        ('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd">' + RSS, 2),
        (RSS[: RSS.index("<guid>/cafe")], 1),
    ],
)
def test_common_faults_are_forgiven(broken: str, titles: int) -> None:
    assert len(parse_feed(broken.encode(), BASE).entries) == titles


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "{canary}">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{canary}"> %p;]>',
        '<!DOCTYPE rss SYSTEM "{canary}">',
        '<!DOCTYPE rss PUBLIC "a" "{canary}">',
        '<!DOCTYPE rss [<!ENTITY l0 "ha">' + LAUGHS + '<!ENTITY x "&l11;">]>',
        '<!DOCTYPE rss [<!ENTITY x "' + "a" * 100_000 + '">]>',
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY x SYSTEM "{canary}">]>',
        '<?a <rss> ?><!DOCTYPE rss [<!ENTITY l0 "ha">' + LAUGHS + '<!ENTITY x "&l11;">]>',
        '<!DOCTYPE a><!DOCTYPE rss [<!ENTITY x SYSTEM "{canary}">]>',
        '<!doctype rss ><![CDATA[<rss>]]><!DOCTYPE rss [<!ENTITY x SYSTEM "{canary}">]>',
        '<?xml-stylesheet href="{canary}"?><!DOCTYPE rss [\n<!ENTITY\nx\nSYSTEM\n"{canary}">\n]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_read_and_fetch_nothing(httpserver: HTTPServer, prolog: str, encoding: str) -> None:
    httpserver.expect_request("/canary").respond_with_data("CANARY")
    body = '<rss><channel><title>&x;</title><item><title a="&x;">' + "&x;" * 1000
    body += '</title><link>http://a.example/</link><xi:include href="{canary}"/></item></channel></rss>'
    text = (prolog + body).replace("{canary}", httpserver.url_for("/canary"))
    try:
        feed = parse_feed(text.encode(encoding), BASE)
    except ParseError as error:
        assert "entities" in str(error)
    else:
        assert "CANARY" not in repr(feed)
        assert "root:" not in repr(feed)
        assert len(repr(feed)) < 10_000
    assert httpserver.log == []


@pytest.mark.parametrize(
    "data",
    [
        RSS.replace("<item>", "<item>" + "<div>" * 100_000, 1).encode(),
        b"<rss>" + b"<item>" * 200_000,
        b"<rss><channel><title>" + b"<a " * 200_000,
        b"<rss><channel><title>" + b"&" * 500_000,
        b"<rss><!--" * 50_000,
        b"<!DOCTYPE " * 50_000 + b"<rss/>",
        b"<rss a=\"" + b"x" * 5_000_000 + b"\"/>",
        b"<rss><channel><item><title>" + b"&lt;" * 500_000 + b"</title></item></channel></rss>",
        b"{" * 100_000, b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000,
        b"<", b"<?xml", b"<rss", b"\xff\xfe<", b"\x1f\x8b\x08", b"\x00" * 100,
    ],
    ids=range(16),
)  # fmt: skip
def test_hostile_markup_is_read_or_refused(data: bytes) -> None:
    try:
        feed = parse_feed(data, BASE)
    except SourceError as error:
        assert len(str(error)) < 300
    else:
        assert len(feed.entries) <= 5000


def test_a_feed_is_bounded() -> None:
    many = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(6000))
    assert len(parse_feed(f"<urlset>{many}</urlset>".encode(), BASE).entries) == 5000
    with pytest.raises(TooLarge):
        parse_feed(gzip.compress(b"<urlset>" + bytes(40_000_000)), BASE)
    long = f"<rss><channel><item><title>{'t' * 9000}</title><link>http://a.example/</link></item></channel></rss>"
    assert len(parse_feed(long.encode(), BASE).entries[0].title or "") == 500


@pytest.mark.parametrize("sample", [RSS, ATOM, SITEMAP, json.dumps(JSON)], ids=["rss", "atom", "sitemap", "json"])
def test_mutants_are_read_or_refused(sample: str) -> None:
    rng = random.Random(11)
    for _ in range(250):
        data = bytearray(sample.encode())
        for _ in range(rng.randrange(1, 12)):
            place = rng.randrange(len(data))
            kind = rng.randrange(4)
            if kind == 0:
                data[place] = rng.randrange(256)
            elif kind == 1:
                del data[place : place + rng.randrange(60)]
            elif kind == 2:
                data[place:place] = bytes(rng.randrange(256) for _ in range(rng.randrange(8)))
            else:
                data[place:place] = data[: rng.randrange(len(data))]
        try:
            feed = parse_feed(bytes(data), BASE)
        except SourceError:
            continue
        for entry in feed.entries:
            assert entry.url.startswith(("http://", "https://"))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_an_error_for_the_user(data: bytes) -> None:
    for prefix in (b"", b"<rss>", b"{"):
        try:
            parse_feed(prefix + data, BASE)
        except SourceError as error:
            assert str(error)


@pytest.mark.parametrize("data", [b"<html><p>A page</p></html>", b"plain words", b'{"a": 1}', b"{}", b"<svg/>"])
def test_what_is_no_feed_is_told_so(data: bytes) -> None:
    with pytest.raises((NotAnArticle, ParseError)):
        parse_feed(data, BASE)


PAGE = """<!doctype html><html><head><title>Haldener</title>
<link rel="stylesheet" href="/s.css"><link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" href="/feed.xml">
<link rel="alternate" hreflang="de" href="/de"><link rel="alternate feed" type="application/atom+xml" href="atom">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"><link type="application/rss+xml" href="/not">
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hello"""


def test_the_feeds_of_a_page() -> None:
    assert find_feeds(PAGE.encode(), "https://haldener.example/a/b") == (
        "https://haldener.example/feed.xml", "https://haldener.example/a/atom",
    )  # fmt: skip
    for page in (b"", b"<", b"no markup", b"<div>" * 100_000, b"\x00\xff" * 100, PAGE.encode("utf-16")):
        assert find_feeds(page, "https://a.example/") in ((), find_feeds(PAGE.encode(), "https://a.example/"))


def now() -> datetime:
    return datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def feed_server(httpserver: HTTPServer) -> list[int]:
    """Serve RSS that changes with the number of items in the returned list, with ETags."""
    numbers = [1, 2]

    def handler(request: Request) -> Response:
        etag = f'"{len(numbers)}"'
        if request.headers.get("If-None-Match") == etag:
            return Response(status=304)
        items = "".join(f"<item><title>Story {n}</title><link>/s/{n}</link></item>" for n in reversed(numbers))
        return Response(f"<rss><channel><title>Live</title>{items}</channel></rss>", headers={"ETag": etag})

    httpserver.expect_request("/feed.xml").respond_with_handler(handler)
    return numbers


def test_a_refresh_brings_what_is_new_and_asks_only_for_changes(httpserver: HTTPServer) -> None:
    numbers = feed_server(httpserver)
    fetching = fetcher()
    seen: set[str] = set()
    first = refresh(FeedState(url=httpserver.url_for("/feed.xml")), fetching, seen, now=now)
    assert [entry.title for entry in first.entries] == ["Story 1", "Story 2"]
    assert first.state == FeedState(
        url=httpserver.url_for("/feed.xml"), title="Live", etag='"2"', checked_at="2026-11-02T09:00:00+00:00"
    )
    seen.update(entry.url for entry in first.entries)
    second = refresh(first.state, fetching, seen, now=now)
    assert second.entries == ()
    assert httpserver.log[-1][1].status_code == 304
    numbers.append(3)
    third = refresh(second.state, fetching, seen, now=now)
    assert [entry.url for entry in third.entries] == [httpserver.url_for("/s/3")]
    assert third.state.etag == '"3"'


def test_a_page_stands_for_the_feed_it_names(httpserver: HTTPServer) -> None:
    feed_server(httpserver)
    httpserver.expect_request("/").respond_with_data(PAGE, content_type="text/html")
    found = refresh(FeedState(url=httpserver.url_for("/")), fetcher(), set(), now=now)
    assert len(found.entries) == 2
    assert found.state.url == httpserver.url_for("/feed.xml")


def test_a_sitemap_index_is_followed_to_its_newest_parts(httpserver: HTTPServer) -> None:
    parts = "".join(
        f"<sitemap><loc>/map{n}.xml.gz</loc><lastmod>2026-11-{n:02}</lastmod></sitemap>" for n in range(1, 10)
    )
    httpserver.expect_request("/sitemap.xml").respond_with_data(f"<sitemapindex>{parts}</sitemapindex>")
    for n in range(1, 10):
        part = gzip.compress(f"<urlset><url><loc>https://a.example/{n}</loc></url></urlset>".encode())
        httpserver.expect_request(f"/map{n}.xml.gz").respond_with_data(part, content_type="application/gzip")
    found = refresh(FeedState(url=httpserver.url_for("/sitemap.xml")), fetcher(), set(), now=now)
    assert [entry.url for entry in found.entries] == [f"https://a.example/{n}" for n in range(5, 10)]
    assert len(httpserver.log) == 6


def test_a_part_that_fails_is_told_and_asked_for_again(httpserver: HTTPServer) -> None:
    index = "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    httpserver.expect_request("/sitemap.xml").respond_with_data(index, headers={"ETag": '"1"'})
    httpserver.expect_request("/a.xml").respond_with_data("<urlset><url><loc>http://a.example/</loc></url></urlset>")
    httpserver.expect_request("/b.xml").respond_with_data("", 404)
    found = refresh(FeedState(url=httpserver.url_for("/sitemap.xml")), fetcher(), set(), now=now)
    assert len(found.entries) == 1
    assert "404" in (found.state.error or "")
    assert found.state.etag is None


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, "", "404"), (200, "<html>Hello</html>", "no feed"), (200, "<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>", "entities"),
     (503, "", "try again later"), (200, "", "empty")],
)  # fmt: skip
def test_a_broken_feed_keeps_its_state_and_says_why(
    httpserver: HTTPServer, status: int, body: str, reason: str
) -> None:
    httpserver.expect_request("/feed.xml").respond_with_data(body, status)
    state = FeedState(url=httpserver.url_for("/feed.xml"), title="Live", etag='"7"')
    found = refresh(state, fetcher(), set(), now=now)
    assert found.entries == ()
    assert reason in (found.state.error or "")
    assert replace(found.state, error=None, checked_at=None) == state


def test_a_feed_on_a_private_network_is_refused(tmp_path: Path) -> None:
    for url in ("http://10.0.0.1/feed.xml", "file:///etc/passwd", str(tmp_path)):
        found = refresh(FeedState(url=url), fetcher(allowed_networks=(), ports=(80, 443)), set(), now=now)
        assert found.entries == ()
        assert found.state.error


def test_what_a_feed_states_goes_beside_the_page() -> None:
    stated = stated_by(parse_feed(RSS.encode(), BASE).entries[0])
    assert stated.authors == ("Ann Bee", "Cy Dee")
    assert stated.published_at == "2026-04-14T12:30:00+02:00"
    assert stated.url == "https://haldener.example/dam"
