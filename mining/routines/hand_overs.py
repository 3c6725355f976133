"""Hand-overs that always follow: a step after which another person nearly always has to do a certain next one."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support, costly_first
from mining.routines.performed import between_people

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("hand-over")
_FOLLOWS = 0.9
_CHANGES_HANDS = 0.8
_KEYS = ["previous_activity_no", "activity_no"]
_ = ibis._


def _find(log: EventLog, support: Support) -> Found | Unanswered:
    if not log.resource_names:
        return Unanswered("Hand-overs cannot be seen without a column for who did a step.")
    handed = between_people(log, support.system_accounts)
    counted = handed.group_by(_KEYS).agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5)
    )
    followed = log.events.group_by("activity_no").agg(done=_.count(), goes_on=_.next_activity_no.count())
    pairs = log.events.filter(_.previous_activity_no.notnull()).group_by(_KEYS).agg(times=_.count())
    of_all = pairs.inner_join(followed.rename(previous_activity_no="activity_no"), "previous_activity_no")
    rows = [
        row
        for row in log.rows(counted.inner_join(of_all, _KEYS))
        if support.enough(row["n"], row["n_cases"], log.n_cases)
        and row["times"] >= _FOLLOWS * row["goes_on"]
        and row["n"] >= _CHANGES_HANDS * row["times"]
        and row["previous_activity_no"] != row["activity_no"]
    ]
    rows.sort(key=costly_first(*_KEYS))
    told = tuple(_routine(log, handed, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _routine(log: EventLog, handed: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    first, second = (log.activity_names[row[key]] for key in _KEYS)
    mine = handed.filter(*(handed[key] == row[key] for key in _KEYS))
    seen = Occurrences(KIND, (first, second), mine, row["n"], row["n_cases"], row["median"])
    return seen.told(
        log,
        f"{seen.in_cases(log, support.base)} “{first}” is handed to another person, who does “{second}” "
        f"{seen.took(log, support.base)} later at the median. Hardly anything else ever comes next. Ask whether it has "
        "to change hands.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "The same next step follows at least 9 times in 10, and another person does it at least 8 times in 10.",
    _find,
)
