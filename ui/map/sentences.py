"""What the map says about each of its parts, as sentences: shown as tips and read out by screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mining.discovery.labels import plain
from mining.units import Clock, in_words

if TYPE_CHECKING:
    from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph
    from mining.discovery.marks import Line

__all__ = ["about_activity", "about_line", "about_map", "about_terminal"]


def about_map(graph: DirectlyFollowsGraph, overlay: str) -> str:
    """Return one sentence about the whole map."""
    if not graph.activities:
        return "Process map. There is nothing to draw."
    size = (
        f"{_n(len(graph.activities), 'activity', 'activities')} and {_n(len(graph.flows), 'flow', 'flows')}"
    )
    return f"Process map of {_n(graph.n_cases, 'case', 'cases')}: {size}, coloured by {overlay.lower()}."


def about_activity(activity: ActivityFigures, graph: DirectlyFollowsGraph) -> str:
    """Return how often an activity happened, how long after the step before, and what comes next."""
    parts = [_how_often(activity, graph)]
    if activity.median_wait is not None:
        parts.append(f"Median time since the step before: {in_words(activity.median_wait, graph.clock)}.")
    parts.append(_what_next(activity, graph))
    return " ".join(part for part in parts if part)


def _how_often(activity: ActivityFigures, graph: DirectlyFollowsGraph) -> str:
    cases = _n(activity.n_cases, "case", "cases")
    share = f", {activity.n_cases / graph.n_cases:.0%} of all" if graph.n_cases else ""
    return f"Happened {_n(activity.n_events, 'time', 'times')} in {cases}{share}."


def _what_next(activity: ActivityFigures, graph: DirectlyFollowsGraph) -> str:
    following = [flow for flow in graph.flows if flow.source == activity.name]
    if not following:
        return ""
    strongest = max(following, key=lambda flow: flow.n)
    next_step = "itself" if strongest.target == activity.name else plain(strongest.target)
    return f"Most often followed by {next_step}, {_n(strongest.n, 'time', 'times')}."


def about_terminal(kind: str, graph: DirectlyFollowsGraph) -> str:
    """Return what the start or the end of the process stands for."""
    cases = _n(graph.n_cases, "case", "cases")
    return f"Where {cases} begin." if kind == "start" else f"Where {cases} end."


def about_line(line: Line, clock: Clock = Clock.ELAPSED) -> str:
    """Return from where to where a line goes, how often it was taken, and how long it took."""
    way = f"{_name(line.source, 'Start')} to {_name(line.target, 'End')}."
    if line.source is None:
        return f"{way} {_n(line.n, 'case', 'cases')} began here."
    if line.target is None:
        return f"{way} {_n(line.n, 'case', 'cases')} ended here."
    taken = f"Taken {_n(line.n, 'time', 'times')} in {_n(line.n_cases, 'case', 'cases')}."
    if line.median is None:
        return f"{way} {taken} Times are not shown of so few cases."
    slowest = f"; one in ten took longer than {in_words(line.p90, clock)}" if line.p90 is not None else ""
    return f"{way} {taken} Median time {in_words(line.median, clock)}{slowest}."


def _name(activity: str | None, terminal: str) -> str:
    return terminal if activity is None else plain(activity)


def _n(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
