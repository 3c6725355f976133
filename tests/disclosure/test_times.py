"""Times as they are told: in the clock they were counted by, working time by the same rule as elapsed time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mining.analysis import analyse
from mining.disclosure.analysis import disclosed
from mining.disclosure.flows import disclosed_graph
from mining.disclosure.rounding import time
from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph, Flow
from mining.report import Report
from mining.reporting.page import as_html
from mining.reporting.waits import waits_csv
from mining.units import DAY_SECONDS, Clock, Seconds
from tests.event_logs import NO_MODEL, at, log_of

LONG, SHORT = Seconds(98_765.4), Seconds(12_345.6)


def graph_with(n: int, n_starting: int = 0, clock: Clock = Clock.ELAPSED) -> DirectlyFollowsGraph:
    """A, then B, in so many cases; in some further ones B comes first."""
    times = (LONG, LONG, SHORT, SHORT)
    total = n + n_starting
    return DirectlyFollowsGraph(
        (
            ActivityFigures("B", total, total, n_starting, total, *times),
            ActivityFigures("A", n, n, n, 0, None, None),
        ),
        (Flow("A", "B", n, n, *times),),
        total,
        clock,
    )


@pytest.mark.parametrize(
    ("n", "working"), [(9, (None, None)), (10, (12_348.0, None)), (50, (12_348.0, 12_348.0))]
)
def test_working_times_need_as_many_cases_and_have_as_many_digits(n, working):
    told = disclosed_graph(graph_with(n), 5)
    (flow,), step = told.flows, told.activity("B")
    assert (flow.working_median, flow.working_p90) == working
    assert (step.working_median, step.working_p90) == working
    in_time = told.in_working_time
    assert (in_time.clock, in_time.flows[0].median) == (Clock.WORKING, working[0])


def test_a_wait_of_few_is_not_told_of_a_step_that_mostly_comes_first():
    # B comes first in 60 cases and after A in 5: a median of five waits, though 65 cases have B.
    step = disclosed_graph(graph_with(5, n_starting=60), 5).activity("B")
    assert (step.n_cases, step.n_starting) == (65, 60)
    assert (step.median_wait, step.p90_wait, step.working_median, step.working_p90) == (None,) * 4


def test_days_stay_days():
    assert disclosed_graph(graph_with(50, clock=Clock.DAYS), 5).clock is Clock.DAYS
    assert time(Seconds(2.5 * DAY_SECONDS), 5, Clock.DAYS) == 2.5 * DAY_SECONDS
    assert time(Seconds(123 * DAY_SECONDS), 5, Clock.DAYS) == 123 * DAY_SECONDS
    assert time(Seconds(1_234 * DAY_SECONDS), 5, Clock.DAYS) == 1_230 * DAY_SECONDS


def test_a_log_of_dates_is_told_in_days_to_the_end():
    first = date(2025, 1, 6)
    rows = [
        (f"c{case}", step, str(first + timedelta(days=days)))
        for case in range(60)
        for step, days in (("Ask", 0), ("Answer", 123))
    ]
    told = disclosed(analyse(log_of(rows)))
    assert told.graph.clock is told.throughput.clock is Clock.DAYS
    assert told.throughput.median == told.graph.flows[0].median == 123 * DAY_SECONDS
    assert "median_elapsed_days" in waits_csv(told)
    page = as_html(Report(told, NO_MODEL))
    assert "123 days" in page
    flows = page[page.index("what follows what") : page.index("Most frequent variants")]
    assert "123 days" in flows
    assert "hours" not in flows


def test_the_working_time_of_a_routine_is_rounded_in_its_sentence_too():
    rows = [
        (f"c{case}", step, at(hour + case % 7 / 61))
        for case in range(40)
        for step, hour in (("Ask", 0), ("Decide", 3), ("Ask", 30), ("Decide", 33))
    ]
    analysis = analyse(log_of(rows))
    told = disclosed(analysis)
    assert analysis.routines
    assert told.working.clock is Clock.WORKING
    for one in told.routines:
        for seconds in (one.median_seconds, one.working_seconds):
            assert seconds is not None
            assert seconds == time(seconds, 5)
