"""The command who: who speaks about a topic, and what they are quoted as saying."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import Any

from ingest.console import DONE, print_json
from rag.commands.common import Commands, filter_options, filters, opened, positive
from rag.day import day_in_words
from rag.voices.who import Person, Said

_WIDTH = 100
_QUOTED = 3  # statements of each speaker that the terminal shows


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    made = commands.add("who", "list who speaks about a topic (or at all), with their statements", run)
    made.add_argument("topic", nargs="?", help="the topic, in quotation marks; without one, everybody")
    made.add_argument("--side", help='only speakers of a group, such as "Western analysts" or "government"')
    made.add_argument("--most", type=positive, default=30, help="how many speakers (default 30)")
    filter_options(made)


def run(options: argparse.Namespace) -> int:
    """List speakers; returns the exit code."""
    with opened(options) as assistant:
        people = assistant.who(
            options.topic, filters=assistant.limits(filters(options)), side=options.side, most=options.most
        )
    if options.json:
        print_json({"topic": options.topic, "people": [person_json(person) for person in people]})
    elif people:
        print("\n\n".join(person_text(person) for person in people))
    else:
        print("Nobody in these articles is quoted on this.")
    return DONE


def person_json(person: Person) -> dict[str, Any]:
    """Return a speaker as plain values; each statement's words are its article's text at its spans."""
    return {
        "name": person.name,
        "named": person.named,
        "kind": str(person.kind) if person.kind else None,
        "also": list(person.also),
        "descriptions": list(person.descriptions),
        "affiliation": person.affiliation,
        "sides": list(person.sides),
        "outlets": dict(person.outlets),
        "count": person.count,
        "articles": person.articles,
        "score": round(person.score, 4),
        "statements": [_statement_json(said) for said in person.statements],
    }


def _statement_json(said: Said) -> dict[str, Any]:
    return {
        "article_id": said.article.id,
        "publisher": said.article.publisher,
        "title": said.article.title,
        "published_at": said.article.published_at,
        "url": said.article.url or said.article.canonical_url,
        "spans": [[span.start, span.end] for span in said.spans],
        "words": said.words,
        "kind": str(said.kind),
        "first_hand": said.first_hand,
        "via": list(said.via),
        "heard_by": said.heard_by,
        "score": said.score,
    }


def person_text(person: Person) -> str:
    """Return a speaker for a terminal: who it is, where quoted, and the first statements."""
    described = f", {person.descriptions[0]}" if person.descriptions else ""
    outlets = ", ".join(f"{name} {count}" for name, count in person.outlets)
    statements = "1 statement" if person.count == 1 else f"{person.count} statements"
    lines = [f"{person.name}{described}", f"  {statements}" + (f": {outlets}" if outlets else "")]
    for said in person.statements[:_QUOTED]:
        words = " ".join(said.words.split())
        lines.append(fill(words, _WIDTH, initial_indent="    ", subsequent_indent="    "))
        where = [said.article.publisher, day_in_words(said.article.published_at)]
        where.append(f"via {', '.join(said.via)}" if said.via else None)
        lines.append("      " + ", ".join(piece for piece in where if piece))
    return "\n".join(lines)
