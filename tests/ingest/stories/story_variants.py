"""Printings of the invented stories in tests/data/stories, as different desks would make them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "stories"
_SENTENCE = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])")

# What sub-editors change without reporting anything.
_STYLE = [
    (r"\bpercent\b", "per cent"), (r"\bsaid\b", "says"), (r"\bgovernment\b", "cabinet"), (r"\babout\b", "around"),
    (r"\bsome\b", "roughly"), (r"\bbecause\b", "since"), (r"\bbegan\b", "started"), (r"\bhad been\b", "was"),
    (r"\bon (?:Mon|Tues|Wednes|Thurs|Fri)day\b", "this week"), (r"\baccording to\b", "citing"),
    (r"\bmore than\b", "over"), (r"\btold a news conference\b", "told reporters"), (r"\bbut\b", "however"),
    (r"\blast year\b", "a year ago"), (r"\bkilometres\b", "km"), (r"\bexpected\b", "likely"),
    (r"\bordered\b", "told"), (r"\btwo\b", "2"), (r"\bthree\b", "3"), (r"\bunless\b", "if not"),
    (r"\bwhich\b", "that"), (r"\bhowever\b", "though"), (r"\byear\b", "twelve months"), (r"\bpeople\b", "persons"),
    (r"\bmoney\b", "funds"), (r"\bbig(gest)?\b", r"large\1"), (r"\bcan\b", "may"),
]  # fmt: skip
_LOCAL = [
    "Readers in our area can follow the story on this site throughout the day.",
    "Travel agents in the region said that few of their customers were affected so far.",
    "A spokesman for the city council declined to comment when reached by telephone on Wednesday evening.",
    "The news was received with concern here, where many families have relatives in the affected region.",
    "The local member of parliament asked the foreign office for a statement before the end of the week.",
]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One printed article. `story` is the text it is a printing of: two of one story are copies."""

    id: str
    story: str
    make: str
    title: str
    publisher: str
    published_at: str
    text: str


def read(name: str) -> list[tuple[str, str, str, str]]:
    """Return (kind, title, day, text) of each article in a file of tests/data/stories."""
    found = []
    for part in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("== ")[1:]:
        head, text = part.split("\n", 1)
        kind, title, day = head.split(" | ")
        found.append((kind, title, day, text.strip()))
    return found


def events() -> list[str]:
    """Return the names of the files that hold a wire story, a rival's report and a follow-up."""
    return sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "hard")


def light(text: str, rng: random.Random) -> str:
    """Another house style: dateline recast, one paragraph dropped."""
    paragraphs = _paragraphs(text)
    paragraphs[0] = re.sub(r"^[A-Z ]+, [^(]*\(([^)]*)\) - ", r"(\1) — ", paragraphs[0])
    del paragraphs[rng.randrange(2, len(paragraphs))]
    return "\n\n".join(paragraphs)


def medium(text: str, rng: random.Random) -> str:
    """Restyled words, a sixth of the sentences dropped, a local sentence put in."""
    return _recast(text, rng, style=0.5, drop=0.16, local=1, corrupt=0.0)


def heavy(text: str, rng: random.Random) -> str:
    """Restyled throughout, a quarter of the sentences dropped, three local sentences put in, no dateline."""
    return _recast(text, rng, style=0.95, drop=0.25, local=3, corrupt=0.03)


def noisy(text: str, rng: random.Random) -> str:
    """Scanned from paper: one word in twelve misread."""
    return _recast(text, rng, style=0.0, drop=0.0, local=0, corrupt=0.08)


