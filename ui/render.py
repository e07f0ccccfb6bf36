"""A conversation as HTML: questions, statements with their citations, sources, and what was not supported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.article import ArticleHeader, Filters
from rag.day import day_in_words
from rag.export import FORMATS
from rag.types import Answer, Citation, Statement
from ui.conversation import Conversation, Exchange
from ui.evidence import reference
from ui.filters import LANGUAGES
from ui.into_briefing import into_buttons
from ui.markup import button, counted, day, element, joined, text
from ui.told import stage

_QUOTED = re.compile(r"(“[^“”]*”)")
_CLOSEST = 4  # passages offered where there is no answer
_EXCERPT = 320  # characters of each
_KEYS = (
    '<p class="keys">Keys: <kbd>/</kbd> writes a question, <kbd>Esc</kbd> leaves the box or closes an article, '
    "<kbd>j</kbd> <kbd>k</kbd> open the next and the previous citation.</p>"
)
_SAMPLES = (
    '<p class="note">The library holds samples: outlets, people and places are invented. '
    '<button type="button" class="quiet" data-tab="Library">Add your own articles</button></p>'
)
_TELLING = 8  # characters from which cited words are set apart where they stand unquoted


def conversation(
    talk: Conversation, suggestions: Sequence[str], has_articles: bool, *, only_samples: bool = False
) -> str:
    """Return the whole conversation, or what to do first where nothing has been asked.

    only_samples: no article is the user's own; that they are invented is told.
    """
    if not talk.exchanges:
        return _first_steps(suggestions, has_articles, only_samples)
    turns = "".join(_exchange(exchange, turn, talk) for turn, exchange in enumerate(talk.exchanges))
    return element("div", turns, class_="talk", role="log", aria_label="Conversation", data_talk=talk.id or None)


def _first_steps(suggestions: Sequence[str], has_articles: bool, only_samples: bool) -> str:
    if not has_articles:
        return (
            '<div class="welcome"><h1>Ask your articles</h1><p>The library is empty. Add articles there, or load the '
            "sample articles, and every answer will show the exact words it rests on and who said them.</p>"
            '<p><button type="button" class="primary" data-tab="Library">Open the library</button></p></div>'
        )
    asks = "".join(
        element("li", button(text(question), on="submit", data_question=question, class_="suggestion"))
        for question in suggestions
    )
    tries = f"<p class='label'>For example</p><ul class='suggestions'>{asks}</ul>" if asks else ""
    return (
        '<div class="welcome"><h1>Ask your articles</h1><p>Every sentence of an answer names who said it and opens at '
        f"the exact words in its article.</p>{_SAMPLES if only_samples else ''}{tries}{_KEYS}</div>"
    )


def _exchange(exchange: Exchange, turn: int, talk: Conversation) -> str:
    asked = element("h2", text(exchange.question), class_="question", dir="auto")
    limits = "".join(element("span", text(limit), class_="tag") for limit in limits_in_words(exchange.limits))
    limited = f'<p class="limits"><span class="label">Only</span>{limits}</p>' if limits else ""
    return element(
        "article",
        asked + limited + _reply(exchange, turn, talk),
        class_="turn",
        data_turn=turn,
        aria_busy=_busy(exchange),
    )


def _busy(exchange: Exchange) -> str | None:
    return "true" if exchange.running else None


def _reply(exchange: Exchange, turn: int, talk: Conversation) -> str:
    if exchange.running:
        draft = element("p", text(exchange.draft), class_="draft") if exchange.draft else ""
        return f"{draft}{stage(exchange.stage)}"
    if exchange.error:
        return element("p", text(exchange.error), class_="error", role="alert")
    if exchange.stopped:
        return '<p class="note">Stopped. Nothing was answered.</p>'
    if exchange.answer is None:
        return ""
    answer = exchange.answer
    if answer.abstained:
        return (
            _understood(answer)
            + _no_answer(answer, turn, limited=exchange.limits != Filters())
            + _rejected(answer)
            + _foot(answer)
        )
    body = element("p", text(answer.reply), class_="reply", dir="auto") if answer.reply else ""
    body += "".join(_statement(statement, answer, turn) for statement in answer.statements)
    sources = _sources(answer, exchange.sources, turn) if answer.citations else ""
    kept = f"/kept/answer/{talk.id}/{turn}" if talk.id else ""
    into = into_buttons(turn, exchange.into, talk.target)
    said = element("div", body, class_="answer")
    return _understood(answer) + said + sources + _rejected(answer) + _foot(answer, kept, into)


def _understood(answer: Answer) -> str:
    if _plain(answer.understood) == _plain(answer.question):
        return ""
    again = button("Ask this", on="submit", data_alone="true", class_="again")
    field = element(
        "input",
        type="text",
        value=answer.understood,
        data_value="question",
        maxlength=2000,
        aria_label="The question, as you mean it",
    )
    summary = f'<span class="label">Understood as</span> {text(answer.understood)} <span class="change">change</span>'
    return (
        f'<details class="understood"><summary>{summary}</summary>'
        f'<div class="understanding" data-with-field>{field}{again}</div></details>'
    )


def _plain(question: str) -> str:
    return " ".join(question.lower().split()).strip(" ?.!")


def _statement(statement: Statement, answer: Answer, turn: int) -> str:
    if not statement.supported:
        mark = '<span class="tag">not supported by the articles</span> '
        return element("p", mark + text(statement.text), class_="unsupported", dir="auto")
    cited = [citation for citation in answer.citations if citation.number in statement.citations]
    chips = "".join(chip(citation, turn) for citation in cited)
    return element("p", f'{said_in_serif(statement.text, cited)} <span class="chips">{chips}</span>', dir="auto")


def said_in_serif(statement: str, cited: Sequence[Citation]) -> str:
    """Return a statement as HTML with the words that are an article's own set apart from ours."""
    shown, at = [], 0
    for start, end in _exact(statement, cited):
        shown += [text(statement[at:start]), _words(statement[start:end])]
        at = end
    return "".join(shown) + text(statement[at:])


