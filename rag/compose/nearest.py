"""Where nothing found answers: what is nearest is told after saying so, a few statements and no more."""

from __future__ import annotations

from collections.abc import Sequence

from rag.cite import Draft

NEAREST = "The nearest: "  # ends what stands before the first of them
_MOST = 2


def nearest(message: str, drafts: Sequence[Draft], most: int = _MOST) -> list[Draft]:
    """Return at most so many statements, told as what is nearest to an answer that was not found. message: what stands before them."""
    told = drafts[:most]
    return [Draft(text=f"{message}{d.text}", evidence=d.evidence) if i == 0 else d for i, d in enumerate(told)]
