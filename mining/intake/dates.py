"""Reading a whole column of times at once: one order for all rows, zones explicit, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of, microseconds_from_timestamp, try_strptime
from mining.errors import NotReadable
from mining.intake.shapes import NUMERIC_SCALE, ShapePlan, plan_for
from mining.intake.survey import ColumnShapes, without_blanks
from mining.intake.zones import is_ambiguous, is_nonexistent, offset_at
from mining.mapping import DateOrder, ReadingRules

__all__ = ["TimeColumn", "read_times"]

_UNIX = frozenset({"s", "ms", "us"})
_NO_OFFSET = frozenset({"Z", "UTC", "GMT"})
_HOUR = 3_600_000_000
_ = ibis._


@dataclass(frozen=True)
class TimeColumn:
    """How a column of times was read.

    Attributes
    ----------
    table
        The table with these columns added, named after `part`: ``<part>_us`` (microseconds since
        1970 UTC; null where unreadable), ``<part>_ambiguous``, ``<part>_nonexistent``.
    order
        Order used for slashed dates.
    zoneless_rows, date_only_rows
        Rows without a written zone, and without a time of day.
    midnight_rows
        Rows whose time of day is written, and is midnight by the clock they are written in; None where that
        clock is UTC, so that the instants tell.
    kinds
        Kinds of value met: "text", "s", "ms", "us", "excel".
    """

    table: ir.Table
    order: DateOrder | None
    zoneless_rows: int
    date_only_rows: int
    midnight_rows: int | None
    kinds: frozenset[str]


@dataclass(frozen=True)
class _Reading:
    """How the texts of one shape are read: its number, its plan, blanks before it, and its count of rows."""

    number: int
    plan: ShapePlan
    lead: int
    n_rows: int

    @property
    def has_zone(self) -> bool:
        return self.plan.zone > 0 or self.plan.kind in _UNIX

    @property
    def zone(self) -> str:
        """The written zone, digits as 9."""
        return self.plan.shape[self.plan.zone - 1 :].upper() if self.plan.zone else ""


def read_times(
    engine: Backend, table: ir.Table, part: str, shapes: ColumnShapes | None, rules: ReadingRules
) -> TimeColumn:
    """Read the column `part` of a table as instants.

    Parameters
    ----------
    engine, table, part
        The engine, and the table whose column `part` holds the times and ``<part>_shape`` their shapes.
    shapes
        Its survey; None where the column is typed (a timestamp already).
    rules
        With `date_order` already decided.
    """
    if shapes is None:
        return _read_typed(engine, table, part, rules)
    readings = _readings(shapes, rules)
    if not readings:
        message = (
            f'Column "{shapes.column}" holds no time that can be read. '
            "Choose another column as the time, or correct the dates in the file."
        )
        raise NotReadable(message)
    uniform = len(shapes.shapes) == len(readings)
    local = _local(table, part, readings, uniform=uniform)
    offset = _by_reading(table[f"{part}_shape"], readings, _zone_key, _offset(table[part]), uniform=uniform)
    zoneless = sum(reading.n_rows for reading in readings if not reading.has_zone)
    # Read beforehand, so that only the clock changes of those years have to be told apart.
    span = _span(engine, local) if any(_zone_key(reading) != "Z" for reading in readings) else None
    finished = (
        _to_utc(table, part, (local, offset, rules.timezone), span)
        if zoneless and span
        else _finish(table, part, local - offset, ibis.literal(0, type="int8"))
    )
    date_only = sum(reading.n_rows for reading in readings if reading.plan.date_only)
    return TimeColumn(
        finished,
        rules.date_order,
        zoneless,
        date_only,
        max(0, span.midnights - date_only) if span else None,
        frozenset(reading.plan.kind for reading in readings),
    )


def _readings(shapes: ColumnShapes, rules: ReadingRules) -> list[_Reading]:
    found = []
    for number, (shape, n_rows) in enumerate(zip(shapes.shapes, shapes.counts, strict=True)):
        plan = plan_for(without_blanks(shape), rules.date_order, rules.epoch_unit)
        if plan:
            found.append(_Reading(number, plan, shape.find(plan.shape), n_rows))
    return found


def _by_reading(
    shape: ir.IntegerColumn,
    readings: list[_Reading],
    key: Callable[[_Reading], Hashable],
    value: Callable[[_Reading], ir.Value],
    *,
    uniform: bool,
) -> ir.Value:
    """The value for each row's reading, in as few branches as there are different keys; null where there is none."""
    groups: dict[Hashable, list[_Reading]] = {}
    for reading in readings:
        groups.setdefault(key(reading), []).append(reading)
    values = [value(mine[0]) for mine in groups.values()]
    if uniform and len(values) == 1:
        return values[0]
    tests = [shape.isin([reading.number for reading in mine]) for mine in groups.values()]
    return ibis.cases(*zip(tests, values, strict=True), else_=None)


