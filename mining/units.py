"""Units as types, so that hours passed as days do not type-check."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

__all__ = ["DAY_SECONDS", "Clock", "Seconds", "Share", "in_words", "to_the_grain"]

Seconds = NewType("Seconds", float)
Share = NewType("Share", float)

DAY_SECONDS = 86_400.0


class Clock(StrEnum):
    """How the time between two moments is counted, and so in which words it may be told."""

    ELAPSED = "elapsed"
    """Nights and weekends included."""
    DAYS = "whole days"
    """Elapsed, of a log that has dates without times: nothing finer than a day is told."""
    WORKING = "working hours"
    """Only while a working calendar is open; told in hours, for a working day has no fixed length."""


_STEPS = ((31_557_600.0, "years"), (86_400.0, "days"), (3_600.0, "hours"), (60.0, "minutes"))


def to_the_grain(seconds: float) -> Seconds:
    """Return a time without what floating point adds to it, so that every engine tells the same.

    Times are kept to the microsecond, and medians, quartiles and tenths of such times lie on a grid of a
    tenth of that.

    Examples
    --------
    >>> to_the_grain(0.1 + 0.2)
    0.3
    """
    return Seconds(round(seconds, 7))


def in_words(seconds: float | None, clock: Clock = Clock.ELAPSED, *, unknown: str = "not known") -> str:
    """A duration for people to read, in its largest fitting unit; None as `unknown`.

    Examples
    --------
    >>> in_words(5400)
    '1.5 hours'
    >>> in_words(0)
    '0 seconds'
    >>> in_words(None)
    'not known'
    >>> in_words(0, Clock.DAYS), in_words(86_400, Clock.DAYS), in_words(216_000, Clock.DAYS)
    ('less than a day', '1 day', '2.5 days')
    >>> in_words(5400, Clock.WORKING), in_words(360_000, Clock.WORKING), in_words(0, Clock.WORKING)
    ('1.5 working hours', '100.0 working hours', 'no working time')
    """
    if seconds is None:
        return unknown
    if clock is Clock.DAYS:
        return _in_days(seconds)
    if clock is Clock.WORKING:
        return _in_working_time(seconds)
    for size, unit in _STEPS:
        if abs(seconds) >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds"


def _in_days(seconds: float) -> str:
    """Days to the half, for medians of whole days lie there."""
    days = round(2 * seconds / DAY_SECONDS) / 2
    if days == 0:
        return "less than a day"
    return f"{days:,g} day{'' if days == 1 else 's'}"


def _in_working_time(seconds: float) -> str:
    for size, unit in ((3_600, "hours"), (60, "minutes")):
        if seconds >= size:
            return f"{seconds / size:,.1f} working {unit}"
    return f"{seconds:.0f} working seconds" if seconds >= 1 else "no working time"
