"""The command doctor: what is set up, what is missing, and how to mend it."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from ingest.console import DONE, FAILED, chosen_home, print_json
from rag.commands.common import Commands
from rag.doctor import examine
from rag.llm.check import Check
from rag.settings import Settings

_SIGNS = {True: "ok", False: "WRONG", None: "-"}


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    commands.add("doctor", "tell what is set up, what is missing and how to mend it", run)


def run(options: argparse.Namespace) -> int:
    """Look everything over; returns 1 where something is wrong."""
    checks = examine(Settings(**chosen_home(options)))
    if options.json:
        print_json({"checks": [asdict(check) for check in checks]})
    else:
        print("\n".join(_line(check) for check in checks))
    return FAILED if any(check.good is False for check in checks) else DONE


def _line(check: Check) -> str:
    line = f"{_SIGNS[check.good]:6} {check.what}: {check.told}"
    return f"{line}\n       {check.mend}" if check.mend else line
