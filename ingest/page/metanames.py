"""Names of <meta> elements that state a fact of an article, the most specific first."""

from __future__ import annotations

PUBLISHED = (
    "article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date", "datepublished",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "published-date",
    "publication_date", "publish-date", "publishdate", "pubdate", "date_published", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dc.date.created", "dc.date", "dcterms.date",
    "citation_publication_date", "citation_date", "article_date_original", "originalpublicationdate",
    "og:published_time", "rnews:datepublished", "vr:published_time", "bt:pubdate", "ptime", "date",
    "date.created", "created", "article:published", "og:pubdate", "og:regdate", "displaydate",
    "iso-8601-publish-date",
)  # fmt: skip

UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "lastmod", "last-modified",
    "datemodified", "dcterms.modified", "dc.date.modified", "article.updated", "utime", "bt:moddate",
    "vr:updated_time",
)  # fmt: skip

AUTHOR = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "cxenseparse:author", "og:author", "article.author", "authors",
    "shareaholic:article_author_name", "vr:author", "rbauthors", "twitter:data1", "mediator_author",
)  # fmt: skip

PUBLISHER = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher",
    "dcterms.publisher", "citation_journal_title", "al:android:app_name", "al:ios:app_name",
)  # fmt: skip

SECTION = (
    "article:section", "og:article:section", "parsely-section", "sailthru.section", "cxenseparse:taxonomy",
    "section", "article.section", "mediator_theme",
)  # fmt: skip

KEYWORDS = (
    "news_keywords", "parsely-tags", "sailthru.tags", "keywords",
)  # fmt: skip
