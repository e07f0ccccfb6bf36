"""The article of a comparison's quote as HTML, with the quote marked at its exact place."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.article import Article, Span
from rag.types import Citation
from ui.evidence import Mark, heading_of, marked_text, pane_bar, quote_with_reference, said_by, where_of
from ui.markup import element, language_tag, text


def quoted_article(article: Article, citations: Sequence[Citation]) -> str:
    """Return the article with a claim's quotes marked at their exact places, and who said them."""
    marks = [Mark(span=Span(start=c.start, end=c.end), kind="cited") for c in citations]
    first = citations[0]
    copy = element("button", "Copy quote", type="button", class_="quiet", data_copy=quote_with_reference(first))
    bar = pane_bar("Quote", copy, where=where_of(article, first))
    words = element(
        "div", marked_text(article, marks), class_="article-text", lang=language_tag(article.language), dir="auto"
    )
    body = heading_of(article, level=2) + said_by(first) + words
    return (
        f'<section class="pane" tabindex="-1" aria-label="Evidence" data-article="{text(article.id)}">{bar}'
        f'<div class="pane-body" tabindex="0"><div class="pane-sheet">{body}</div></div></section>'
    )


def nothing_open() -> str:
    """Return what stands beside the comparison before a quote is opened."""
    return (
        '<div class="pane empty"><p>Choose a quote or a point and its article opens here at the exact words.</p></div>'
    )
