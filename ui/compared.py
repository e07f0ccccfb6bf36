"""A comparison as HTML: the table, the timeline, contradictions side by side, figures, what is shared, changed, or alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.comparison import Claim, Comparison, Figure, FigureKind, Judged
from rag.comparison.judge import VERDICT
from rag.comparison.matrix import By, Matrix, MatrixRow, matrix_of
from rag.types import Statement
from ui.markup import button, counted, day, element, joined, text
from ui.timeline import timeline_picture

COLUMNS = 8  # of the table
_ROWS = 30
_FIRST_ROWS = 10  # in view before the reader asks for more
_IN_CELL = 3  # claims of a cell that are in view at once
_EXCERPT = 170  # characters of a claim in the table
_LONG = 420  # elsewhere


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What of a comparison is shown: which part, what the table's columns are, its order, and words to filter by."""

    part: str = "table"
    by: By = By.OUTLET
    sort: str = "sources"
    words: str = ""


def parts_of(comparison: Comparison) -> tuple[tuple[str, str, int], ...]:
    """Return the parts that can be shown: key, name, and how much is in it."""
    return (
        ("table", "Table", len(comparison.aspects)),
        ("timeline", "Timeline", len(comparison.timeline)),
        ("disputed", "Disputed", len(comparison.conflicts)),
        ("figures", "Figures", len(comparison.figures)),
        ("shared", "Shared", len(comparison.shared)),
        ("changed", "Changed", len(comparison.changes)),
        ("only", "Only in one outlet", sum(len(one.claims) for one in comparison.only_in)),
        ("people", "Who says what", len(comparison.viewpoints)),
    )


SORTS = (("sources", "most sources"), ("newest", "newest"), ("words", "A to Z"))


def compared(comparison: Comparison, view: View) -> str:
    """Return a comparison with the part that is asked for."""
    if not comparison.claims:
        words = comparison.notes[0] if comparison.notes else "These articles hold nothing on this."
        return f'<p class="hint none" role="status">{text(words)}</p>'
    keep = _keeper(comparison, view.words)
    shown = {
        "table": _table,
        "timeline": _timeline,
        "disputed": _disputed,
        "figures": _figures,
        "shared": _shared,
        "changed": _changed,
        "only": _only,
        "people": _people,
    }.get(view.part, _table)
    return _head(comparison) + _parts(comparison, view) + element("div", shown(comparison, view, keep), class_="part")


Keep = Callable[[int], bool]


def _keeper(comparison: Comparison, words: str) -> Keep:
    """Return what tells whether a claim is kept by the filter: all its words in the claim, its holder or its outlet."""
    wanted = words.casefold().split()
    if not wanted:
        return lambda _: True
    held = []
    for claim in comparison.claims:
        side = "" if claim.viewpoint is None else comparison.viewpoints[claim.viewpoint].side
        text_of = f"{claim.words} {comparison.holder(claim)} {claim.outlet or ''} {side}".casefold()
        held.append(all(word in text_of for word in wanted))
    return lambda i: held[i]


def _head(comparison: Comparison) -> str:
    holders = sum(1 for view in comparison.viewpoints if view.claims)
    line = joined(
        [
            f"<b>{counted(comparison.sources, 'article')}</b>",
            f"<b>{counted(comparison.independent, 'independent source')}</b>",
            counted(holders, "holder"),
            counted(len(comparison.claims), "statement"),
            f"{comparison.elapsed:.1f} s",
        ]
    )
    copies = "".join(
        f'<p class="hint">{text(" and ".join(copy.outlets))} print one report; it counts once.</p>'
        for copy in comparison.copies
    )
    notes = "".join(element("p", text(note), class_="note") for note in comparison.notes)
    if comparison.writer != "composed":
        notes += f'<p class="note">Lines in italics are written by {text(comparison.writer)} and checked.</p>'
    title = element("h2", text(comparison.topic), dir="auto")
    return f'<header class="compared" role="status">{title}<p class="figures">{line}</p>{copies}{notes}</header>'


def _parts(comparison: Comparison, view: View) -> str:
    buttons = "".join(
        button(
            f'{text(name)}<span class="count">{count}</span>',
            on="select",
            data_part=key,
            aria_pressed="true" if key == view.part else "false",
        )
        for key, name, count in parts_of(comparison)
    )
    return (
        f'<div class="wide parts"><div class="segments" role="group" aria-label="What is shown">{buttons}</div></div>'
    )


# --- the table ---------------------------------------------------------------------------------------------------


