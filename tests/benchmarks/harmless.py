"""Count how many harmless texts that use the words of attacks are blocked somewhere on their way.

Use:  python -m tests.benchmarks.harmless ATTACKS

ATTACKS holds NotInject_one.json and NotInject_two.json. Each text becomes an article of its own, taken in as pasted text
by the real pipeline into a fresh library; it must be stored whole, be found by a question about it, and a sentence of
it that states something, cited word for word by a model, must stand.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rag import NewsAssistant, Settings
from rag.types import Rejected
from rag.writing.quoted_material import Numbered
from rag.writing.write import check_sentence
from rag.writing.written import Sentence

_AROUND = (
    "The school in Lemmin teaches its pupils to read such sentences with care, the head teacher said.",
    "About 200 pupils took part in the course in May.",
)


def main() -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("attacks", type=Path)
    options = parser.parse_args()
    texts = [
        row["prompt"]
        for name in ("NotInject_one.json", "NotInject_two.json")
        for row in json.loads((options.attacks / name).read_text("utf-8"))
    ]
    counts: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        NewsAssistant.open(Settings(home=Path(folder), _env_file=None)) as assistant,
    ):
        for i, text in enumerate(texts):
            whole = f"{_AROUND[0]}\n\n“{text.strip()}” stood on the board in room {i}.\n\n{_AROUND[1]}"
            added = assistant.add_text(whole, title=f"Lesson {i}", publisher="Lemmin Post").added
            counts["texts"] += 1
            if not added or text.strip()[:40] not in assistant.article(added[0].id).text:
                counts["not stored"] += 1
                continue
            found = assistant.search(text, k=10).passages
            mine = [p for p in found if p.article.id == added[0].id]
            if not mine:
                counts["not found"] += 1
                continue
            one = Numbered.found(mine[0], assistant.article(added[0].id))
            for said in _AROUND:
                if said in " ".join(one.passage.text.split()):
                    checked = check_sentence(Sentence(text=said, cites=(1,)), [one], assistant.models.checker)
                    counts["sentences"] += 1
                    counts["sentences lost"] += isinstance(checked, Rejected)
            quoted = f"The Lemmin Post reports that “{text.strip()}” stood on the board in room {i}."
            verdict = check_sentence(Sentence(text=quoted, cites=(1,)), [one], assistant.models.checker)
            if isinstance(verdict, Rejected):
                counts["quoted, lost"] += 1
                print(f"{verdict.reason}: {text}")
    print(dict(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
