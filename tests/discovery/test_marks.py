from __future__ import annotations

import math
import re

import pytest

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.marks import (
    Line,
    Point,
    arrow_head,
    brief_duration,
    level,
    line_width,
    lines_of,
    rounded_path,
)
from tests.discovery.graphs import activity, flow, small_graph


def test_lines_are_the_flows_and_the_ways_in_and_out_busiest_first() -> None:
    # The weakest flow was taken 10 times, so the line for the three cases that end at Triage is left out.
    lines = lines_of(small_graph())
    assert [(line.source, line.target, line.n) for line in lines] == [
        (None, "Report", 100),
        ("Report", "Triage", 100),
        ("Close", None, 97),
        ("Triage", "Close", 97),
        ("Ask", "Triage", 40),
        ("Triage", "Ask", 40),
        ("Ask", "Ask", 10),
    ]


def test_a_weak_way_out_stays_when_it_is_the_only_one() -> None:
    graph = DirectlyFollowsGraph(
        (activity("A", 10, n_starting=10, n_ending=9), activity("B", 1, n_ending=1)),
        (flow("A", "B", 5),),
        10,
    )
    assert Line("B", None, 1, 1) in lines_of(graph)


def test_a_graph_of_one_activity_has_a_way_in_and_a_way_out() -> None:
    graph = DirectlyFollowsGraph((activity("A", 5, n_starting=5, n_ending=5),), (), 5)
    assert lines_of(graph) == (Line(None, "A", 5, 5), Line("A", None, 5, 5))


def test_the_order_of_lines_does_not_depend_on_the_order_of_the_graph() -> None:
    graph = small_graph()
    turned = DirectlyFollowsGraph(graph.activities[::-1], graph.flows[::-1], graph.n_cases)
    assert lines_of(turned) == lines_of(graph)


def test_levels_grow_with_the_value_and_only_nothing_has_level_0() -> None:
    levels = [level(n, 1000) for n in range(1001)]
    assert levels == sorted(levels)
    assert (levels[0], levels[1], levels[-1]) == (0, 1, 6)
    assert level(5, 0) == 0


def test_line_widths_run_from_1_5_to_7_px() -> None:
    assert line_width(0, 10) == 1.5
    assert line_width(10, 10) == 7.0
    assert line_width(20, 10) == 7.0
    assert line_width(0, 0) == 1.5


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, "0 sec"),
        (59, "59 sec"),
        (90, "2 min"),
        (3_600, "1.0 hours"),
        (36_000, "10 hours"),
        (129_600, "1.5 days"),
        (63_115_200, "2.0 years"),
        (-7_200, "-2.0 hours"),
    ],
)
def test_durations_are_brief(seconds: float | None, words: str) -> None:
    assert brief_duration(seconds) == words


def test_a_straight_line_stops_where_its_arrow_begins() -> None:
    # Width 1: the arrow is 9 + 1 = 10 px long, its base 11 px wide, and its tip is the last point.
    down = (Point(0, 0), Point(0, 100))
    assert rounded_path(down, width=1) == "M0,0L0,90"
    assert arrow_head(down, width=1) == "M0,100L-5.5,90L5.5,90Z"


def test_corners_are_rounded() -> None:
    # The corner at (0, 100) begins 14 px before and ends 14 px after it.
    corner = (Point(0, 0), Point(0, 100), Point(100, 100))
    assert rounded_path(corner, width=1) == "M0,0L0,86Q0,100 14,100L90,100"


def test_a_short_last_stretch_still_has_a_direction() -> None:
    short = (Point(0, 0), Point(0, 5))
    assert rounded_path(short, width=1) == "M0,0L0,0.5"
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", arrow_head(short, width=1))]
    assert all(math.isfinite(number) for number in numbers)


def test_two_equal_points_do_not_divide_by_zero() -> None:
    assert rounded_path((Point(1, 1), Point(1, 1)), width=1) == "M1,1L1,1"