def _local(table: ir.Table, part: str, readings: list[_Reading], *, uniform: bool) -> ir.Value:
    """Clock reading in microseconds, zone not yet applied."""
    text = table[part]

    def key(reading: _Reading) -> Hashable:
        plan = reading.plan
        length = len(plan.shape) if plan.kind != "text" else plan.core
        return reading.lead, plan.kind, plan.pattern, length, plan.fraction, plan.fraction_digits

    def value(reading: _Reading) -> ir.Value:
        plan = reading.plan
        if plan.kind != "text":
            return _from_number(text.substr(reading.lead, len(plan.shape)), plan.kind)
        core = microseconds_from_timestamp(try_strptime(text.substr(reading.lead, plan.core), plan.pattern))
        if not plan.fraction:
            return core
        written = text.substr(reading.lead + plan.fraction - 1, plan.fraction_digits)
        # Digits beyond the sixth are cut.
        return core + (written + "000000").substr(0, 6).try_cast("int64")

    return _by_reading(table[f"{part}_shape"], readings, key, value, uniform=uniform)


def _from_number(text: ir.StringValue, kind: str) -> ir.IntegerValue:
    value = text.try_cast("float64")
    if kind != "excel":
        return (value * NUMERIC_SCALE[kind]).round().cast("int64")
    # Excel counts days from 1899-12-30; its eight decimals hold hundredths of a second, no more.
    return ((value - 25_569) * 8_640_000).round().cast("int64") * 10_000


def _zone_key(reading: _Reading) -> Hashable:
    if not reading.has_zone:
        return None
    if reading.plan.kind in _UNIX or reading.zone in _NO_OFFSET:
        return "Z"
    return reading.zone, reading.lead + reading.plan.zone


def _offset(text: ir.StringColumn) -> Callable[[_Reading], ir.Value]:
    """Written offset from UTC in microseconds; null where none is written."""

    def value(reading: _Reading) -> ir.Value:
        zone = reading.zone
        if not zone or zone in _NO_OFFSET or zone == "BST":
            known = None if not reading.has_zone else _HOUR if zone == "BST" else 0
            return ibis.literal(known, type="int64")
        first = reading.lead + reading.plan.zone  # 0-based place of the first digit, after the sign
        hours = text.substr(first, 2).try_cast("int64")
        minutes = text.substr(first + 2 + zone.count(":"), 2).try_cast("int64") if len(zone) > 3 else 0
        size = (hours * 60 + minutes) * 60_000_000
        return -size if zone.startswith("-") else size

    return value


@dataclass(frozen=True)
class _Span:
    """First and last clock reading of a column, and how many are midnight."""

    low: int
    high: int
    midnights: int


def _span(engine: Backend, local: ir.IntegerColumn) -> _Span:
    # A day is a whole number of microseconds, and 1970 began at midnight.
    asked = local.name("local").as_table()
    found = asked.agg(low=_.local.min(), high=_.local.max(), midnights=(_.local % (24 * _HOUR) == 0).sum())
    (row,) = engine.to_pyarrow(found).to_pylist()
    return _Span(row["low"] or 0, row["high"] or 0, row["midnights"] or 0)


def _to_utc(table: ir.Table, part: str, read: tuple[ir.Value, ir.Value, str], span: _Span) -> ir.Table:
    """Apply the stated zone to readings without a written one; only the clock changes of their years matter."""
    local, offset, zone = read
    low, high = span.low, span.high
    utc = local - ibis.coalesce(offset, offset_at(local, zone, low, high))
    twice = offset.isnull() & is_ambiguous(local, zone, low, high)
    never = offset.isnull() & is_nonexistent(local, zone, low, high)
    return _finish(table, part, utc, twice.ifelse(1, never.ifelse(2, 0)))


def _finish(table: ir.Table, part: str, utc: ir.Value, clock: ir.Value) -> ir.Table:
    return table.mutate(
        **{f"{part}_us": utc, f"{part}_ambiguous": clock == 1, f"{part}_nonexistent": clock == 2}
    )


def _read_typed(engine: Backend, table: ir.Table, part: str, rules: ReadingRules) -> TimeColumn:
    """Read a column that arrived as timestamps: zoned ones are instants, others local readings."""
    zone = table[part].type().timezone
    moment = table[part].cast("timestamp(6)" if zone is None else "timestamp('UTC', 6)")
    local = microseconds_from_timestamp(moment.cast("timestamp(6)"))
    typed = frozenset({"typed"})
    if zone:
        finished = _finish(table, part, local, ibis.literal(0, type="int8"))
        return TimeColumn(finished, None, 0, 0, None, typed)
    unknown = ibis.literal(None, type="int64")
    span = _span(engine, local)
    finished = _to_utc(table, part, (local, unknown, rules.timezone), span)
    return TimeColumn(finished, None, count_of(engine, table), 0, span.midnights, typed)
