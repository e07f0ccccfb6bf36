"""The library as HTML: the list, an article with who speaks where, progress and reports of adding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.article import Article, ArticleHeader, Attribution
from ingest.report import Failure, IngestProgress, IngestReport
from rag.types import StoreCounts
from ui.evidence import Mark, heading_of, length_in_words, marked_text, says_the_same
from ui.markup import button, counted, day, element, joined, language_tag, text

PAGE = 60  # rows at first, and more at a time
_COLOURS = 6  # of speakers, see style.css
_SHOWN = 40  # failures listed in a report


def shelf(headers: Sequence[ArticleHeader], *, shown: int, total: int, chosen: str | None = None) -> str:
    """Return the list of articles that match, the first `shown` of them."""
    if not headers:
        words = "No article matches." if total else "No article yet."
        return f'<p class="hint none">{words}</p>'
    rows = "".join(_row(header, header.id == chosen) for header in headers[:shown])
    more = ""
    if len(headers) > shown:
        left = counted(len(headers) - shown, "more article")
        more = button(f"Show more ({left})", on="submit", class_="quiet more", data_more=shown + PAGE)
    found = (
        f'<p class="hint" role="status">{counted(len(headers), "article")} found</p>' if len(headers) < total else ""
    )
    return f'{found}<ul class="shelf">{rows}</ul>{more}'


def _row(header: ArticleHeader, chosen: bool) -> str:
    title = button(
        text(header.title or header.name),
        on="click",
        class_="title",
        data_article=header.id,
        aria_current="true" if chosen else None,
        lang=language_tag(header.language),
    )
    language = text(header.language.upper()) if header.language else None
    sample = '<span class="badge">Sample</span>' if header.sample else None
    outlet = element("b", text(header.publisher)) if header.publisher else '<span class="unknown">outlet unknown</span>'
    line = joined([outlet, day(header.published_at), language, text(length_in_words(header)), sample])
    return element("li", f"{title}<p>{line}</p>", class_="chosen" if chosen else None)


def summary(counts: StoreCounts, samples_available: bool = True) -> str:
    """Return the library's figures, the samples' banner, and what to do where it is empty."""
    if not counts.articles:
        load = button("Load the sample articles", on="select", class_="primary", data_samples="load")
        offer = f"<p>{load}</p>" if samples_available else ""
        return (
            '<div class="empty-library"><h1>Your library is empty</h1><p>Add articles as files or pasted text above. '
            "To look around first, load twelve sample articles with invented outlets and people; one click removes "
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


def reading(article: Article, said: Sequence[Attribution], *, confirm: bool = False) -> str:
    """Return an article with each speaker's words underlined in the speaker's colour, and who speaks in it."""
    speakers = _speakers(article, said)
    order = {name: place for place, name in enumerate(speakers)}
    marks = []
    for one in sorted(said, key=lambda a: a.span.end - a.span.start):  # the innermost first: it wins
        name = _name(article, one)
        hue = order[name] % _COLOURS
        marks += [
            Mark(span=span, kind="said", attributes=(("data_hue", hue), ("data_speaker", order[name]), ("title", name)))
            for span in one.content
        ]
    bar = _reading_bar(article, confirm)
    body = heading_of(article, level=2) + _who_speaks(speakers, said, article)
    words = element(
        "div", marked_text(article, marks), class_="article-text", lang=language_tag(article.language), dir="auto"
    )
    return (
        f'<section class="pane" tabindex="-1" aria-label="Article" data-article="{text(article.id)}">{bar}'
        f'<div class="pane-body"><div class="pane-sheet">{body}{words}</div></div></section>'
    )


def _reading_bar(article: ArticleHeader, confirm: bool) -> str:
    if confirm:
        remove = (
            '<span class="label alert" role="alert">Remove this article for good?</span>'
            + button("Remove", on="select", class_="danger", data_remove=article.id)
            + button("Keep", on="click", class_="quiet", data_article=article.id)
        )
    else:
        remove = button("Remove", on="click", class_="quiet", data_article=article.id, data_confirm="yes")
    close = (
        '<button type="button" class="icon close" data-close aria-label="Close the article (Escape)">'
        '<span aria-hidden="true">×</span></button>'
    )
    label = "" if confirm else '<span class="label">Article</span>'
    return f'<div class="pane-bar">{label}<span class="controls">{remove}{close}</span></div>'


def _speakers(article: Article, said: Sequence[Attribution]) -> list[str]:
    spoken = Counter(_name(article, one) for one in sorted(said, key=lambda a: a.span))
    return [name for name, _ in spoken.most_common()]


def _name(article: Article, said: Attribution) -> str:
    if said.speaker:
        return said.speaker
    if said.source is not None:
        words = " ".join(said.source.of(article.text).split())
        return words[:1].upper() + words[1:]
    return "An unnamed speaker"


def _who_speaks(speakers: Sequence[str], said: Sequence[Attribution], article: Article) -> str:
    if not speakers:
        return '<p class="hint">No one is quoted in this article.</p>'
    items = []
    for place, name in enumerate(speakers):
        own = [one for one in said if _name(article, one) == name]
        description = next(
            (o.description for o in own if o.description and not says_the_same(o.description, name)), None
        )
        via = next((one.via for one in own if one.via), ())
        details = [piece for piece in (description, f"via {', '.join(via)}" if via else None) if piece]
        after = element("span", text(", ".join(details)), class_="description") if details else ""
        label = f'<b data-hue="{place % _COLOURS}">{text(name)}</b><span class="count">{len(own)}</span>'
        items.append(
            element("li", element("button", label, type="button", class_="speaker", data_speaker_jump=place) + after)
        )
    return (
        f"<details class='who' open><summary>Who speaks <span class='count'>{len(speakers)}</span></summary>"
        f"<ul>{''.join(items)}</ul></details>"
    )


def nothing_chosen(has_articles: bool) -> str:
    """Return what stands beside the list before an article is opened."""
    words = "Choose an article to read it, with who speaks where." if has_articles else "Articles open here."
    return f'<div class="pane empty"><p>{words}</p></div>'


def adding(progress: IngestProgress | None) -> str:
    """Return how far an ingest is: done of total, the present document, time left."""
    if progress is None:
        return '<p class="stage" role="status"><span class="pulse" aria-hidden="true"></span>Reading …</p>'
    figures = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,} done"
    left = f"about {_duration(progress.seconds_left)} left" if progress.seconds_left is not None else None
    bar = f'<progress max="{progress.total}" value="{progress.done}"></progress>' if progress.total else ""
    line = joined([f"<b>{figures}</b>", left, text(progress.name)])
    return f'<div class="progress" role="status"><p>{line}</p>{bar}</div>'


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def report(done: IngestReport) -> str:
    """Return what became of everything given: added, updated, already there, failed with the reason."""
    parts = []
    if done.stopped:
        parts.append('<p class="note">Stopped. What was added before stays.</p>')
    for headers, what in ((done.added, "added"), (done.updated, "updated")):
        if headers:
            parts.append(f"<p class='good'><b>{counted(len(headers), 'article')} {what}</b></p>{_titles(headers)}")
    if done.duplicates:
        items = "".join(
            element("li", f"{text(d.name)} {button('open', on='click', class_='quiet', data_article=d.of)}")
            for d in done.duplicates[:_SHOWN]
        )
        parts.append(f"<p><b>{counted(len(done.duplicates), 'article')} already there</b></p><ul>{items}</ul>")
    if done.failures:
        parts.append(_failures(done.failures))
    if not parts:
        parts.append('<p class="note">Nothing was given to add.</p>')
    return f'<div class="report" role="status">{"".join(parts)}</div>'


def _titles(headers: Sequence[ArticleHeader]) -> str:
    items = "".join(
        element("li", button(text(h.title or h.name), on="click", class_="title", data_article=h.id))
        for h in headers[:_SHOWN]
    )
    rest = f"<li class='hint'>and {len(headers) - _SHOWN:,} more</li>" if len(headers) > _SHOWN else ""
    return f"<ul>{items}{rest}</ul>"


def _failures(failures: Sequence[Failure]) -> str:
    items = "".join(
        element("li", f"<b>{text(f.name)}</b> <span class='why'>{text(f.reason)}</span>") for f in failures[:_SHOWN]
    )
    rest = f"<li class='hint'>and {len(failures) - _SHOWN:,} more</li>" if len(failures) > _SHOWN else ""
    return f"<p class='bad'><b>{counted(len(failures), 'document')} not taken in</b></p><ul>{items}{rest}</ul>"


def message(words: str, *, bad: bool = False) -> str:
    """Return one line that tells what was done or what went wrong."""
    return element("p", text(words), class_="error" if bad else "note", role="alert" if bad else "status")


def kinds(names: Iterable[str]) -> str:
    """Return which kinds of file can be added."""
    return f'<p class="hint">{text(", ".join(dict.fromkeys(names)))}</p>'
