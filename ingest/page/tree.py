"""HTML turned into an element tree, without the parts that a reader of the page would not see."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from ingest.errors import EmptyDocument, ParseError

DEEPEST = 400
_LARGEST = 30_000_000
_MOST_ATTRIBUTES = 100
_TELLING = (
    "class",
    "id",
    "style",
    "hidden",
    "aria-hidden",
    "href",
    "name",
    "property",
    "content",
    "itemprop",
    "rel",
    "lang",
)
_NUL = re.compile("\x00|&#0+;|&#x0+;")
_STYLE_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]*\{(?:[^{}]|\{[^{}]*\})*\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE_SELECTOR = re.compile(r"^([a-z][a-z0-9]*)?([.#])([\w-]+)$", re.IGNORECASE)
_GONE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0?\.?0+(?![\d.])|font-size:0(?![.\d]*[1-9])"
    r"|color:transparent|transform:scale\(0\)|clip-path:(?:inset\((?:50|100)%\)|circle\(0)|clip:rect\((?:0|1px)[^)]*\)"
    r"|text-indent:-\d{3,}|(?:left|top|right|bottom|margin-left|margin-top):-\d{4,})"
)
_NO_ROOM = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px|em|rem|%)?(?:;|$|!)")
_CLIPPED = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = {"white", "#fff", "#ffffff", "#fefefe", "rgb(255,255,255)", "rgba(255,255,255,1)", "#ffff", "#ffffffff"}
# Never judged by a style: a page may hide these until its script has run.
_WHOLE = {"html", "body", "main", "article"}


def parse_tree(source: str) -> lxml.html.HtmlElement:
    """Return the root element of a page. Raises EmptyDocument or ParseError.

    Nesting deeper than `DEEPEST` is cut off: no page needs it and parsers downstream recurse.
    """
    if len(source) > _LARGEST:
        raise ParseError(
            f"the page is larger than {_LARGEST // 1_000_000} million characters; copy its text and paste that"
        )
    cleaned = _NUL.sub("", source)
    if "<" not in cleaned:
        raise ParseError("the file holds no HTML; check what it really is")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(cleaned.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise EmptyDocument(
            f"the page holds nothing that can be read ({error}); copy its text and paste that"
        ) from error
    _cut_depth(root)
    _cut_attributes(root)
    return root


def _cut_depth(root: lxml.html.HtmlElement) -> None:
    depth = 0
    deep: list[lxml.html.HtmlElement] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == DEEPEST:
            deep.append(element)
    for element in deep:
        del element[:]


def _cut_attributes(root: lxml.html.HtmlElement) -> None:
    """Keep only telling attributes of elements with absurdly many, over which parsers downstream lose seconds."""
    for element in root.iter(etree.Element):
        if len(element.attrib) > _MOST_ATTRIBUTES:
            kept = {name: value for name in _TELLING if (value := element.get(name)) is not None}
            element.attrib.clear()
            element.attrib.update(kept)


def drop_hidden(root: lxml.html.HtmlElement) -> int:
    """Remove what a browser would not show, and return how many elements that were.

    Judged by attributes, by inline styles and by simple rules (`.note`, `p#x`) of the page's own style
    blocks outside any @media; a linked stylesheet is not at hand.
    """
    ruled = _hidden_selectors(root)
    dropped = 0
    for element in list(root.iter(etree.Element)):
        if element.tag in _WHOLE or element.getparent() is None:
            continue
        if _is_hidden(element) or (ruled and _matches(element, ruled)):
            element.drop_tree()
            dropped += 1
    return dropped


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = attributes.get("style")
    return bool(style) and _hides(_squeezed(style), element)


def _hides(style: str, element: lxml.html.HtmlElement | None) -> bool:
    if _GONE.search(style) or (_NO_ROOM.search(style) and _CLIPPED.search(style)):
        return True
    if not (colour := _COLOUR.search(style)):
        return False
    if background := _BACKGROUND.search(style):
        return colour[1] == background[1]
    return colour[1] in _WHITE and element is not None and not _has_background(element)


def _has_background(element: lxml.html.HtmlElement) -> bool:
    """Tell whether the element or one around it might be painted: by a style or by any class."""
    return any(
        "background" in (around.get("style") or "") or around.get("class") or around.get("bgcolor")
        for around in (element, *element.iterancestors())
        if around.tag not in ("html", "body")
    )


def _hidden_selectors(root: lxml.html.HtmlElement) -> set[tuple[str, str, str]]:
    selectors: set[tuple[str, str, str]] = set()
    for sheet in root.iter("style"):
        if (sheet.get("media") or "all").strip().lower() not in ("all", "screen", ""):
            continue
        text = _AT_BLOCK.sub("", _CSS_COMMENT.sub("", sheet.text or ""))
        for names, declarations in _STYLE_RULE.findall(text[:500_000]):
            if _hides(_squeezed(declarations), None):
                for name in names.split(","):
                    if found := _SIMPLE_SELECTOR.match(name.strip()):
                        selectors.add(((found[1] or "").lower(), found[2], found[3]))
    return selectors


def _matches(element: lxml.html.HtmlElement, selectors: set[tuple[str, str, str]]) -> bool:
    names = [(".", name) for name in (element.get("class") or "").split()]
    if identity := element.get("id"):
        names.append(("#", identity))
    return any((tag, mark, name) in selectors for mark, name in names for tag in ("", element.tag))


def _squeezed(style: str) -> str:
    return re.sub(r"\s+", "", style).lower()


def paragraph_text(element: lxml.html.HtmlElement) -> int:
    """Return how many characters stand in the paragraphs below an element."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))
