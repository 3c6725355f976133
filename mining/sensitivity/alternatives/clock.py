"""What a written time means: the order of its day and month, and the zone of its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta

import ibis
import ibis.expr.types as ir

from mining.engine import timestamp_from_microseconds
from mining.eventlog import EventLog
from mining.intake.zones import offset_at, offset_since
from mining.results import Unanswered
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.remaking import count, microseconds, remade, rows_of

__all__ = ["ALTERNATIVES"]

_ABOUT_TIMES = ("time_missing", "time_unreadable")
_YEAR = timedelta(days=366)
_ = ibis._

Moment = Callable[[ir.IntegerValue], ir.IntegerValue]


def _other_order(log: EventLog) -> Reread | Unanswered | None:
    """Exchange day and month: each date can be read both ways, or the column would have decided."""
    if not log.quality.has("date_order_said"):
        return None
    if not (_are_all(log, "date_order_said") and _are_all(log, "tz_assumed") and _starts_too(log)):
        return Unanswered(
            "Only some of the times are written so, and the prepared log no longer tells which. "
            "Read the file again with the other date order, and compare."
        )
    low, high = _bounds(log)
    zone = log.rules.timezone
    return _retimed(log, lambda local: _exchanged(local) - offset_at(_exchanged(local), zone, low, high))


def _other_zone(log: EventLog) -> Reread | Unanswered | None:
    """Take what stood on the clock as UTC."""
    if not log.quality.has("tz_assumed") or log.rules.timezone == "UTC":
        return None
    if not _are_all(log, "tz_assumed"):
        return Unanswered(
            "Some times are written with a zone and others without, and the prepared log no longer tells which. "
            "Read the file again with another time zone, and compare."
        )
    return _retimed(log, lambda local: local)


def _counted(log: EventLog, codes: tuple[str, ...], column: str = "") -> int:
    found = (issue for issue in log.quality.issues if issue.code in codes)
    return sum(issue.count for issue in found if not column or issue.column == column)


def _are_all(log: EventLog, code: str) -> bool:
    """Whether an issue is about the time of every row that had one."""
    column = log.mapping.timestamp
    return _counted(log, (code,), column) >= log.quality.rows_read - _counted(log, _ABOUT_TIMES)


def _starts_too(log: EventLog) -> bool:
    if not log.mapping.start:
        return True
    told = count(log, log.events.filter(_.start.notnull()))
    return _counted(log, ("date_order_said",), log.mapping.start) >= told


def _bounds(log: EventLog) -> tuple[int, int]:
    """A year before the log and a year after it, in microseconds since 1970."""
    (row,) = log.rows(log.cases.agg(low=_.start_time.min(), high=_.last_time.max()))
    ends = (row["low"] - _YEAR, row["high"] + _YEAR)
    low, high = (round(end.replace(tzinfo=UTC).timestamp()) * 1_000_000 for end in ends)
    return low, high


def _exchanged(local: ir.IntegerValue) -> ir.IntegerValue:
    """A clock reading with day and month exchanged."""
    time = timestamp_from_microseconds(local)
    other = ibis.date(time.year(), time.day(), time.month()).cast("timestamp(6)")
    return local + microseconds(other) - microseconds(time.truncate("D"))


def _retimed(log: EventLog, moment: Moment) -> Reread:
    """Return the log with the moment of every time told anew from what stood on the clock."""
    low, high = _bounds(log)

    def anew(utc: ir.IntegerValue) -> ir.IntegerValue:
        return moment(utc + offset_since(utc, log.rules.timezone, low, high))

    rows = rows_of(log.events)
    rows = rows.mutate(timestamp_us=anew(rows.timestamp_us), start_us=anew(rows.start_us))
    return Reread(remade(log, rows, log.cases.select("case_no")), log.n_cases)


ALTERNATIVES = (
    Alternative(
        key="date_order_other",
        order=10,
        question="Is the day or the month first in dates such as 03/04/2025?",
        taken="As you said; no date in the file decides it.",
        other="day and month are exchanged",
        reread=_other_order,
    ),
    Alternative(
        key="times_in_utc",
        order=70,
        question="In which time zone are times written that name none?",
        taken="The zone that was chosen when the file was read.",
        other="times without a zone are taken as UTC",
        reread=_other_zone,
    ),
)
