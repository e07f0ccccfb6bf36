"""An article as HTML, with words marked at their exact offsets: the evidence beside an answer, and the reading view."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.article import Article, ArticleHeader, Span
from rag.day import day_in_words
from rag.types import Answer, Citation, RetrievedPassage
from ui.markup import attributes, button, counted, day, element, joined, language_tag, outside_link, text

_GAP = re.compile(r"\n+")
_QUOTATION_MARKS = '“”„«»" \n'


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Words to mark. `kind` is the CSS class: cited, also, closest or said; the first in a list wins where two overlap.

    number: a citation's number, shown behind the words. event: data attributes that make that number a button.
    attributes: further attributes of the marked words.
    """

    span: Span
    kind: str
    number: int | None = None
    event: tuple[tuple[str, object], ...] = ()
    attributes: tuple[tuple[str, object], ...] = ()


def marked_text(article: Article, marks: Sequence[Mark]) -> str:
    """Return the article's text as paragraphs and subheads with the marks in place.

    Every character of the text is in the result once and in order, so that the text of a mark's pieces put
    together is the stored text of its span; line breaks between paragraphs are kept, hidden.
    """
    headings = set(article.headings)
    blocks = []
    for span, is_gap in _blocks(article.text):
        inner = "".join(_pieces(article.text, span, marks))
        if is_gap:
            blocks.append(element("span", inner, class_="gap", hidden=True))
        elif any(heading.start <= span.start and span.end <= heading.end for heading in headings):
            blocks.append(element("h3", inner))
        else:
            blocks.append(element("p", inner))
    return "".join(blocks)


def _blocks(whole: str) -> Iterator[tuple[Span, bool]]:
    """Yield paragraphs and the line breaks between them, in order; together they are the whole text."""
    at = 0
    for gap in _GAP.finditer(whole):
        if gap.start() > at:
            yield Span(start=at, end=gap.start()), False
        yield Span(start=gap.start(), end=gap.end()), True
        at = gap.end()
    if at < len(whole):
        yield Span(start=at, end=len(whole)), False


def _pieces(whole: str, block: Span, marks: Sequence[Mark]) -> Iterator[str]:
    inside = [mark for mark in marks if mark.span.overlaps(block)]
    edges = {block.start, block.end}
    for mark in inside:
        edges.update(edge for edge in (mark.span.start, mark.span.end) if block.start < edge < block.end)
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        piece = text(whole[start:end])
        found = next((m for m in inside if m.span.start <= start and end <= m.span.end), None)
        if found is None:
            yield piece
            continue
        tag = "span" if found.kind == "said" else "mark"
        yield element(tag, piece, class_=found.kind, data_mark=found.number, **dict(found.attributes))
        if found.number is not None and end == found.span.end:
            yield _behind(found)


def _behind(mark: Mark) -> str:
    if mark.event:
        return button(
            str(mark.number),
            on="click",
            class_="chip small",
            aria_label=f"Citation {mark.number}",
            **dict(mark.event),
        )
    return element("span", str(mark.number), class_="chip small here", aria_hidden="true")


def cited_article(article: Article, answer: Answer, turn: int, citation: Citation) -> str:
    """Return the evidence pane for one citation: its article with the cited words, and the answer's others in it."""
    marks = [Mark(span=Span(start=citation.start, end=citation.end), kind="cited", number=citation.number)]
    for other in answer.citations:
        if other.article_id == citation.article_id and other.number != citation.number:
            span = Span(start=other.start, end=other.end)
            marks.append(Mark(span=span, kind="also", number=other.number, event=_opens(turn, other.number)))
    bar = _bar(
        f"Citation <b>{citation.number}</b> of {len(answer.citations)}",
        turn=turn,
        numbers=[c.number for c in answer.citations],
        at=citation.number,
        copy=quote_with_reference(citation),
        where=where_of(article, citation),
    )
    body = heading_of(article, level=2) + said_by(citation) + _older(article) + _text(article, marks)
    return _pane(bar, body, data_turn=turn, data_number=citation.number, data_article=article.id)


def closest_passage(article: Article, answer: Answer, turn: int, place: int, passage: RetrievedPassage) -> str:
    """Return the evidence pane for a passage that is close to a question but does not answer it."""
    marks = [Mark(span=passage.passage.span, kind="closest")]
    bar = _bar(
        f"Closest passage <b>{place + 1}</b> of {len(answer.passages)}",
        turn=turn,
        numbers=list(range(len(answer.passages))),
        at=place,
        event="passage",
        where=where_of(article),
    )
    body = heading_of(article, level=2) + _older(article) + _text(article, marks)
    return _pane(bar, body, data_turn=turn, data_passage=place, data_article=article.id)


def missing_article(citation: Citation | None) -> str:
    """Return the evidence pane for an article that is no longer in the library: the words, from the answer itself."""
    bar = _bar("Evidence", turn=0, numbers=[], at=0)
    note = '<p class="note">This article is no longer in the library.</p>'
    quote = ""
    if citation is not None:
        where = joined([text(citation.publisher or ""), text(citation.title or ""), day(citation.published_at)])
        quote = element("blockquote", text(citation.quote)) + element("p", where, class_="byline")
    return _pane(bar, note + quote)


def empty_pane() -> str:
    """Return what stands in a pane that holds no article; the page does not show it (see static/page.js)."""
    return '<div class="pane empty"></div>'


