"""Repeat contact: a citizen has to get in touch, or to give something, once more about one case."""

from __future__ import annotations

import re
from typing import Any

import ibis
import ibis.expr.types as ir

from mining.engine import microseconds
from mining.eventlog import EventLog
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support, costly_first
from mining.routines.chasers import is_chaser
from mining.routines.performed import steps_of_citizens
from mining.routines.spans import elapsed

__all__ = ["DETECTOR", "KIND", "is_contact"]

KIND = RoutineKind("repeat contact")
_WORDS = re.compile(
    r"\b((phone|telephone|incoming|inbound|customer|resident) (call|contact|email|enquiry)s?|calls? received"
    r"|(email|enquiry|query|complaint|contact)s? received|customer contact|complain(s|ed|t)?)\b",
    re.IGNORECASE,
)
_ = ibis._


def is_contact(activity: str) -> bool:
    """Whether a step's name says that a citizen gets in touch.

    Examples
    --------
    >>> is_contact("Phone call"), is_contact("Call customer back")
    (True, False)
    """
    return _WORDS.search(activity) is not None


def _again(log: EventLog, contacts: list[int]) -> ir.Table:
    """Second and later times of these steps in a case, with the time since the last."""
    events = log.events.filter(_.activity_no.isin(contacts)).select(
        "case_no", "activity_no", "position", "time"
    )
    in_case = ibis.window(group_by=["case_no", "activity_no"], order_by="position")
    at = microseconds(log.engine, events.time)
    timed = events.mutate(span_seconds=elapsed(log, at - at.lag().over(in_case)))
    return timed.filter(timed.span_seconds.notnull())


def _find(log: EventLog, support: Support) -> Found:
    by_citizens = steps_of_citizens(log)
    contacts = [
        number
        for number, name in enumerate(log.activity_names)
        if (number in by_citizens or is_contact(name)) and not is_chaser(name)
    ]
    if not contacts:
        return Found(())
    again = _again(log, contacts)
    counted = again.group_by("activity_no").agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.span_seconds.quantile(0.5)
    )
    rows = [row for row in log.rows(counted) if support.enough(row["n"], row["n_cases"], log.n_cases)]
    rows.sort(key=costly_first("activity_no"))
    told = tuple(_routine(log, again, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _routine(log: EventLog, again: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    name = log.activity_names[row["activity_no"]]
    mine = again.filter(_.activity_no == row["activity_no"])
    counts = (row["n"], row["n_cases"], row["median"])
    seen = Occurrences(KIND, (name,), mine, *counts, span="span_seconds")
    return seen.told(
        log,
        f"{seen.in_cases(log, support.base)} “{name}” happens more than once, {seen.took(log, support.base)} after the "
        "last time at the median. Ask what the first contact left open, and whether all could be asked for at once.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "A step that the citizen does, or whose name says that a citizen gets in touch, happens again in the same case. "
    "Chasers are told of by themselves.",
    _find,
)
