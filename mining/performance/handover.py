"""Handover of work: how often a case passes from one resource to another (Van der Aalst, Reijers, Song 2005)."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.units import Clock, Seconds, to_the_grain

__all__ = ["Handover", "handovers"]

_ENDS = ["previous_resource_no", "resource_no"]
_ = ibis._


@dataclass(frozen=True)
class Handover:
    """Work that passed from one resource to another, or stayed with one.

    Attributes
    ----------
    source, target
        Who did an event, and who did the next one of the same case.
    n, n_cases
        Times it happened, and cases in which it did.
    median
        Time from the one completion to the other.
    clock
        How that time is counted.
    """

    source: str
    target: str
    n: int
    n_cases: int
    median: Seconds
    clock: Clock = Clock.ELAPSED


def handovers(log: EventLog) -> tuple[Handover, ...] | Unanswered:
    """Return the handovers of a log, the most frequent first; events without a resource are passed by.

    They tell of people: show them by team, or not at all.
    """
    if not log.resource_names:
        return Unanswered("Handover cannot be seen without a column for who did a step.")
    known = log.events.filter(_.resource_no.notnull(), _.previous_resource_no.notnull())
    counted = known.group_by(_ENDS).agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5)
    )
    names = log.resource_names
    found = [
        Handover(
            names[row["previous_resource_no"]],
            names[row["resource_no"]],
            row["n"],
            row["n_cases"],
            to_the_grain(row["median"]),
            log.clock,
        )
        for row in log.rows(counted)
    ]
    return tuple(sorted(found, key=lambda one: (-one.n, one.source, one.target)))
