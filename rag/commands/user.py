"""The command user: the line that lets somebody log in."""

from __future__ import annotations

import argparse
import getpass
import sys

from ingest.console import DONE, print_json
from ingest.errors import DatelineError
from rag.commands.common import Commands
from rag.passwords import hashed

_FEWEST = 8  # characters of a password


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    made = commands.add("user", "print the line for DATELINE_USERS that lets somebody log in to the page", run)
    made.add_argument("name", help="the name to log in with; the password is asked for, or read from a pipe")


def run(options: argparse.Namespace) -> int:
    """Ask for a password and print name and hash; returns the exit code."""
    name = str(options.name).strip()
    if not name or any(character in ':,"' or character.isspace() for character in name):
        raise DatelineError(f"{name!r} is not a name to log in with: use letters and digits, without blanks or : or ,")
    line = f"{name}:{hashed(_password(name))}"
    if options.json:
        print_json({"name": name, "line": line})
        return DONE
    print(line)
    print(
        "Put this line into a file of one line a person and set DATELINE_USERS to that file, "
        "or set DATELINE_USERS to the lines themselves with commas between.",
        file=sys.stderr,
    )
    return DONE


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass(f"Password for {name}: ")
        if getpass.getpass("Once more: ") != password:
            raise DatelineError("The two passwords differ; nothing was made.")
    if len(password) < _FEWEST:
        raise DatelineError(f"A password needs at least {_FEWEST} characters.")
    return password
