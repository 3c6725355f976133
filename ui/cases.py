"""Single cases on the screen: who may look at one, and that they did."""

from __future__ import annotations

from mining.discovery.timeline import Moment, case_timeline
from mining.eventlog import EventLog
from ui.access.gate import demand, record
from ui.access.roles import Action
from ui.session import current

__all__ = ["opened_case"]


def opened_case(log: EventLog, case: str) -> tuple[Moment, ...]:
    """Return the events of a case to somebody who may see them; recorded once a session and case.

    The record names the log and no case, because the audit log holds no value from a log.

    Raises
    ------
    NotAllowed
        The person may not look at single cases.
    AuditRefused
        It could not be recorded, so it is not shown.
    """
    demand(Action.OPEN_CASE, log.name)
    moments = case_timeline(log, case)
    if moments and current().is_first(f"case {log.name} {case}"):
        record(Action.OPEN_CASE, log.name)
    return moments
