"""Who published a page: the outlet's name among what the page states."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ingest.normalise import normalise_field
from ingest.page.jsonld import texts_of, types_of
from ingest.page.metanames import PUBLISHER
from ingest.page.statements import DASHES, Statements, loose, without_markup

# Agencies and platforms that pages of other outlets state as their publisher, in the form of `loose`.
_NOT_OUTLETS = frozenset(
    "associatedpress theassociatedpress ap apnews reuters thomsonreuters afp agencefrancepresse dpa ansa efe pa "
    "pressassociation pamedia tass xinhua kyodo kyodonews upi unitedpressinternational cnnwire cnnnewsource "
    "tribunenewsservice blogger blogspot wordpress wordpresscom medium substack squarespace wix".split()
)
_SUBDOMAINS = frozenset("www m mobile amp news edition en www2 www3 beta web static".split())
_SECOND_LEVEL = frozenset("co com org net gov ac edu or ne go gob".split())


def find_publisher(page: Statements, address: str | None) -> str | None:
    """Return the outlet's name, in doubt the one that the site's domain confirms, else the domain itself."""
    stated = [text for node in page.nodes for text in texts_of(node.get("publisher"), "name", "legalName")]
    own = (node for node in page.nodes if "newsmediaorganization" in types_of(node))
    stated += [text for node in own for text in texts_of(node.get("name"))]
    names = [_without_slogan(name) for text in [*stated, *page.metas(*PUBLISHER)] if (name := _outlet_name(text))]
    # A wire story's page often states the agency, a blog's the platform; the site's domain tells who published.
    site = site_label(address)
    confirmed = next((name for name in names if site and _fits(name, site)), None)
    other = next((name for name in names if loose(name) not in _NOT_OUTLETS), None)
    return confirmed or other or next(iter(names), None) or _end_of_title(page, site) or domain_name(address)


def is_outlet(part: str, names: set[str]) -> bool:
    """Tell whether a part of a page's title is the outlet's name; `names` are its forms, as `loose` gives them."""
    words = loose(part)
    if not words or re.fullmatch(r"(?:[a-z][\w-]*\.)+[a-z]{2,}", part.strip().lower()):
        return True
    return any(words == name or (len(name) > 3 and _nearly(words, name)) for name in names)


def _nearly(words: str, name: str) -> bool:
    return words in (f"the{name}", name.removeprefix("the")) or name in (f"{words}com", f"{words}news")


def domain_name(url: str | None) -> str | None:
    """Return the site's own name in an address: "herald.example" for "https://www.herald.example/a"."""
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _SUBDOMAINS:
        labels = labels[1:]
    return ".".join(labels) if len(labels) > 1 else None


def site_label(url: str | None) -> str | None:
    """Return the telling part of a site's domain: "herald" for "news.herald.co.example"."""
    labels = (domain_name(url) or "").split(".")
    if len(labels) > 1:
        labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[-1] or None


def _fits(name: str, site: str) -> bool:
    """Tell whether an outlet's name may be that of a site: they share their words, or its initials are the site's."""
    words, label = loose(name), loose(site)
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).lower()
    bare = words.removeprefix("the")
    return len(words) > 1 and (words in label or label in words or bare in label or initials in (label, f"the{label}"))


def _end_of_title(page: Statements, site: str | None) -> str | None:
    title = normalise_field(page.title_element())
    parts = DASHES.split(title) if title else []
    # An end that merely mentions the site ("... at the Herald's fair 2018") is no name.
    near = (part for part in parts[:0:-1] if site and loose(part) and len(loose(part)) <= 3 * len(loose(site)))
    return next((part.removeprefix("www.") for part in near if site and _fits(part, site)), None)


def _outlet_name(text: str) -> str | None:
    name = normalise_field(without_markup(text))
    return name if name and 1 < len(name) <= 80 and not re.match(r"https?:|www\.|@", name) else None


def _without_slogan(name: str) -> str:
    first = DASHES.split(name)[0].strip()
    return first if len(first) > 2 else name
