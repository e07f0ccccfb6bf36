"""The library's list as HTML: its figures, and its articles under their headings."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from ingest.article import ArticleHeader
from rag.types import StoreCounts
from ui.evidence import length_in_words
from ui.groups import Group, first, outlet_of
from ui.markup import button, counted, day, element, joined, language_tag, text

PAGE = 60  # articles at first, and more at a time

Original = Callable[[Sequence[str]], str]
"""Guesses which of a story's articles, given by id, the others are printings of."""


def shelf(
    groups: Sequence[Group],
    *,
    shown: int,
    total: int,
    original: Original,
    new: Container[str] = (),
    limited: bool = False,
) -> str:
    """Return the articles that match, the first `shown` of them. total: articles of the library. new: ids of those to mark."""
    found = sum(len(group.headers) for group in groups)
    if not found:
        words = "No article matches. Change the words or the filters above." if total else "No article yet."
        return f'<p class="hint none" role="status">{words}</p>'
    kept = first(groups, shown)
    blocks = []
    plain: list[ArticleHeader] = []
    for group in kept:
        if group.story and len(group.headers) == 1:
            plain.append(group.headers[0])
            continue
        blocks += _list(plain, new)
        plain = []
        if group.story:
            blocks.append(_story(group, original, new))
            continue
        if group.label is not None:
            whole = next(len(each.headers) for each in groups if each.label == group.label)
            blocks.append(f'<h2 class="heading">{text(group.label)}<span class="count">{whole:,}</span></h2>')
        blocks += _list(group.headers, new)
    blocks += _list(plain, new)
    left = found - sum(len(group.headers) for group in kept)
    if left > 0:
        words = f"Show more ({counted(left, 'more article')})"
        blocks.append(button(words, on="submit", class_="quiet more", data_more=shown + PAGE))
    note = f'<p class="hint" role="status">{counted(found, "article")} found</p>' if limited else ""
    return f'{note}<div class="shelf">{"".join(blocks)}</div>{_CHOSEN}'


# How many are chosen is counted by the style sheet, which also hides the bar while there are none.
_CHOSEN = (
    '<div class="chosen" role="group" aria-label="Chosen articles"><span class="chosen-count"></span>'
    + button("Remove them", on="select", class_="danger", data_gather="chosen")
    + '<button type="button" class="quiet" data-uncheck>Choose none</button></div>'
)


def _list(headers: Sequence[ArticleHeader], new: Container[str]) -> list[str]:
    return (
        [f"<ul>{''.join(element('li', _row(header, header.id in new)) for header in headers)}</ul>"] if headers else []
    )


def _story(group: Group, original: Original, new: Container[str]) -> str:
    """Return one story: the printing it probably began with, then the others, smaller."""
    guessed = original([header.id for header in group.headers])
    best = next((header for header in group.headers if header.id == guessed), group.headers[0])
    others = [header for header in group.headers if header is not best]
    outlets = len({outlet_of(header) for header in group.headers})
    line = joined(
        [
            f"<b>One story, {counted(len(group.headers), 'article')}</b> in {counted(outlets, 'outlet')}",
            f"probably first {text(outlet_of(best))}",
        ]
    )
    copies = "".join(element("li", _row(header, header.id in new)) for header in others)
    return f'<section class="story"><p class="story-line">{line}</p><ul><li>{_row(best, best.id in new)}</li>{copies}</ul></section>'


def _row(header: ArticleHeader, new: bool) -> str:
    name = header.title or header.name
    title = button(
        text(name),
        on="click",
        class_="title",
        data_article=header.id,
        lang=language_tag(header.language),
        dir="auto",
    )
    pick = (
        f'<label class="pick"><input type="checkbox" data-choice value="{text(header.id)}" '
        f'aria-label="Choose {text(name)}"></label>'
    )
    language = text(header.language.upper()) if header.language else None
    sample = '<span class="badge">Sample</span>' if header.sample else None
    outlet = element("b", text(header.publisher)) if header.publisher else '<span class="unknown">outlet unknown</span>'
    fresh = '<span class="badge fresh">Just added</span>' if new else None
    line = joined([outlet, day(header.published_at), language, text(length_in_words(header)), sample, fresh])
    return f'{pick}<div class="row">{title}<p>{line}</p></div>'


def summary(counts: StoreCounts, samples_available: bool = True) -> str:
    """Return the library's figures, the samples' banner, and what to do where it is empty."""
    if not counts.articles:
        load = button("Load the sample articles", on="select", class_="primary", data_samples="load")
        offer = f"<p>{load}</p>" if samples_available else ""
        return (
            '<div class="empty-library"><h1>Your library is empty</h1><p>Add articles above: files, links or pasted text. '
            "Or add a feed below: it is kept, and read again whenever you like.</p>"
            "<p>To look around first, load twelve sample articles with invented outlets and people; one click removes "
            f"them again.</p>{offer}</div>"
        )
    figures = joined(
        [
            f"<b>{counted(counts.articles, 'article')}</b>",
            counted(len(counts.publishers), "outlet"),
            counted(counts.attributions, "attributed statement"),
        ]
    )
    banner = ""
    if counts.samples:
        remove = button("Remove the samples", on="select", class_="quiet", data_samples="remove")
        what = "These are samples" if counts.samples == counts.articles else counted(counts.samples, "sample article")
        banner = f'<p class="banner"><span>{what}: outlets, people and places are invented.</span>{remove}</p>'
    return f'<p class="figures">{figures}</p>{banner}'
