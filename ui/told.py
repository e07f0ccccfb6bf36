"""What is told of work on the library, as HTML: progress, reports, one line of news, and how to undo a removal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.article import ArticleHeader
from ingest.removal import Removal
from ingest.report import Failure, IngestProgress, IngestReport
from ingest.standing import RefreshReport
from ui.markup import button, counted, element, joined, text

_SHOWN = 40  # documents of each kind listed in a report


STOP = '<button type="button" class="quiet" data-on="select" data-do="stop">Stop</button>'


def stage(words: str, after: str = "") -> str:
    """Return what is being done. after: HTML that stands behind it, such as `STOP`."""
    return f'<p class="stage" role="status"><span class="pulse" aria-hidden="true"></span>{text(words)} …{after}</p>'


def progress_of(progress: IngestProgress | None, *, doing: str = "Reading") -> str:
    """Return how far an ingest is: done of total, its rate, time left, the present document."""
    if progress is None:
        return stage(doing)
    figures = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,} done"
    left = f"about {_duration(progress.seconds_left)} left" if progress.seconds_left is not None else None
    bar = (
        f'<progress max="{progress.total}" value="{progress.done}" aria-label="Progress"></progress>'
        if progress.total
        else ""
    )
    line = joined([f"<b>{figures}</b>", _rate(progress), left, text(progress.name)])
    return f'<div class="progress" role="status"><p>{line}</p>{bar}</div>'


def _rate(progress: IngestProgress) -> str | None:
    if progress.done < 2 or progress.seconds < 1:
        return None
    each = progress.done / progress.seconds
    return f"{each:.1f} a second" if each >= 1 else f"{60 * each:.0f} a minute"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def report(done: IngestReport, *, nothing: str = "Nothing was given to add.") -> str:
    """Return what became of everything given: added, updated, already there, failed with the reason."""
    return _report(done, [], nothing)


def refreshed(done: RefreshReport) -> str:
    """Return what became of feeds that were asked, and of what they announced."""
    broken = [
        f"<p class='bad'><b>{text(feed.title or feed.url)}</b> <span class='why'>{text(feed.error)}</span></p>"
        for feed in done.feeds
        if feed.error
    ]
    if not done.feeds and not done.report.stopped:
        return message("There is no feed yet. Write the address of one, or of a page that names one, to add it.")
    return _report(done.report, broken, f"Nothing new in {counted(len(done.feeds), 'feed')}.")


def _report(done: IngestReport, parts: list[str], nothing: str) -> str:
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
        items += _rest(len(done.duplicates))
        parts.append(f"<p><b>{counted(len(done.duplicates), 'article')} already there</b></p><ul>{items}</ul>")
    if done.failures:
        parts.append(_failures(done.failures))
    if not parts:
        parts.append(f'<p class="note">{text(nothing)}</p>')
    return f'<div class="report" role="status">{"".join(parts)}</div>'


def _titles(headers: Sequence[ArticleHeader]) -> str:
    items = "".join(
        element("li", button(text(h.title or h.name), on="click", class_="title", data_article=h.id))
        for h in headers[:_SHOWN]
    )
    return f"<ul>{items}{_rest(len(headers))}</ul>"


def _rest(number: int) -> str:
    return f"<li class='hint'>and {number - _SHOWN:,} more</li>" if number > _SHOWN else ""


def _failures(failures: Sequence[Failure]) -> str:
    items = "".join(
        element("li", f"<b>{text(f.name)}</b> <span class='why'>{text(f.reason)}</span>") for f in failures[:_SHOWN]
    )
    return f"<p class='bad'><b>{counted(len(failures), 'document')} not taken in</b></p><ul>{items}{_rest(len(failures))}</ul>"


def message(words: str, *, bad: bool = False) -> str:
    """Return one line that tells what was done or what went wrong."""
    return element("p", text(words), class_="error" if bad else "note", role="alert" if bad else "status")


def removed(removal: Removal) -> str:
    """Return what was removed, with the way back."""
    headers = removal.headers
    what = headers[0].title or headers[0].name if len(headers) == 1 else counted(len(headers), "article")
    if removal.id is None:
        return message(f"Removed: {what}")
    undo = button("Undo", on="select", class_="quiet undo", data_undo=removal.id)
    window = f'<span class="hint">possible for {_duration(removal.seconds)}, until Dateline is closed</span>'
    return f'<p class="note" role="status">Removed: {text(what)} {undo} {window}</p>'


def brought_back(headers: Sequence[ArticleHeader]) -> str:
    """Return what is in the library again."""
    if not headers:
        return message("All of it had been added again meanwhile.")
    opener = f"<p class='note'>Back in the library:</p>{_titles(headers)}"
    return f'<div class="report" role="status">{opener}</div>'


def kinds(names: Iterable[str]) -> str:
    """Return which kinds of file can be added."""
    return f'<p class="hint">{text(", ".join(dict.fromkeys(names)))}</p>'
