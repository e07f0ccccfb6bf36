"""A comparison as HTML: the table, the timeline, contradictions side by side, figures, what is shared, changed, or alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rag.comparison import Comparison
from rag.comparison.shelf import KeptComparison, Made
from rag.types import Statement
from ui.compared_claims import EXCERPT, Keep, View, folded, model_says, quote
from ui.compared_disputed import disputed, disputes_of, figures, figures_in
from ui.compared_table import table
from ui.kept_list import kept_list, kept_row, kept_title
from ui.markup import button, counted, element, joined, moment, text
from ui.timeline import timeline_picture


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a comparison: its name, how it is shown, and how much of it the words to filter by leave."""

    name: str
    shown: Callable[[Comparison, View, Keep], str]
    count: Callable[[Comparison, Keep], int]


def parts_of(comparison: Comparison, keep: Keep = lambda _: True) -> tuple[tuple[str, str, int], ...]:
    """Return the parts that can be shown: key, name, and how much of it the words to filter by leave."""
    return tuple((key, part.name, part.count(comparison, keep)) for key, part in PARTS.items())


@dataclass(frozen=True, slots=True)
class Standing:
    """When a kept comparison was made, and whether the library has changed since."""

    made: Made
    changed: bool = False


def compared(comparison: Comparison, view: View, standing: Standing | None = None) -> str:
    """Return a comparison with the part that is asked for."""
    if not comparison.claims:
        words = comparison.notes[0] if comparison.notes else "These articles hold nothing on this."
        return f'<p class="hint none" role="status">{text(words)}</p>'
    keep = _keeper(comparison, view.words)
    shown = PARTS[view.part if view.part in PARTS else "table"].shown
    return (
        _head(comparison, view, standing)
        + _parts(comparison, view, keep)
        + element("div", shown(comparison, view, keep), class_="part")
    )


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


def _head(comparison: Comparison, view: View, standing: Standing | None) -> str:
    holders = sum(1 for view in comparison.viewpoints if view.claims)
    line = joined(
        [
            f"<b>{counted(comparison.sources, 'article')}</b>",
            f"<b>{counted(comparison.independent, 'independent source')}</b>",
            counted(holders, "holder"),
            counted(len(comparison.claims), "statement"),
            f"{comparison.elapsed:.1f} s",
            f"made {moment(standing.made.made_at)}" if standing else None,
        ]
    )
    stale = ""
    if standing and standing.changed:
        words = f"The library has changed since this was made, {moment(standing.made.made_at)}."
        stale = f'<p class="note" role="status">{words} {_AGAIN}</p>'
    copies = "".join(
        f'<p class="hint">{text(" and ".join(copy.outlets))} print one report; it counts once.</p>'
        for copy in comparison.copies
    )
    notes = "".join(element("p", text(note), class_="note") for note in comparison.notes)
    if comparison.writer != "composed":
        notes += f'<p class="note">Lines in italics are written by {text(comparison.writer)} and checked.</p>'
    title = element("h2", text(comparison.topic), dir="auto")
    return element(
        "header",
        f'{title}<p class="figures">{line}</p>{stale}{copies}{notes}',
        class_="compared",
        role="status",
        data_comparison=standing.made.id if standing else None,
        data_part=view.part,
        data_by=view.by,
        data_sort=view.sort,
        data_words=view.words,
    )


_AGAIN = button("Make anew", on="submit", class_="quiet", data_again="")


def not_as_it_was(standing: Standing) -> str:
    """Return what stands in the place of a kept comparison that rests on words which are no longer in the library."""
    words = f"This comparison, made {moment(standing.made.made_at)}, holds words that are no longer in the library."
    title = element("h2", text(standing.made.wanted.topic), dir="auto")
    return f'<header data-comparison="{text(standing.made.id)}">{title}<p class="note" role="status">{words} {_AGAIN}</p></header>'


def recent(kept: Sequence[KeptComparison], opened: str) -> str:
    """Return the kept comparisons, or nothing where there are none. opened: the id of the one that is shown."""
    rows = []
    for one in kept:
        done = button(
            "Delete", on="select", class_="quiet", data_do="delete", data_id=one.id, aria_label=f"Delete: {one.title}"
        )
        rows.append(kept_row(kept_title(one.id, one.title, opened), moment(one.made_at), done))
    return kept_list("Recent comparisons", rows)


def _parts(comparison: Comparison, view: View, keep: Keep) -> str:
    buttons = "".join(
        button(
            f'{text(name)}<span class="count">{count}</span>',
            on="select",
            data_part=key,
            aria_pressed="true" if key == view.part else "false",
        )
        for key, name, count in parts_of(comparison, keep)
    )
    return (
        f'<div class="wide parts"><div class="segments" role="group" aria-label="What is shown">{buttons}</div></div>'
    )


