"""Guess which printing of a story is the original: by agency credit, then by date, then by what contains what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from ingest.article import Article
from ingest.stories.shingles import Signature, containment, sketch

_NAME = r"(?:[Tt]he\s+)?([A-Z][\w&'’-]*(?:[ .-][A-Z][\w&'’-]*){0,5})"
# "HALVIK, Nov. 2 (HPA) - Two navies ...": before the bracket stand a place and a date, never a sentence.
_DATELINE = re.compile(r"\A(?:[A-Z0-9][\w.'’-]*[,/]?\s*){0,8}\((\w[\w .&'’-]{1,40})\)\s*[-–—:]")
_REPRINT = re.compile(
    rf"\b(?:(?:first|originally)\s+(?:appeared|published)|republished|reprinted)\s+(?:in|on|by|from)\s+{_NAME}"
)
_HELP = re.compile(
    rf"\b{_NAME}\s+contributed\s+(?:reporting\s+)?to\s+this\b"
    rf"|\b[Ww]ith\s+(?:reporting|material|files|information)\s+(?:by|from)\s+{_NAME}"
    rf"|^\s*(?:[Ss]ource|[Vv]ia|[Qq]uelle|[Ff]uente|[Ii]sto?chnik)\s*:\s*{_NAME}",
    re.MULTILINE,
)
_SMALL = frozenset(("the", "of", "and", "for"))


def original_of(members: Sequence[Article]) -> str:
    """Return the id of the article that the others are most likely printings of.

    First an article of the outlet that others credit; failing that, printings under an agency's credit, which
    keep its text; among equals the earliest, then the one that holds most of the others' text.
    """
    if not members:
        raise ValueError("a story has at least one article")
    if len(members) == 1:
        return members[0].id
    ranks = {article.id: _rank(article, members) for article in members}
    best = min(ranks.values())
    rest = _earliest([article for article in members if ranks[article.id] == best])
    if len(rest) == 1:
        return rest[0].id
    sketches = {article.id: sketch(article.text) for article in rest}
    return min(rest, key=lambda article: (-_held(article.id, sketches), -len(article.text), article.id)).id


def credits(article: Article) -> tuple[str, ...]:
    """Return the outlets that an article says its text comes from, in its dateline, at its foot or in its byline.

    Authors are among them as they stand: whether one is an agency shows only beside other articles.
    """
    helpers = (name for groups in _HELP.findall(article.text) for name in groups if name)
    return tuple(dict.fromkeys((*_stated(article), *article.authors, *helpers)))


def _stated(article: Article) -> list[str]:
    """Return the outlets whose whole text this is: the dateline's agency, "first appeared in"."""
    body = article.text
    # The headline, where the text starts with it, stands before the dateline.
    for heading in article.headings[:2]:
        if not article.text[: heading.start].strip() or body.startswith(heading.of(article.text)):
            body = article.text[heading.end :].lstrip()
    dateline = _DATELINE.match(body)
    return [*([dateline[1]] if dateline else []), *_REPRINT.findall(body)]


def _rank(article: Article, members: Sequence[Article]) -> int:
    """Return 0 for the credited outlet's own article, 1 for one printed under another outlet's name, else 2."""
    others = [other for other in members if not _same_outlet(other.publisher, article.publisher)]
    if any(_same_outlet(name, article.publisher) for other in others for name in credits(other)):
        return 0
    # An author is an agency where it is written as initials, or where the dateline of some printing says so.
    datelines = [name for member in members for name in _stated(member)]
    agency = any(name.isupper() or any(_same_outlet(name, line) for line in datelines) for name in article.authors)
    return 1 if agency or _stated(article) else 2


def _same_outlet(name: str | None, publisher: str | None) -> bool:
    """Tell whether two names mean one outlet: the same words, or one the initials of the other."""
    if not name or not publisher:
        return False
    one, two = _plain(name), _plain(publisher)
    return bool(one) and (one == two or _initials(two) == one or _initials(one) == two)


def _plain(name: str) -> tuple[str, ...]:
    words = re.findall(r"\w+", name.replace(".", "").casefold())
    return tuple(word for word in words if word not in _SMALL)


def _initials(words: tuple[str, ...]) -> tuple[str, ...]:
    return ("".join(word[0] for word in words),) if len(words) > 1 else ()


def _earliest(articles: list[Article]) -> list[Article]:
    """Keep those first published; by the instant where all state one, else by the day; unknown dates last."""
    dated = [article for article in articles if article.published_at]
    if not dated:
        return articles
    instants = [_instant(article.published_at or "") for article in dated]
    if all(instant is not None for instant in instants):
        first = min(instant for instant in instants if instant is not None)
        return [article for article, instant in zip(dated, instants, strict=True) if instant == first]
    day = min((article.published_at or "")[:10] for article in dated)
    return [article for article in dated if (article.published_at or "").startswith(day)]


def _instant(moment: str) -> datetime | None:
    """Return the instant of a date with time and zone; None for a day or a time without a zone."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else None


def _held(article_id: str, sketches: dict[str, Signature]) -> float:
    whole = sketches[article_id].prose
    return sum(containment(other.prose, whole) for other_id, other in sketches.items() if other_id != article_id)
