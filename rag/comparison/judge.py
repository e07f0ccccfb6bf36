"""Have a language model judge the pairs of statements that the rules left open, and keep the verdicts that the words bear out."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ingest.errors import ModelError
from rag.claims.conflicts import opposed
from rag.claims.figures_alike import differ, same_thing
from rag.comparison.candidates import Candidate, candidates, may_be_judged, statements_of
from rag.comparison.evidence import Item, Table
from rag.comparison.grouping import phrase_of
from rag.comparison.joined import agreeing, turned
from rag.comparison.naming import Naming
from rag.comparison.told import Told
from rag.comparison.types import Comparison, Conflict, ConflictKind, Judged, Shared
from rag.comparison.verdicts import Line, Verdict, lines_of, standing
from rag.day import day_in_words
from rag.independence import independent_sources
from rag.types import Rejected
from rag.writing.write import Writer

PAIRS = 40  # that a request tells the model to judge first
STATEMENTS = 120  # that a request shows at most
_WIDE = (64_000, 120_000)  # tokens that a model reads at once, from which a request is twice, and three times as large
_POOL = 200  # most promising pairs, for which further requests are made where one does not hold them
_TOO_FEW = 10  # pairs for which no further request is made
_LINES = 40  # verdicts that are kept of one request; the model is tried by all that it gives
_REQUESTS, _SECONDS = 3, 90.0  # at most; and after so long no further one is begun
_LONGEST = 320  # characters of a statement
_BEFORE, _SHORT = 110, 9  # characters that stand before a statement of so many words are told with it
_FAR, _TRIED_FAR, _TRIED_LONG = 0.12, 2, 8  # cosine of pairs that have nothing to do with each other; such pairs; words
_STOPPED = "Stopped before the language model had judged what the rules leave open."
VERDICT = "as a verdict on two statements: "  # what a refused one's reason begins with
_KEPT = "Contradictions and agreements are those of the rules alone."


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """One statement as the model is shown it. at: the claim; None for a copy of one, by which the model is tried."""

    text: str
    facts: dict[str, str]
    at: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """Pairs whose answer is known: a statement and its copy say the same, and far ones have nothing to do with each other.

    By place in the request, 1 first. A model that gets them wrong, or was ordered to say one thing of all, is not believed.
    """

    copy: frozenset[int]
    far: frozenset[frozenset[int]]

    def failed(self, lines: Iterable[Line]) -> bool:
        """Tell whether the model contradicts a statement with its copy, or finds something in all pairs that are far apart."""
        said = {frozenset((line.one, line.other)): line.verdict for line in lines}
        everywhere = len(self.far) == _TRIED_FAR and all(pair in said for pair in self.far)
        return said.get(self.copy) is Verdict.CONTRADICTS or everywhere

    def passed(self, lines: Iterable[Line]) -> bool:
        """Tell whether a model that was stopped midway had called the statement and its copy the same by then."""
        lines = list(lines)
        same = any(frozenset((one.one, one.other)) == self.copy and one.verdict is Verdict.SAME for one in lines)
        return same and not self.failed(lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Request:
    statements: tuple[Printed, ...]
    pairs: str
    trial: Trial


def with_verdicts(
    writer: Writer,
    comparison: Comparison,
    table: Table,
    naming: Naming,
    told: Sequence[Told],
    *,
    stop: threading.Event | None = None,
    on_stage: Callable[[str], None] | None = None,
) -> Comparison:
    """Return the comparison with what a model finds in the pairs that the rules left open, each marked with its name.

    Where the model fails or is stopped, with what it had judged before, and a note why. Refused verdicts stand in `rejected`.
    on_stage: told how many of the pairs are judged.
    """
    return _Judge(writer, comparison, table, naming, told, on_stage or (lambda _: None)).judged(stop)


class _Judge:
    def __init__(
        self,
        writer: Writer,
        comparison: Comparison,
        table: Table,
        naming: Naming,
        told: Sequence[Told],
        tell: Callable[[str], None],
    ) -> None:
        self._writer = writer
        self._times = 1 + sum(writer.model.window >= wide for wide in _WIDE)
        self._most = _LINES * self._times
        self._model = writer.model.name
        self._compared = comparison
        self._table = table
        self._naming = naming
        self._names = {claim.id: comparison.holder(claim) for claim in comparison.claims}
        self._settled = settled(comparison, told)
        self._tell = tell
        self._conflicts: list[Conflict] = []
        self._same: list[tuple[dict[int, str], str]] = []  # claims with the words that are named of them, and a label
        self._turned: list[tuple[int, dict[int, str]]] = []  # holders, likewise
        self._rejected: list[Rejected] = []
        self._met: set[frozenset[int]] = set()

    def judged(self, stop: threading.Event | None) -> Comparison:
        notes = []
        begun = time.monotonic()
        try:
            for request, progress in self._requests():
                asked = self._asked(request, progress, stop)
                if asked is None:
                    notes.append(_STOPPED)
                    break
                if request.trial.failed(asked):
                    notes.append(
                        f"{self._model} called a statement and its copy a contradiction, or found one in what has nothing to do "
                        f"with each other, so its verdicts are not used. {_KEPT}"
                    )
                    break
                for line in asked[: self._most]:
                    self._read(line, request.statements)
                if time.monotonic() - begun > _SECONDS:
                    break
        except ModelError as error:
            notes.append(f"{error} {_KEPT}")
        if self._conflicts or self._same or self._turned:
            notes.append(
                f"What {self._model} found beyond the rules is marked “judged by {self._model}”: the words on both sides are "
                "exact; that they oppose or agree is its verdict, so read both."
            )
        return replace(
            self._compared,
            conflicts=(*self._compared.conflicts, *self._conflicts),
            shared=(*self._compared.shared, *self._agreeing()),
            changes=turned(self._compared.changes, self._turned, self._model, lambda at: self._item(at).day),
            rejected=(*self._compared.rejected, *self._rejected),
            notes=(*self._compared.notes, *notes),
        )

    def _asked(self, request: _Request, progress: str, stop: threading.Event | None) -> list[Line] | None:
        """Return the model's verdicts, telling how many there are so far; None when stopped, after reading those that stand by then."""
        so_far = ""

        def told(text: str) -> None:
            nonlocal so_far
            if text.count("\n") != so_far.count("\n"):
                found = len(lines_of(text.rpartition("\n")[0]))
                self._tell(f"{progress}, {found} found so far" if found else progress)
            so_far = text

        self._tell(progress)
        if stop and stop.is_set():
            return None
        variables = self._variables(request.pairs)
        text = self._writer.unchecked("judge", request.statements, variables, stop=stop, on_text=told)
        if text is not None:
            return lines_of(text)
        whole = lines_of(so_far.rpartition("\n")[0])
        for line in whole[: self._most] if request.trial.passed(whole) else ():
            self._read(line, request.statements)
        return None

    # --- what is asked ---------------------------------------------------------------------------------------

    def _requests(self) -> Iterator[tuple[_Request, str]]:
        """Yield requests until the most promising pairs have been put, both statements in one of them; with how far it is."""
        found = candidates(self._table, self._naming, self._names, self._settled)
        left = pool = found[:_POOL]
        for tried in range(_REQUESTS):
            if len(left) <= _TOO_FEW * bool(tried):
                return
            order = statements_of([*left, *found], most=STATEMENTS * self._times)
            printed = [self._printed(at) for at in order]
            longest = ", ".join(["120-120"] * (PAIRS * self._times + 1 + _TRIED_FAR))
            fits = self._writer.fitting("judge", [*printed, *printed[:1]], self._variables(longest))  # and a copy
            request = self._request(order[: max(2, fits - 1)], left)
            shown = {one.at for one in request.statements}
            yield request, f"{self._model} judges pairs of statements: {len(pool) - len(left)} of {len(pool)} done"
            left = [pair for pair in left if not {pair.one, pair.other} <= shown]

    def _request(self, order: Sequence[int], left: Sequence[Candidate]) -> _Request:
        long = [at for at in order if len(self._table.items[at].claim.words.split()) >= _TRIED_LONG] or list(order)
        copied = secrets.choice(long)
        statements = [self._printed(at) for at in order]
        others = [at for at in order if self._item(at).holder != self._item(copied).holder] or [copied]
        copy = replace(self._printed(copied), facts=self._printed(secrets.choice(others)).facts, at=None)
        statements.insert(secrets.randbelow(len(statements) + 1), copy)
        place = {one.at: number for number, one in enumerate(statements, 1)}
        far = self._far(order)
        asked = [(pair.one, pair.other) for pair in left if pair.one in place and pair.other in place][
            : PAIRS * self._times
        ]
        pairs = [frozenset((place[one], place[other])) for one, other in asked]
        trial = Trial(
            copy=frozenset((place[copied], place[None])),
            far=frozenset(frozenset((place[one], place[other])) for one, other in far),
        )
        for known in (trial.copy, *trial.far):  # anywhere among the others
            pairs.insert(secrets.randbelow(len(pairs) + 1), known)
        listed = ", ".join("-".join(map(str, sorted(pair))) for pair in pairs)
        return _Request(statements=tuple(statements), pairs=listed, trial=trial)

    def _far(self, order: Sequence[int]) -> list[tuple[int, int]]:
        """Return the pairs of statements that are the least near and share no word."""
        near = self._table.near
        apart = [
            (float(near[one, other]), one, other)
            for one, other in combinations(order, 2)
            if near[one, other] < _FAR and not self._item(one).forms & self._item(other).forms
        ]
        found: list[tuple[int, int]] = []
        for _, one, other in sorted(apart):
            if not any({one, other} & set(pair) for pair in found):
                found.append((one, other))
        return found[:_TRIED_FAR]

    def _printed(self, at: int) -> Printed:
        item = self._item(at)
        words = item.claim.words
        before = ""
        if len(words.split()) <= _SHORT:
            before = " ".join(item.article.text[: item.span.start][-_BEFORE:].split()).partition(" ")[2]
        facts = {
            "by": self._names[at],
            "outlet": item.claim.outlet or "unknown",
            "day": day_in_words(item.claim.date) or "unknown",
            "before": before,
        }
        return Printed(text=" ".join(words.split())[:_LONGEST], facts=facts, at=at)

    def _variables(self, pairs: str) -> dict[str, str]:
        return {"topic": self._compared.topic, "pairs": pairs, "most": str(self._most)}

    def _item(self, at: int) -> Item:
        return self._table.items[at]

    # --- what becomes of a verdict ---------------------------------------------------------------------------

    def _read(self, line: Line, statements: Sequence[Printed]) -> None:
        """Keep a verdict that stands, else list it as refused; none of the model's own words goes into either."""
        if not all(1 <= number <= len(statements) for number in (line.one, line.other)):
            self._refuse("a verdict", "it names a statement that was not shown")
            return
        one, other = (statements[number - 1].at for number in (line.one, line.other))
        if one is None or other is None:
            return  # the copy by which it was tried
        pair = frozenset((one, other))
        what = f"{self._names[one]} and {self._names[other]}: {line.verdict}"
        if pair in self._met:
            return
        self._met.add(pair)
        if pair in self._settled:
            if self._settled[pair] is not line.verdict:
                self._refuse(what, "the rules are sure of something else")
            return
        reason = self._refused(line.verdict, one, other)
        words = [standing(said, self._quotes(at)) for said, at in zip(line.words, (one, other), strict=True)]
        if reason is None and (words[0] is None or words[1] is None):
            reason = "the words it names do not stand in the quotes"
        if reason is not None:
            self._refuse(what, reason)
            return
        self._keep(line.verdict, one, other, (words[0] or "", words[1] or ""))

    def _refuse(self, what: str, reason: str) -> None:
        self._rejected.append(Rejected(text=what, reason=f"{VERDICT}{reason}"))

    def _quotes(self, at: int) -> list[str]:
        return [self._compared.citation(number).quote for number in self._compared.claims[at].citations]

    def _refused(self, verdict: Verdict, one: int, other: int) -> str | None:
        """Return why a verdict cannot be of these two statements, or None."""
        left, right = self._item(one), self._item(other)
        if one == other or not may_be_judged(left, right, self._names):
            return "the statements are not of two holders, nor of one holder on two days"
        if verdict is Verdict.CONTRADICTS:
            return None
        if left.holder == right.holder:
            return "a holder who says the same again adds nothing"
        one_source = independent_sources(item.claim.printing for item in (left, right)) < 2
        if one_source and not (left.spoken and right.spoken):
            return "an outlet that repeats whom it quotes adds nothing"
        if opposed(left.claim.words, right.claim.words):
            return "the rules find them opposed"
        for a in left.quantities:
            for b in right.quantities:
                alike = same_thing(a, b, around_one=left.around, around_other=right.around, near=True)
                if alike and differ(a, b):
                    return "their figures differ"
        return None

    def _keep(self, verdict: Verdict, one: int, other: int, words: tuple[str, str]) -> None:
        left, right = self._item(one), self._item(other)
        named = dict(zip((one, other), words, strict=True))
        about = phrase_of(left.claim.words, left.forms & right.forms)
        if verdict is Verdict.SAME:
            self._same.append((named, about or words[0]))
        elif left.holder == right.holder and left.claim.viewpoint is not None:
            self._turned.append((left.claim.viewpoint, named))
        else:
            judged = Judged(model=self._model, words=words)
            reason = judged.told("against")
            self._conflicts.append(
                Conflict(kind=ConflictKind.JUDGED, about=about, left=one, right=other, reason=reason, judged=judged)
            )

    def _agreeing(self) -> list[Shared]:
        """Return what the model calls the same, each group by day."""
        shared = []
        for group in agreeing(self._same, lambda at: self._item(at).holder):
            ids = tuple(sorted(group.words, key=lambda at: (self._item(at).day or "9", at)))
            sources = independent_sources(self._item(at).claim.printing for at in ids)
            judged = Judged(model=self._model, words=tuple(group.words[at] for at in ids))
            shared.append(Shared(label=group.label, claims=ids, independent=sources, judged=judged))
        return shared


def settled(comparison: Comparison, told: Sequence[Told]) -> dict[frozenset[int], Verdict]:
    """Return the pairs of claims of which the rules are sure, or which an article sets against each other, and how they stand."""
    known: dict[frozenset[int], Verdict] = {}
    for figure in comparison.figures:
        for a, b in combinations(figure.values, 2):
            same = a.low <= b.high and b.low <= a.high
            known[frozenset((a.claim, b.claim))] = Verdict.SAME if same else Verdict.CONTRADICTS
    for one in told:
        known[frozenset((one.left, one.right))] = Verdict.SAME if one.agrees else Verdict.CONTRADICTS
    for shared in comparison.shared:
        known |= {frozenset(pair): Verdict.SAME for pair in combinations(shared.claims, 2)}
    for change in comparison.changes:
        known |= {frozenset(pair): Verdict.CONTRADICTS for pair in combinations(change.steps, 2)}
    for conflict in comparison.conflicts:
        known[frozenset((conflict.left, conflict.right))] = Verdict.CONTRADICTS
    return known
