"""Throughput time: how long a case takes from its first start to its last completion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.units import Clock, Seconds, to_the_grain

__all__ = ["Throughput", "throughput"]

_ = ibis._


@dataclass(frozen=True)
class Throughput:
    """Distribution of throughput times over the cases of a log, in seconds.

    Attributes
    ----------
    median, mean, p90
        Over all cases, finished or not: the log does not tell which are finished. None where they must not be
        told.
    first, last
        Earliest and latest moment of the log, UTC without a zone mark.
    clock
        How the times are counted.
    """

    median: Seconds | None
    mean: Seconds | None
    p90: Seconds | None
    first: datetime
    last: datetime
    clock: Clock = Clock.ELAPSED


def throughput(log: EventLog) -> Throughput:
    """Return the throughput times of a log: last completion minus first start, per case (bupaR)."""
    (row,) = log.rows(log.asking.posed(_spread, log.cases))
    median, p90 = map(to_the_grain, row["shares"])
    mean = Seconds(float(row["microseconds"]) / row["n"] / 1e6)
    return Throughput(median, mean, p90, row["first"], row["last"], log.clock)


def _spread(cases: ir.Table) -> ir.Table:
    took = cases.duration_seconds
    return cases.agg(
        shares=took.quantile([0.5, 0.9]),
        # Added up in whole microseconds, so that the order of adding makes no difference.
        microseconds=(took * 1e6).round().cast("decimal(38, 0)").sum(),
        n=took.count(),
        first=_.start_time.min(),
        last=_.last_time.max(),
    )