def heading_of(article: ArticleHeader, *, level: int) -> str:
    """Return outlet, title, authors, dates and link of an article."""
    outlet = element("p", text(article.publisher or "Outlet unknown"), class_="outlet")
    title = element(f"h{level}", text(article.title or article.name), lang=language_tag(article.language), dir="auto")
    subtitle = element("p", text(article.subtitle), class_="subtitle", dir="auto") if article.subtitle else ""
    authors = f"By {text(_listed(article.authors))}" if article.authors else None
    updated = None
    if article.updated_at and article.updated_at[:10] != (article.published_at or "")[:10]:
        updated = f"updated {day(article.updated_at)}"
    address = None if article.sample else article.url or article.canonical_url  # a sample's leads nowhere
    link = outside_link(address, "Original article<span aria-hidden='true'> ↗</span>") or None
    sample = '<span class="badge">Sample</span>' if article.sample else None
    line = joined([authors, day(article.published_at), updated, link, sample])
    return outlet + title + subtitle + element("p", line, class_="byline")


def said_by(citation: Citation) -> str:
    """Return who said the cited words and through which outlets they came, or "" where the words are the outlet's."""
    if not citation.speaker and not citation.via:
        return ""
    steps = []
    if citation.speaker:
        described = ""
        if citation.description and not says_the_same(citation.description, citation.speaker):
            described = f"<span class='description'>, {text(citation.description)}</span>"
        steps.append(element("li", f"<b>{text(citation.speaker)}</b>{described}"))
    steps += [element("li", text(outlet)) for outlet in reversed(citation.via)]
    if citation.via:
        steps.append(element("li", text(citation.publisher or "this article")))
    label = "How the words came here" if citation.via else "Said by"
    return f"<div class='chain'><span class='label'>{label}</span>{element('ol', ''.join(steps))}</div>"


def quote_with_reference(citation: Citation) -> str:
    """Return plain text: the exact words and where they stand."""
    words = citation.quote.strip(_QUOTATION_MARKS)
    return f"“{words}”\n{reference(citation)}"


def reference(citation: Citation) -> str:
    """Return a footnote's plain text: speaker, title, outlet, day, address."""
    described = citation.description
    if described and citation.speaker and says_the_same(described, citation.speaker):
        described = None
    who = ", ".join(piece for piece in (citation.speaker, described) if piece)
    via = f"via {', '.join(citation.via)}" if citation.via else None
    title = f"“{citation.title}”" if citation.title else None
    where = ", ".join(piece for piece in (title, citation.publisher, day_in_words(citation.published_at), via) if piece)
    return ". ".join(piece for piece in (who, where, citation.url) if piece)


def where_of(article: ArticleHeader, citation: Citation | None = None) -> str:
    """Return the line that stays in view above an article's text: who said the cited words, through whom, where and when."""
    said = None
    if citation is not None and citation.speaker:
        via = f", via {text(', '.join(citation.via))}" if citation.via else ""
        said = f"<b>{text(citation.speaker)}</b>{via}"
    title = element("span", text(article.title or article.name), dir="auto")
    return joined([said, text(article.publisher or "Outlet unknown"), day(article.published_at), title])


def pane_bar(label: str, *controls: str, where: str, closes: str = "the article") -> str:
    """Return the bar over a pane: what it shows and where that stands, the controls (HTML) and the button that closes it."""
    close = (
        f'<button type="button" class="icon close" data-close aria-label="Close {closes} (Escape)">'
        '<span aria-hidden="true">×</span></button>'
    )
    line = element("p", where, class_="where") if where else ""
    told = f'<div class="pane-what"><span class="label">{label}</span>{line}</div>'
    return f'<div class="pane-bar">{told}<span class="controls">{"".join(controls)}{close}</span></div>'


def _bar(
    label: str,
    *,
    turn: int,
    numbers: Sequence[int],
    at: int,
    event: str = "number",
    copy: str | None = None,
    where: str = "",
) -> str:
    place = numbers.index(at) if at in numbers else 0
    controls = []
    if len(numbers) > 1:
        previous, following = numbers[place - 1], numbers[(place + 1) % len(numbers)]
        for name, key, target, sign in (("Previous", "k", previous, "‹"), ("Next", "j", following, "›")):
            controls.append(
                button(
                    f"<span aria-hidden='true'>{sign}</span>",
                    on="click",
                    class_="icon",
                    data_key=key,
                    data_tip=f"{name} ({key})",
                    aria_label=f"{name} ({key})",
                    aria_keyshortcuts=key,
                    **{"data_turn": turn, f"data_{event}": target},
                )
            )
    if copy:
        controls.append(element("button", "Copy quote", type="button", class_="quiet", data_copy=copy))
    return pane_bar(label, *controls, where=where, closes="the evidence")


def _pane(bar: str, body: str, **data: object) -> str:
    return f'<section class="pane" tabindex="-1" aria-label="Evidence"{attributes(**data)}>{bar}<div class="pane-body" tabindex="0"><div class="pane-sheet">{body}</div></div></section>'


def _text(article: Article, marks: Sequence[Mark]) -> str:
    return element(
        "div", marked_text(article, marks), class_="article-text", lang=language_tag(article.language), dir="auto"
    )


def _older(article: ArticleHeader) -> str:
    if article.current:
        return ""
    return '<p class="note">The library holds a newer version of this article. This is the one that was cited.</p>'


def _opens(turn: int, number: int) -> tuple[tuple[str, object], ...]:
    return (("data_turn", turn), ("data_number", number))


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def says_the_same(description: str, name: str) -> bool:
    """Tell whether a description adds nothing to the name it would stand beside."""
    return _letters(description) in _letters(name)


def _letters(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def length_in_words(article: ArticleHeader) -> str:
    """Return about how many words an article has, from its characters."""
    words = max(1, round(article.length / 6))
    return "about " + counted(words if words < 50 else round(words, -1), "word")