def _exact(statement: str, cited: Sequence[Citation]) -> list[tuple[int, int]]:
    """Return where quotations, and cited words that stand in a statement unquoted, begin and end, in order."""
    places = [found.span() for found in _QUOTED.finditer(statement)]
    for citation in cited:
        exact = " ".join(citation.quote.split())
        start = statement.find(exact)
        end = start + len(exact)
        if len(exact) >= _TELLING and start >= 0 and not any(start < e and s < end for s, e in places):
            places.append((start, end))
    return sorted(places)


def _words(exact: str) -> str:
    return element("span", text(exact), class_="words")


def chip(citation: Citation, turn: int, *, class_: str = "chip") -> str:
    """Return the numbered button that opens a citation; outlet and speaker are told on hover and to screen readers."""
    who = citation.speaker or "the article itself"
    outlet = citation.publisher or "outlet unknown"
    where = ", ".join(piece for piece in (outlet, day_in_words(citation.published_at)) if piece)
    return button(
        str(citation.number),
        on="click",
        class_=class_,
        data_turn=turn,
        data_number=citation.number,
        data_tip=f"{who} · {where}" if where else who,
        aria_label=f"Citation {citation.number}: {who}, {where}",
    )


def _sources(answer: Answer, headers: Sequence[ArticleHeader], turn: int) -> str:
    known = {header.id: header for header in headers}
    first: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        first.setdefault(citation.article_id, []).append(citation)
    items = []
    stories: dict[str, str] = {}
    for article_id, cited in first.items():
        header = known.get(article_id)
        one = cited[0]
        outlet = one.publisher or "Outlet unknown"
        same = None
        if header and header.story_id:
            if header.story_id in stories:
                same = f'<span class="same">the same report as {text(stories[header.story_id])}</span>'
            stories.setdefault(header.story_id, outlet)
        title = button(
            text(one.title or (header.name if header else "Untitled")),
            on="click",
            class_="title",
            data_turn=turn,
            data_number=one.number,
        )
        numbers = element("span", ", ".join(str(c.number) for c in cited), class_="numbers", aria_hidden="true")
        line = joined([f"<b>{text(outlet)}</b>", day(one.published_at), same])
        items.append(element("li", f"{numbers}<span>{title}<br>{line}</span>"))
    summary = counted(answer.sources, "article")
    if answer.independent_sources:
        summary += ", " + counted(answer.independent_sources, "independent source")
    span = _span_of_days([c.published_at for c in answer.citations])
    head = joined([element("b", summary), span])
    return f'<details class="sources" open><summary>{head}</summary><ol>{"".join(items)}</ol></details>'


