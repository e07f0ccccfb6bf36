"""Short names for the rows of a comparison, written by a language model and kept only where the row's own words bear them out."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.errors import MissingDependency, ModelError
from ingest.speech.noun_phrases import NounPhrases
from rag.comparison.types import Aspect, Claim
from rag.types import Rejected
from rag.verify.facts_in_text import Token, is_number, negates, numbers_of, tokens_of
from rag.words import STOP_WORDS, content_words
from rag.writing.orders import orders, states_something, turns_to_the_reader
from rag.writing.quoted_material import Quotes
from rag.writing.write import Writer

_ROWS = 10  # that are named
_CLAIMS, _CLAIM = 4, 220  # quotes of a row that the model is shown, and characters of each
_FEWEST, _MOST, _LONGEST = 2, 6, 60  # words, and characters
_SMALL = frozenset(
    "a an the of for to in and or on at by from with over after before between against during about under".split()
)
_MARKS = frozenset("$€£¥%")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")  # "U.S."
_KEPT = "The rows keep the names taken from their quotes."
STOPPED = f"Stopped before the language model had named the rows. {_KEPT}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The rows, those with a name that stands under it; what was refused and why; and what to tell the user."""

    aspects: tuple[Aspect, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()


def named_rows(
    writer: Writer,
    phrases: NounPhrases,
    topic: str,
    aspects: Sequence[Aspect],
    claims: Sequence[Claim],
    *,
    stop: threading.Event | None = None,
) -> Named:
    """Return the rows with the names a model gives the first of them, each checked; asked once for all.

    A row whose name does not hold keeps its label, as all do, with a note why, where the model fails or is stopped.
    """
    rows = tuple(aspects)
    if not rows:
        return Named(aspects=rows)
    if stop and stop.is_set():
        return Named(aspects=rows, notes=(STOPPED,))
    asked = rows[:_ROWS]
    quotes = [Quotes(text="\n".join(claims[i].words[:_CLAIM] for i in row.claims[:_CLAIMS])) for row in asked]
    try:
        written = writer.lines("aspects", quotes, {"topic": topic}, stop=stop)
        if written is None:
            return Named(aspects=rows, notes=(STOPPED,))
        return _checked(written, phrases, topic, rows, claims, writer.model.name)
    except (ModelError, MissingDependency) as error:
        return Named(aspects=rows, notes=(f"{error} {_KEPT}",))


def _checked(
    written: dict[int, str],
    phrases: NounPhrases,
    topic: str,
    rows: tuple[Aspect, ...],
    claims: Sequence[Claim],
    model: str,
) -> Named:
    labels = [row.label for row in rows]
    rejected = []
    given = False
    for number, name in sorted(written.items()):
        at = number - 1
        if name == labels[at]:
            continue
        others = [*labels[:at], *labels[at + 1 :], *(row.label for row in rows if row.id != rows[at].id)]
        words = [claims[i].words for i in rows[at].claims]
        reason = _refused(name, topic, words, others, phrases)
        if reason:
            rejected.append(Rejected(text=name, reason=f"as the name of a row: {reason}"))
        else:
            labels[at], given = name, True
    note = f"{model} named rows of the table, in words of their quotes and of the topic alone."
    return Named(
        aspects=tuple(replace(row, label=label) for row, label in zip(rows, labels, strict=True)),
        rejected=tuple(rejected),
        notes=(note,) if given else (),
    )


def _refused(name: str, topic: str, claims: Sequence[str], others: Iterable[str], phrases: NounPhrases) -> str | None:
    """Return why a name does not stand for a row, or None where it does."""
    tokens = tokens_of(name)
    if not _FEWEST <= len(name.split()) <= _MOST or len(name) > _LONGEST:
        return f"it is not of {_FEWEST} to {_MOST} words and at most {_LONGEST} characters"
    if "".join(name.split()) != "".join(t.text for t in tokens) or not all(map(_plain, tokens)):
        return "it holds punctuation, quotation marks or an address"
    if _commands(name):
        return "it gives an order or turns to the reader"
    if any(negates(t) or (t.low in STOP_WORDS and t.low not in _SMALL) for t in tokens):
        return "it states something"
    if foreign := _foreign(tokens, topic, claims):
        return f"“{foreign}” does not stand so in the quotes of its row or in the topic"
    own = content_words(name)
    if own <= content_words(topic):
        return "it says no more than the topic"
    if any(own == content_words(other) for other in others):
        return "another row has that name"
    if not phrases.holds(name):
        return "it is not surely a noun phrase"
    return None


def _plain(token: Token) -> bool:
    if not token.word:
        return token.text in _MARKS
    return "." not in token.text or is_number(token) or bool(_DOTTED.fullmatch(token.text))


def _commands(name: str) -> bool:
    """Tell whether a name orders something, also where a capital makes its second word look like a name: "Vote Kastrell"."""
    return turns_to_the_reader(name) or orders(name.lower()) or not states_something(name)


def _foreign(tokens: Sequence[Token], topic: str, claims: Sequence[str]) -> str | None:
    """Return the first words of a name that the row's claims and the topic do not hold, or None.

    Numbers and names must stand there exactly; and a number with what it counts, the words of a name and an owner with
    what is owned must stand there side by side, so that no two facts are made into a third.
    """
    texts = [tokens_of(text) for text in (*claims, topic)]
    exact = {_same(t.text) for text in texts for t in text}
    lower = {stem for text in texts for t in text if not t.capital for stem in content_words(t.text)}
    proper = {t.low for text in texts for t in text if t.capital and not t.opens}
    opening = {t.low for text in texts for t in text if t.opens} - proper
    joined = [f" {' '.join(_same(t.text).lower() for t in text)} " for text in texts]
    numbers = numbers_of(list(tokens), "")
    if numbers and numbers[-1].last == len(tokens):
        return numbers[-1].text or tokens[-1].text  # a number without what it counts
    inside = {i for number in numbers for i in range(number.first, number.last)}
    for i, token in enumerate(tokens):
        counts = i in inside or is_number(token) or token.text in _MARKS
        common = token.low in opening or content_words(token.text) <= lower
        stands = _same(token.text) in exact or (common and not counts and (i == 0 or not token.capital))
        if token.low not in _SMALL and not stands:
            return token.text
        bound = tokens[i : i + 2] if i + 1 < len(tokens) else tokens[i - 1 :] if counts else []
        if len(bound) == 2 and (counts or _bind(*bound)):
            pair = " ".join(_same(t.text).lower() for t in bound)
            if not any(f" {pair} " in text for text in joined):
                return pair
    return None


def _bind(one: Token, other: Token) -> bool:
    return _same(one.text).endswith("'s") or (one.capital and other.capital and other.low not in _SMALL)


def _same(text: str) -> str:
    return text.replace("’", "'")
