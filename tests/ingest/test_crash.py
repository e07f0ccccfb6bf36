"""Kill an ingest at any moment: whatever it had acknowledged is there afterwards and can be found."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.embedding.embedder import Embedder
from ingest.normalise import content_hash
from ingest.store import ArticleStore

ROWS = 240

# Runs in the process that is killed. It writes how many documents are acknowledged, as the page would show it.
CHILD = """
import json, os, sys
from pathlib import Path
from ingest.speech.attribution import AttributionExtractor
from ingest.embedding.opening import open_embedder
from ingest.library import Library
from ingest.settings import DEFAULT_EMBEDDER
from ingest.store import ArticleStore
import ingest.pipeline
ingest.pipeline._BATCH_CHARACTERS = 6_000  # many small commits, so that a kill meets every moment of one

home, rows, told = map(Path, sys.argv[1:])
embedder = open_embedder(DEFAULT_EMBEDDER, Path(os.environ["DATELINE_CACHE"]))
with ArticleStore.open(home, embedder=embedder) as store, told.open("a") as out:
    def tell(progress):
        out.write(f"{progress.done}\\n"); out.flush(); os.fsync(out.fileno())
    out.write("0\\n"); out.flush()
    Library(store, embedder, AttributionExtractor()).add([rows], on_progress=tell)
    out.write("end\\n")
"""


def write_rows(path: Path) -> list[str]:
    names = ["harbour", "granary", "viaduct", "reservoir", "lighthouse", "foundry", "orchard", "tramway"]
    texts = [
        f"The {names[n % 8]} of district {n} will be rebuilt, the council said on Monday.\n\n"
        f"“We owe it to the {n} families of the {names[(n * 3) % 8]},” said councillor Idris Vale{n}. "
        f"The work will cost {n + 3} million crowns and end in {2027 + n % 9}."
        for n in range(ROWS)
    ]
    rows = [{"url": f"https://gazette.example/{n}", "title": f"District {n}", "text": t} for n, t in enumerate(texts)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return texts


def kill_during_ingest(home: Path, rows: Path, told: Path, lines: int, pause: float) -> int:
    """Start an ingest, kill it `pause` seconds after it has told its progress so often; returns how many it acknowledged."""
    told.write_text("")
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", CHILD, home, rows, told], cwd=root) as child:
        give_up = time.monotonic() + 120
        while len(told.read_text().split()) < lines and child.poll() is None and time.monotonic() < give_up:
            time.sleep(0.005)
        time.sleep(pause)
        child.kill()
    acknowledged = [line for line in told.read_text().splitlines() if line.isdigit()]
    assert acknowledged, "the ingest did not begin"
    return int(acknowledged[-1])


def check(home: Path, embedder: Embedder, texts: list[str], acknowledged: int) -> None:
    with ArticleStore.open(home, embedder=embedder) as store:
        for text in texts[:acknowledged]:
            [header] = store.find_content(content_hash(text))
            for number, stored in store.passages(store.passage_ids([header.id])[header.id]).items():
                hits = store.nearest(stored.vectors.passage, k=3)
                assert hits[0][1] > 0.999 and number in [i for i, s in hits if s > 0.999]


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.slow)])
def test_nothing_acknowledged_is_lost(tmp_path: Path, embedder: Embedder, kills: int) -> None:
    rows, told = tmp_path / "rows.jsonl", tmp_path / "told"
    texts = write_rows(rows)
    chance = random.Random(kills)
    most = 0
    for kill in range(kills):
        home = tmp_path / f"home{kill // 6}"  # each store dies several times
        acknowledged = kill_during_ingest(home, rows, told, 1 + kill % 3, chance.uniform(0.0, 0.5))
        most = max(most, acknowledged)
        check(home, embedder, texts, acknowledged)
    assert most > 0, "every kill came before the first commit: the test saw nothing"