def _table(comparison: Comparison, view: View, keep: Keep) -> str:
    table = matrix_of(comparison, view.by, most=COLUMNS)
    rows = [replace(row, cells=tuple(tuple(i for i in cell if keep(i)) for cell in row.cells)) for row in table.rows]
    rows = _sorted(comparison, [row for row in rows if any(row.cells)], view.sort)[:_ROWS]
    used = [at for at in range(len(table.columns)) if any(row.cells[at] for row in rows)]
    tools = _choice("Columns", "by", [(str(by), name) for by, name in _BY], str(view.by))
    tools += _choice("Order", "sort", SORTS, view.sort)
    bar = f'<div class="tools">{tools}</div>'
    if not rows:
        return bar + '<p class="hint none">No row holds these words.</p>'
    several = view.sort == SORTS[0][0] and not view.words
    if several:  # what can be compared comes first
        rows = sorted(rows, key=lambda row: sum(1 for at in used if row.cells[at]) < 2)
    first = rows[:_FIRST_ROWS] if several else rows
    rest = rows[len(first) :]
    shown = _grid(comparison, table, first, used, view.by)
    if rest:
        more = _grid(comparison, table, rest, used, view.by)
        shown += f'<details class="rows"><summary>{counted(len(rest), "more row")}</summary>{more}</details>'
    return bar + shown


def _grid(comparison: Comparison, table: Matrix, rows: Sequence[MatrixRow], used: Sequence[int], by: By) -> str:
    head = "<th scope='col'>About</th>" + "".join(
        element("th", text(table.columns[at]), scope="col", dir="auto") for at in used
    )
    body = "".join(_row(comparison, row, used, by) for row in rows)
    grid = f'<table class="matrix"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wide grid" tabindex="0" role="region" aria-label="Table">{grid}</div>'


_BY = ((By.OUTLET, "Outlets"), (By.SIDE, "Sides"), (By.SPEAKER, "People"))


def _sorted(comparison: Comparison, rows: list[MatrixRow], sort: str) -> list[MatrixRow]:
    if sort == "words":
        return sorted(rows, key=lambda row: row.label.casefold())
    if sort == "newest":
        return sorted(rows, key=lambda row: max(_days(comparison, row), default=""), reverse=True)
    return rows


def _days(comparison: Comparison, row: MatrixRow) -> list[str]:
    return [comparison.claims[i].date or "" for cell in row.cells for i in cell]


