"""Chasers: contacts that only ask where something is (progress chasing, a form of failure demand)."""

from __future__ import annotations

import re
from typing import Any

import ibis

from mining.eventlog import EventLog
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support

__all__ = ["DETECTOR", "KIND", "is_chaser"]

KIND = RoutineKind("chaser")
_WORDS = re.compile(
    r"\b(chas(e|es|ed|er|ers|ing|e[- ]up)|remind(er|ers|s)?|repeat (contact|call)|progress (check|call|request|enquiry)"
    r"|asks? for (an )?update|update requested|where is my|follow[- ]?up (call|contact|email))\b",
    re.IGNORECASE,
)
_ = ibis._


def is_chaser(activity: str) -> bool:
    """Whether an activity's name says that somebody asks about progress.

    Examples
    --------
    >>> is_chaser("Customer chases progress"), is_chaser("Purchase order sent")
    (True, False)
    """
    return _WORDS.search(activity.replace("_", " ")) is not None


def _find(log: EventLog, support: Support) -> Found:
    numbers = [number for number, name in enumerate(log.activity_names) if is_chaser(name)]
    counted = (
        log.events.filter(_.activity_no.isin(numbers))
        .group_by("activity_no")
        .agg(n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5))
    )
    rows = [row for row in log.rows(counted) if row["n"] >= support.occurrences] if numbers else []
    rows.sort(key=lambda row: (-row["n"], row["activity_no"]))
    return Found(tuple(_routine(log, row, support) for row in rows))


def _routine(log: EventLog, row: dict[str, Any], support: Support) -> Routine:
    name = log.activity_names[row["activity_no"]]
    mine = log.events.filter(_.activity_no == row["activity_no"])
    seen = Occurrences(KIND, (name,), mine, row["n"], row["n_cases"], row["median"])
    return seen.told(
        log,
        f"“{name}” happens in {seen.share(log, support.base):.0%} of cases, after {seen.took(log, support.base)} of "
        "silence at the median. It adds no value: telling people sooner, or doing the work sooner, would remove it.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "The name of the step says that somebody asks about progress (chase, reminder, repeat contact).",
    _find,
)
