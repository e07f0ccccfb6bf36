"""Markdown (.md): front matter for the metadata, markup turned into plain paragraphs, headings kept as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.dates import iso_date
from ingest.formats.base import Format, charset_of, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.decode import decode_text
from ingest.names import authors_of_field
from ingest.normalise import normalise_field

SUFFIXES = (".md", ".markdown")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 64_000
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _PlainLoader(yaml.BaseLoader):
    """YAML with every scalar a string (a date stays as written) and no aliases, whose expansion has no bound."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is Markdown."""
    return is_kind(raw, media_types=("text/markdown", "text/x-markdown"), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the text with headings and metadata. Raises EmptyDocument or ParseError."""
    source = decode_text(raw.data, charset_of(raw))
    fields: dict[str, object] = {}
    if found := _FRONT_MATTER.match(source):
        fields = _front_matter(found[1])
        source = source[found.end() :]
    blocks = list(_blocks(_PARSER.parse(source)))
    return join_blocks([block for _, block in blocks], _metadata(fields, blocks))


def _front_matter(source: str) -> dict[str, object]:
    try:
        loaded = yaml.load(source[:_LONGEST_FRONT_MATTER], Loader=_PlainLoader)  # noqa: S506 (BaseLoader makes strings only)
    except (yaml.YAMLError, RecursionError):
        # "title: One side: the other" is no YAML, and is what people write.
        pairs = (line.split(":", 1) for line in source.splitlines() if ":" in line)
        loaded = {key.strip(): value.strip().strip("\"'") for key, value in pairs}
    return {str(key).strip().lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _metadata(fields: dict[str, object], blocks: list[tuple[int, Block]]) -> Metadata:
    def one(*keys: str) -> str | None:
        return next((text for key in keys if (text := normalise_field(_scalar(fields.get(key))))), None)

    heading = next((block.text for level, block in blocks if level == 1), None)
    keywords = fields.get("keywords") or fields.get("tags") or ()
    listed = keywords if isinstance(keywords, list) else str(keywords).split(",") if keywords else []
    return Metadata(
        title=one("title") or normalise_field(heading),
        subtitle=one("subtitle", "description"),
        authors=authors_of_field(fields.get("authors") or fields.get("author")),
        publisher=one("publisher", "outlet"),
        published_at=iso_date(one("published_at", "published", "date")),
        updated_at=iso_date(one("updated_at", "updated")),
        language=one("language", "lang"),
        url=one("url"),
        canonical_url=one("canonical_url"),
        section=one("section"),
        keywords=tuple(word for item in listed if (word := normalise_field(_scalar(item)))),
    )


def _scalar(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _blocks(tokens: list[Token]) -> Iterator[tuple[int, Block]]:
    """Yield (heading level, 0 for a paragraph; block) in order. A table's row is one block."""
    level = 0
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield 0, Block(text=" | ".join(row))
            row = None
        elif token.type == "inline":
            text = _plain(token.children or [])
            if row is None:
                yield level, Block(text=text, heading=level > 0)
            else:
                row.append(text)
        elif token.type in ("fence", "code_block"):
            yield 0, Block(text=token.content)
        elif token.type == "html_block":
            yield 0, Block(text=_without_tags(token.content))


def _plain(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)


def _without_tags(source: str) -> str:
    if not re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL).strip():
        return ""
    root = lxml_html.fragment_fromstring(source, create_parent="div")
    for element in root.xpath(".//script | .//style | .//comment()"):
        element.drop_tree()
    return str(root.text_content())


FORMAT = Format(name="Markdown", suffixes=SUFFIXES, accepts=accepts, parse=parse, plain=True)
