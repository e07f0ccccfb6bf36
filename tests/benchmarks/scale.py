"""Show what search costs against size: build time, query p50 and p95, memory, disk.

Use:  python -m tests.benchmarks.scale HOME [--passages 10000 100000] [--work DIR]

HOME is a filled data folder whose real passages are repeated: each vector with a little noise, each text with its
words shuffled. The copies go into a data folder of their own under DIR, which is removed afterwards.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np

from rag import NewsAssistant, Settings

_NOISE = 0.02  # of each component of a unit vector, before it is made unit again
_ASKED = 200  # questions: the titles of real articles


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    options = parser.parse_args()
    print(f"{'passages':>10}{'build s':>10}{'p50 ms':>8}{'p95 ms':>8}{'memory MB':>11}{'disk MB':>9}")
    for wanted in options.passages:
        folder = Path(tempfile.mkdtemp(prefix="scale-", dir=options.work))
        try:
            _measure(options.home, folder, wanted)
        finally:
            shutil.rmtree(folder)
    return 0


def _measure(home: Path, folder: Path, wanted: int) -> None:
    shutil.copy(home / "dateline.sqlite", folder)
    begun = time.monotonic()
    titles = _resize(folder / "dateline.sqlite", wanted)
    # A folder without an index has it built from the database when it is opened.
    with NewsAssistant.open(Settings(home=folder, cache=home / "cache", _env_file=None), notify=lambda _: None) as made:
        built = time.monotonic() - begun
        waits = []
        for title in titles:
            begun = time.monotonic()
            made.search(title, asked_on=date(2023, 3, 5))
            waits.append(1000 * (time.monotonic() - begun))
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    p50, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
    print(f"{wanted:>10,}{built:>10.0f}{p50:>8.0f}{p95:>8.0f}{memory:>11.0f}{disk:>9.0f}", flush=True)


def _resize(path: Path, wanted: int) -> list[str]:
    """Bring a database to the wanted number of passages; returns questions to ask."""
    draw = np.random.default_rng(0)
    with closing(sqlite3.connect(path)) as db, db:
        held = int(db.execute("SELECT count(*) FROM passage").fetchone()[0])
        if held > wanted:
            db.execute("DELETE FROM passage WHERE id NOT IN (SELECT id FROM passage ORDER BY id LIMIT ?)", (wanted,))
        fields = "article_id, start, end, title, publisher, text, vector, sentence_spans, sentence_vectors"
        real = db.execute(f"SELECT {fields} FROM passage ORDER BY id").fetchall()
        for n in range(max(wanted - held, 0)):
            *head, text, vector, spans, sentences = real[n % len(real)]
            near = np.frombuffer(vector, dtype=np.float32) + draw.normal(0, _NOISE, len(vector) // 4).astype(np.float32)
            words = text.split(" ")
            draw.shuffle(words)
            # As long as the text was, so that its sentences' places stay within it.
            row = (*head, " ".join(words), (near / np.linalg.norm(near)).astype(np.float32).tobytes(), spans, sentences)
            db.execute(f"INSERT INTO passage ({fields}) VALUES ({', '.join('?' * len(row))})", row)
        titles = db.execute("SELECT title FROM article WHERE title <> '' ORDER BY id LIMIT ?", (_ASKED,)).fetchall()
    return [title for (title,) in titles]


if __name__ == "__main__":
    sys.exit(main())