def _span_of_days(published: Sequence[str | None]) -> str | None:
    known = sorted(date[:10] for date in published if date)
    if not known:
        return None
    if known[0] == known[-1]:
        return day(known[0])
    return f"{day(known[0])} to {day(known[-1])}"


def _rejected(answer: Answer) -> str:
    if not answer.rejected:
        return ""
    items = "".join(
        element("li", f"{text(rejected.text)} <span class='why'>{text(rejected.reason)}</span>")
        for rejected in answer.rejected
    )
    head = counted(len(answer.rejected), "sentence") + " left out: not supported by the articles"
    return f'<details class="rejected"><summary>{head}</summary><ul>{items}</ul></details>'


def _no_answer(answer: Answer, turn: int, *, limited: bool) -> str:
    """Return that nothing was found, and the closest passages. limited: only a part of the articles was asked."""
    items = []
    for place, found in enumerate(answer.passages[:_CLOSEST]):
        article = found.article
        words = " ".join(found.passage.text.split())
        cut = words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
        where = joined([f"<b>{text(article.publisher or 'Outlet unknown')}</b>", day(article.published_at)])
        title = button(
            text(article.title or article.name), on="click", class_="title", data_turn=turn, data_passage=place
        )
        items.append(element("li", f"<p class='where'>{title}{where}</p><p class='words'>{text(cut)}</p>"))
    elsewhere = ""
    if limited:
        asked = answer.understood or answer.question
        elsewhere = " " + button(
            "Ask all articles",
            on="submit",
            class_="quiet",
            data_question=asked,
            data_alone="true",
            data_everywhere="true",
        )
    closest = f"<p class='label'>Closest passages</p><ol>{''.join(items)}</ol>" if items else ""
    return (
        f'<div class="no-answer"><p class="verdict">No answer to this was found in {"these" if limited else "the"} articles.</p>'
        f'<p class="hint">Nothing in them says it plainly enough to be cited.{elsewhere}</p>{closest}</div>'
    )


def _foot(answer: Answer, kept: str = "", into: str = "") -> str:
    """Return what can be done with an answer, and how it came about.

    kept: the address of its exports, less the ending. into: the buttons that put it into a briefing.
    """
    notes = "".join(element("p", text(note), class_="note") for note in answer.notes)
    if answer.reply and not answer.statements:
        return notes
    writer = "composed from exact words" if answer.writer == "composed" else f"written by {answer.writer}, checked"
    pieces = [text(writer), f"{answer.elapsed:.1f} s"]
    copy = ""
    if answer.statements:
        copy = element("button", "Copy with footnotes", type="button", class_="quiet", data_copy=with_footnotes(answer))
        copy += _exports(kept) if kept else ""
        copy += into if not answer.abstained else ""
        topic = answer.understood or answer.question
        copy += element("button", "Brief on this", type="button", class_="quiet", data_tab="Briefing", data_topic=topic)
    return f'{notes}<div class="foot">{copy}<span>{joined(pieces)}</span></div>'


def _exports(kept: str) -> str:
    links = "".join(
        element("a", text(made.name), class_="quiet", href=f"{kept}.{name}", download=True)
        for name, made in FORMATS.items()
    )
    return f'<details class="exports"><summary class="quiet">Export</summary><span>{links}</span></details>'


def with_footnotes(answer: Answer) -> str:
    """Return an answer as plain text with numbered footnotes."""
    lines = [answer.understood or answer.question, ""]
    lines += [answer.reply, ""] if answer.reply else []
    for statement in (s for s in answer.statements if s.supported):
        lines.append(f"{statement.text} {''.join(f'[{number}]' for number in statement.citations)}".rstrip())
    lines.append("")
    lines += [f"[{citation.number}] {reference(citation)}" for citation in answer.citations]
    return "\n".join(lines)


def limits_in_words(limits: Filters) -> list[str]:
    """Return each active filter in a few words."""
    words = list(limits.publishers)
    if limits.since:
        words.append(f"from {day_in_words(limits.since)}")
    if limits.until:
        words.append(f"until {day_in_words(limits.until)}")
    words += [LANGUAGES.get(code, code) for code in limits.languages]
    words += [f"with {name}" for name in limits.speakers]
    if limits.article_ids:
        words.append(counted(len(limits.article_ids), "chosen article"))
    return words
