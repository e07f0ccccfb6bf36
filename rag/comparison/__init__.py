"""Compare what articles say on a topic: who holds what, what is shared, disputed, changed, or told by one outlet alone."""

from rag.comparison.types import (
    Aspect,
    Change,
    Claim,
    Comparison,
    Conflict,
    ConflictKind,
    Copy,
    Figure,
    FigureKind,
    FigureValue,
    Judged,
    OnlyIn,
    Shared,
    TimelineEvent,
    Viewpoint,
    found_by,
)

__all__ = [
    "Aspect",
    "Change",
    "Claim",
    "Comparison",
    "Conflict",
    "ConflictKind",
    "Copy",
    "Figure",
    "FigureKind",
    "FigureValue",
    "Judged",
    "OnlyIn",
    "Shared",
    "TimelineEvent",
    "Viewpoint",
    "found_by",
]
