"""What a case is: one reference may cover two runs of the process, one after the other."""

from __future__ import annotations

import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.ends import closing_steps
from mining.sensitivity.remaking import cut

__all__ = ["ALTERNATIVES"]

_MOST_CASES = 0.9


def _cut_where_reopened(log: EventLog) -> Reread | None:
    closing = closing_steps(log)
    return _cut(log, log.events.previous_activity_no.isin(closing)) if closing else None


def _cut_where_silent(log: EventLog) -> Reread | None:
    took = log.cases.duration_seconds.quantile(_MOST_CASES)
    longest = log.rows(log.cases.agg(took=took))[0]["took"]
    return _cut(log, log.events.gap_seconds > longest)


def _cut(log: EventLog, before: ir.BooleanValue) -> Reread | None:
    found = cut(log, before)
    return Reread(*found) if found else None


ALTERNATIVES = (
    Alternative(
        key="cut_where_reopened",
        order=50,
        question="Is a case that goes on after it was closed one case, or two?",
        taken="One: all events with one reference are one case.",
        other="a case that goes on after it was closed counts as two",
        rule="A step closes a case if it ends at least 1 in 20 cases and comes last at least every other time.",
        reread=_cut_where_reopened,
    ),
    Alternative(
        key="cut_where_silent",
        order=51,
        question="Is a case that goes on after a long silence one case, or two?",
        taken="One: all events with one reference are one case.",
        other="a case that goes on after a long silence counts as two",
        rule="A silence is long if 9 in 10 whole cases take less time.",
        reread=_cut_where_silent,
    ),
)
