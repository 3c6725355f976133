"""The directly-follows graph: what follows what, how often and how long after."""

from __future__ import annotations

from dataclasses import dataclass, replace

import ibis

from mining.eventlog import EventLog
from mining.units import Seconds, to_the_grain

__all__ = ["ActivityFigures", "DirectlyFollowsGraph", "Flow", "directly_follows"]

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
    """

    name: str
    n_events: int
    n_cases: int
    n_starting: int
    n_ending: int
    median_wait: Seconds | None
    p90_wait: Seconds | None


@dataclass(frozen=True)
class Flow:
    """One directly-follows relation: `target` came next after `source` in the same case.

    Attributes
    ----------
    n, n_cases
        Times it happened, and cases in which it did.
    median, p90
        Time from the completion of `source` to the completion of `target`; None where it must not be told.
    """

    source: str
    target: str
    n: int
    n_cases: int
    median: Seconds | None
    p90: Seconds | None


@dataclass(frozen=True)
class DirectlyFollowsGraph:
    """Activities and flows of a log; both with the most frequent first."""

    activities: tuple[ActivityFigures, ...]
    flows: tuple[Flow, ...]
    n_cases: int

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
    return DirectlyFollowsGraph(_activities(log), _flows(log), log.n_cases)


def _activities(log: EventLog) -> tuple[ActivityFigures, ...]:
    steps = log.steps
    once = steps.group_by("variant_no", "activity_no").agg(
        n=_.count(),
        starting=_.previous_activity_no.isnull().sum(),
        ending=_.next_activity_no.isnull().sum(),
    )
    counts = (
        once.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
        .group_by("activity_no")
        .agg(
            n_events=(_.n * _.n_cases).sum(),
            cases=_.n_cases.sum(),
            n_starting=(_.starting * _.n_cases).sum(),
            n_ending=(_.ending * _.n_cases).sum(),
        )
    )
    waits = log.events.group_by("activity_no").agg(wait=_.gap_seconds.quantile(_SHARES))
    names = log.activity_names
    rows = log.rows(counts.left_join(waits, "activity_no").drop("activity_no_right"))
    rows.sort(key=lambda row: (-row["n_events"], names[row["activity_no"]]))
    return tuple(
        ActivityFigures(
            names[row["activity_no"]],
            row["n_events"],
            row["cases"],
            row["n_starting"],
            row["n_ending"],
            *(map(to_the_grain, row["wait"]) if row["wait"] else (None, None)),
        )
        for row in rows
    )


def _flows(log: EventLog) -> tuple[Flow, ...]:
    steps = log.steps.filter(_.previous_activity_no.notnull())
    once = steps.group_by("variant_no", *_ENDS).agg(n=_.count())
    counts = (
        once.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
        .group_by(*_ENDS)
        .agg(times=(_.n * _.n_cases).sum(), cases=_.n_cases.sum())
    )
    arriving = log.events.filter(_.previous_activity_no.notnull())
    waits = arriving.group_by(*_ENDS).agg(wait=_.gap_seconds.quantile(_SHARES))
    names = log.activity_names
    flows = [
        Flow(
            names[row["previous_activity_no"]],
            names[row["activity_no"]],
            row["times"],
            row["cases"],
            *map(to_the_grain, row["wait"]),
        )
        for row in log.rows(counts.inner_join(waits, _ENDS))
    ]
    return tuple(sorted(flows, key=lambda flow: (-flow.n, flow.source, flow.target)))
