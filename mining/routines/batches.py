"""Batches: one person does the same step for several cases within minutes of each other."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.disclosure.rounding import time
from mining.engine import microseconds
from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support
from mining.routines.performed import staff
from mining.units import Seconds, in_words

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("batch")
_APART_SECONDS = 5 * 60
_LEAST_CASES = 3
_OFTEN = 0.25
_WORTH_SECONDS = 3_600
_ = ibis._


def _in_runs(log: EventLog, software: frozenset[str]) -> ir.Table:
    """Events of people, each with whether it lies in a run of at least three cases."""
    events = log.events.filter(_.resource_no.isin(staff(log, software)))
    moments = events.select(
        "case_no", "activity_no", "resource_no", "time", "gap_seconds", "position",
        at=microseconds(log.engine, events.time),
    )  # fmt: skip
    hands = ["activity_no", "resource_no"]
    in_time = ["at", "case_no", "position"]
    in_order = ibis.window(group_by=hands, order_by=in_time)
    since = moments.at - moments.at.lag().over(in_order)
    begun = moments.mutate(begins=(since.isnull() | (since > _APART_SECONDS * 1_000_000)).cast("int64"))
    so_far = ibis.window(group_by=hands, order_by=in_time, preceding=None, following=0)
    numbered = begun.mutate(run=begun.begins.sum().over(so_far))
    keys = [*hands, "run"]
    large = numbered.group_by(keys).agg(n_together=_.case_no.nunique())
    joined = numbered.inner_join(large, keys)
    return joined.mutate(is_batched=joined.n_together >= _LEAST_CASES)


def _find(log: EventLog, support: Support) -> Found | Unanswered:
    if not log.resource_names:
        return Unanswered("Batches cannot be seen without a column for who did a step.")
    if len(staff(log, support.system_accounts)) < 2:
        return Unanswered("Batches cannot be seen: the log does not tell one person from another.")
    if log.is_date_only:
        return Unanswered(
            "Batches cannot be seen: the log has dates without times, and they are told by minutes."
        )
    events = log.asking.kept(_in_runs(log, support.system_accounts), "runs")
    batched = events.filter(events.is_batched & events.gap_seconds.notnull())
    alone = events.filter(~events.is_batched & events.gap_seconds.notnull())
    counted = batched.group_by("activity_no").agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5)
    )
    others = alone.group_by("activity_no").agg(
        n_alone=_.count(), cases_alone=_.case_no.nunique(), median_alone=_.gap_seconds.quantile(0.5)
    )
    rows = [row for row in log.rows(counted.inner_join(others, "activity_no")) if _costs(row, log, support)]
    rows.sort(key=lambda row: (-row["n"] * _longer(row), row["activity_no"]))
    told = tuple(_routine(log, batched, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _longer(row: dict[str, Any]) -> float:
    return float(row["median"] - row["median_alone"])


def _costs(row: dict[str, Any], log: EventLog, support: Support) -> bool:
    """Whether it is often done in batches, and both kinds are enough to compare, with a wait that is worth it."""
    return (
        support.enough(row["n"], row["n_cases"], log.n_cases)
        and row["n_alone"] >= support.occurrences
        and row["cases_alone"] >= 2 * support.base
        and row["n"] >= _OFTEN * (row["n"] + row["n_alone"])
        and _longer(row) >= _WORTH_SECONDS
    )


def _routine(log: EventLog, batched: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    name = log.activity_names[row["activity_no"]]
    mine = batched.filter(_.activity_no == row["activity_no"])
    seen = Occurrences(KIND, (name,), mine, row["n"], row["n_cases"], row["median"])
    otherwise = in_words(time(Seconds(row["median_alone"]), support.base))
    return seen.told(
        log,
        f"{seen.in_cases(log, support.base)} “{name}” is done for several cases at once. Done so, it comes "
        f"{seen.took(log, support.base)} after the step before at the median, otherwise {otherwise}. Ask what is saved "
        "by collecting them.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "One person does the same step for three or more cases, each within 5 minutes of the one before: at least a "
    "quarter of the times that it is done, and after a wait at least an hour longer than otherwise.",
    _find,
)
