"""How a written time is laid out: its shape, and the strptime pattern that reads it.

A shape is the text with every digit turned into 9, so that a column of ten million times has a
handful of shapes, and each is understood once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mining.mapping import DateOrder, EpochUnit

__all__ = ["NUMERIC_SCALE", "ShapePlan", "is_slashed", "leading_numbers", "plan_for"]

Kind = Literal["text", "s", "ms", "us", "excel"]

NUMERIC_SCALE: dict[str, float] = {"s": 1e6, "ms": 1e3, "us": 1.0, "excel": 86_400e6}
"""Microseconds in one unit of a time written as a bare number."""

_NUMERIC_DIGITS: dict[int, Kind] = {10: "s", 13: "ms", 16: "us", 5: "excel"}

_TIME = r"(?P<clock>9{1,2}:99(?::99)?)(?P<fraction>[.,]9+)?(?P<half> ?[AP]\.?M\.?)?"
_ZONE = r"(?P<gap> ?)(?P<zone>Z|UTC|GMT|BST|[+-]99:?99|[+-]99)?"
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_LONG_MONTHS = "JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
_DATES = (
    r"(?P<iso>9999(?P<si>[-/.])9{1,2}(?P=si)9{1,2})",
    r"(?P<slashed>9{1,2}(?P<ss>[-/.])9{1,2}(?P=ss)(?:9999|99))",
    rf"(?P<named>9{{1,2}}(?P<s1>[- ])(?:{_LONG_MONTHS}|{_MONTHS})(?P<s2>[- ]|, )(?:9999|99))",
    rf"(?P<monthfirst>(?:{_LONG_MONTHS}|{_MONTHS}) 9{{1,2}}(?P<s3>,? )9999)",
)
_WRITTEN = re.compile(rf"(?:{'|'.join(_DATES)})(?:(?P<sep>T|, | {{1,2}}){_TIME}{_ZONE})?")
_COMPACT = re.compile(r"(?P<date>99999999)(?:(?P<sep>T?)(?P<clock>999999))?(?P<zone>Z)?")
_NUMBER = re.compile(r"(?P<whole>9+)(?:\.9+)?")
_LONG = re.compile(_LONG_MONTHS)


@dataclass(frozen=True)
class ShapePlan:
    """How to read every value of one shape.

    Attributes
    ----------
    shape
        The shape it reads.
    kind
        "text" for written dates, else the unit of a bare number.
    pattern
        strptime pattern of the first `core` characters ("" for numbers).
    core
        Characters the pattern covers.
    fraction, fraction_digits
        Where digits of a second's fraction start (1-based; 0 = none) and how many there are.
    zone
        Where the written zone starts (1-based; 0 = none).
    date_only
        Whether there is no time of day.
    """

    shape: str
    kind: Kind = "text"
    pattern: str = ""
    core: int = 0
    fraction: int = 0
    fraction_digits: int = 0
    zone: int = 0
    date_only: bool = False


def is_slashed(shape: str) -> bool:
    """Whether the order of day and month is not told by the shape itself.

    Examples
    --------
    >>> is_slashed("99/99/9999 99:99"), is_slashed("9999-99-99")
    (True, False)
    """
    match = _WRITTEN.fullmatch(shape.upper())
    return bool(match and match["slashed"])


def leading_numbers(shape: str) -> tuple[int, int, int, int]:
    """Start and length (start 1-based) of the first and second number of a slashed shape.

    Examples
    --------
    >>> leading_numbers("9/99/9999")
    (1, 1, 3, 2)
    """
    first, second = list(re.finditer("9+", shape))[:2]
    return first.start() + 1, len(first[0]), second.start() + 1, len(second[0])


def plan_for(shape: str, order: DateOrder | None, epoch: EpochUnit | None = None) -> ShapePlan | None:
    """Return how to read a shape, or None where it is no time.

    Parameters
    ----------
    shape
        Digits as 9, all else as written.
    order
        Order for slashed dates; None leaves those unread.
    epoch
        Unit of bare numbers, where the user said it; else their number of digits tells.
    """
    upper = shape.upper()
    if epoch and _NUMBER.fullmatch(upper):
        return ShapePlan(shape, kind=epoch, date_only=epoch == "excel" and "." not in upper)
    return _written(shape, upper, order) or _compact(shape, upper) or _number(shape, upper)


def _written(shape: str, upper: str, order: DateOrder | None) -> ShapePlan | None:
    match = _WRITTEN.fullmatch(upper)
    if not match:
        return None
    date = _date_pattern(match, order)
    if not date:
        return None
    if not match["clock"]:
        return ShapePlan(shape, pattern=date, core=len(upper), date_only=True)
    clock, core = _clock_pattern(match)
    fraction = match.start("fraction") + 2 if match["fraction"] else 0
    return ShapePlan(
        shape,
        pattern=date + match["sep"] + clock,
        core=core,
        fraction=0 if match["half"] else fraction,
        fraction_digits=len(match["fraction"]) - 1 if match["fraction"] and not match["half"] else 0,
        zone=match.start("zone") + 1 if match["zone"] else 0,
    )


def _date_pattern(match: re.Match[str], order: DateOrder | None) -> str:
    if match["iso"]:
        return "%Y{0}%m{0}%d".format(match["si"])
    if match["slashed"]:
        return _slashed_pattern(match, order)
    month = "%B" if _LONG.search(match[0]) else "%b"
    if match["monthfirst"]:
        return f"{month} %d{match['s3']}%Y"
    year = "%Y" if match["named"].endswith("9999") else "%y"
    return f"%d{match['s1']}{month}{match['s2']}{year}"


def _slashed_pattern(match: re.Match[str], order: DateOrder | None) -> str:
    year = "%Y" if match["slashed"].endswith("9999") else "%y"
    if order is None or (order == "ymd" and year == "%Y"):
        return ""
    parts = {"dmy": ("%d", "%m", year), "mdy": ("%m", "%d", year), "ymd": (year, "%m", "%d")}[order]
    return match["ss"].join(parts)


def _clock_pattern(match: re.Match[str]) -> tuple[str, int]:
    """Pattern of the time of day and the number of characters up to its end."""
    seconds = ":%S" if match["clock"].count(":") == 2 else ""
    half = match["half"]
    if not half:
        return f"%H:%M{seconds}", match.end("clock")
    space = " " if half.startswith(" ") else ""
    # A fraction before AM/PM is read by strptime itself: %f takes up to six digits.
    fraction = f"{match['fraction'][0]}%f" if match["fraction"] else ""
    return f"%I:%M{seconds}{fraction}{space}%p", match.end("half")


def _compact(shape: str, upper: str) -> ShapePlan | None:
    match = _COMPACT.fullmatch(upper)
    if not match:
        return None
    if not match["clock"]:
        return None if match["zone"] else ShapePlan(shape, pattern="%Y%m%d", core=8, date_only=True)
    return ShapePlan(
        shape,
        pattern=f"%Y%m%d{match['sep']}%H%M%S",
        core=match.end("clock"),
        zone=match.start("zone") + 1 if match["zone"] else 0,
    )


def _number(shape: str, upper: str) -> ShapePlan | None:
    match = _NUMBER.fullmatch(upper)
    kind = _NUMERIC_DIGITS.get(len(match["whole"])) if match else None
    # A day number without decimals is a date without a time.
    return ShapePlan(shape, kind=kind, date_only=kind == "excel" and "." not in upper) if kind else None
