"""What is disputed in a comparison as HTML: contradictions side by side, and figures that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.comparison import Comparison, Conflict, Figure, FigureKind
from rag.comparison.joined import disputes_in
from rag.comparison.judge import VERDICT
from ui.compared_claims import Keep, View, quote
from ui.markup import button, counted, day, element, joined, text


def disputes_of(comparison: Comparison, keep: Keep) -> list[list[Conflict]]:
    """Return the contradictions that are kept, those of one dispute together."""
    return disputes_in(comparison, [one for one in comparison.conflicts if keep(one.left) or keep(one.right)])


def disputed(comparison: Comparison, view: View, keep: Keep) -> str:
    """Return a card a dispute: one claim that several contradict stands once, beside all of them."""
    cards = []
    for group in disputes_of(comparison, keep):
        about = next((conflict.about for conflict in group if conflict.about), "")
        head = f"<h3>{text(about)}</h3>" if about else ""
        body = "".join(_facing(comparison, *row) for row in _rows(group))
        cards.append(element("article", head + body, class_="card conflict"))
    return "".join(cards) + _refused(comparison) or '<p class="hint none">No contradiction that is sure was found.</p>'


def _rows(group: Sequence[Conflict]) -> list[tuple[int, list[Conflict]]]:
    """Return claims with the contradictions that each is set against, every one once; those of most first."""
    left = list(group)
    rows = []
    while left:
        counts = Counter(claim for conflict in left for claim in (conflict.left, conflict.right))
        most = max(counts.values())
        claim = left[0].left if counts[left[0].left] == most else next(c for c, n in counts.items() if n == most)
        rows.append((claim, [conflict for conflict in left if claim in (conflict.left, conflict.right)]))
        left = [conflict for conflict in left if claim not in (conflict.left, conflict.right)]
    return rows


def _facing(comparison: Comparison, claim: int, against: Sequence[Conflict]) -> str:
    """Return a claim beside all that contradict it, each with what tells so."""
    others = "".join(
        quote(comparison, comparison.claims[one.right if one.left == claim else one.left], tag="div")
        + _why(comparison, one)
        for one in against
    )
    return (
        f'<div class="facing">{quote(comparison, comparison.claims[claim], tag="div")}'
        f'<span class="against" aria-label="against">≠</span><div class="opposite">{others}</div></div>'
    )


def _why(comparison: Comparison, conflict: Conflict) -> str:
    reason = text(conflict.reason)
    if conflict.evidence is not None:
        cited = comparison.citation(conflict.evidence)
        opener = button(reason, on="click", class_="words", data_number=conflict.evidence)
        reason = f"{text(cited.publisher or 'The article')} says so: {opener}"
    badge = element("span", text(conflict.by), class_="badge", data_by="model" if conflict.judged else "rule")
    return f'<p class="why">{badge} {reason}</p>'


def _refused(comparison: Comparison) -> str:
    """Return the verdicts of a model that the words did not bear out, folded, each with the reason."""
    refused = [one for one in comparison.rejected if one.reason.startswith(VERDICT)]
    if not refused:
        return ""
    items = "".join(element("li", f"{text(one.text)} ({text(one.reason.removeprefix(VERDICT))})") for one in refused)
    return f"<details><summary>{counted(len(refused), 'verdict')} refused</summary><ul>{items}</ul></details>"


_HOW = {FigureKind.CONFLICT: "differ", FigureKind.UPDATE: "rose, by day", FigureKind.AGREE: "agree"}


def figures_in(comparison: Comparison, keep: Keep) -> list[Figure]:
    """Return the figures that are kept."""
    return [figure for figure in comparison.figures if any(keep(value.claim) for value in figure.values)]


def figures(comparison: Comparison, view: View, keep: Keep) -> str:
    """Return a card a figure, with who gives it, in which outlet and when."""
    cards = "".join(_figure(figure) for figure in figures_in(comparison, keep))
    return cards or '<p class="hint none">No figure is given twice.</p>'


def _figure(figure: Figure) -> str:
    rows = "".join(
        element(
            "tr",
            element("td", button(text(value.text), on="click", class_="words value", data_number=value.citation))
            + element("td", text(value.source), dir="auto")
            + element("td", joined([text(value.outlet) if value.outlet else None, day(value.date)])),
        )
        for value in (*figure.values, *figure.later)
    )
    head = (
        f'<h3>{text(figure.what)} <span class="badge" data-kind="{text(figure.kind)}">{_HOW[figure.kind]}</span></h3>'
    )
    if figure.latest is not None:
        newest = joined([text(figure.latest.text), text(figure.latest.source), day(figure.latest.date)])
        head += f'<p class="figures"><b>Latest:</b> {newest}</p>'
    table = f'<table class="plain"><thead><tr><th>Figure</th><th>Given by</th><th>In</th></tr></thead><tbody>{rows}</tbody></table>'
    return element("article", f'{head}<div class="wide">{table}</div>', class_="card figure")
