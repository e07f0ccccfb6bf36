"""E-mail newsletters (.eml): subject, sender, date and the message's own text."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.dates import iso_date
from ingest.errors import EmptyDocument, ParseError
from ingest.formats.base import Format, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.decode import decode_html
from ingest.normalise import normalise_field
from ingest.page.blocks import page_blocks
from ingest.page.boilerplate import says_boilerplate
from ingest.page.tree import drop_hidden, parse_tree

SUFFIXES = (".eml",)
_MOST_PARTS = 200
_SHORTEST_PLAIN = 200


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is an e-mail."""
    return is_kind(raw, media_types=("message/rfc822",), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the message's text. Raises EmptyDocument or ParseError."""
    message = read_message(raw.data)
    if not message.keys():
        raise ParseError("the file holds no e-mail; check what it really is")
    parts = list(_leaves(message))
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    blocks: list[Block] = []
    if html is not None:
        blocks = _of_html(payload_of(html), charset_of_part(html))
    if plain is not None and sum(len(block.text) for block in blocks) < _SHORTEST_PLAIN:
        text = _decoded(payload_of(plain), charset_of_part(plain))
        blocks = [Block(text=paragraph) for paragraph in text.replace("\r\n", "\n").split("\n\n")]
    if not blocks:
        raise EmptyDocument("the message holds no text; add what is attached to it")
    return join_blocks(blocks, _metadata(message))


def read_message(data: bytes) -> EmailMessage:
    """Return the message in the bytes."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise ParseError("the file holds no e-mail; check what it really is")
    return message


def payload_of(part: EmailMessage) -> bytes:
    """Return a part's bytes, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset_of_part(part: EmailMessage) -> str | None:
    """Return the charset that a part states."""
    stated = part.get_content_charset()
    return str(stated) if stated else None


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold no other parts, without recursion: messages may be nested hundreds deep."""
    waiting: list[object] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if isinstance(part, EmailMessage):
            if part.is_multipart():
                inner = part.get_payload()
                waiting[:0] = inner if isinstance(inner, list) else []
            elif part.get_content_disposition() != "attachment":
                yield part


def _of_html(data: bytes, charset: str | None) -> list[Block]:
    try:
        root = parse_tree(decode_html(data, charset))
    except EmptyDocument:
        return []
    drop_hidden(root)
    kept = (block for block in page_blocks(root) if not says_boilerplate(block.text))
    return [Block(text=block.text, heading=block.heading) for block in kept if block.link_density < 0.9]


def _decoded(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return data.decode("utf-8", errors="replace")


def _metadata(message: EmailMessage) -> Metadata:
    # The sender's name is the outlet's as the reader knows it; a person's name stands there too, and is what is stated.
    sender = parseaddr(_header(message, "From") or "")[0]
    link = (_header(message, "Archived-At") or "").strip("<> ")
    return Metadata(
        title=normalise_field(_header(message, "Subject")),
        publisher=normalise_field(sender),
        published_at=iso_date(_header(message, "Date")),
        language=normalise_field(_header(message, "Content-Language")),
        url=link if link.startswith(("http://", "https://")) else None,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None  # the library's header parser stumbles over some malformed headers
    return str(value) if value is not None else None


FORMAT = Format(name="e-mail (EML)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
