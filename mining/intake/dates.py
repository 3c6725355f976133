"""Reading a whole column of times at once: one order for all rows, zones explicit, nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from mining.engine import (
    Backend,
    microseconds_from_timestamp,
    settled,
    try_strptime,
)
from mining.errors import NotReadable
from mining.intake.shapes import NUMERIC_SCALE, ShapePlan, plan_for
from mining.intake.survey import ColumnShapes, shape_of, trimmed
from mining.intake.zones import is_ambiguous, is_nonexistent, offset_at
from mining.mapping import DateOrder, ReadingRules

__all__ = ["TimeColumn", "read_times"]


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
    kinds
        Kinds of value met: "text", "s", "ms", "us", "excel".
    """

    table: ir.Table
    order: DateOrder | None
    zoneless_rows: int
    date_only_rows: int
    kinds: frozenset[str]


def read_times(
    engine: Backend, table: ir.Table, part: str, shapes: ColumnShapes | None, rules: ReadingRules
) -> TimeColumn:
    """Read the column `part` of a table as instants.

    Parameters
    ----------
    engine, table, part
        The engine, and the table whose column `part` holds the times.
    shapes
        Its survey; None where the column is typed (a timestamp already).
    rules
        With `date_order` already decided.
    """
    if shapes is None:
        return _read_typed(engine, table, part, rules)
    plans = [
        plan
        for shape in shapes.counts
        if (plan := plan_for(shape, rules.date_order, rules.epoch_unit)) is not None
    ]
    if not plans:
        message = (
            f'Column "{shapes.column}" holds no time that can be read. '
            "Choose another column as the time, or correct the dates in the file."
        )
        raise NotReadable(message)
    read = _join_plans(table, part, plans)
    read = read.mutate(
        **{f"{part}_local": _local(read, part, plans), f"{part}_offset": _offset(read, part, plans)}
    )
    zoneless = sum(shapes.counts[plan.shape] for plan in plans if not _has_zone(plan))
    finished = _to_utc(engine, read, part, rules) if zoneless else _zoned_to_utc(read, part)
    return TimeColumn(
        finished,
        rules.date_order,
        zoneless,
        sum(shapes.counts[plan.shape] for plan in plans if plan.date_only),
        frozenset(plan.kind for plan in plans),
    )


def _has_zone(plan: ShapePlan) -> bool:
    return plan.zone > 0 or plan.kind in {"s", "ms", "us"}


def _join_plans(table: ir.Table, part: str, plans: list[ShapePlan]) -> ir.Table:
    """Add the number of each row's plan; null where its shape is no time."""
    numbered = ibis.memtable(
        {f"{part}_shape": [plan.shape for plan in plans], f"{part}_plan": list(range(len(plans)))}
    )
    shaped = table.mutate(**{f"{part}_shape": shape_of(table[part])})
    return shaped.left_join(numbered, f"{part}_shape").drop(f"{part}_shape_right")


def _of_plan(read: ir.Table, part: str, plans: list[ShapePlan], attribute: str) -> ir.Value:
    """The plan's attribute for each row, in as few branches as there are different values."""
    values = [getattr(plan, attribute) for plan in plans]
    branches = [
        (read[f"{part}_plan"].isin([i for i, v in enumerate(values) if v == value]), value)
        for value in dict.fromkeys(values)
    ]
    return branches[0][1] if len(branches) == 1 else ibis.cases(*branches, else_=None)


def _local(read: ir.Table, part: str, plans: list[ShapePlan]) -> ir.IntegerValue:
    """Clock reading in microseconds, zone not yet applied."""
    text = trimmed(read[part])
    core = text.substr(0, _of_plan(read, part, plans, "core"))
    number = read[f"{part}_plan"]
    patterns = dict.fromkeys(plan.pattern for plan in plans if plan.pattern)
    branches = []
    for pattern in patterns:
        mine = [i for i, plan in enumerate(plans) if plan.pattern == pattern]
        branches.append((number.isin(mine), microseconds_from_timestamp(try_strptime(core, pattern))))
    for kind, scale in NUMERIC_SCALE.items():
        mine = [i for i, plan in enumerate(plans) if plan.kind == kind]
        if mine:
            branches.append((number.isin(mine), _from_number(text, kind, scale)))
    local = ibis.cases(*branches, else_=None)
    return local + _fraction(read, part, plans) if any(plan.fraction for plan in plans) else local


