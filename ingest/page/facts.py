"""What a page states about its article: title, authors, outlet, dates and the rest.

Order of trust, for each field the first that holds something usable:

    published   JSON-LD datePublished; meta article:published_time and its kin (parsely, sailthru, dc, citation);
                microdata itemprop=datePublished; <time> marked as published; JSON-LD of the page; a date that
                htmldate finds in the text or address. A day is completed by a later source that has its time.
    updated     JSON-LD dateModified; meta article:modified_time, og:updated_time; microdata. Not before published.
    title       the headline that most of these agree on, in doubt the first: JSON-LD headline, og:title, the page's
                h1, twitter:title, <title>; always without the outlet's name at its end.
    authors     persons in JSON-LD author; meta author and its kin; microdata and rel=author; a byline on the page;
                where no person is named, the organisation that JSON-LD names.
    publisher   JSON-LD publisher; og:site_name; meta application-name, publisher, dc.publisher; what <title> ends with;
                the site's domain.
    address     link rel=canonical; og:url; JSON-LD mainEntityOfPage or url; the note that browsers save with a page.
    language    html lang; JSON-LD inLanguage; og:locale; content-language; what the text reads like.

JSON-LD comes first because outlets write it for machines and check it: search engines show it. Meta tags are often
set once for a whole site. What stands in the visible page is last, since it must be told from other pieces there.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import lxml.html

from ingest.article import Metadata
from ingest.normalise import normalise_field
from ingest.page.bylines import find_authors
from ingest.page.jsonld import texts_of, types_of
from ingest.page.metanames import KEYWORDS, SECTION
from ingest.page.outlets import find_publisher
from ingest.page.statements import Statements, loose, without_markup
from ingest.page.timing import find_published, find_updated
from ingest.page.titles import Headlines

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_LANGUAGE = re.compile(r"^([a-z]{2,3})(?:[-_].*)?$", re.IGNORECASE)
_ARTICLE_TYPES = {"newsarticle", "article", "reportagenewsarticle"}
_LONGEST_NAME, _MOST_KEYWORDS = 80, 40


class PageFacts:
    """The statements of one page; to be read before anything is cut from its tree."""

    def __init__(self, root: lxml.html.HtmlElement, source: str, url: str | None) -> None:
        self._page = Statements(root)
        self._saved_from = found[1] if (found := _SAVED_FROM.search(source[:2_000])) else None
        self._url = url
        self._canonical = self._find_canonical()
        self._address = url or self._canonical or self._saved_from
        self._publisher = find_publisher(self._page, self._address)
        self._headlines = Headlines(self._page, self._publisher, self._address)

    @property
    def stated_body(self) -> str | None:
        """The longest article body in the page's structured data, markup taken out."""
        bodies = [text for node in self._page.nodes for text in texts_of(node.get("articleBody"))]
        bodies += [item.text_content() for item in self._page.root.xpath("//*[@itemprop='articleBody']")]
        return without_markup(max(bodies, key=len, default="")) or None

    @property
    def titles(self) -> list[str]:
        """Every headline the page states, as it states it and without the outlet's name."""
        return self._headlines.every

    @property
    def is_article(self) -> bool:
        """Whether the page calls itself an article."""
        stated = any(types_of(node) & _ARTICLE_TYPES for node in self._page.nodes)
        return stated or (self._page.meta("og:type") or "").lower() in ("article", "news")

    def metadata(self) -> Metadata:
        """Return the fields in the order of trust."""
        title = self._headlines.best()
        published = find_published(self._page, self._address)
        return Metadata(
            title=title,
            subtitle=self._find_subtitle(title),
            authors=find_authors(self._page, self._publisher),
            publisher=self._publisher,
            published_at=published,
            updated_at=find_updated(self._page, published),
            language=self._find_language(),
            url=self._url or self._saved_from or self._canonical,
            canonical_url=self._canonical,
            section=self._find_section(),
            keywords=self._find_keywords(),
        )

    def _find_subtitle(self, title: str | None) -> str | None:
        page = self._page
        stated = [*page.of_article("alternativeHeadline"), *page.of_article("description")]
        for text in [*stated, *page.metas("og:description", "description")]:
            cleaned = normalise_field(without_markup(text))
            if cleaned and len(cleaned) > 10 and loose(cleaned) != loose(title or ""):
                return cleaned
        return None

    def _find_canonical(self) -> str | None:
        links = [
            item.get("href")
            for item in self._page.root.iter("link")
            if "canonical" in (item.get("rel") or "").lower().split()
        ]
        stated = [
            text
            for node in self._page.nodes
            for key in ("mainEntityOfPage", "url")
            for text in texts_of(node.get(key), "@id", "url")
        ]
        base = self._url or self._saved_from or ""
        for link in (*links, *self._page.metas("og:url", "twitter:url"), *stated, self._saved_from):
            try:
                address: str = urljoin(base, (link or "").strip())
                if address.startswith(("http://", "https://")) and "." in urlsplit(address).netloc:
                    return address
            except ValueError:
                continue  # "http://[" and the like is no address
        return None

    def _find_language(self) -> str | None:
        page, root = self._page, self._page.root
        on_root = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
        stated = page.metas("og:locale", "content-language", "dc.language")
        for item in (*on_root, *page.of_article("inLanguage"), *stated):
            if item and (found := _LANGUAGE.match(item.strip())):
                return str(found[1]).lower()
        return None

    def _find_section(self) -> str | None:
        for text in [*self._page.of_article("articleSection"), *self._page.metas(*SECTION)]:
            name = normalise_field(text)
            if name and len(name) <= _LONGEST_NAME and "http" not in name:
                return name
        return None

    def _find_keywords(self) -> tuple[str, ...]:
        page = self._page
        found = page.of_article("keywords") or page.metas("article:tag") or page.metas(*KEYWORDS)
        words = [normalise_field(word) for text in found for word in re.split(r"[,;]", text)]
        kept = (word for word in words if word and len(word) <= _LONGEST_NAME and ":" not in word)
        return tuple(dict.fromkeys(kept))[:_MOST_KEYWORDS]
