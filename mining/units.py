"""Units as types, so that hours passed as days do not type-check."""

from __future__ import annotations

from typing import NewType

__all__ = ["Seconds", "Share", "in_words", "to_the_grain"]

Seconds = NewType("Seconds", float)
Share = NewType("Share", float)

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


def in_words(seconds: float | None, unknown: str = "not known") -> str:
    """A duration for people to read, in its largest fitting unit; None as `unknown`.

    Examples
    --------
    >>> in_words(5400)
    '1.5 hours'
    >>> in_words(0)
    '0 seconds'
    >>> in_words(None)
    'not known'
    """
    if seconds is None:
        return unknown
    for size, unit in _STEPS:
        if abs(seconds) >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds"
