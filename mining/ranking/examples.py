"""The cases behind a figure, so that nobody need take it on trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from mining.eventlog import EventLog

__all__ = ["case_ids", "example_cases"]

N_EXAMPLES = 10
_FIRST_CASES = 5_000
_ = ibis._


def case_ids(log: EventLog, activity: str) -> tuple[str, ...]:
    """Return the ids of all cases that contain an activity, in the order of the log's case numbers.

    Raises
    ------
    ValueError
        The log has no such activity.
    """
    if activity not in log.activity_names:
        message = f"The log has no step called {activity!r}."
        raise ValueError(message)
    number = log.activity_names.index(activity)
    found = log.events.filter(log.events.activity_no == number).select("case_no").distinct()
    named = log.cases.semi_join(found, "case_no").order_by("case_no").select("case_id")
    return tuple(log.arrow(named)["case_id"].to_pylist())


def example_cases(log: EventLog) -> dict[int, tuple[str, ...]]:
    """Return the ids of the first ten cases, by case number, of each activity number."""
    # Most steps are met ten times among the first cases; only the others are looked for in all.
    found = _first(log, log.cases.order_by("case_no").limit(_FIRST_CASES), log.steps)
    known = [number for number, ids in found.items() if len(ids) == N_EXAMPLES]
    rest = log.steps.filter(_.activity_no.notin(known)) if known else log.steps
    return found if log.n_cases <= _FIRST_CASES else {**found, **_first(log, log.cases, rest)}


def _first(log: EventLog, cases: ir.Table, steps: ir.Table) -> dict[int, tuple[str, ...]]:
    within = ibis.window(group_by="activity_no", order_by="case_no")
    met = steps.select("variant_no", "activity_no").distinct()
    pairs = cases.select("case_no", "case_id", "variant_no").inner_join(met, "variant_no")
    first = pairs.mutate(place=ibis.row_number().over(within)).filter(_.place < N_EXAMPLES)
    found: dict[int, tuple[str, ...]] = {}
    for row in log.rows(first.order_by("activity_no", "case_no").select("activity_no", "case_id")):
        found[row["activity_no"]] = (*found.get(row["activity_no"], ()), row["case_id"])
    return found
