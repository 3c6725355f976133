"""Re-keying: one person does a step in one system, and minutes later the next in another."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Occurrences, Routine, RoutineKind, Support
from mining.units import in_words

__all__ = ["DETECTOR"]

_LONGEST_GAP_SECONDS = 15 * 60
_ = ibis._


def _pairs(log: EventLog, software: frozenset[str]) -> ir.Table:
    """Neighbouring events of a case by one person in two systems, within the longest gap."""
    by_case = ibis.window(group_by="case_no", order_by="position")
    events = log.events.mutate(
        previous_resource=_.resource_no.lag().over(by_case), previous_system=_.system_no.lag().over(by_case)
    )
    machines = [number for number, name in enumerate(log.resource_names) if name in software]
    if machines:
        events = events.filter(_.resource_no.notin(machines))
    return events.filter(
        _.resource_no == _.previous_resource,
        _.system_no != _.previous_system,
        _.gap_seconds <= _LONGEST_GAP_SECONDS,
    )


def _find(log: EventLog, support: Support) -> tuple[Routine, ...] | Unanswered:
    if not log.resource_names or len(log.system_names) < 2:
        return Unanswered(
            "Re-keying cannot be seen without a column for who did a step and one for its system."
        )
    pairs = _pairs(log, support.system_accounts)
    keys = ["previous_activity_no", "activity_no"]
    counted = pairs.group_by(keys).agg(
        n=_.count(),
        n_cases=_.case_no.nunique(),
        median=_.gap_seconds.quantile(0.5),
        source=_.previous_system.mode(),
        target=_.system_no.mode(),
    )
    rows = [row for row in log.rows(counted) if support.enough(row["n"], row["n_cases"], log.n_cases)]
    rows.sort(key=lambda row: (-row["n"], row["previous_activity_no"], row["activity_no"]))
    return tuple(_routine(log, pairs, row) for row in rows)


def _routine(log: EventLog, pairs: ir.Table, row: dict[str, Any]) -> Routine:
    first, second = (log.activity_names[row[key]] for key in ("previous_activity_no", "activity_no"))
    source, target = log.system_names[row["source"]], log.system_names[row["target"]]
    mine = pairs.filter(
        _.previous_activity_no == row["previous_activity_no"], _.activity_no == row["activity_no"]
    )
    seen = Occurrences(RoutineKind.RE_KEYING, (first, second), mine, row["n"], row["n_cases"], row["median"])
    return seen.told(
        log,
        f"In {seen.share(log):.0%} of cases the same person does “{first}” in {source} and then “{second}” "
        f"in {target}, {in_words(seen.median)} later at the median. This looks like typing the same thing twice.",
    )


DETECTOR = Detector(
    RoutineKind.RE_KEYING,
    "The same person works on the same case in another system within 15 minutes.",
    _find,
)
