"""Working time: what of the time between two moments a working calendar was open, computed in the engine.

Let F(t) be the open time from the first day of the calendar until t. The working time between two moments is
F(end) - F(start). F is looked up, not searched: the number of the UTC day of a moment leads to the open time
before that day and to what of the day is open, and what is left is clipped. All is in whole microseconds, so
every engine gives the same, and clock changes cost nothing: opening hours were turned into UTC beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from mining.engine import microseconds
from mining.eventlog import EventLog
from mining.performance.calendar import FIRST_DAY, LAST_DAY, WorkingCalendar
from mining.results import Unanswered
from mining.units import Clock

__all__ = ["in_working_time", "open_days", "reclocked", "with_working_seconds"]

_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1)
_ = ibis._


def in_working_time(log: EventLog, calendar: WorkingCalendar) -> EventLog | Unanswered:
    """Return the log with ``gap_seconds`` and ``duration_seconds`` counted in working time.

    Whatever reads those columns then tells of working time. They are null where a moment lies outside the
    days that calendars cover, from 1970 to 2037.

    Parameters
    ----------
    log
        The log, clocked in elapsed time.
    calendar
        When people work, by the clock of the zone that the log was read in.

    Returns
    -------
    EventLog or Unanswered
        Unanswered where the log has dates without times, or no moment that the calendar covers.
    """
    if log.is_date_only:
        return Unanswered("Working hours cannot be told: the log has dates without times.")
    bounds = _bounds(log)
    if bounds is None:
        return Unanswered(
            f"Working hours cannot be told: calendars cover {FIRST_DAY.year} to {LAST_DAY.year}, and no time of the "
            "log lies in those years."
        )
    days = log.asking.kept(ibis.memtable(open_days(calendar, *bounds, log.rules.timezone)), "days")
    return replace(
        log,
        events=reclocked(log, log.events, ("gap_seconds", "time"), days),
        cases=reclocked(log, log.cases, ("duration_seconds", "last_time"), days),
        clock=Clock.WORKING,
        days=days,
    )


def _bounds(log: EventLog) -> tuple[date, date] | None:
    """First and last day of the log, as far as calendars go, with a day to spare; None where they do not meet."""
    cases = log.cases
    (row,) = log.rows(cases.agg(first=_.start_time.min(), last=_.last_time.max()))
    day = timedelta(days=1)
    first, last = max(row["first"].date() - day, FIRST_DAY), min(row["last"].date() + day, LAST_DAY)
    return (first, last) if first <= last else None


def reclocked(log: EventLog, table: ir.Table, span: tuple[str, str], days: ir.Table) -> ir.Table:
    """Return a table with a column of elapsed seconds counted in working time.

    Parameters
    ----------
    log, table
        The log, and rows made from its tables.
    span
        The column of seconds, and the column of the time at which they end.
    days
        Of the calendar, as a clocked log holds them.
    """
    seconds, end = span
    until = microseconds(log.engine, table[end])
    since = until - (table[seconds] * 1e6).round().cast("int64")
    timed = table.mutate(until=until, since=since).drop(seconds)
    worked = with_working_seconds(timed, seconds, days)
    return worked.drop("until", "since").select(*table.columns)


def with_working_seconds(table: ir.Table, name: str, days: ir.Table) -> ir.Table:
    """Return the table with the working time from ``since`` to ``until``, in seconds, as a further column.

    Parameters
    ----------
    table
        With ``since`` and ``until`` in microseconds since 1970 UTC.
    name
        Of the new column. Null where a moment is null or not covered.
    days
        As `open_days` gives them, in the engine.
    """
    own = list(table.columns)
    for moment in ("since", "until"):
        known = days.rename({f"{moment}_{column}": column for column in days.columns})
        # Whole numbers are cut towards nought, so what lies before it must not become its first day.
        day = (table[moment] >= 0).ifelse(table[moment] // _DAY, None).cast("int32").name(f"{moment}_of")
        table = table.mutate(day).left_join(known, [(f"{moment}_of", f"{moment}_day")])
    n_spells = sum(column.startswith("opens_") for column in days.columns)
    worked = _worked(table, "until", n_spells) - _worked(table, "since", n_spells)
    # As floats first: one engine would divide whole numbers as decimals.
    return table.select(*own, (worked.cast("float64") / 1e6).name(name))


def _worked(table: ir.Table, moment: str, n_spells: int) -> ir.IntegerValue:
    """F at a moment: what was open before its day, and of each spell of the day what has passed."""
    passed = table[f"{moment}_worked"]
    for spell in range(n_spells):
        since = table[moment] - table[f"{moment}_opens_{spell}"]
        passed += ibis.greatest(0, ibis.least(since, table[f"{moment}_lasts_{spell}"]))
    return passed


@lru_cache(maxsize=16)
def open_days(calendar: WorkingCalendar, first: date, last: date, timezone: str) -> pa.Table:
    """Return one row a UTC day from `first` to `last`.

    Returns
    -------
    pyarrow.Table
        ``day`` since 1970; ``worked``, the open microseconds before it; and for each spell of being open
        ``opens_<i>``, when it begins, in microseconds since 1970 UTC, and ``lasts_<i>``, 0 where there is none. A
        day has one spell in London's office hours, and at most three in any zone.
    """
    start, n_days = (first - _EPOCH).days, (last - first).days + 1
    day = timedelta(days=1)
    openings = calendar.openings(first - day, last + day, ZoneInfo(timezone))
    spells: list[list[tuple[int, int]]] = [[] for _number in range(n_days)]
    for number, spell in _cut(_joined(openings)):
        if 0 <= number - start < n_days:
            spells[number - start].append(spell)
    n_spells = max(1, *(len(mine) for mine in spells))
    table = np.zeros((n_days, n_spells, 2), dtype=np.int64)
    for number, mine in enumerate(spells):
        for place, (opens, closes) in enumerate(mine):
            table[number, place] = opens, closes - opens
    lasts = table[:, :, 1].sum(axis=1)
    columns = {"day": np.arange(start, start + n_days, dtype=np.int32), "worked": lasts.cumsum() - lasts}
    for place in range(n_spells):
        columns |= {f"opens_{place}": table[:, place, 0], f"lasts_{place}": table[:, place, 1]}
    return pa.table(columns)


def _joined(openings: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spells of being open, those in one that touch: open around the clock is one spell."""
    current: tuple[int, int] | None = None
    for opens, closes in openings:
        if current and opens <= current[1]:
            current = (current[0], max(closes, current[1]))
            continue
        if current:
            yield current
        current = (opens, closes)
    if current:
        yield current


def _cut(spells: Iterable[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield spells cut at every midnight UTC, each with the number of its day."""
    for opens, closes in spells:
        for day in range(opens // _DAY, (closes - 1) // _DAY + 1):
            yield day, (max(opens, day * _DAY), min(closes, (day + 1) * _DAY))
