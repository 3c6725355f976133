from __future__ import annotations

from dataclasses import replace

from mining.discovery.boxes import boxes_of
from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.marks import lines_of
from tests.discovery.graphs import activity, small_graph


def test_boxes_are_the_start_the_activities_by_frequency_and_the_end() -> None:
    graph = small_graph()
    boxes = boxes_of(graph, lines_of(graph))
    assert [box.key for box in boxes] == [
        "start",
        "activity:Triage",
        "activity:Report",
        "activity:Close",
        "activity:Ask",
        "end",
    ]


def test_an_activity_called_start_is_told_from_the_start() -> None:
    graph = DirectlyFollowsGraph((activity("Start", 5, n_starting=5, n_ending=5),), (), 5)
    keys = [box.key for box in boxes_of(graph, lines_of(graph))]
    assert len(set(keys)) == 3


def test_a_start_that_no_line_touches_is_left_out() -> None:
    graph = DirectlyFollowsGraph((activity("A", 5),), (), 5)
    assert [box.key for box in boxes_of(graph, lines_of(graph))] == ["activity:A"]


def test_a_long_name_makes_a_higher_box_of_at_most_three_lines() -> None:
    short = activity("Pay", 5)
    long = replace(short, name="Request more information about the circumstances of the applicant " * 3)
    low, high = boxes_of(DirectlyFollowsGraph((short, long), (), 5), [])
    assert len(low.lines) == 1
    assert len(high.lines) == 3
    assert high.lines[-1].endswith("…")
    assert high.height == low.height + 2 * 17
    assert high.width == low.width


def test_a_rectangle_is_centred_on_its_box() -> None:
    box = replace(boxes_of(small_graph(), [])[0], x=100.0, y=50.0)
    assert box.rectangle.left + box.rectangle.right == 200
    assert box.rectangle.bottom - box.rectangle.top == box.height
