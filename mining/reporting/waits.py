"""Times as reports tell them: elapsed and in working hours side by side, each with its unit."""

from __future__ import annotations

from collections.abc import Iterable

from mining.analysis import Analysis
from mining.disclosure.analysis import disclosed
from mining.discovery.flows import DirectlyFollowsGraph
from mining.performance.calendar import WorkingCalendar
from mining.performance.throughput import Throughput
from mining.reporting.cells import csv_text
from mining.units import DAY_SECONDS, Clock, in_words

__all__ = ["NOT_SHOWN", "flow_waits_csv", "throughput_lines", "wait_before", "waits_csv"]

NOT_SHOWN = "not shown"
"""Stands for a time of too few cases."""
_HOUR = 3_600


def throughput_lines(analysis: Analysis) -> list[tuple[str, str]]:
    """Return the median throughput times as pairs of a term and a figure; in working hours where it can be told."""
    elapsed, working = analysis.throughput, analysis.working
    lines = [("Median throughput time", in_words(elapsed.median, elapsed.clock, unknown=NOT_SHOWN))]
    if isinstance(working, Throughput):
        told = in_words(working.median, working.clock, unknown=NOT_SHOWN)
        lines.append(("Median throughput time, working", told))
    return lines


def wait_before(graph: DirectlyFollowsGraph, activity: str) -> str:
    """Return the median time before an activity as one sentence, elapsed and working.

    "" where it always comes first, or where too few cases stand behind it.
    """
    figures = graph.activity(activity)
    if figures.median_wait is None:
        return ""
    said = in_words(figures.median_wait, graph.clock)
    if figures.working_median is not None:
        said = f"{said} elapsed, {in_words(figures.working_median, Clock.WORKING)}"
    return f"Median time since the step before: {said}."


def waits_csv(analysis: Analysis) -> str:
    """Return the times along every flow, and before every step, as CSV; small counts left out."""
    return flow_waits_csv(disclosed(analysis).graph, analysis.settings.calendar)


def flow_waits_csv(graph: DirectlyFollowsGraph, calendar: WorkingCalendar) -> str:
    """Return the times of a graph as CSV, one row a flow, then one a step with nothing under "from".

    The unit stands in the header: hours, or days in a log of dates without times.
    """
    size, unit = (DAY_SECONDS, "days") if graph.clock is Clock.DAYS else (_HOUR, "hours")
    header = (
        "from", "to", "times", "cases", f"median_elapsed_{unit}", f"p90_elapsed_{unit}", "median_working_hours",
        "p90_working_hours", "working_calendar",
    )  # fmt: skip
    flows = (
        (one.source, one.target, one.n, one.n_cases,
         *_in(size, one.median, one.p90), *_in(_HOUR, one.working_median, one.working_p90))
        for one in graph.flows
    )  # fmt: skip
    steps = (
        ("", one.name, one.n_events, one.n_cases,
         *_in(size, one.median_wait, one.p90_wait), *_in(_HOUR, one.working_median, one.working_p90))
        for one in graph.activities
    )  # fmt: skip
    rows: Iterable[tuple[object, ...]] = (*flows, *steps)
    return csv_text(header, ((*row, str(calendar) if row[-1] is not None else None) for row in rows))


def _in(size: float, *seconds: float | None) -> tuple[float | None, ...]:
    return tuple(None if one is None else round(one / size, 3) for one in seconds)
