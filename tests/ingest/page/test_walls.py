"""Pages that hold no article say which kind they are; articles about cookies and paywalls are read."""

from __future__ import annotations

import pytest

from ingest.article import RawDocument
from ingest.errors import EmptyDocument, NotAnArticle
from ingest.formats import parse_document
from tests.ingest.formats import make


def parse(source: str) -> str:
    return parse_document(RawDocument(name="a.html", data=source.encode())).text


def page(body: str, title: str = "The Northern Herald") -> str:
    return f"<html><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav>{body}<footer>Imprint</footer></body></html>"


COOKIES = (
    "<div><h1>We value your privacy</h1><p>We and our 812 partners store and access information on a device, such as cookies, "
    "and process personal data.</p><p>With your consent we may use precise geolocation data. You can change your privacy settings "
    "at any time.</p><p>Some vendors rely on legitimate interest instead of consent.</p><button>Accept all cookies</button></div>"
)
GERMAN_COOKIES = (
    "<main><h2>Herald mit Werbung lesen</h2><p>Besuchen Sie uns wie gewohnt mit Werbung und Cookies. Die Zustimmung ist jederzeit "
    "widerrufbar.</p><p>Wir und unsere Partner verwenden Cookies und verarbeiten Daten. Details in der Datenschutzerklärung.</p></main>"
)
STUB = (
    "<article><h1>Harbour town counts its money</h1><p>The council of Sundhaven met on Monday to decide who pays.</p>"
    "<div>This article is for subscribers only. Subscribe to continue reading. Already a subscriber? Log in.</div></article>"
)
WALLS = {
    "cookie wall": (page(COOKIES), "cookie or consent"),
    "cookie wall in German": (page(GERMAN_COOKIES), "cookie or consent"),
    "paywall": (page(STUB, "Harbour town counts its money"), "paywall"),
    "bot check": (
        page("<h1>Checking your browser before you proceed</h1><p>Ray ID: 7f3</p>", "Just a moment..."),
        "robots",
    ),
    "captcha": (page("<p>Please verify you are a human. Complete the captcha below to continue.</p>"), "robots"),
    "not found": (
        page("<h1>Page not found</h1><p>The page you requested could not be found.</p>", "404 Not Found"),
        "error",
    ),
    "forbidden": (page("<h1>403 Forbidden</h1><p>Access denied.</p>", "Access denied"), "error"),
}


@pytest.mark.parametrize("case", WALLS)
def test_a_wall_is_named(case: str) -> None:
    source, words = WALLS[case]
    with pytest.raises(NotAnArticle, match=words):
        parse(source)


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        parse("<html><body><script>start()</script></body></html>")


ABOUT_COOKIES = (
    "The regulator fined the retailer on Monday for setting cookies before asking for consent.",
    "“A cookie banner is not a formality,” said Ada Lind, who leads the privacy board. The company said it would appeal.",
    "The fine of nine million is the largest of the year. It follows a complaint by three readers of this paper.",
    "Lawyers expect that other shops will now change the way they ask. Some have removed trackers altogether.",
    "The board is to publish its reasons in June, together with advice for small firms on how to avoid such trouble.",
)
ABOUT_PAYWALLS = (
    "The Herald will ask readers to subscribe to its website from June, its editor said on Monday.",
    "A subscription is to cost nine a month. “Already a subscriber of the paper? Nothing changes for you,” she wrote.",
    "Unlimited digital access was free for twenty years, and the paper lost money in eighteen of them.",
    "Union officials welcomed the step and asked that some of the money go into two posts for reporters in the valley.",
)


@pytest.mark.parametrize("paragraphs", [ABOUT_COOKIES, ABOUT_PAYWALLS], ids=["cookies", "paywalls"])
def test_an_article_about_walls_is_an_article(paragraphs: tuple[str, ...]) -> None:
    text = parse(page("<article>" + "".join(f"<p>{words}</p>" for words in paragraphs) + "</article>"))
    assert all(words in text for words in paragraphs)


def test_a_cookie_banner_beside_an_article_is_left_out() -> None:
    text = parse(make.html(body="").replace("<nav>", f"{COOKIES}<nav>", 1))
    assert make.PARAGRAPHS[0] in text
    assert "partners" not in text
