from __future__ import annotations

import pytest

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.marks import Line
from mining.units import Seconds
from tests.discovery.graphs import HOUR, activity, flow, small_graph
from ui.map.sentences import about_activity, about_line, about_map, about_terminal


def test_an_activity_that_always_comes_first_has_no_time_before_it() -> None:
    # Report happened once in each of the 100 cases; its only flow leads to Triage.
    assert about_activity(small_graph().activity("Report"), small_graph()) == (
        "Happened 100 times in 100 cases, 100% of all. Most often followed by Triage, 100 times."
    )


def test_one_is_said_in_the_singular() -> None:
    graph = DirectlyFollowsGraph((activity("A", 1), activity("B", 1)), (flow("A", "B", 1),), 4)
    assert about_activity(graph.activity("A"), graph) == (
        "Happened 1 time in 1 case, 25% of all. Median time since the step before: 1.0 hours. "
        "Most often followed by B, 1 time."
    )


def test_an_activity_that_mostly_repeats_is_followed_by_itself() -> None:
    graph = DirectlyFollowsGraph((activity("A", 9),), (flow("A", "A", 5),), 9)
    assert about_activity(graph.activity("A"), graph).endswith("Most often followed by itself, 5 times.")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (Line(None, "A", 1, 1), "Start to A. 1 case began here."),
        (Line("A", None, 1200, 1200), "A to End. 1,200 cases ended here."),
        (Line("A", "B", 5, 5), "A to B. Taken 5 times in 5 cases. Times are not shown of so few cases."),
        (
            Line("A", "B", 3, 2, Seconds(2 * HOUR), Seconds(48 * HOUR)),
            "A to B. Taken 3 times in 2 cases. Median time 2.0 hours; one in ten took longer than 2.0 days.",
        ),
    ],
)
def test_a_line_says_where_it_leads_how_often_and_how_long(line: Line, sentence: str) -> None:
    assert about_line(line) == sentence


def test_the_ends_of_the_process_and_the_map_are_described() -> None:
    assert about_terminal("start", small_graph()) == "Where 100 cases begin."
    assert about_terminal("end", small_graph()) == "Where 100 cases end."
    assert about_map(small_graph(), "Waiting time") == (
        "Process map of 100 cases: 4 activities and 5 flows, coloured by waiting time."
    )
