"""Counts, shares and times as they may be told: rounded to a base, and not at all where too few stand behind them."""

from __future__ import annotations

from mining.units import DAY_SECONDS, Clock, Seconds, Share, to_the_grain

__all__ = [
    "cases_of",
    "count_in_words",
    "down",
    "nearest",
    "quantile",
    "share_of",
    "time",
]

_DIGITS = 3


def down(count: int, base: int) -> int:
    """Return the multiple of the base just below a count: what is told of a number of cases that stands alone.

    All five counts that are told as 5 are told of as five or more anyway; to the nearest, 7 would be known to be
    less than 8, and what is hidden of it less than 3.

    Examples
    --------
    >>> down(9, 5), down(4, 5), down(7, 1)
    (5, 0, 7)
    """
    return count // base * base


def nearest(count: float, base: int) -> int:
    """Return the multiple of the base that is nearest to a count, the larger of two; of base 1, the count.

    Examples
    --------
    >>> nearest(2, 5), nearest(3, 5), nearest(998, 5), nearest(7, 1)
    (0, 5, 1000, 7)
    """
    return base * int((2 * count + base) // (2 * base))


def count_in_words(count: int, base: int) -> str:
    """Return a count as it is printed, "fewer than 5" where it is too small to tell.

    Examples
    --------
    >>> count_in_words(3, 5), count_in_words(1998, 5), count_in_words(0, 1)
    ('fewer than 5', '1,995', '0')
    """
    return f"fewer than {base:,}" if count < base and base > 1 else f"{down(count, base):,}"


def cases_of(times: int, cases: int, times_told: int, base: int) -> int:
    """Return the number of cases to tell beside the number of times that something happened in them.

    Where it happened again in fewer cases than the base, both are told alike.

    Examples
    --------
    >>> cases_of(1003, 1001, 1005, 5), cases_of(1087, 994, 1085, 5)
    (1005, 995)
    """
    return times_told if times - cases < base else min(nearest(cases, base), times_told)


def share_of(part: float, whole: float, base: int) -> Share:
    """Return a share of the rounded counts, 0..1, so that no count finer than they can be had from it.

    Examples
    --------
    >>> share_of(58, 60, 5), share_of(37, 1000, 5)
    (1.0, 0.035)
    """
    rounded = nearest(whole, base)
    return Share(min(nearest(part, base) / rounded, 1.0) if rounded else 0.0)


def quantile(
    seconds: Seconds | None, share: float, n_cases: int, base: int, clock: Clock = Clock.ELAPSED
) -> Seconds | None:
    """Return a quantile of times where enough cases lie on both sides of it, None elsewhere.

    Parameters
    ----------
    seconds
        The quantile.
    share
        Which: 0.5 is the median.
    n_cases, base
        Cases behind it, and how many of them must lie above and below. Base 1 asks for nothing.
    clock
        How it is counted.
    """
    few_sides = round(n_cases * min(share, 1 - share), 9) < base
    return None if base > 1 and few_sides else time(seconds, base, clock)


def time(seconds: Seconds | None, base: int, clock: Clock = Clock.ELAPSED) -> Seconds | None:
    """Return a time to three digits, so that it is not the very time of one case; with base 1 as it is.

    They are digits of days, hours, minutes or seconds, in which a time is told, so that it reads as it was. Where
    a log has dates without times, it is days always.

    Examples
    --------
    >>> time(Seconds(4_567.8), 5), time(Seconds(123.5 * 86_400), 5, Clock.DAYS) / 86_400
    (4572.0, 124.0)
    """
    if seconds is None or base <= 1:
        return seconds
    fitting = (size for size in (DAY_SECONDS, 3_600.0, 60.0) if seconds >= size)
    unit = DAY_SECONDS if clock is Clock.DAYS else next(fitting, 1.0)
    return to_the_grain(float(f"{seconds / unit:.{_DIGITS}g}") * unit)
