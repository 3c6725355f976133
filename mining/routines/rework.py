"""Rework loops: a step is done, something else comes between, and the step is done again."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from mining.engine import microseconds_from_timestamp
from mining.eventlog import EventLog
from mining.routines.base import Detector, Routine, RoutineKind, Support, examples_of
from mining.units import Seconds, Share, in_words

__all__ = ["DETECTOR"]

_ = ibis._


def _loops(log: EventLog) -> ir.Table:
    """Third events of every a, b, a with b other than a, and the time the loop took."""
    by_case = ibis.window(group_by="case_no", order_by="position")
    events = log.events.mutate(
        two_before=_.activity_no.lag(2).over(by_case), began=_.time.lag(2).over(by_case)
    )
    closed = events.filter(_.activity_no == _.two_before, _.previous_activity_no != _.activity_no)
    took = (microseconds_from_timestamp(closed.time) - microseconds_from_timestamp(closed.began)) / 1e6
    return closed.mutate(loop_seconds=took)


def _find(log: EventLog, support: Support) -> tuple[Routine, ...]:
    loops = _loops(log)
    counted = loops.group_by("activity_no", "previous_activity_no").agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.loop_seconds.quantile(0.5)
    )
    rows = [row for row in log.rows(counted) if support.enough(row["n"], row["n_cases"], log.n_cases)]
    rows.sort(key=lambda row: (-row["n"], row["activity_no"], row["previous_activity_no"]))
    return tuple(_routine(log, loops, row) for row in rows)


def _routine(log: EventLog, loops: ir.Table, row: dict[str, int]) -> Routine:
    again, between = (log.activity_names[row[key]] for key in ("activity_no", "previous_activity_no"))
    share = Share(row["n_cases"] / log.n_cases)
    mine = loops.filter(
        _.activity_no == row["activity_no"], _.previous_activity_no == row["previous_activity_no"]
    )
    sentence = (
        f"In {share:.0%} of cases “{again}” is done again after “{between}”; "
        f"each such loop adds {in_words(row['median'])} at the median. Ask first why it comes back."
    )
    return Routine(
        RoutineKind.REWORK_LOOP,
        (again, between, again),
        row["n"],
        row["n_cases"],
        share,
        Seconds(row["median"]),
        sentence,
        examples_of(log, mine),
    )


DETECTOR = Detector(
    RoutineKind.REWORK_LOOP,
    "A step is repeated in a case after exactly one other step in between.",
    _find,
)
