"""Building blocks of HTML. Every piece of text passes through `text` or `attributes`; nothing else does.

Gradio's HTML component puts its value into the page as it is and evaluates `${...}` and `{{...}}` in its
templates, so besides HTML's own characters those that could begin such an expression become entities too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime

from rag.day import day_in_words
from rag.links import web_address as web_address

_TEMPLATE = str.maketrans(
    {"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\\": "&#92;", "\r": "&#13;", "\x00": "�"}
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def text(value: object) -> str:
    """Return any text as inert HTML that shows exactly that text, inside an element or an attribute."""
    return html.escape(str(value), quote=True).translate(_TEMPLATE)


def attributes(**values: object) -> str:
    """Return HTML attributes with a leading blank; `data_x` becomes data-x, True a bare name, None and False nothing."""
    pieces = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        name = name.rstrip("_").replace("_", "-")
        pieces.append(f" {name}" if value is True else f' {name}="{text(value)}"')
    return "".join(pieces)


def element(tag: str, content: str = "", /, **values: object) -> str:
    """Return an element around HTML that is already escaped."""
    return f"<{tag}{attributes(**values)}>{content}</{tag}>"


def button(content: str, /, *, on: str, **values: object) -> str:
    """Return a button that sends its data attributes to the server as event `on` (see static/panel.js)."""
    return element("button", content, type="button", data_on=on, **values)


def joined(pieces: Iterable[str | None], separator: str = '<span class="dot" aria-hidden="true">·</span>') -> str:
    """Return the pieces of HTML that are there, with a separator between."""
    return separator.join(piece for piece in pieces if piece)


def outside_link(url: str | None, content: str, /, **values: object) -> str:
    """Return a link to another site that opens apart and learns nothing of this page, or "" for no web address."""
    address = web_address(url)
    if address is None:
        return ""
    return element("a", content, href=address, target="_blank", rel="noopener noreferrer nofollow", **values)


def moment(at: str) -> str:
    """Return a time (ISO, UTC) as the clock here shows it."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{day(local.isoformat())}, {local:%H:%M}"


def day(published_at: str | None) -> str:
    """Return a date as a reader writes it, in a time element; "date unknown" where there is none."""
    words = day_in_words(published_at)
    if not words:
        return '<span class="unknown">date unknown</span>'
    return element("time", text(words), datetime=published_at)


def language_tag(language: str | None) -> str | None:
    """Return a language code fit for the lang attribute, else None."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return "1 article", "2 articles", "1,200 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
