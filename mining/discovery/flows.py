"""The directly-follows graph: what follows what, how often and how long after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.units import Clock, Seconds, to_the_grain

__all__ = ["ActivityFigures", "DirectlyFollowsGraph", "Flow", "directly_follows", "with_working_times"]

_ENDS = ["previous_activity_no", "activity_no"]
_SHARES = [0.5, 0.9]
_ = ibis._


@dataclass(frozen=True)
class ActivityFigures:
    """One activity of the graph.

    Attributes
    ----------
    name
        Activity name, as in the log.
    n_events, n_cases
        Executions, and cases with at least one.
    n_starting, n_ending
        Cases that begin, and that end, with it.
    median_wait, p90_wait
        Time since the previous event of the case (waiting and work together); None where it only
        ever comes first.
    working_median, working_p90
        The same in working time; None where it was not asked for, or cannot or must not be told.
    """

    name: str
    n_events: int
    n_cases: int
    n_starting: int
    n_ending: int
    median_wait: Seconds | None
    p90_wait: Seconds | None
    working_median: Seconds | None = None
    working_p90: Seconds | None = None


@dataclass(frozen=True)
class Flow:
    """One directly-follows relation: `target` came next after `source` in the same case.

    Attributes
    ----------
    n, n_cases
        Times it happened, and cases in which it did.
    median, p90
        Time from the completion of `source` to the completion of `target`; None where it cannot or must not be
        told.
    working_median, working_p90
        The same in working time; None where it was not asked for, or cannot or must not be told.
    """

    source: str
    target: str
    n: int
    n_cases: int
    median: Seconds | None
    p90: Seconds | None
    working_median: Seconds | None = None
    working_p90: Seconds | None = None


@dataclass(frozen=True)
class DirectlyFollowsGraph:
    """Activities and flows of a log; both with the most frequent first.

    Attributes
    ----------
    activities, flows, n_cases
        What was counted.
    clock
        How the times `median` and `p90` are counted.
    """

    activities: tuple[ActivityFigures, ...]
    flows: tuple[Flow, ...]
    n_cases: int
    clock: Clock = Clock.ELAPSED

    @property
    def names(self) -> tuple[str, ...]:
        """Activity names, most frequent first."""
        return tuple(activity.name for activity in self.activities)

    def activity(self, name: str) -> ActivityFigures:
        """Return the figures of an activity; raises KeyError where there is none."""
        for activity in self.activities:
            if activity.name == name:
                return activity
        raise KeyError(name)

    @property
    def in_working_time(self) -> DirectlyFollowsGraph:
        """The graph with working times in the place of the others; see `with_working_times`."""
        return replace(
            self,
            activities=tuple(
                replace(one, median_wait=one.working_median, p90_wait=one.working_p90)
                for one in self.activities
            ),
            flows=tuple(
                replace(flow, median=flow.working_median, p90=flow.working_p90) for flow in self.flows
            ),
            clock=Clock.WORKING,
        )

    def simplified(self, *, activities: float, paths: float) -> DirectlyFollowsGraph:
        """Return the part of the graph with the most frequent activities and flows.

        Parameters
        ----------
        activities, paths
            Shares 0..1 of activities and of flows to show. Every kept activity keeps its most
            frequent way in and out, so that none hangs in the air.
        """
        kept = set(self.names[: max(1, round(activities * len(self.names)))])
        inner = [flow for flow in self.flows if {flow.source, flow.target} <= kept]
        shown = set(inner[: round(paths * len(inner))])
        for name in kept:
            shown.update([flow for flow in inner if flow.target == name != flow.source][:1])
            shown.update([flow for flow in inner if flow.source == name != flow.target][:1])
        return replace(
            self,
            activities=tuple(activity for activity in self.activities if activity.name in kept),
            flows=tuple(flow for flow in inner if flow in shown),
        )


def directly_follows(log: EventLog) -> DirectlyFollowsGraph:
    """Return the directly-follows graph of a log, counted in the engine.

    What the order of steps tells is counted once for each variant; only times are read from the events.
    Times are medians and 90th percentiles with linear interpolation, exact, in seconds.
    """
    return DirectlyFollowsGraph(_activities(log), _flows(log), log.n_cases, log.clock)


def with_working_times(graph: DirectlyFollowsGraph, worked: EventLog) -> DirectlyFollowsGraph:
    """Return the graph of a log with its working times beside the others.

    Parameters
    ----------
    graph
        Of the log.
    worked
        The same log as `mining.performance.working_time.in_working_time` gives it.
    """
    names = worked.activity_names
    # Kept, for both questions below would otherwise clock every event anew.
    gaps = worked.events.filter(_.previous_activity_no.notnull()).select(*_ENDS, "gap_seconds")
    events = worked.asking.kept(gaps, "worked")
    before = {names[row["activity_no"]]: _pair(row) for row in worked.rows(_waits(events))}
    along = {
        (names[row["previous_activity_no"]], names[row["activity_no"]]): _pair(row)
        for row in worked.rows(_gaps(events))
    }
    nothing = (None, None)
    activities, flows = [], []
    for one in graph.activities:
        median, p90 = before.get(one.name, nothing)
        activities.append(replace(one, working_median=median, working_p90=p90))
    for flow in graph.flows:
        median, p90 = along.get((flow.source, flow.target), nothing)
        flows.append(replace(flow, working_median=median, working_p90=p90))
    return replace(graph, activities=tuple(activities), flows=tuple(flows))


def _waits(events: ir.Table) -> ir.Table:
    return events.group_by("activity_no").agg(wait=_.gap_seconds.quantile(_SHARES))


def _gaps(events: ir.Table) -> ir.Table:
    arriving = events.filter(_.previous_activity_no.notnull())
    return arriving.group_by(*_ENDS).agg(wait=_.gap_seconds.quantile(_SHARES))


def _pair(row: dict[str, Any]) -> tuple[Seconds | None, Seconds | None]:
    """Median and 90th percentile; an engine may give no list, or a list of nothing, where there are no times."""
    median, p90 = row["wait"] or (None, None)
    return (None, None) if median is None or p90 is None else (to_the_grain(median), to_the_grain(p90))


def _counted_activities(steps: ir.Table, variants: ir.Table, events: ir.Table) -> ir.Table:
    once = steps.group_by("variant_no", "activity_no").agg(
        n=_.count(),
        starting=_.previous_activity_no.isnull().sum(),
        ending=_.next_activity_no.isnull().sum(),
    )
    counts = (
        once.inner_join(variants.select("variant_no", "n_cases"), "variant_no")
        .group_by("activity_no")
        .agg(
            n_events=(_.n * _.n_cases).sum(),
            cases=_.n_cases.sum(),
            n_starting=(_.starting * _.n_cases).sum(),
            n_ending=(_.ending * _.n_cases).sum(),
        )
    )
    return counts.left_join(_waits(events), "activity_no").drop("activity_no_right")


def _activities(log: EventLog) -> tuple[ActivityFigures, ...]:
    names = log.activity_names
    rows = log.rows(log.asking.posed(_counted_activities, log.steps, log.variants, log.events))
    rows.sort(key=lambda row: (-row["n_events"], names[row["activity_no"]]))
    return tuple(
        ActivityFigures(
            names[row["activity_no"]],
            row["n_events"],
            row["cases"],
            row["n_starting"],
            row["n_ending"],
            *_pair(row),
        )
        for row in rows
    )


def _counted_flows(steps: ir.Table, variants: ir.Table, events: ir.Table) -> ir.Table:
    once = steps.filter(_.previous_activity_no.notnull()).group_by("variant_no", *_ENDS).agg(n=_.count())
    counts = (
        once.inner_join(variants.select("variant_no", "n_cases"), "variant_no")
        .group_by(*_ENDS)
        .agg(times=(_.n * _.n_cases).sum(), cases=_.n_cases.sum())
    )
    return counts.inner_join(_gaps(events), _ENDS)


def _flows(log: EventLog) -> tuple[Flow, ...]:
    names = log.activity_names
    flows = [
        Flow(
            names[row["previous_activity_no"]],
            names[row["activity_no"]],
            row["times"],
            row["cases"],
            *_pair(row),
        )
        for row in log.rows(log.asking.posed(_counted_flows, log.steps, log.variants, log.events))
    ]
    return tuple(sorted(flows, key=lambda flow: (-flow.n, flow.source, flow.target)))
