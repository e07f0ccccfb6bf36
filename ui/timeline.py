"""The timeline of a comparison as a picture: a lane a side, a point a statement, and what happened above them.

The picture is SVG put together from escaped values. Each point is a button by itself: it takes the focus, Enter opens it
(see static/panel.js), and its words are its label.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from rag.comparison import Comparison, TimelineEvent
from rag.day import day_in_words
from ui.markup import element, text

_WIDTH, _LEFT, _RIGHT = 980, 172, 22
_TOP, _LANE, _STEP, _RADIUS = 34, 30, 13, 5.0
_ABREAST = 40  # room at the right for the last day's points, which stand side by side
_LANES = 7  # sides with a lane of their own
_TICKS = 7
_BEFORE = 30  # days before the first statement from which events are drawn
_FEW, _GAP = 0.1, 0.5  # share of the statements that may be far older; days of the gap before the others, of theirs
_OLDER = 78  # room at the left for what is older than the scale
_HUES = 6
_OTHERS = "Others"
_LABEL = 24  # characters of a lane's name


def timeline_picture(comparison: Comparison) -> str:
    """Return the picture, or a line that says why there is none."""
    said = [event for event in comparison.timeline if event.said]
    if not said:
        return '<p class="hint none">No statement on this has a known day.</p>'
    spoken = sorted(date.fromisoformat(event.date) for event in said)
    start, last = _start(spoken), spoken[-1] + timedelta(days=_BEFORE)
    first = start - timedelta(days=_BEFORE)
    drawn = [
        event
        for event in comparison.timeline
        if date.fromisoformat(event.date) <= last and (event.said or date.fromisoformat(event.date) >= first)
    ]
    left_out = len(comparison.timeline) - len(drawn)
    days = sorted({day for event in drawn if (day := date.fromisoformat(event.date)) >= first})
    scale = _Scale(days[0], days[-1], older=spoken[0] < days[0])
    lanes = _lanes(drawn)
    pieces, at = [], float(_TOP)
    for place, (name, events) in enumerate(lanes):
        stacks: dict[str, list[TimelineEvent]] = defaultdict(list)
        for event in events:
            stacks[event.date if date.fromisoformat(event.date) >= scale.first else ""].append(event)
        high = _height(stacks, scale)
        hue = "event" if not events[0].said or name == _OTHERS else str(place % _HUES)
        pieces.append(_lane(name, stacks, at, high, scale, hue, comparison))
        at += high
    height = at + 8
    axis = _axis(scale, height)
    picture = element(
        "svg",
        axis + "".join(pieces),
        viewBox=f"0 0 {_WIDTH} {height:.0f}",
        class_="timeline",
        role="group",
        aria_label=f"Timeline: {comparison.topic}",
    )
    note = f'<p class="hint">{left_out} dated longer ago or further ahead, not drawn.</p>' if left_out else ""
    return f'<div class="wide picture" tabindex="-1">{picture}</div>{note}'


def _start(days: Sequence[date]) -> date:
    """Return the day from which statements lie close together: a few that are far older would squeeze all others into one column.

    days: of the statements, oldest first.
    """
    older = range(1, int(_FEW * len(days)) + 1)
    far = [i for i in older if (days[i] - days[i - 1]).days > max(_BEFORE, _GAP * (days[-1] - days[i]).days)]
    return days[far[-1]] if far else days[0]


class _Scale:
    """Days to places across the picture. older: whether something lies before its first day; that stands at the left, off the scale."""

    def __init__(self, first: date, last: date, *, older: bool = False) -> None:
        self.first = first
        self.days = max(1, (last - first).days)
        self.older = older
        self.left = _LEFT + 10 + (_OLDER if older else 0)

    @property
    def a_day(self) -> float:
        """How much of the picture's width one day takes."""
        return (_WIDTH - self.left - _RIGHT - 10 - _ABREAST) / self.days

    def x(self, day: date) -> float:
        return _LEFT + 10 if day < self.first else self.left + (day - self.first).days * self.a_day

    def ticks(self) -> list[date]:
        step = max(1, -(-self.days // _TICKS))
        return [self.first + timedelta(days=i) for i in range(0, self.days + 1, step)]


def _lanes(events: Sequence[TimelineEvent]) -> list[tuple[str, list[TimelineEvent]]]:
    """Return what happened first, then the sides that say most; the rest share a lane."""
    counts = Counter(event.side for event in events if event.said)
    own = [side for side, _ in counts.most_common(_LANES) if side != "others"]
    lanes: dict[str, list[TimelineEvent]] = {"What happened": [], **{side: [] for side in own}, _OTHERS: []}
    for event in events:
        lanes[("What happened" if not event.said else event.side if event.side in own else _OTHERS)].append(event)
    return [(name, held) for name, held in lanes.items() if held]


def _height(stacks: dict[str, list[TimelineEvent]], scale: _Scale) -> float:
    room = _room(scale)
    deepest = max(-(-len(stack) // room) for stack in stacks.values())
    return _LANE + (deepest - 1) * _STEP


def _room(scale: _Scale) -> int:
    """Return how many points of one day stand side by side before they are stacked."""
    return max(1, min(4, int(scale.a_day // (2 * _RADIUS + 2))))


def _lane(
    name: str,
    stacks: dict[str, list[TimelineEvent]],
    top: float,
    high: float,
    scale: _Scale,
    hue: str,
    comparison: Comparison,
) -> str:
    short = name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip(" ,") + "…"
    label = element("text", f"<title>{text(name)}</title>{text(short)}", x="0", y=f"{top + 19:.1f}", class_="lane-name")
    line = element("line", x1="0", x2=str(_WIDTH), y1=f"{top:.1f}", y2=f"{top:.1f}", class_="lane-line")
    room = _room(scale)
    points = []
    for stack in stacks.values():
        x = scale.x(date.fromisoformat(stack[0].date))
        for place, event in enumerate(stack):
            across = x + (place % room) * (2 * _RADIUS + 2)
            down = top + 15 + (place // room) * _STEP
            points.append(_point(event, across, down, hue, comparison))
    return line + label + "".join(points)


def _point(event: TimelineEvent, x: float, y: float, hue: str, comparison: Comparison) -> str:
    claim = comparison.claims[event.claim]
    who = comparison.holder(claim)
    what = f"{day_in_words(event.date)}. {who}: {event.label}"
    if event.said:
        shape = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=str(_RADIUS))
    else:
        side = _RADIUS * 1.7
        shape = element(
            "rect",
            x=f"{x - side / 2:.1f}",
            y=f"{y - side / 2:.1f}",
            width=f"{side:.1f}",
            height=f"{side:.1f}",
            transform=f"rotate(45 {x:.1f} {y:.1f})",
        )
    return element(
        "g",
        f"<title>{text(what)}</title>{shape}",
        class_="point",
        data_hue=hue,
        data_on="click",
        data_claim=claim.id,
        role="button",
        tabindex="0",
        aria_label=what,
    )


def _axis(scale: _Scale, height: float) -> str:
    pieces = []
    shown = None
    if scale.older:
        x = (_LEFT + 10 + scale.left) / 2 + 8
        pieces.append(element("text", "earlier", x=f"{_LEFT + 10}", y="16", class_="tick-name", text_anchor="middle"))
        pieces.append(
            element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=str(_TOP - 8), y2=f"{height:.0f}", class_="tick older")
        )
    for day in scale.ticks():
        x = scale.x(day)
        words = f"{day.day} {day:%b}" + (f" {day.year}" if day.year != shown else "")
        shown = day.year
        pieces.append(
            element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=str(_TOP - 8), y2=f"{height:.0f}", class_="tick")
        )
        pieces.append(element("text", text(words), x=f"{x:.1f}", y="16", class_="tick-name", text_anchor="middle"))
    return "".join(pieces)
