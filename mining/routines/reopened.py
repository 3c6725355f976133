"""Reopened: a case goes on after a step with which such cases end, because its end did not hold."""

from __future__ import annotations

import re
from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support, costly_first
from mining.routines.chasers import is_chaser
from mining.routines.endings import ending_steps

__all__ = ["DETECTOR", "KIND", "is_reopening"]

KIND = RoutineKind("reopened")
_SOON_SECONDS = 3_600
_KEYS = ["previous_activity_no", "activity_no"]
_WORDS = re.compile(r"\bre-?open(s|ed|ing)?\b", re.IGNORECASE)
_ = ibis._


def is_reopening(activity: str) -> bool:
    """Whether a step's name says that a case is opened again.

    Examples
    --------
    >>> is_reopening("Re-open case"), is_reopening("Open case")
    (True, False)
    """
    return _WORDS.search(activity) is not None


def _goes_on(log: EventLog) -> ir.Table:
    """Events that follow a step with which cases mostly end, or that are named as a reopening."""
    named = [number for number, name in enumerate(log.activity_names) if is_reopening(name)]
    chasing = [number for number, name in enumerate(log.activity_names) if is_chaser(name)]
    last = ending_steps(log).rename(previous_activity_no="activity_no")
    events = log.events.filter(
        _.previous_activity_no.notnull(),
        _.activity_no != _.previous_activity_no,
        _.activity_no.notin(chasing) if chasing else ibis.literal(True),
    )
    after_an_end = events.semi_join(last, "previous_activity_no")
    if not named:
        return after_an_end
    # The engine would count an event that is both twice.
    return ibis.union(
        after_an_end.filter(_.activity_no.notin(named)), events.filter(_.activity_no.isin(named))
    )


def _find(log: EventLog, support: Support) -> Found:
    going_on = _goes_on(log)
    counted = going_on.group_by(_KEYS).agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5)
    )
    rows = [
        row
        for row in log.rows(counted)
        if support.enough(row["n"], row["n_cases"], log.n_cases)
        and (row["median"] >= _SOON_SECONDS or is_reopening(log.activity_names[row["activity_no"]]))
    ]
    rows.sort(key=costly_first(*_KEYS))
    told = tuple(_routine(log, going_on, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _routine(log: EventLog, going_on: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    end, again = (log.activity_names[row[key]] for key in _KEYS)
    mine = going_on.filter(*(going_on[key] == row[key] for key in _KEYS))
    seen = Occurrences(KIND, (end, again), mine, row["n"], row["n_cases"], row["median"], bears_on=(again,))
    return seen.told(
        log,
        f"{seen.in_cases(log, support.base)} the case goes on after “{end}”: “{again}” follows, "
        f"{seen.took(log, support.base)} later at the median. Ask what the first answer left open.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "A case goes on after a step that ends the case at least 8 times in 10, an hour or more later at the median; or "
    "the name of a step says that a case is opened again.",
    _find,
)
