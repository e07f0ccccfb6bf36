"""The schema.org statements that a page carries in script blocks (JSON-LD), however carelessly written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

import lxml.html

Node = Mapping[str, object]

_ARTICLE_TYPES = frozenset(
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
    "askpublicnewsarticle satiricalarticle advertisercontentarticle article report blogposting liveblogposting "
    "socialmediaposting scholarlyarticle techarticle medicalscholarlyarticle review claimreview".split()
)
_PAGE_TYPES = frozenset(
    ("webpage", "itempage", "videoobject", "collectionpage", "creativework", "newsmediaorganization")
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MISSING_COMMA = re.compile(r"([}\]\"])\s*\n\s*(?=\"\w+\"\s*:)")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_LARGEST = 5_000_000
_DEEPEST = 12
_LOOSE_FIELDS = re.compile(
    r"\"(headline|datePublished|dateModified|articleSection|description|inLanguage|@type)\"\s*:\s*\"((?:[^\"\\]|\\.)*)\""
)
_LOOSE_NAMES = re.compile(
    r"\"(author|publisher)\"\s*:\s*[\[{][^\]}]{0,400}?\"name\"\s*:\s*\"((?:[^\"\\]|\\.)*)\"", re.DOTALL
)


def article_nodes(root: lxml.html.HtmlElement) -> list[Node]:
    """Return the page's statements about articles, its own article first; after them those about the page."""
    nodes: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(_nodes_of(script.text_content()[:_LARGEST]))
    known = {str(node["@id"]): node for node in nodes if node.get("@id") and len(node) > 1}
    articles = [_Resolved(node, known) for node in nodes if types_of(node) & _ARTICLE_TYPES]
    pages = [_Resolved(node, known) for node in nodes if types_of(node) & _PAGE_TYPES]
    # Teasers of other pieces are articles too; the page's own says more about itself.
    articles.sort(
        key=lambda node: -sum(1 for field in ("headline", "datePublished", "author", "articleBody") if node.get(field))
    )
    return [node.fields for node in articles + pages]


def types_of(node: Node) -> set[str]:
    """Return the types of a node in lower case, without the schema's address."""
    stated = node.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return {str(item).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for item in listed if item}


def texts_of(value: object, *keys: str) -> list[str]:
    """Return the plain strings in a value: itself, its items, or the first of `keys` that a node has."""
    if isinstance(value, str):
        text = html.unescape(value).strip()
        return [text] if text else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item, *keys)]
    if isinstance(value, Mapping):
        return next((found for key in keys if (found := texts_of(value.get(key), *keys))), [])
    return []


class _Resolved:
    """A node whose references to other nodes ({"@id": ...} alone) are replaced by these."""

    def __init__(self, node: Node, known: Mapping[str, Node]) -> None:
        self.fields: Node = {key: self._resolve(value, known) for key, value in node.items()}

    def get(self, field: str) -> object:
        return self.fields.get(field)

    def _resolve(self, value: object, known: Mapping[str, Node]) -> object:
        if isinstance(value, list):
            return [self._resolve(item, known) for item in value]
        if isinstance(value, Mapping) and "@id" in value and "name" not in value:
            return {**known.get(str(value["@id"]), {}), **value}
        return value


def _nodes_of(source: str) -> list[Node]:
    nodes: list[Node] = []
    for value in _values_of(source):
        nodes.extend(_flatten(value, 0))
    return nodes or _loose_node(source)


def _values_of(source: str) -> Iterator[object]:
    """Yield the JSON values of a script, repaired where that is safe; several may stand in a row."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", source.strip())).strip().rstrip(";")
    for attempt in (text, _repaired(text), _repaired(html.unescape(text))):
        decoder = json.JSONDecoder(strict=False)
        at, found = 0, []
        try:
            while at < len(attempt):
                value, at = decoder.raw_decode(attempt, at)
                found.append(value)
                while at < len(attempt) and attempt[at] in " \t\r\n,;":
                    at += 1
        except (ValueError, RecursionError):
            if not found:
                continue
        yield from found
        return


def _repaired(text: str) -> str:
    text = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text))
    return _MISSING_COMMA.sub(r"\1,", text)


def _flatten(value: object, depth: int) -> Iterator[Node]:
    """Yield every typed node, outermost first; those inside lists, graphs and a page's main entity too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "hasPart",
            "itemReviewed",
            "author",
            "publisher",
            "isPartOf",
        ):
            if isinstance(value.get(key), list | dict):
                yield from _flatten(value[key], depth + 1)


def _loose_node(source: str) -> list[Node]:
    """Pick the telling fields out of a block that is no JSON at all (unescaped quotation marks, mostly)."""
    fields: dict[str, object] = {}
    for name, value in _LOOSE_FIELDS.findall(source):
        if name != "@type" or value.lower() in _ARTICLE_TYPES:
            fields.setdefault(name, _unquoted(value))
    if "@type" not in fields:
        return []
    for name, value in _LOOSE_NAMES.findall(source):
        fields.setdefault(name, {"name": _unquoted(value)})
    return [fields]


def _unquoted(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
