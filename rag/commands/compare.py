"""The command compare: who holds what on a topic, what is shared, disputed and changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from ingest.console import DONE, Stages, print_json, stopped_by_signal, write_file
from rag.commands.common import Commands, filter_options, filters, opened
from rag.comparison.export import to_csv, to_xlsx
from rag.comparison.matrix import By
from rag.comparison.output import comparison_json, comparison_text
from rag.limits import LONGEST_TOPIC, worded


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    made = commands.add("compare", "compare who holds what on a topic, over all articles", run)
    made.add_argument("topic", help="a topic or question, in quotation marks")
    made.add_argument("--by", choices=[str(by) for by in By], default=None, help="what the table's columns are")
    made.add_argument("--person", action="append", default=[], help="only this holder; may be given again")
    made.add_argument("--csv", type=Path, metavar="FILE", help="write every quote to a CSV file")
    made.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook with the table and all parts")
    filter_options(made)
    made.set_defaults(usage_error=made.error)


def run(options: argparse.Namespace) -> int:
    """Compare; returns the exit code."""
    topic = worded(options.topic, "topic", LONGEST_TOPIC)
    if not topic:
        options.usage_error("name a topic to compare")
    with opened(options) as assistant, Stages() as tell, stopped_by_signal("Stopping; what is there is kept") as stop:
        found = assistant.compare(
            topic,
            filters=assistant.limits(filters(options)),
            people=tuple(options.person),
            written=True,
            stop=stop,
            on_stage=tell,
        )
    by = By(options.by) if options.by else None
    if options.json:
        print_json(comparison_json(found, by or By.OUTLET))
    else:
        print(comparison_text(found, by or By.SPEAKER))
    if options.csv:  # after it is told: a file that cannot be written costs nothing of it
        write_file(options.csv, to_csv(found).encode("utf-8"))
    if options.xlsx:
        write_file(options.xlsx, to_xlsx(found, by or By.OUTLET))
    return DONE
