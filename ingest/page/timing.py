"""When a page's article was published and updated."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from htmldate import find_date

from ingest.dates import iso_date
from ingest.page.metanames import PUBLISHED, UPDATED
from ingest.page.statements import Statements

_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/)", re.IGNORECASE)
_MARKED_TIME = re.compile(r"publish|posted|entry-date|created", re.IGNORECASE)


def find_published(page: Statements, address: str | None) -> str | None:
    """Return the time of publication, or the day where no time is stated for it."""
    stated = [
        *page.of_article("datePublished"),
        *page.of_article("dateCreated"),
        *page.metas(*PUBLISHED),
        *page.microdata("datePublished"),
        *_times(page),
        *page.of_page("datePublished"),
        *page.of_page("uploadDate"),
    ]
    dates = [date for text in stated if (date := iso_date(text))]
    if dates:
        return next((date for date in dates if date[:10] == dates[0][:10] and len(date) > 10), dates[0])
    return _of_address(address) or _searched(page, address)


def find_updated(page: Statements, published: str | None) -> str | None:
    """Return the time of the last change, where it is stated and not before publication."""
    stated = [*page.of_article("dateModified"), *page.metas(*UPDATED), *page.microdata("dateModified")]
    updated = next((date for text in stated if (date := iso_date(text))), None)
    return updated if updated and published and updated[:10] >= published[:10] else None


def _times(page: Statements) -> list[str]:
    """Return the first machine-readable time that is marked as publication, then the first of the article."""
    times = [item for item in page.root.iter("time") if item.get("datetime")]
    marked = [
        item
        for item in times
        if item.get("pubdate") is not None or _MARKED_TIME.search(f"{item.get('class')} {item.get('itemprop')}")
    ]
    inside = [item for item in times if next(item.iterancestors("article", "header", "main"), None) is not None]
    return [item.get("datetime") or "" for item in (*marked[:1], *inside[:1])]


def _of_address(url: str | None) -> str | None:
    """Return the day in an address such as /2025/05/19/ or /2025/may/19/."""
    found = _ADDRESS_DATE.search(urlsplit(url).path) if url else None
    return iso_date(" ".join(found.groups())) if found else None


def _searched(page: Statements, address: str | None) -> str | None:
    try:
        return iso_date(find_date(page.root, url=address, original_date=True, extensive_search=True))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None  # a page that htmldate stumbles over states no date that can be found
