from __future__ import annotations

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.marks import Line
from mining.discovery.overlays import Overlay
from mining.units import Seconds
from tests.discovery.graphs import HOUR, activity, small_graph

REPORT_TO_TRIAGE = Line("Report", "Triage", 100, 100, Seconds(HOUR), Seconds(3 * HOUR))
TRIAGE_TO_CLOSE = Line("Triage", "Close", 97, 97, Seconds(48 * HOUR), Seconds(144 * HOUR))
LOOP = Line("Ask", "Ask", 10, 4, Seconds(HOUR), Seconds(3 * HOUR))


def test_frequency_tells_counts() -> None:
    reading = Overlay.of(small_graph(), "frequency")
    assert reading.activity_figure(small_graph().activity("Triage")) == "140 times"
    assert reading.line_figure(REPORT_TO_TRIAGE) == "100"
    assert reading.activity_level(small_graph().activity("Triage")) == 6
    # 50 of 140 events: 6 × √(50 / 140) = 3.6
    assert reading.activity_level(small_graph().activity("Ask")) == 4
    assert reading.scale_ends == ("seldom", "140 times")


def test_waiting_tells_times() -> None:
    reading = Overlay.of(small_graph(), "waiting")
    assert reading.activity_figure(small_graph().activity("Close")) == "after 2.0 days"
    assert reading.activity_figure(small_graph().activity("Report")) == "always first"
    assert reading.activity_level(small_graph().activity("Report")) == 0
    assert reading.line_figure(TRIAGE_TO_CLOSE) == "2.0 days"
    assert reading.line_level(TRIAGE_TO_CLOSE) == 6
    assert reading.line_figure(Line(None, "Report", 100, 100)) == ""
    assert reading.scale_ends == ("at once", "after 2.0 days")


def test_widths_tell_counts_in_every_overlay() -> None:
    widths = {
        name: Overlay.of(small_graph(), name).line_width(REPORT_TO_TRIAGE)
        for name in ("frequency", "waiting")
    }
    assert widths == {"frequency": 7.0, "waiting": 7.0}


def test_a_wait_that_is_not_told_is_not_taken_for_none() -> None:
    graph = DirectlyFollowsGraph(
        (activity("Rare", 5, median_wait=None), activity("First", 5, n_starting=5, median_wait=None)), (), 100
    )
    reading = Overlay.of(graph, "waiting")
    assert [reading.activity_figure(one) for one in graph.activities] == ["time not shown", "always first"]


def test_an_empty_graph_has_an_overlay() -> None:
    assert Overlay.of(DirectlyFollowsGraph((), (), 0), "frequency").busiest_line == 0