def _choice(label: str, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> str:
    buttons = "".join(
        button(text(words), on="select", aria_pressed="true" if key == chosen else "false", **{f"data_{name}": key})
        for key, words in choices
    )
    return (
        f'<span class="choice"><span class="label">{label}</span>'
        f'<span class="segments" role="group" aria-label="{label}">{buttons}</span></span>'
    )


def _row(comparison: Comparison, row: MatrixRow, used: Sequence[int], by: By) -> str:
    sources = f'<span class="hint">{counted(row.independent, "independent source")}</span>'
    cells = "".join(element("td", _cell(comparison, row.cells[at], by)) for at in used)
    return f'<tr><th scope="row" dir="auto">{text(row.label)}{sources}</th>{cells}</tr>'


def _cell(comparison: Comparison, claims: Sequence[int], by: By) -> str:
    items = [
        _quote(
            comparison,
            comparison.claims[i],
            longest=_EXCERPT,
            holder=by is not By.SPEAKER,
            outlet=by is not By.OUTLET,
        )
        for i in claims
    ]
    if not items:
        return '<span class="hint" aria-label="nothing">–</span>'
    shown = f"<ul class='claims'>{''.join(items[:_IN_CELL])}</ul>"
    rest = items[_IN_CELL:]
    if rest:
        shown += f"<details><summary>{len(rest)} more</summary><ul class='claims'>{''.join(rest)}</ul></details>"
    return shown


def _quote(
    comparison: Comparison,
    claim: Claim,
    *,
    longest: int = _LONG,
    holder: bool = True,
    outlet: bool = True,
    tag: str = "li",
) -> str:
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


# --- the other parts ---------------------------------------------------------------------------------------------


def _timeline(comparison: Comparison, view: View, keep: Keep) -> str:
    drawn = replace(comparison, timeline=tuple(event for event in comparison.timeline if keep(event.claim)))
    key = (
        '<p class="hint">A point is a statement, by the day it was published and the side of its holder; a diamond is what '
        "articles tell of a day. Choose one to read it in its article.</p>"
    )
    return key + timeline_picture(drawn)


def _disputed(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for conflict in comparison.conflicts:
        if not (keep(conflict.left) or keep(conflict.right)):
            continue
        left, right = comparison.claims[conflict.left], comparison.claims[conflict.right]
        sides = (
            _quote(comparison, left, tag="div")
            + '<span class="against" aria-label="against">≠</span>'
            + _quote(comparison, right, tag="div")
        )
        reason = _judgement(conflict.judged, "against") if conflict.judged else text(conflict.reason)
        if conflict.evidence is not None:
            cited = comparison.citation(conflict.evidence)
            opener = button(reason, on="click", class_="words", data_number=conflict.evidence)
            reason = f"{text(cited.publisher or 'The article')} says so: {opener}"
        about = f"<h3>{text(conflict.about)}</h3>" if conflict.about else ""
        badge = element("span", text(conflict.by), class_="badge", data_by="model" if conflict.judged else "rule")
        foot = f'<p class="why">{badge} {reason}</p>'
        cards.append(element("article", f'{about}<div class="facing">{sides}</div>{foot}', class_="card conflict"))
    return "".join(cards) + _refused(comparison) or '<p class="hint none">No contradiction that is sure was found.</p>'


def _judgement(judged: Judged, between: str) -> str:
    """Return the words that carry a model's verdict; both stand exactly in the quotes above them."""
    return f"“{text(judged.one)}” {between} “{text(judged.other)}”"


def _model_says(judged: Judged | None) -> str:
    """Return the mark of what a model alone says, and the words it names; nothing where the rules say so."""
    if judged is None:
        return ""
    badge = element("span", f"judged by {text(judged.model)}", class_="badge", data_by="model")
    return f'<p class="why">{badge} {_judgement(judged, "and")}</p>'


def _refused(comparison: Comparison) -> str:
    """Return the verdicts of a model that the words did not bear out, folded, each with the reason."""
    refused = [one for one in comparison.rejected if one.reason.startswith(VERDICT)]
    if not refused:
        return ""
    items = "".join(element("li", f"{text(one.text)} ({text(one.reason.removeprefix(VERDICT))})") for one in refused)
    return f"<details><summary>{counted(len(refused), 'verdict')} refused</summary><ul>{items}</ul></details>"


_HOW = {FigureKind.CONFLICT: "differ", FigureKind.UPDATE: "rose, by day", FigureKind.AGREE: "agree"}


def _figures(comparison: Comparison, view: View, keep: Keep) -> str:
    kept = [figure for figure in comparison.figures if any(keep(value.claim) for value in figure.values)]
    return "".join(_figure(figure) for figure in kept) or '<p class="hint none">No figure is given twice.</p>'


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


def _shared(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for one in comparison.shared:
        if not any(keep(i) for i in one.claims):
            continue
        quotes = "".join(_quote(comparison, comparison.claims[i]) for i in one.claims)
        head = f'<h3>{text(one.label)} <span class="hint">{counted(one.independent, "independent source")}</span></h3>'
        cards.append(
            element("article", f"{head}<ul class='claims'>{quotes}</ul>{_model_says(one.judged)}", class_="card")
        )
    return "".join(cards) or '<p class="hint none">Nothing that several holders say alike was found.</p>'


def _changed(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for change in comparison.changes:
        if not any(keep(i) for i in change.steps):
            continue
        steps = "".join(_quote(comparison, comparison.claims[i], holder=False) for i in change.steps)
        reason = text(change.reason)
        if change.evidence is not None:
            reason = button(reason, on="click", class_="words", data_number=change.evidence)
        head = f"<h3>{text(comparison.viewpoints[change.viewpoint].holder)}</h3>"
        told = _model_says(change.judged) or f'<p class="why">{reason}</p>'
        body = f'{head}<ol class="claims steps">{steps}</ol>{told}'
        cards.append(element("article", body, class_="card"))
    return "".join(cards) or '<p class="hint none">Nobody was found to have changed their position.</p>'


def _only(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for only in comparison.only_in:
        quotes = [_quote(comparison, comparison.claims[i], longest=_EXCERPT) for i in only.claims if keep(i)]
        if quotes:
            head = f"<h3>{text(only.outlet)}</h3>"
            cards.append(element("article", f"{head}{_folded(quotes, 6)}", class_="card"))
    if not cards:
        return '<p class="hint none">No outlet reports on this what no other does.</p>'
    return "".join(cards)


def _people(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for one in comparison.viewpoints:
        quotes = [_quote(comparison, comparison.claims[i], holder=False) for i in one.claims if keep(i)]
        if not quotes:
            continue
        described = element("p", text(one.description), class_="description", dir="auto") if one.description else ""
        figures = joined([text(one.side), text(", ".join(one.outlets)), counted(one.independent, "independent source")])
        position = _position(one.position) if one.position else ""
        head = f'<h3 dir="auto">{text(one.holder)}</h3>{described}<p class="figures">{figures}</p>{position}'
        cards.append(element("article", head + _folded(quotes, 4), class_="card"))
    return "".join(cards) or '<p class="hint none">Nobody is quoted with these words.</p>'


def _position(line: Statement) -> str:
    """Return the line that a model wrote of a holder, with the numbers that open the words it rests on."""
    chips = "".join(
        button(str(number), on="click", class_="chip small", data_number=number, aria_label=f"Citation {number}")
        for number in line.citations
    )
    return element("p", f'{text(line.text)} <span class="chips">{chips}</span>', class_="position", dir="auto")


def _folded(items: Sequence[str], most: int) -> str:
    shown = f"<ul class='claims'>{''.join(items[:most])}</ul>"
    if len(items) > most:
        more = "".join(items[most:])
        shown += f"<details><summary>{len(items) - most} more</summary><ul class='claims'>{more}</ul></details>"
    return shown
