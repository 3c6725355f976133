"""Waits on the citizen: time that passes until somebody outside does their part."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support
from mining.routines.chasers import is_chaser
from mining.routines.endings import ending_steps
from mining.routines.performed import steps_of_citizens

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("wait on the citizen")
_LEAST_SHARE = 0.05
_ = ibis._


def _waits(log: EventLog, asked: list[int]) -> ir.Table:
    """Events of these steps that work waited for; after the end of a case nothing waits."""
    ended = ending_steps(log).rename(previous_activity_no="activity_no")
    events = log.events.filter(_.activity_no.isin(sorted(asked)), _.gap_seconds.notnull())
    return events.anti_join(ended, "previous_activity_no")


def _find(log: EventLog, support: Support) -> Found:
    asked = [number for number in steps_of_citizens(log) if not is_chaser(log.activity_names[number])]
    waits = _waits(log, asked)
    counted = waits.group_by("activity_no").agg(
        n=_.count(),
        n_cases=_.case_no.nunique(),
        median=_.gap_seconds.quantile(0.5),
        # Whole seconds add up to the same in whatever order.
        waited=_.gap_seconds.round().cast("int64").sum(),
    )
    (whole,) = log.rows(log.cases.agg(taken=_.duration_seconds.round().cast("int64").sum()))
    rows = [
        {**row, "share": row["waited"] / whole["taken"]}
        for row in (log.rows(counted) if asked else [])
        if support.enough(row["n"], row["n_cases"], log.n_cases)
        and row["waited"] >= _LEAST_SHARE * max(whole["taken"], 1)
    ]
    rows.sort(key=lambda row: (-row["waited"], row["activity_no"]))
    told = tuple(_routine(log, waits, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _routine(log: EventLog, waits: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    name = log.activity_names[row["activity_no"]]
    mine = waits.filter(_.activity_no == row["activity_no"])
    seen = Occurrences(KIND, (name,), mine, row["n"], row["n_cases"], row["median"])
    return seen.told(
        log,
        f"{seen.in_cases(log, support.base)} work stands still until “{name}”, {seen.took(log, support.base)} at the "
        f"median: that is {row['share']:.0%} of all the time that cases take. Ask for it at the start, and say what is "
        "needed.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "The citizen does the step, by its name or by who did it, and work has waited for it at least 5 % of the time that "
    "all cases take. After the end of a case nothing waits.",
    _find,
)
