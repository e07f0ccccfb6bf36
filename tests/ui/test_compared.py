"""The Compare tab's HTML: inert text, every quote a button, a picture of points that take the focus."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from rag import NewsAssistant
from rag.comparison import Comparison
from rag.comparison.matrix import By
from ui.compared import View, compared, parts_of
from ui.timeline import timeline_picture


@pytest.fixture(scope="module")
def strait(samples: NewsAssistant) -> Comparison:
    return samples.compare("Kessary Strait and Skarn Bank")


@pytest.mark.parametrize("part", ["table", "timeline", "disputed", "figures", "shared", "changed", "only", "people"])
def test_each_part_shows_quotes_that_open(strait: Comparison, part: str) -> None:
    shown = compared(strait, View(part=part))
    assert re.search(
        r'data-on="click"[^>]*data-(claim|number)="\d+"|data-(claim|number)="\d+"[^>]*data-on="click"', shown
    )
    assert f'data-part="{part}" aria-pressed="true"' in shown or f'aria-pressed="true"{""}' in shown


def test_a_hostile_article_stays_text(strait: Comparison) -> None:
    evil = '<img src=x onerror="alert(1)">${alert(1)}{{x}}'
    claims = tuple(replace(claim, words=evil, outlet=evil) for claim in strait.claims)
    views = tuple(replace(view, holder=evil, side=evil, description=evil) for view in strait.viewpoints)
    events = tuple(replace(event, label=evil, side=evil) for event in strait.timeline)
    bad = replace(strait, topic=evil, claims=claims, viewpoints=views, timeline=events)
    for part, _, _ in parts_of(bad):
        for by in By:
            shown = compared(bad, View(part=part, by=by))
            assert "<img" not in shown
            assert "${" not in shown and "{{" not in shown


def test_filter_keeps_only_what_holds_the_words(strait: Comparison) -> None:
    shown = compared(strait, View(part="people", words="rennholt"))
    assert "Tobias Rennholt" in shown
    assert "Mirela Astanov" not in shown
    assert "No row holds these words" in compared(strait, View(words="xylophone"))


def test_the_counts_are_those_of_what_the_filter_leaves(strait: Comparison) -> None:
    for words in ("", "tarnow", "xylophone"):
        for part in ("disputed", "figures", "shared", "changed"):
            shown = compared(strait, View(part=part, words=words))
            counted = re.search(rf'data-part="{part}"[^>]*>[^<]*<span class="count">(\d+)<', shown) or re.search(
                r'aria-pressed="true"[^>]*>[^<]*<span class="count">(\d+)<', shown
            )
            assert counted is not None and int(counted[1]) == shown.count("<article"), (part, words)


def test_points_of_the_picture_take_the_focus_and_tell_their_words(strait: Comparison) -> None:
    picture = timeline_picture(strait)
    points = re.findall(r"<g [^>]*>", picture)
    assert len(points) > 40
    assert all('tabindex="0"' in p and 'role="button"' in p and "aria-label=" in p for p in points)


def test_rows_can_be_ordered(strait: Comparison) -> None:
    labels = re.findall(r'<th scope="row"[^>]*>([^<]+)<', compared(strait, View(sort="words")))
    assert labels == sorted(labels, key=str.casefold)


def test_a_few_statements_of_years_ago_stand_beside_the_timeline_and_do_not_stretch_it(strait: Comparison) -> None:
    said = [event for event in strait.timeline if event.said]
    old = replace(said[0], date="2015-03-02")
    picture = timeline_picture(replace(strait, timeline=(old, *said)))
    assert ">earlier<" in picture and "2015" not in "".join(re.findall(r'class="tick-name"[^>]*>([^<]*)<', picture))
    places = [float(x) for x in re.findall(r'<circle[^>]*cx="([\d.]+)"', picture)]
    assert max(places) - sorted(places)[1] > 400
    assert ">earlier<" not in timeline_picture(replace(strait, timeline=tuple(said)))


def test_every_year_of_the_timeline_is_told(strait: Comparison) -> None:
    said = [event for event in strait.timeline if event.said]
    later = tuple(replace(event, date="2027-02-02") for event in said)
    words = re.findall(r'class="tick-name"[^>]*>([^<]*)<', timeline_picture(replace(strait, timeline=(*said, *later))))
    assert {word.split()[-1] for word in words if len(word.split()) == 3} == {"2026", "2027"}


def test_points_of_one_day_leave_room_for_those_of_the_next_also_where_something_stands_beside_the_scale(
    strait: Comparison,
) -> None:
    event = next(event for event in strait.timeline if event.said)
    days = [(date(2026, 9, 1) + timedelta(days=i)).isoformat() for i in range(31) for _ in range(2)]
    told = [replace(event, date=day) for day in ("2015-03-02", *days)]
    picture = timeline_picture(replace(strait, timeline=tuple(told)))
    assert ">earlier<" in picture
    places = [(float(y), float(x)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', picture)]
    assert len(places) == len(told)
    in_order = sorted(places)
    assert all(here[0] != there[0] or there[1] - here[1] >= 10 for here, there in pairwise(in_order))
