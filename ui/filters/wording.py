"""Filters in plain English. Names stay as they are in the log: escape what comes of them before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import singledispatch
from typing import Literal

from mining.disclosure.rounding import count_in_words, down
from mining.filters import (
    Channel,
    Contains,
    Duration,
    Endpoints,
    Filter,
    Follows,
    Period,
    Repeats,
    System,
    Variants,
)
from mining.units import Seconds

__all__ = ["DAY", "HOUR", "PERIODS", "filtered_name", "in_plain_english", "share_of_cases"]

HOUR, DAY = 3_600, 86_400

PERIODS: dict[Literal["started", "ended", "within", "touching"], tuple[str, str]] = {
    "started": ("Started", "Did not start"),
    "ended": ("Ended", "Did not end"),
    "within": ("Started and ended", "Did not both start and end"),
    "touching": ("Open at some time", "Never open"),
}
"""Word of `mining.filters.Period` -> how it reads when it keeps cases, and when it leaves them out."""


def share_of_cases(n: int, of: int, *, is_filtered: bool, hide_below: int) -> str:
    """Return how many cases pass the filters, as it may be told.

    Examples
    --------
    >>> share_of_cases(3812, 72000, is_filtered=True, hide_below=5)
    '3,810 of 72,000 cases'
    >>> share_of_cases(2, 72000, is_filtered=True, hide_below=5)
    'Fewer than 5 of 72,000 cases'
    """
    if not is_filtered:
        return f"All {down(of, hide_below):,} cases"
    passing = count_in_words(n, hide_below)
    return f"{passing[0].upper()}{passing[1:]} of {down(of, hide_below):,} cases"


def filtered_name(name: str, filters: Sequence[Filter]) -> str:
    """Return what a report calls the cases that pass the filters."""
    listed = ", ".join(f"“{in_plain_english(one)}”" for one in filters)
    return f"{name}, only cases that pass the filters {listed}"


@singledispatch
def in_plain_english(one: Filter) -> str:
    """Return a filter as a few words, such as "Channel is Phone"."""
    message = f"There are no words for the filter {one}."
    raise TypeError(message)


@in_plain_english.register
def _(one: Channel) -> str:
    return f"Channel is {'not ' if one.exclude else ''}{_either(one.names)}"


@in_plain_english.register
def _(one: System) -> str:
    return f"{'Never recorded' if one.exclude else 'Recorded'} in {_either(one.names)}"


@in_plain_english.register
def _(one: Contains) -> str:
    return f"{'Without' if one.exclude else 'With'} {_either(one.activities)}"


@in_plain_english.register
def _(one: Endpoints) -> str:
    starts, ends = ("start", "end") if one.exclude else ("starts", "ends")
    ways = [(starts, one.starts), (ends, one.ends)]
    said = " and ".join(f"{verb} with {_either(names)}" for verb, names in ways if names)
    return f"Does not {said}" if one.exclude else said[0].upper() + said[1:]


@in_plain_english.register
def _(one: Follows) -> str:
    verb = "does not come" if one.exclude else "comes"
    how = "directly" if one.directly else "at any time"
    return f"{one.target} {verb} {how} after {one.source}"


@in_plain_english.register
def _(one: Repeats) -> str:
    step = one.activity or "a step"
    if one.at_least == 2:
        return f"Does not repeat {step}" if one.exclude else f"Repeats {step}"
    return f"{'Does not do' if one.exclude else 'Does'} {step} {one.at_least} times or more"


@in_plain_english.register
def _(one: Duration) -> str:
    bounds = [("at least", one.at_least), ("at most", one.at_most)]
    said = " and ".join(f"{word} {_span(seconds)}" for word, seconds in bounds if seconds is not None)
    return f"{'Does not take' if one.exclude else 'Takes'} {said}"


@in_plain_english.register
def _(one: Period) -> str:
    return f"{PERIODS[one.when][one.exclude]} from {_day(one.first)} to {_day(one.last)}"


@in_plain_english.register
def _(one: Variants) -> str:
    n = len(one.numbers)
    if n > 1 and one.numbers == tuple(range(1, n + 1)):
        return f"{'None' if one.exclude else 'One'} of the {n:,} most frequent variants"
    return f"{'Not variant' if one.exclude else 'Variant'} {_either([str(number) for number in one.numbers])}"


def _either(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]


def _span(seconds: Seconds) -> str:
    size, unit = (DAY, "day") if seconds % DAY == 0 else (HOUR, "hour")
    number = seconds / size
    return f"{number:,g} {unit}{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
