"""How cases usually begin and end, told by the steps themselves: a log does not say which cases are complete."""

from __future__ import annotations

from typing import Literal

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.narrowing import narrowed
from mining.results import Unanswered
from mining.sensitivity.base import Reread
from mining.sensitivity.remaking import count

__all__ = ["BEGINNING", "ENDING", "USUAL", "closing_steps", "leaving_out", "unusual"]

End = Literal["previous_activity_no", "next_activity_no"]
BEGINNING: End = "previous_activity_no"
ENDING: End = "next_activity_no"
USUAL = 0.05
"""A step that begins, or ends, at least this share of the cases is a usual one."""
_FEWEST_LEFT = 0.5
_ = ibis._


def usual_steps(log: EventLog, end: End) -> tuple[int, ...]:
    """Return the numbers of the activities with which cases usually begin or end."""
    met = _at_the_end(log, end).filter(_.n >= USUAL * log.n_cases)
    return tuple(sorted(row["activity_no"] for row in log.rows(met)))


def _at_the_end(log: EventLog, end: End) -> ir.Table:
    """Cases by the activity at one of their ends: ``activity_no``, ``n``."""
    ends = log.steps.filter(log.steps[end].isnull())
    weighted = ends.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
    return weighted.group_by("activity_no").agg(n=_.n_cases.sum())


def closing_steps(log: EventLog) -> tuple[int, ...]:
    """Return the numbers of the activities that usually end a case, and come last more often than not."""
    done = log.steps.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
    times = done.group_by("activity_no").agg(
        n=_.n_cases.sum(), last_=_.n_cases.sum(where=_.next_activity_no.isnull())
    )
    mostly = times.filter(2 * _.last_ >= _.n, _.last_ >= USUAL * log.n_cases)
    return tuple(sorted(row["activity_no"] for row in log.rows(mostly)))


def unusual(log: EventLog, end: End) -> ir.Table:
    """Return the cases that do not begin, or end, with a usual step."""
    steps = log.steps
    usual = steps.filter(steps[end].isnull() & steps.activity_no.isin(usual_steps(log, end)))
    return log.cases.anti_join(usual, "variant_no")


def leaving_out(log: EventLog, cases: ir.Table) -> Reread | Unanswered | None:
    """Return the log without some of its cases; Unanswered where more than half would go."""
    n_out = count(log, cases)
    if not n_out:
        return None
    if log.n_cases - n_out < _FEWEST_LEFT * log.n_cases:
        return Unanswered(
            "More than half of the cases would be left out, so the rule does not tell which are complete."
        )
    return Reread(narrowed(log, log.cases.anti_join(cases, "case_no")), n_out)
