"""A page's headline: what most of its statements agree on, without the outlet's name at its end."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.normalise import normalise_field
from ingest.page.metanames import SECTION
from ingest.page.outlets import domain_name, is_outlet, site_label
from ingest.page.statements import DASHES, Statements, loose, spoken

_SHORTEST = 12
_SECTIONS = frozenset(
    "news sport sports politics world business opinion culture local life video national international breaking "
    "nachrichten politik wirtschaft panorama actualités noticias ultimasnoticias notizie nyheter nieuws новости".split()
)


class Headlines:
    """Every headline that a page states, and the one to use."""

    def __init__(self, page: Statements, publisher: str | None, address: str | None) -> None:
        stated = (publisher, page.meta("og:site_name"), domain_name(address), site_label(address))
        self._outlets = {loose(name) for name in stated if name}
        self._sections = _SECTIONS | {
            loose(name) for name in [*page.of_article("articleSection"), *page.metas(*SECTION)]
        }
        self._weighed = _weighed(page)

    @property
    def every(self) -> list[str]:
        """All headlines, as stated and without the outlet's name."""
        stated = [text for _, text in self._weighed]
        return stated + [self._bare(text) for text in stated]

    def best(self) -> str | None:
        """Return the headline that the statements of most weight agree on; in doubt the most trusted."""
        bare = [(weight, self._bare(text)) for weight, text in self._weighed]
        known = [(weight, _shared_part(text, bare)) for weight, text in bare if len(text) > 1]
        support: dict[str, float] = {}
        for weight, text in known:
            support[loose(text)] = support.get(loose(text), 0.0) + weight
        best = max(support.values(), default=0.0)
        return next((text for _, text in known if support[loose(text)] == best), None)

    def _bare(self, title: str) -> str:
        """Return a title without the outlet's name, and the section before it, at either end."""
        parts = DASHES.split(title)
        for at in range(1, len(parts)):
            if is_outlet(parts[at], self._outlets) and len(" ".join(parts[:at])) > 8:
                end = at - 1 if at > 1 and loose(parts[at - 1]) in self._sections else at
                return _cut(title, parts[:end])
        if len(parts) > 1 and is_outlet(parts[0], self._outlets):
            return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" -–—|·•:»/")
        return title


def _weighed(page: Statements) -> list[tuple[float, str]]:
    """Return (weight, headline) pairs, the most trusted first."""
    found = [(1.1, text) for text in (page.of_article("headline") or page.of_article("name"))[:1]]
    found += [(1.0, text) for text in page.metas("og:title")[:1]]
    headings = [text for text in spoken(page.root.iter("h1")) if len(text) > 8]
    found += [(0.9 if len(headings) == 1 else 0.4, text) for text in headings[:3]]
    found += [(0.4, text) for text in page.metas("twitter:title")[:1]]
    found += [(0.5, text) for text in [page.title_element()] if text]
    return [(weight, cleaned) for weight, text in found if (cleaned := normalise_field(text))]


def _shared_part(title: str, candidates: Sequence[tuple[float, str]]) -> str:
    """Return a title without an end that other statements of it lack ("Bridge opens | Local news")."""
    parts = DASHES.split(title)
    others = {loose(text) for _, text in candidates}
    for at in range(len(parts) - 1, 0, -1):
        shorter = _cut(title, parts[:at])
        if len(shorter) > _SHORTEST and loose(shorter) in others:
            return shorter
    return title


def _cut(title: str, parts: Sequence[str]) -> str:
    """Return the title up to the end of its last wanted part, its own separators kept."""
    at = 0
    for part in parts:
        at = title.index(part, at) + len(part)
    return title[:at]