def shortened(text: str, rng: random.Random) -> str:
    """Cut from the end to a third."""
    paragraphs = _paragraphs(light(text, rng))
    return "\n\n".join(paragraphs[: max(2, len(paragraphs) // 3)])


def thinned(text: str, rng: random.Random) -> str:
    """Every second sentence kept."""
    return _recast(text, rng, style=0.2, drop=0.5, local=0, corrupt=0.0)


def extended(text: str, rng: random.Random) -> str:
    """The whole story with the outlet's own paragraphs before and after."""
    local = rng.sample(_LOCAL, 4)
    paragraphs = _paragraphs(medium(text, rng))
    return "\n\n".join([local[0] + " " + local[1], *paragraphs, local[2], local[3]])


def reordered(text: str, rng: random.Random) -> str:
    """The paragraphs after the first in another order."""
    first, *rest = _paragraphs(text)
    rng.shuffle(rest)
    return "\n\n".join([first, *rest])


def releaded(text: str, lead: str, rng: random.Random) -> str:
    """The first two paragraphs replaced by the outlet's own."""
    return "\n\n".join([lead, *_paragraphs(medium(text, rng))[2:]])


MAKES = (light, medium, heavy, noisy, shortened, thinned, extended, reordered)


def corpus(seed: int, *, merged: bool = True) -> list[Piece]:
    """Return every printing: copies of each story, rivals, follow-ups, merged stories and hard negatives."""
    rng = random.Random(seed)
    pieces: list[Piece] = []

    def put(story: str, make: str, title: str, day: str, text: str, publisher: str | None = None) -> None:
        outlet = publisher or f"Outlet {rng.randrange(1000)}"
        pieces.append(
            Piece(id=f"a{len(pieces):04d}", story=story, make=make, title=title, publisher=outlet, published_at=day,
                  text=text)
        )  # fmt: skip

    wires = {}
    for name in events():
        articles = {kind: (title, day, text) for kind, title, day, text in read(name)}
        title, day, wire = wires[name] = articles["wire"]
        agency = re.search(r"\(([^)]*)\) - ", wire)
        put(name, "wire", title, day, wire, agency[1] if agency else None)
        for make in MAKES:
            put(name, make.__name__, _retitled(title, rng), day, make(wire, rng))
        rival = articles["rival"]
        lead = _paragraphs(rival[2])[0]
        put(name, "releaded", rival[0], day, releaded(wire, lead, rng))
        put(f"{name} rival", "rival", *rival)
        put(f"{name} rival", "light", _retitled(rival[0], rng), day, light(rival[2], rng))
        put(f"{name} followup", "followup", *articles["followup"], agency[1] if agency else None)
        put(f"{name} followup", "medium", _retitled(title, rng), day, medium(articles["followup"][2], rng))
    if merged:
        names = list(wires)
        for one, two in zip(names, names[1:] + names[:1], strict=True):
            first, second = wires[one], wires[two]
            text = light(first[2], rng) + "\n\n" + "\n\n".join(_paragraphs(second[2])[:4])
            put(one, "merged", f"{first[0]}; {second[0]}", max(first[1], second[1]), text)
    for number, (kind, title, day, text) in enumerate(read("hard")):
        put(f"hard {number}", kind, title, day, text, "Dorne Radio" if kind == "bulletin" else None)
    rng.shuffle(pieces)
    return pieces


def _paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def _recast(text: str, rng: random.Random, *, style: float, drop: float, local: int, corrupt: float) -> str:
    text = re.sub(r"^[A-Z ]+, [^(]*\([^)]*\) - ", "", text) if style > 0.9 else text
    for pattern, other in _STYLE:
        if rng.random() < style:
            text = re.sub(pattern, other, text)
    paragraphs = []
    for paragraph in _paragraphs(text):
        kept = [sentence for sentence in _SENTENCE.split(paragraph) if rng.random() >= drop]
        if kept:
            paragraphs.append(" ".join(_misread(sentence, rng, corrupt) for sentence in kept))
    for sentence in rng.sample(_LOCAL, local):
        paragraphs.insert(rng.randrange(1, len(paragraphs) + 1), sentence)
    return "\n\n".join(paragraphs)


def _misread(sentence: str, rng: random.Random, share: float) -> str:
    def bad(word: str) -> str:
        if len(word) < 3 or rng.random() >= share:
            return word
        place = rng.randrange(1, len(word))
        return word[:place] + rng.choice("clrtnu1i") + word[place + 1 :]

    return " ".join(bad(word) for word in sentence.split(" "))


def _retitled(title: str, rng: random.Random) -> str:
    words = title.split()
    return rng.choice([title, " ".join(words[: len(words) // 2]), "Latest: " + title.lower(), "What we know so far"])