def _from_number(text: ir.StringValue, kind: str, scale: float) -> ir.IntegerValue:
    value = text.try_cast("float64")
    if kind != "excel":
        return (value * scale).round().cast("int64")
    # Excel counts days from 1899-12-30; its eight decimals hold hundredths of a second, no more.
    return ((value - 25_569) * 8_640_000).round().cast("int64") * 10_000


def _fraction(read: ir.Table, part: str, plans: list[ShapePlan]) -> ir.IntegerValue:
    """Fraction of the second in microseconds; digits beyond the sixth are cut."""
    start = _of_plan(read, part, plans, "fraction")
    digits = _of_plan(read, part, plans, "fraction_digits")
    written = trimmed(read[part]).substr(start - 1, digits)
    micro = (written + "000000").substr(0, 6).try_cast("int64")
    return ibis.ifelse(ibis.literal(0) < start, micro, 0)


def _offset(read: ir.Table, part: str, plans: list[ShapePlan]) -> ir.IntegerValue:
    """Written offset from UTC in microseconds; null where none is written."""
    unix = [i for i, plan in enumerate(plans) if plan.kind in {"s", "ms", "us"}]
    is_unix = read[f"{part}_plan"].isin(unix)
    if not any(plan.zone for plan in plans):
        return ibis.cases((is_unix, ibis.literal(0, type="int64")), else_=None)
    start = _of_plan(read, part, plans, "zone")
    zone = trimmed(read[part]).substr(start - 1).upper()
    digits = zone.re_replace("[^0-9]", "")
    minutes = digits.substr(0, 2).try_cast("int64") * 60 + (digits + "0000").substr(2, 2).try_cast("int64")
    signed = ibis.ifelse(zone.startswith("-"), -minutes, minutes) * 60_000_000
    return ibis.cases(
        (is_unix, 0),
        (start == 0, None),
        (zone == "BST", 3_600_000_000),
        (zone.isin(["Z", "UTC", "GMT"]), 0),
        else_=signed,
    )


def _zoned_to_utc(read: ir.Table, part: str) -> ir.Table:
    return _finish(read, part, read[f"{part}_local"] - read[f"{part}_offset"], ibis.literal(0, type="int64"))


def _to_utc(engine: Backend, read: ir.Table, part: str, rules: ReadingRules) -> ir.Table:
    """Apply the stated zone to readings without a written one."""
    read = settled(engine, read)
    local, offset = read[f"{part}_local"], read[f"{part}_offset"]
    bounds = engine.to_pyarrow(read.agg(low=local.min(), high=local.max())).to_pylist()[0]
    low, high = bounds["low"] or 0, bounds["high"] or 0
    assumed = offset_at(local, rules.timezone, low, high)
    utc = local - ibis.coalesce(offset, assumed)
    twice = offset.isnull() & is_ambiguous(local, rules.timezone, low, high)
    never = offset.isnull() & is_nonexistent(local, rules.timezone, low, high)
    return _finish(read, part, utc, twice.ifelse(1, never.ifelse(2, 0)))


def _finish(read: ir.Table, part: str, utc: ir.IntegerValue, clock: ir.IntegerValue) -> ir.Table:
    added = {f"{part}_us": utc, f"{part}_ambiguous": clock == 1, f"{part}_nonexistent": clock == 2}
    scratch = [f"{part}_{name}" for name in ("shape", "plan", "local", "offset")]
    return read.mutate(**added).drop(*[name for name in scratch if name in read.columns])


def _read_typed(engine: Backend, table: ir.Table, part: str, rules: ReadingRules) -> TimeColumn:
    """Read a column that arrived as timestamps: zoned ones are instants, others local readings."""
    zone = table[part].type().timezone
    moment = table[part].cast("timestamp(6)" if zone is None else "timestamp('UTC', 6)")
    plain = table.mutate(**{f"{part}_local": microseconds_from_timestamp(moment.cast("timestamp(6)"))})
    known = ibis.literal(0 if zone else None, type="int64")
    plain = plain.mutate(**{f"{part}_offset": known})
    finished = _zoned_to_utc(plain, part) if zone else _to_utc(engine, plain, part, rules)
    rows = 0 if zone else int(engine.to_pyarrow(table.count()).as_py())
    return TimeColumn(finished, None, rows, 0, frozenset({"typed"}))
