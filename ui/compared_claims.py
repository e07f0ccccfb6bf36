"""What all parts of a comparison share as HTML: a claim as a button that opens its words, and what a model says of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.comparison import Claim, Comparison, Judged
from rag.comparison.matrix import By
from ui.markup import button, day, element, joined, text

EXCERPT = 170  # characters of a claim where many stand side by side
_LONG = 420  # elsewhere
SORTS = (("sources", "most sources"), ("newest", "newest"), ("words", "A to Z"))

Keep = Callable[[int], bool]
"""Tells whether a claim is kept by the words to filter by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What of a comparison is shown: which part, what the table's columns are, its order, and words to filter by."""

    part: str = "table"
    by: By = By.OUTLET
    sort: str = "sources"
    words: str = ""


def quote(
    comparison: Comparison,
    claim: Claim,
    *,
    longest: int = _LONG,
    holder: bool = True,
    outlet: bool = True,
    tag: str = "li",
) -> str:
    """Return a claim's words as a button that opens them, with who made it, where and when as far as wanted."""
    words = claim.words
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + " …"
    cited = comparison.citation(claim.citations[0])
    opener = button(text(words), on="click", class_="words quote", dir="auto", data_claim=claim.id)
    who = _who(comparison, claim) if holder else None
    via = f"via {text(', '.join(claim.via))}" if claim.via else None
    copied = f"also in {text(', '.join(claim.copies))}" if claim.copies else None
    outlet_name = text(claim.outlet or cited.title or "Outlet unknown") if outlet else None
    where = joined([who, outlet_name, day(claim.date), via, copied])
    return element(tag, f'{opener}<p class="where">{where}</p>', class_="claim")


def _who(comparison: Comparison, claim: Claim) -> str:
    if claim.viewpoint is None:
        return '<span class="own">in its own words</span>'
    return f"<b>{text(comparison.viewpoints[claim.viewpoint].holder)}</b>"


def model_says(judged: Judged | None) -> str:
    """Return the mark of what a model says, and the words it names, which stand exactly in the quotes above; else nothing."""
    if judged is None:
        return ""
    badge = element("span", f"judged by {text(judged.model)}", class_="badge", data_by="model")
    return f'<p class="why">{badge} {text(judged.told())}</p>'


def folded(items: Sequence[str], most: int) -> str:
    """Return a list of which more than `most` are folded."""
    shown = f"<ul class='claims'>{''.join(items[:most])}</ul>"
    if len(items) > most:
        more = "".join(items[most:])
        shown += f"<details><summary>{len(items) - most} more</summary><ul class='claims'>{more}</ul></details>"
    return shown
