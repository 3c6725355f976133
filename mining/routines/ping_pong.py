"""Ping-pong: a case goes from one person to another and straight back to the first."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support, costly_first
from mining.routines.performed import between_people

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("ping-pong")
_OFTEN = 1 / 3
_MORE_THAN_CHANCE = 1.5
_ = ibis._


def _handed_on_twice(log: EventLog, software: frozenset[str]) -> ir.Table:
    """Two hand-overs between people in a row, by the step between them, and whether they end where they began."""
    handed = between_people(log, software)
    before = handed.select(
        "case_no",
        position=_.position + 1,
        first_no=_.previous_resource_no,
        first_gap=_.gap_seconds,
    )
    both = handed.inner_join(before, ["case_no", "position"])
    return both.select(
        "case_no",
        "time",
        "first_no",
        "resource_no",
        between=both.previous_activity_no,
        is_back=both.resource_no == both.first_no,
        span_seconds=both.gap_seconds + both.first_gap,
    )


def _by_chance(ways: ir.Table) -> ir.Table:
    """How often it would end where it began if who had it before said nothing about who has it next."""
    before = ways.group_by("between", resource_no=_.first_no).agg(before=_.count())
    after = ways.group_by("between", "resource_no").agg(after=_.count())
    same = before.inner_join(after, ["between", "resource_no"])
    return same.group_by("between").agg(pairs=(_.before * _.after).sum())


def _find(log: EventLog, support: Support) -> Found | Unanswered:
    if not log.resource_names:
        return Unanswered("Ping-pong cannot be seen without a column for who did a step.")
    ways = log.asking.kept(_handed_on_twice(log, support.system_accounts), "ways")
    back = ways.filter(ways.is_back)
    counted = back.group_by("between").agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.span_seconds.quantile(0.5)
    )
    of_all = ways.group_by("between").agg(times=_.count()).inner_join(_by_chance(ways), "between")
    rows = [
        row
        for row in log.rows(counted.inner_join(of_all, "between"))
        if support.enough(row["n"], row["n_cases"], log.n_cases)
        and row["n"] >= _OFTEN * row["times"]
        and row["n"] * row["times"] >= _MORE_THAN_CHANCE * row["pairs"]
    ]
    rows.sort(key=costly_first("between"))
    told = tuple(_routine(log, back, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _routine(log: EventLog, back: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    name = log.activity_names[row["between"]]
    mine = back.filter(_.between == row["between"])
    seen = Occurrences(KIND, (name,), mine, row["n"], row["n_cases"], row["median"], span="span_seconds")
    return seen.told(
        log,
        f"{seen.in_cases(log, support.base)} one person hands over to another for “{name}” and gets the case back for "
        f"the next step: {seen.took(log, support.base)} there and back at the median. Ask what the first would need "
        "to do it alone.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "A person hands a case over for one step and has it back for the next: at least a third of the times that the step "
    "is handed over and on, and 1.5 times as often as chance would have it.",
    _find,
)
