"""What is kept but doubted: clock changes, assumed zones, duplicates, ties, odd years, look-alike ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of, settled
from mining.intake.dates import TimeColumn
from mining.quality import MAX_LINES, Effect, Issue

__all__ = ["clock_doubts", "duplicate_rows", "look_alikes", "odd_years", "small_groups", "ties"]

_MICROSECONDS = 1_000_000
_PLACEHOLDER_YEARS = (1971, 2100)
_SMALL = 5
_A_DAY = 86_400 * _MICROSECONDS
# One time in 86,400 is midnight by chance; jobs that run at night make some more.
_SUSPICIOUS, _SUSPICIOUS_SHARE = 20, 0.1


@dataclass(frozen=True)
class _Wording:
    code: str
    effect: Effect
    message: str
    remedy: str


def _issue(engine: Backend, rows: ir.Table, wording: _Wording, column: str = "") -> list[Issue]:
    """An issue over rows with a ``line``, or none where there are none."""
    count = count_of(engine, rows)
    if not count:
        return []
    lines = engine.to_pyarrow(rows.order_by("line").limit(MAX_LINES).line).to_pylist()
    message = wording.message.format(n=f"{count:,}")
    return [Issue(wording.code, wording.effect, count, message, wording.remedy, column, tuple(lines))]


def clock_doubts(engine: Backend, times: TimeColumn, part: str, source: tuple[str, str]) -> list[Issue]:
    """Return issues on zones, clock changes and missing times of day of a column of times.

    Parameters
    ----------
    engine, times
        How the column was read; the table holds the rows that are left, coded.
    part
        "timestamp" or "start".
    source
        What the column is called, and the zone that times without one were taken in.
    """
    name, zone = source
    table = times.table
    found = _issue(
        engine,
        table.filter(table[f"{part}_ambiguous"]),
        _Wording(
            "dst_ambiguous",
            Effect.DOUBTED,
            "Times in the hour that happens twice when the clocks go back: {n}. The first of the two is taken.",
            "Export times with their zone (UTC), if the hour matters.",
        ),
        name,
    ) + _issue(
        engine,
        table.filter(table[f"{part}_nonexistent"]),
        _Wording(
            "dst_nonexistent",
            Effect.CHANGED,
            "Times in the hour that is skipped when the clocks go forward: {n}. They are moved one hour on.",
            "Check the time zone, or export times in UTC.",
        ),
        name,
    )
    if times.zoneless_rows:
        message = f"Times written without a time zone: {times.zoneless_rows:,}. They are taken as {zone}."
        remedy = "Choose another time zone if that is wrong."
        found.append(Issue("tz_assumed", Effect.NOTED, times.zoneless_rows, message, remedy, name))
    return found + _dates_without_times(engine, times, part, name)


def _dates_without_times(engine: Backend, times: TimeColumn, part: str, name: str) -> list[Issue]:
    """Dates that say so, and those that a spreadsheet or an export filled up with midnight."""
    rows, dates, midnights = count_of(engine, times.table), times.date_only_rows, times.midnight_rows
    if midnights is None:
        instants = times.table[f"{part}_us"]
        midnights = count_of(engine, times.table.filter(instants % _A_DAY == 0))
    remedy = "Export the time of day if the source has it, or leave out the rows that have none."
    if dates or 0 < rows == midnights:
        message = (
            f"Dates without a time of day: {dates or midnights:,}. Hours cannot be measured from them, so times of "
            "this log are told in whole days, and working hours, re-keying and the evenness of waits not at all."
        )
        if dates and dates < rows:
            message += " Within a day such rows stand before those with a time, which need not be the order they had."
        return [Issue("date_only", Effect.DOUBTED, dates or midnights, message, remedy, name)]
    if midnights >= _SUSPICIOUS and midnights >= rows * _SUSPICIOUS_SHARE:
        message = (
            f"Times at midnight to the second: {midnights:,} of {rows:,}. They may be dates without a time of day; "
            "they are taken as they are, and then every hour counted from them is wrong."
        )
        return [Issue("midnight_times", Effect.DOUBTED, midnights, message, remedy, name)]
    return []


def odd_years(engine: Backend, table: ir.Table, name: str, now: datetime) -> list[Issue]:
    """Return issues on times before 1971 or after 2099 (placeholders), and on times to come."""
    first, last = (
        int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * _MICROSECONDS for year in _PLACEHOLDER_YEARS
    )
    soon = (int(now.timestamp()) + 86_400) * _MICROSECONDS
    time = table.timestamp_us
    placeholder = (time < first) | (time >= last)
    return _issue(
        engine,
        table.filter(placeholder),
        _Wording(
            "placeholder_dates",
            Effect.DOUBTED,
            "Times before 1971 or after 2099: {n}. Such placeholders spoil every duration of their case.",
            "Correct them, or leave those rows out of the export.",
        ),
        name,
    ) + _issue(
        engine,
        table.filter(~placeholder & (time > soon)),
        _Wording(
            "future_dates",
            Effect.DOUBTED,
            "Times in the future: {n}.",
            "Check the date order and the time zone.",
        ),
        name,
    )


def duplicate_rows(
    engine: Backend, table: ir.Table, columns: list[str], *, drop: bool
) -> tuple[ir.Table, list[Issue]]:
    """Return the rows, and an issue on those equal in every mapped column to an earlier one.

    They are dropped only on the user's word: in some logs equal rows are real events.
    """
    # Only rows of one case and one moment can be equal in everything, and those are few.
    moment = ["case_no", "timestamp_us"]
    shared = table.group_by(moment).having(ibis._.count() > 1).agg(n=ibis._.count())
    alike = table.semi_join(settled(engine, shared), moment)
    earlier = ibis.window(group_by=columns, order_by="line")
    judged = settled(engine, alike.mutate(repeat=ibis.row_number().over(earlier) > 0))
    repeats = judged.filter(judged.repeat)
    wording = _Wording(
        "duplicate_rows",
        Effect.REFUSED if drop else Effect.DOUBTED,
        "Rows that repeat an earlier row in every mapped column: {n}. They are "
        + ("dropped, as you asked." if drop else "kept as events of their own."),
        "Say whether such rows are copies to be dropped, or events that really happened twice.",
    )
    issues = _issue(engine, repeats, wording)
    return (table.anti_join(repeats, ["line", "activity_code"]) if drop and issues else table), issues


def look_alikes(engine: Backend, values: ir.StringColumn, part: str, name: str) -> list[Issue]:
    """Return an issue where values differ only in letter case or blanks; they are kept apart.

    Parameters
    ----------
    engine, values
        The different values.
    part
        "case" or "activity".
    name
        What the column is called in the source.
    """
    folded = values.re_replace(r"[\s\x{00A0}\x{200B}]+", "").lower().name("folded").as_table()
    groups = folded.group_by("folded").having(ibis._.count() > 1).agg(n=ibis._.count())
    total = engine.to_pyarrow(groups.n.sum()).as_py() or 0
    if not total:
        return []
    code, noun = {
        "case": ("near_duplicate_ids", "case ids"),
        "activity": ("near_duplicate_activities", "activity names"),
    }[part]
    message = f"Different {noun} that differ only in capitals or spaces: {total:,}. They are kept apart."
    remedy = "Correct the source if they are meant to be the same."
    return [Issue(code, Effect.DOUBTED, int(total), message, remedy, name)]


def ties(engine: Backend, events: ir.Table, name: str) -> list[Issue]:
    """Return an issue on events of one case with equal times, whose order the log does not tell."""
    return _issue(
        engine,
        events.filter(events.tied),
        _Wording(
            "equal_timestamps",
            Effect.DOUBTED,
            "Events that share their time with a neighbour of the same case: {n}. The order of the file is kept.",
            "Export finer times, or name a column that tells the order.",
        ),
        name,
    )


def small_groups(engine: Backend, cases: ir.Table) -> list[Issue]:
    """Return a note where a path through the process was taken by so few that it could point at a person."""
    variants = cases.group_by("variant_no").agg(n=ibis._.count())
    rare = count_of(engine, variants.filter(variants.n < _SMALL))
    if not rare:
        return []
    message = f"Paths taken by fewer than {_SMALL} cases: {rare:,}. They could point at a person."
    return [Issue("small_cells", Effect.NOTED, rare, message, "Keep rare paths out of what you publish.")]
