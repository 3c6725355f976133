"""Who and what carries out each step, as far as detectors ask."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.ranking.guards import GuardKind, guard_rails, performer_kind
from mining.ranking.performers import Performers, is_unknown

__all__ = ["between_people", "staff", "steps_of_citizens", "steps_of_software", "usual_systems"]

_MOSTLY = 0.5
_ = ibis._


def steps_of_software(log: EventLog, accounts: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the activities that are mostly done by software, where the log says by whom."""
    machines = [number for number, name in enumerate(log.resource_names) if name in accounts]
    if not machines:
        return frozenset()
    known = log.events.filter(_.resource_no.notnull())
    counted = known.group_by("activity_no").agg(n=_.count(), by_machines=_.resource_no.isin(machines).sum())
    return frozenset(
        row["activity_no"] for row in log.rows(counted) if row["by_machines"] >= _MOSTLY * row["n"]
    )


def steps_of_citizens(log: EventLog) -> frozenset[int]:
    """Return the numbers of the activities that the citizen does, told by their names or by who mostly did them."""
    rails = guard_rails(log.activity_names, Performers.of(log))
    return frozenset(
        number for number, rail in enumerate(rails) if rail is not None and rail.kind is GuardKind.CITIZEN
    )


def usual_systems(log: EventLog) -> dict[int, int]:
    """Return the system in which each activity is mostly done; activities in none are left out."""
    counted = log.events.filter(_.system_no.notnull()).group_by("activity_no", "system_no").agg(n=_.count())
    rows = log.rows(counted) if len(log.system_names) > 1 else []
    rows.sort(key=lambda row: (row["n"], -row["system_no"]))
    return {row["activity_no"]: row["system_no"] for row in rows}


def staff(log: EventLog, accounts: frozenset[str]) -> list[int]:
    """Return the numbers of the resources that are neither software nor citizens nor unknown."""
    return [
        number
        for number, name in enumerate(log.resource_names)
        if name not in accounts and not is_unknown(name) and performer_kind(name) is not GuardKind.CITIZEN
    ]


def between_people(log: EventLog, accounts: frozenset[str]) -> ir.Table:
    """Return the events that another person of the staff did than the one who did the event before."""
    people = staff(log, accounts)
    return log.events.filter(
        _.resource_no.isin(people),
        _.previous_resource_no.isin(people),
        _.resource_no != _.previous_resource_no,
    )
