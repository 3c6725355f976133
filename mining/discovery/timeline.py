"""One case from first event to last: what any figure opens onto in the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from mining.eventlog import EventLog
from mining.units import Clock, Seconds

__all__ = ["Moment", "case_timeline"]


@dataclass(frozen=True)
class Moment:
    """One event of a case.

    Attributes
    ----------
    activity
        What was done.
    time
        When it was completed, in the zone the log was read in.
    since_previous
        Time since the previous event of the case; None for the first.
    channel, system
        As far as the log tells. Who did it is not shown.
    clock
        How `since_previous` is counted.
    """

    activity: str
    time: datetime
    since_previous: Seconds | None
    channel: str
    system: str
    clock: Clock = Clock.ELAPSED

    @property
    def has_hour(self) -> bool:
        """Whether it has a time of day: among dates without times, midnight is none."""
        return self.clock is not Clock.DAYS or self.time.time() != time()


def case_timeline(log: EventLog, case_id: str) -> tuple[Moment, ...]:
    """Return the events of a case in order; empty where there is no such case."""
    case = log.cases.filter(log.cases.case_id == case_id)
    rows = log.rows(log.events.semi_join(case, "case_no").order_by("position"))
    zone = ZoneInfo(log.rules.timezone)
    return tuple(
        Moment(
            log.activity_names[row["activity_no"]],
            row["time"].replace(tzinfo=ZoneInfo("UTC")).astimezone(zone),
            row["gap_seconds"],
            _named(log.channel_names, row["channel_no"]),
            _named(log.system_names, row["system_no"]),
            log.clock,
        )
        for row in rows
    )


def _named(names: tuple[str, ...], number: int | None) -> str:
    return "" if number is None else names[number]