def _timeline(comparison: Comparison, view: View, keep: Keep) -> str:
    drawn = replace(comparison, timeline=tuple(event for event in comparison.timeline if keep(event.claim)))
    key = (
        '<p class="hint">A point is a statement, by the day it was published and the side of its holder; a diamond is what '
        "articles tell of a day. Choose one to read it in its article.</p>"
    )
    return key + timeline_picture(drawn)


def _shared(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for one in comparison.shared:
        if not any(keep(i) for i in one.claims):
            continue
        quotes = "".join(quote(comparison, comparison.claims[i]) for i in one.claims)
        head = f'<h3>{text(one.label)} <span class="hint">{counted(one.independent, "independent source")}</span></h3>'
        cards.append(
            element("article", f"{head}<ul class='claims'>{quotes}</ul>{model_says(one.judged)}", class_="card")
        )
    return "".join(cards) or '<p class="hint none">Nothing that several holders say alike was found.</p>'


def _changed(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for change in comparison.changes:
        if not any(keep(i) for i in change.steps):
            continue
        steps = "".join(quote(comparison, comparison.claims[i], holder=False) for i in change.steps)
        reason = text(change.reason)
        if change.evidence is not None:
            reason = button(reason, on="click", class_="words", data_number=change.evidence)
        head = f"<h3>{text(comparison.viewpoints[change.viewpoint].holder)}</h3>"
        told = (f'<p class="why">{reason}</p>' if change.reason else "") + model_says(change.judged)
        body = f'{head}<ol class="claims steps">{steps}</ol>{told}'
        cards.append(element("article", body, class_="card"))
    return "".join(cards) or '<p class="hint none">Nobody was found to have changed their position.</p>'


def _only(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for only in comparison.only_in:
        quotes = [quote(comparison, comparison.claims[i], longest=EXCERPT) for i in only.claims if keep(i)]
        if quotes:
            head = f"<h3>{text(only.outlet)}</h3>"
            cards.append(element("article", f"{head}{folded(quotes, 6)}", class_="card"))
    if not cards:
        return '<p class="hint none">No outlet reports on this what no other does.</p>'
    return "".join(cards)


def _people(comparison: Comparison, view: View, keep: Keep) -> str:
    cards = []
    for one in comparison.viewpoints:
        quotes = [quote(comparison, comparison.claims[i], holder=False) for i in one.claims if keep(i)]
        if not quotes:
            continue
        described = element("p", text(one.description), class_="description", dir="auto") if one.description else ""
        figures = joined([text(one.side), text(", ".join(one.outlets)), counted(one.independent, "independent source")])
        position = _position(one.position) if one.position else ""
        head = f'<h3 dir="auto">{text(one.holder)}</h3>{described}<p class="figures">{figures}</p>{position}'
        cards.append(element("article", head + folded(quotes, 4), class_="card"))
    return "".join(cards) or '<p class="hint none">Nobody is quoted with these words.</p>'


def _position(line: Statement) -> str:
    """Return the line that a model wrote of a holder, with the numbers that open the words it rests on."""
    chips = "".join(
        button(str(number), on="click", class_="chip small", data_number=number, aria_label=f"Citation {number}")
        for number in line.citations
    )
    return element("p", f'{text(line.text)} <span class="chips">{chips}</span>', class_="position", dir="auto")


def _kept(claims_of: Callable[[Comparison], Iterable[Sequence[int]]]) -> Callable[[Comparison, Keep], int]:
    """Return what counts the groups of claims of which one is kept."""
    return lambda comparison, keep: sum(any(map(keep, claims)) for claims in claims_of(comparison))


PARTS = {
    "table": Part("Table", table, _kept(lambda c: [row.claims for row in c.aspects])),
    "timeline": Part("Timeline", _timeline, _kept(lambda c: [[event.claim] for event in c.timeline])),
    "disputed": Part("Disputed", disputed, lambda comparison, keep: len(disputes_of(comparison, keep))),
    "figures": Part("Figures", figures, lambda comparison, keep: len(figures_in(comparison, keep))),
    "shared": Part("Shared", _shared, _kept(lambda c: [one.claims for one in c.shared])),
    "changed": Part("Changed", _changed, _kept(lambda c: [one.steps for one in c.changes])),
    "only": Part("Only in one outlet", _only, _kept(lambda c: [[claim] for one in c.only_in for claim in one.claims])),
    "people": Part("Who says what", _people, _kept(lambda c: [one.claims for one in c.viewpoints])),
}
