"""Rework loops: a case goes back to a step it had already been through."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support
from mining.routines.spans import in_cases

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("rework loop")
_ = ibis._


def _returns(log: EventLog) -> ir.Table:
    """Steps of variants that repeat a step of their case, reached from a step that usually comes later.

    Which of two steps usually comes first is told by the mean place of their first execution, so that
    a loop of five steps is seen once, where it turns back, and not five times.
    """
    again = ibis.window(group_by=["variant_no", "activity_no"], order_by="position")
    steps = log.steps.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no").mutate(
        nth=ibis.row_number().over(again), was_at=_.position.lag().over(again), before=_.previous_activity_no
    )
    places = steps.filter(_.nth == 0).group_by("activity_no")
    usual = places.agg(usual=(_.position * _.n_cases).sum() / _.n_cases.sum())
    earlier = usual.rename(before="activity_no", usual_before="usual")
    repeats = steps.filter(_.nth > 0, _.before != _.activity_no)
    placed = repeats.inner_join(usual, "activity_no").inner_join(earlier, "before")
    return placed.filter(_.usual < _.usual_before).select(
        "variant_no", "before", "activity_no", "position", "was_at"
    )


def _find(log: EventLog, support: Support) -> Found:
    returns = in_cases(log, _returns(log)).cache()
    counted = returns.group_by("before", "activity_no").agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.span_seconds.quantile(0.5)
    )
    rows = [row for row in log.rows(counted) if support.enough(row["n"], row["n_cases"], log.n_cases)]
    rows.sort(key=lambda row: (-row["n"], row["before"], row["activity_no"]))
    times = _times_done(log) if rows else {}
    return Found(
        tuple(_routine(log, returns, {**row, "done": times[row["before"]]}, support) for row in rows)
    )


def _times_done(log: EventLog) -> dict[int, int]:
    steps = log.steps.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
    counted = steps.group_by("activity_no").agg(n=_.n_cases.sum())
    return {row["activity_no"]: row["n"] for row in log.rows(counted)}


def _routine(log: EventLog, returns: ir.Table, row: dict[str, Any], support: Support) -> Routine:
    """Return the loop; it bears on the step that sends the case back, where that is what the step mostly does.

    A letter that now and then is followed by an objection is not there to be redesigned.
    """
    trigger, again = (log.activity_names[row[key]] for key in ("before", "activity_no"))
    mine = returns.filter(_.before == row["before"], _.activity_no == row["activity_no"])
    counts = (row["n"], row["n_cases"], row["median"])
    bears_on = (trigger,) if 2 * row["n"] >= row["done"] else ()
    seen = Occurrences(KIND, (trigger, again), mine, *counts, span="span_seconds", bears_on=bears_on)
    return seen.told(
        log,
        f"In {seen.share(log, support.base):.0%} of cases the case goes back from “{trigger}” to “{again}”, which is "
        f"done again {seen.took(log, support.base)} after the last time at the median. Ask first why it comes back.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "A case goes back from a step to one that usually comes before it and that it had already been through.",
    _find,
)
