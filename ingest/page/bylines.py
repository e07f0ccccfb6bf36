"""Who wrote a page's article: persons first, as the page states them for machines, then as it shows them."""

from __future__ import annotations

import re

import lxml.html

from ingest.names import clean_authors
from ingest.page.jsonld import texts_of, types_of
from ingest.page.metanames import AUTHOR
from ingest.page.statements import Statements, loose, spoken

_GROUPS = {"organization", "newsmediaorganization", "corporation"}
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?|author-?name|writer|reporter|autor|autore|auteur|contributor)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE_TAGS = ("a", "span", "p", "div", "address", "li", "h3", "h4")
_LONGEST_BYLINE = 120

Names = tuple[str, ...]


def find_authors(page: Statements, publisher: str | None) -> Names:
    """Return the authors; the outlet itself only where the page names nobody else."""
    persons, groups = _stated(page)
    named = _of_metas(page)
    if persons and set(persons) < set(named):
        persons = named  # the structured data of some outlets has the first author only
    every = (persons, named, _marked(page), _shown(page), groups)
    others = (tuple(name for name in names if not _is_outlet(name, publisher)) for names in every)
    return next(filter(None, others), None) or next(filter(None, every), ())


def _stated(page: Statements) -> tuple[Names, Names]:
    """Return persons and organisations of the first structured data that names an author."""
    for node in page.nodes:
        persons: list[str] = []
        groups: list[str] = []
        value = node.get("author") or node.get("creator")
        for item in value if isinstance(value, list) else [value]:
            is_group = isinstance(item, dict) and bool(types_of(item) & _GROUPS)
            (groups if is_group else persons).extend(texts_of(item, "name", "author"))
        if persons or groups:
            return clean_authors(persons), clean_authors(groups)
    return (), ()


def _of_metas(page: Statements) -> Names:
    return next((names for name in AUTHOR if (names := clean_authors(page.metas(name)))), ())


def _marked(page: Statements) -> Names:
    found = page.root.xpath(
        "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop='name'])]"
    )[:6]
    words = zip(found, spoken(found), strict=True)
    linked = [item for item in page.root.xpath("//a[@rel='author']")[:6] if not _in_comments(item)]
    return clean_authors(item.get("content") or text for item, text in words) or clean_authors(spoken(linked))


def _shown(page: Statements) -> Names:
    """Return the names in the first element that is called a byline and reads like one."""
    for element in page.root.iter(*_BYLINE_TAGS):
        called = f"{element.get('class') or ''} {element.get('data-testid') or ''} {element.get('id') or ''}"
        if _BYLINE_CLASS.search(called) and not _in_comments(element):
            (text,) = spoken([element])
            names = clean_authors([text]) if 4 <= len(text) <= _LONGEST_BYLINE else ()
            if names and all(_like_person(name) for name in names):
                return names
    return ()


def _in_comments(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element stands among readers' comments, whose writers are called authors too."""
    around = (element, *element.iterancestors())
    return any("comment" in f"{outer.get('class') or ''} {outer.get('id') or ''}".lower() for outer in around)


def _is_outlet(name: str, publisher: str | None) -> bool:
    """Tell whether a name is the outlet's, or begins with it ("Herald Business")."""
    if publisher is None:
        return False
    words, outlet = loose(name), loose(publisher)
    return words == outlet or (len(outlet) > 2 and words.startswith(outlet)) or outlet.startswith(words)


def _like_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 5 and sum(word[:1].isupper() for word in words) >= 2
