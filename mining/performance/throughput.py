"""Throughput time: how long a case takes from its first start to its last completion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import ibis

from mining.eventlog import EventLog
from mining.units import Seconds

__all__ = ["Throughput", "throughput"]

_ = ibis._


@dataclass(frozen=True)
class Throughput:
    """Distribution of throughput times over the cases of a log, in seconds.

    Attributes
    ----------
    median, mean, p90
        Over all cases, finished or not: the log does not tell which are finished.
    first, last
        Earliest and latest moment of the log, UTC without a zone mark.
    """

    median: Seconds
    mean: Seconds
    p90: Seconds
    first: datetime
    last: datetime


def throughput(log: EventLog) -> Throughput:
    """Return the throughput times of a log: last completion minus first start, per case (bupaR)."""
    table = log.cases.agg(
        median=_.duration_seconds.quantile(0.5),
        mean=_.duration_seconds.mean(),
        p90=_.duration_seconds.quantile(0.9),
        first=_.start_time.min(),
        last=_.last_time.max(),
    )
    return Throughput(**log.rows(table)[0])
