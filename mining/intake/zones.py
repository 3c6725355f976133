"""Local times to UTC, counted exactly: clock changes come from the IANA database, not from the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import ibis
import ibis.expr.types as ir

from mining.errors import MappingProblem

__all__ = [
    "ClockChange",
    "clock_changes",
    "is_ambiguous",
    "is_nonexistent",
    "offset_at",
    "offset_since",
    "zone_named",
]

_FIRST_YEAR, _LAST_YEAR = 1970, 2037
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ClockChange:
    """A moment at which a zone's offset changes; all in microseconds.

    Attributes
    ----------
    local_before
        Clock reading at which the old offset stops being valid.
    before, after
        Offset from UTC before and after.
    """

    local_before: int
    before: int
    after: int

    @property
    def until(self) -> int:
        """First reading that is surely under the new offset: after the gap, where there is one."""
        return self.local_before + max(0, self.after - self.before)


def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone of a name; raises `MappingProblem` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        message = f'"{name}" is not a time zone. Use an IANA name such as Europe/London.'
        raise MappingProblem(message) from error


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)


@cache
def clock_changes(name: str) -> tuple[int, tuple[ClockChange, ...]]:
    """Return the offset at the start of 1970 and every change until 2037, in microseconds.

    Outside those years the nearest known offset is used; such times are reported as implausible.
    """
    zone = zone_named(name)
    moment, last = _EPOCH, datetime(_LAST_YEAR, 12, 31, tzinfo=UTC)
    first = current = _offset(zone, moment)
    changes = []
    while moment < last:
        following = moment + timedelta(days=1)
        if _offset(zone, following) != current:
            instant = _bisect(zone, moment, following)
            after = _offset(zone, instant)
            since_epoch = (instant - _EPOCH) // timedelta(microseconds=1)
            changes.append(ClockChange(since_epoch + current, current, after))
            current = after
        moment = following
    return first, tuple(changes)


def _bisect(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """First second with the new offset."""
    old = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        low, high = (middle, high) if _offset(zone, middle) == old else (low, middle)
    return high


def _within(changes: tuple[ClockChange, ...], low: int, high: int) -> tuple[ClockChange, ...]:
    day = 86_400_000_000
    return tuple(c for c in changes if low - day <= c.local_before <= high + day)


def offset_at(local: ir.IntegerColumn, name: str, low: int, high: int) -> ir.IntegerValue:
    """Return an expression of the zone's offset at a local time, in microseconds.

    A reading that happens twice takes the first of the two; a reading that never happened is
    taken with the old offset, which moves it forward by the length of the gap.

    Parameters
    ----------
    local
        Local clock reading in microseconds since 1970.
    name
        IANA zone name.
    low, high
        Smallest and largest reading in the column; keeps the expression short.
    """
    return _by_changes(name, (low, high), lambda change: local < change.until)


def offset_since(utc: ir.IntegerValue, name: str, low: int, high: int) -> ir.IntegerValue:
    """Return an expression of the zone's offset at an instant, in microseconds.

    Parameters
    ----------
    utc
        Microseconds since 1970.
    name
        IANA zone name.
    low, high
        Smallest and largest instant in the column; keeps the expression short.
    """
    return _by_changes(name, (low, high), lambda change: utc < change.local_before - change.before)


def _by_changes(
    name: str, bounds: tuple[int, int], is_before: Callable[[ClockChange], ir.BooleanValue]
) -> ir.IntegerValue:
    low, high = bounds
    first, every = clock_changes(name)
    changes = _within(every, low, high)
    before = [c.after for c in every if c.local_before < low - 86_400_000_000]
    start = before[-1] if before else first
    if not changes:
        return ibis.literal(start, type="int64")
    return ibis.cases(*((is_before(change), change.before) for change in changes), else_=changes[-1].after)


def is_ambiguous(local: ir.IntegerColumn, name: str, low: int, high: int) -> ir.BooleanValue:
    """Return whether the clock showed this reading twice (autumn)."""
    folds = [c for c in _within(clock_changes(name)[1], low, high) if c.after < c.before]
    return _any((local >= c.local_before - (c.before - c.after)) & (local < c.local_before) for c in folds)


def is_nonexistent(local: ir.IntegerColumn, name: str, low: int, high: int) -> ir.BooleanValue:
    """Return whether the clock never showed this reading (spring)."""
    gaps = [c for c in _within(clock_changes(name)[1], low, high) if c.after > c.before]
    return _any((local >= c.local_before) & (local < c.local_before + c.after - c.before) for c in gaps)


def _any(conditions: Iterable[ir.BooleanValue]) -> ir.BooleanValue:
    return ibis.or_(ibis.literal(value=False), *conditions)
