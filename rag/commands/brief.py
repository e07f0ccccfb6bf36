"""The command brief: one page for someone who has two minutes, as Markdown, HTML, Word or PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ingest.console import DONE, Stages, print_json, stopped_by_signal, write_file
from ingest.errors import DatelineError
from rag.briefing import Length, Request
from rag.briefing.as_document import briefing_document
from rag.briefing.as_json import briefing_json
from rag.commands.common import Commands, filter_options, filters, opened
from rag.export import FORMATS, export
from rag.limits import LONGEST_TOPIC, worded


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    made = commands.add(
        "brief", "write a one-page briefing on a topic, on chosen articles, or on what is new since a day", run
    )
    made.add_argument("topic", nargs="?", default="", help="the topic, in quotation marks")
    made.add_argument(
        "--article", action="append", default=[], metavar="ID", help="only this article; may be given again"
    )
    filter_options(made)
    made.add_argument(
        "--length", choices=[str(one) for one in Length], default=str(Length.ONE), help="half a page, one, or two"
    )
    made.add_argument("--format", choices=[*FORMATS], help="default: by the ending of the file, else Markdown")
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write it (default: the terminal)")
    made.set_defaults(usage_error=made.error)


def run(options: argparse.Namespace) -> int:
    """Write the briefing; returns the exit code."""
    topic = worded(options.topic, "topic", LONGEST_TOPIC)
    if not (topic or options.article or options.since):
        options.usage_error("give a topic, --article ID, or --since DAY")
    name = options.format or _by_ending(options.output)
    if options.output is None and name in ("docx", "pdf"):
        options.usage_error(f"--format {name} needs a file to write to: -o FILE")
    with opened(options) as assistant, Stages() as tell, stopped_by_signal("Stopping; what is there is kept") as stop:
        briefings, limits = assistant.briefings, assistant.limits(filters(options))
        request = Request(
            topic=topic,
            article_ids=tuple(options.article),
            since=limits.since,
            until=limits.until,
            publishers=limits.publishers,
            length=Length(options.length),
        )
        briefing = briefings.with_prose(briefings.write(request), stop=stop, on_stage=tell)
    for note in briefing.notes:
        print(note, file=sys.stderr)
    if options.json:
        print_json(briefing_json(briefing))
    written = export(briefing_document(briefing), name)
    if options.output is not None:
        try:
            write_file(options.output, written)
        except DatelineError:
            if not options.json:  # what it was written for, a model perhaps for minutes, is not lost
                print(export(briefing_document(briefing), "md").decode("utf-8"), end="")
            raise
        print(
            f"{options.output}: {len(briefing.sentences)} sentences from {briefing.articles} articles", file=sys.stderr
        )
    elif not options.json:
        print(written.decode("utf-8"), end="")
    return DONE


def _by_ending(output: Path | None) -> str:
    if output is not None and output.suffix.lower() not in ("", ".txt"):
        for name, made in FORMATS.items():
            if made.ending == output.suffix.lower():
                return name
        raise DatelineError(f"{output} has the ending of no export format; choose one with --format.")
    return "md"
