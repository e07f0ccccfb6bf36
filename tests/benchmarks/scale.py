"""Show what asking costs against size: time to build, search and answer p50 and p95, memory, disk.

Use:  python -m tests.benchmarks.scale HOME [--passages 10000 100000] [--work DIR] [--keep] [--questions FILE.jsonl]

HOME is a filled data folder whose real articles are repeated, with their passages and attributions: each passage's
vector with a little noise, each sentence with its words shuffled. The copies go into a data folder of their own under
DIR, which is removed afterwards unless it is to be kept and measured again. What is asked are the titles of real
articles, or the questions of a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from rag import NewsAssistant, Settings

_NOISE = 0.02  # of each component of a unit vector, before it is made unit again
_ASKED = 200
_DAY = date(2023, 3, 5)
_FIELDS = "start, end, title, publisher, text, vector, sentence_spans, sentence_vectors"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--keep", action="store_true", help="keep what was built, and use what is there")
    parser.add_argument("--questions", type=Path, help="a .jsonl with a question (and perhaps a date) in each line")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # one folder, in a process of its own
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(_measure(options.measure, options.home, options.questions)))
        return 0
    columns = (
        "passages",
        "articles",
        "rows s",
        "index s",
        "search p50",
        "p95 ms",
        "answer p50",
        "p95 ms",
        "MB",
        "disk MB",
    )
    print("".join(f"{name:>11}" for name in columns))
    for wanted in options.passages:
        folder = options.work / f"scale-{wanted}"
        try:
            articles, rows, index = _made(options.home, folder, wanted)
            asked = [sys.executable, "-m", "tests.benchmarks.scale", options.home, "--measure", folder]
            asked += ["--questions", options.questions] if options.questions else []
            figures = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
            disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
            print("".join(f"{value:>11,.0f}" for value in (wanted, articles, rows, index, *figures, disk)), flush=True)
        finally:
            if not options.keep:
                shutil.rmtree(folder, ignore_errors=True)
    return 0


def _made(home: Path, folder: Path, wanted: int) -> tuple[int, float, float]:
    """Build a data folder of so many passages: its articles, seconds for the rows, seconds for the vector index."""
    told = folder / "made.json"
    if told.is_file():
        articles, rows, index = json.loads(told.read_text("utf-8"))
        return articles, rows, index
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(home / "dateline.sqlite", folder)
    begun = time.monotonic()
    articles = _resize(folder / "dateline.sqlite", wanted)
    rows = time.monotonic() - begun
    begun = time.monotonic()
    # A folder without an index has it built from the database when it is opened.
    with NewsAssistant.open(_settings(folder, home), notify=lambda _: None):
        index = time.monotonic() - begun
    told.write_text(json.dumps((articles, rows, index)), encoding="utf-8")
    return articles, rows, index


def _measure(folder: Path, home: Path, questions: Path | None) -> tuple[float, ...]:
    searched, answered = [], []
    with NewsAssistant.open(_settings(folder, home), notify=lambda _: None) as made:
        made.get_ready()  # as the page does when it starts
        asked = list(_asked(folder, questions))
        made.ask(asked[0][0])  # what only a first question pays is the page's start, not its work
        for question, day in asked:
            begun = time.monotonic()
            made.search(question, asked_on=day)
            searched.append(1000 * (time.monotonic() - begun))
        for question, day in asked:
            begun = time.monotonic()
            made.ask(question, asked_on=day)
            answered.append(1000 * (time.monotonic() - begun))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    waits = [
        f(each)
        for each in (searched, answered)
        for f in (statistics.median, lambda ms: statistics.quantiles(ms, n=20)[-1])
    ]
    return (*waits, memory)  # fmt: skip


def _asked(folder: Path, questions: Path | None) -> Iterator[tuple[str, date]]:
    if questions:
        rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines() if line.strip()]
        for row in rows[:: max(len(rows) // _ASKED, 1)][:_ASKED]:
            yield row["question"], date.fromisoformat(row["date"]) if row.get("date") else _DAY
        return
    with closing(sqlite3.connect(folder / "dateline.sqlite")) as db:
        for (title,) in db.execute("SELECT title FROM article WHERE title <> '' ORDER BY rowid LIMIT ?", (_ASKED,)):
            yield title, _DAY


def _settings(folder: Path, home: Path) -> Settings:
    return Settings(home=folder, cache=home / "cache", _env_file=None)


def _resize(path: Path, wanted: int) -> int:
    """Bring a database to about the wanted number of passages, whole articles at a time; returns its articles."""
    draw, dice = np.random.default_rng(0), random.Random(0)
    with closing(sqlite3.connect(path)) as db, db:
        counted = db.execute("SELECT article_id, count(*) FROM passage GROUP BY article_id ORDER BY min(id)").fetchall()
        held = sum(n for _, n in counted)
        for article, n in reversed(counted):
            if held - n < wanted:
                break
            db.execute("DELETE FROM article WHERE id = ?", (article,))
            for table in ("passage", "attribution"):
                db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article,))
            held -= n
        copy = 0
        while held < wanted:
            copy += 1
            for article, n in counted:
                if held >= wanted:
                    break
                _repeat(db, article, hashlib.sha256(f"{copy} {article}".encode()).hexdigest()[:16], draw, dice)
                held += n
        return int(db.execute("SELECT count(*) FROM article").fetchone()[0])


def _repeat(db: sqlite3.Connection, article: str, name: str, draw: np.random.Generator, dice: random.Random) -> None:
    columns = [row[1] for row in db.execute("PRAGMA table_info(article)")]
    row = dict(zip(columns, db.execute("SELECT * FROM article WHERE id = ?", (article,)).fetchone(), strict=True))
    text = row["text"]
    passages = db.execute(f"SELECT {_FIELDS} FROM passage WHERE article_id = ? ORDER BY id", (article,)).fetchall()
    for *_, spans, _ in passages:
        for begin, end in np.frombuffer(spans, dtype=np.int32).reshape(-1, 2):
            text = text[:begin] + _shuffled(text[begin:end], dice) + text[end:]
    row |= {
        "id": name,
        "key": name,
        "url": None,
        "canonical_url": None,
        "content_hash": name,
        "story_id": None,
        "text": text,
    }
    _insert(db, "article", row)
    for start, end, title, publisher, _, vector, spans, sentences in passages:
        near = np.frombuffer(vector, dtype=np.float32) + draw.normal(0, _NOISE, len(vector) // 4).astype(np.float32)
        values = (
            start,
            end,
            title,
            publisher,
            text[start:end],
            (near / np.linalg.norm(near)).astype(np.float32).tobytes(),
        )
        db.execute(
            f"INSERT INTO passage (article_id, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, *values, spans, sentences),
        )
    db.execute(
        "INSERT INTO attribution (article_id, ordinal, start, end, speaker, description, data) SELECT ?, ordinal,"
        " start, end, speaker, description, replace(data, article_id, ?) FROM attribution WHERE article_id = ?",
        (name, name, article),
    )
    db.execute(
        "INSERT INTO attribution_side (attribution_id, side) SELECT new.id, side FROM attribution_side"
        " JOIN attribution old ON old.id = attribution_id JOIN attribution new USING (ordinal)"
        " WHERE old.article_id = ? AND new.article_id = ?",
        (article, name),
    )


def _shuffled(sentence: str, dice: random.Random) -> str:
    words = sentence.split(" ")
    dice.shuffle(words)
    return " ".join(words)


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    places = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", tuple(row.values()))


if __name__ == "__main__":
    sys.exit(main())
