"""Addresses that may become links: those of the web, and nothing that a browser or a word processor would run."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web (http or https, with a host), else None."""
    if not url or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and host else None


def as_written(words: str) -> str | None:
    """Return the web address that somebody wrote, also without its https:// ("outlet.example/story"), else None."""
    host = words.split("/", 1)[0]
    bare = "." in host.strip(".") and ":" not in host and "@" not in host
    return web_address(f"https://{words}" if bare else words)
