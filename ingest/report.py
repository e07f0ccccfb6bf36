"""What an ingest tells: its progress while it runs and its report when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.article import ArticleHeader


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A document that was not taken in. `kind` is the error's class name, `reason` its message."""

    name: str
    reason: str
    kind: str = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Duplicate:
    """A document that was already there as the article `of`."""

    name: str
    of: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestProgress:
    """How far an ingest is. `total` and `seconds_left` are None where they cannot be known."""

    done: int
    total: int | None
    name: str
    characters: int
    seconds: float
    seconds_left: float | None = None

    @property
    def characters_per_second(self) -> float:
        """Characters of article text taken in per second of wall time so far."""
        return self.characters / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestReport:
    """What became of every document given. `stopped` tells that the user ended it early."""

    added: tuple[ArticleHeader, ...] = ()
    updated: tuple[ArticleHeader, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    stopped: bool = False


OnProgress = Callable[[IngestProgress], None]
