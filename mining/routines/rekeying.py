"""Re-keying: one person does a step in one system, and minutes later the next in another."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("re-keying")
_LONGEST_GAP_SECONDS = 15 * 60
_KEYS = ["previous_activity_no", "activity_no"]
_ = ibis._


def _pairs(log: EventLog, software: frozenset[str]) -> ir.Table:
    """Neighbouring events of a case by one person in two systems, within the longest gap."""
    machines = [number for number, name in enumerate(log.resource_names) if name in software]
    events = log.events.filter(_.resource_no.notin(machines)) if machines else log.events
    return events.filter(
        _.resource_no == _.previous_resource_no,
        _.system_no != _.previous_system_no,
        _.gap_seconds <= _LONGEST_GAP_SECONDS,
    )


def _find(log: EventLog, support: Support) -> Found | Unanswered:
    if not log.resource_names or len(log.system_names) < 2:
        return Unanswered(
            "Re-keying cannot be seen without a column for who did a step and one for its system."
        )
    if log.is_date_only:
        return Unanswered(
            "Re-keying cannot be seen: the log has dates without times, and it is told by minutes."
        )
    pairs = _pairs(log, support.system_accounts)
    counted = pairs.group_by(_KEYS).agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5)
    )
    rows = [row for row in log.rows(counted) if support.enough(row["n"], row["n_cases"], log.n_cases)]
    rows.sort(key=lambda row: (-row["n"], row["previous_activity_no"], row["activity_no"]))
    systems = _usual_systems(log, pairs) if rows else {}
    return Found(tuple(_routine(log, pairs, row, systems, support) for row in rows))


def _usual_systems(log: EventLog, pairs: ir.Table) -> dict[tuple[int, ...], tuple[int, int]]:
    """From which system to which each pair of steps mostly goes."""
    between = ["previous_system_no", "system_no"]
    rows = log.rows(pairs.group_by([*_KEYS, *between]).agg(n=_.count()))
    rows.sort(key=lambda row: (row["n"], -row["previous_system_no"], -row["system_no"]))
    return {tuple(row[key] for key in _KEYS): (row[between[0]], row[between[1]]) for row in rows}


def _routine(
    log: EventLog,
    pairs: ir.Table,
    row: dict[str, Any],
    systems: dict[tuple[int, ...], tuple[int, int]],
    support: Support,
) -> Routine:
    numbers = tuple(row[key] for key in _KEYS)
    first, second = (log.activity_names[number] for number in numbers)
    source, target = (log.system_names[number] for number in systems[numbers])
    mine = pairs.filter(
        _.previous_activity_no == row["previous_activity_no"], _.activity_no == row["activity_no"]
    )
    base = support.base
    seen = Occurrences(KIND, (first, second), mine, row["n"], row["n_cases"], row["median"])
    return seen.told(
        log,
        f"In {seen.share(log, base):.0%} of cases the same person does “{first}” in {source} and then “{second}” "
        f"in {target}, {seen.took(log, base)} later at the median. This looks like typing the same thing twice.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "The same person works on the same case in another system within 15 minutes.",
    _find,
)
