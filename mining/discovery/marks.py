"""The marks a process map is made of: lines with figures, widths, colour levels, paths.

The map on the screen and the map in the report are drawn from the same marks, so they agree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mining.units import Clock, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mining.discovery.flows import DirectlyFollowsGraph
    from mining.units import Seconds

__all__ = [
    "LEVELS",
    "Bounds",
    "Line",
    "Point",
    "activity_key",
    "arrow_head",
    "brief_duration",
    "level",
    "line_width",
    "lines_of",
    "rounded_path",
]

LEVELS = 7
_THINNEST, _THICKEST = 1.5, 7.0
_ARROW_LENGTH = 9.0
_UNITS = ((31_557_600, "years"), (86_400, "days"), (3_600, "hours"), (60, "min"), (1, "sec"))
# A working day has no fixed length, so working time is told in hours however many they are.
_WORKING_UNITS = _UNITS[2:]


class Point(NamedTuple):
    """A place on the map in px; x grows to the right and y downwards."""

    x: float
    y: float


class Bounds(NamedTuple):
    """A rectangle on the map, in px."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """One line of the map with its figures.

    Attributes
    ----------
    source, target
        Names of activities; None as the source is the start of the process, as the target its end.
    n, n_cases
        How often it was taken, and in how many cases.
    median, p90
        Seconds from the end of the source to the end of the target; None where there is no source
        or no target.
    """

    source: str | None
    target: str | None
    n: int
    n_cases: int
    median: Seconds | None = None
    p90: Seconds | None = None


def activity_key(name: str) -> str:
    """Return what tells the box of an activity from the start and the end, whatever its name."""
    return f"activity:{name}"


def lines_of(graph: DirectlyFollowsGraph) -> tuple[Line, ...]:
    """Return every line of the map, the busiest first.

    Flows between activities come from the graph. A line from the start is added to activities that
    begin a case, and a line to the end from those that end one. On a simplified graph these lines
    are simplified with the rest: one that is weaker than every flow shown is left out, unless it is
    the strongest of its kind or the only way in or out.
    """
    flows = [Line(f.source, f.target, f.n, f.n_cases, f.median, f.p90) for f in graph.flows]
    starts = [Line(None, a.name, a.n_starting, a.n_starting) for a in graph.activities if a.n_starting]
    ends = [Line(a.name, None, a.n_ending, a.n_ending) for a in graph.activities if a.n_ending]
    return tuple(sorted([*flows, *_shown(starts, flows), *_shown(ends, flows)], key=_busiest_first))


def _shown(terminals: list[Line], flows: list[Line]) -> list[Line]:
    weakest = min((flow.n for flow in flows), default=0)
    strongest = max((line.n for line in terminals), default=0)
    entered = {flow.target for flow in flows if flow.source != flow.target}
    left = {flow.source for flow in flows if flow.source != flow.target}
    return [
        line
        for line in terminals
        if line.n >= min(weakest, strongest)
        or line.target not in entered | {None}
        or line.source not in left | {None}
    ]


def _busiest_first(line: Line) -> tuple[int, bool, str, bool, str]:
    return (-line.n, line.source is not None, line.source or "", line.target is None, line.target or "")


def level(value: float, largest: float) -> int:
    """Return the colour level of a value, 0 (none) to 6 (the largest), on a square-root scale.

    Counts and waits of a process are skewed: on a plain scale nearly everything would share the
    palest level.

    Examples
    --------
    >>> [level(n, 100) for n in (0, 1, 25, 100)]
    [0, 1, 3, 6]
    """
    if value <= 0 or largest <= 0:
        return 0
    return min(LEVELS - 1, max(1, round((LEVELS - 1) * math.sqrt(value / largest))))


def line_width(n: int, largest: int) -> float:
    """Return the width of a line in px, 1.5 to 7, on a square-root scale of its count.

    Examples
    --------
    >>> line_width(100, 100), line_width(25, 100)
    (7.0, 4.2)
    """
    share = math.sqrt(n / largest) if n > 0 and largest > 0 else 0.0
    return round(_THINNEST + (_THICKEST - _THINNEST) * min(share, 1.0), 1)


def brief_duration(seconds: float | None, clock: Clock = Clock.ELAPSED) -> str:
    """Return a duration short enough to stand on a line of the map.

    Examples
    --------
    >>> brief_duration(40), brief_duration(5400), brief_duration(86400 * 12)
    ('40 sec', '1.5 hours', '12 days')
    >>> brief_duration(None)
    ''
    >>> brief_duration(0, Clock.DAYS), brief_duration(86400 * 12, Clock.WORKING)
    ('< 1 day', '288 hours')
    """
    if seconds is None:
        return ""
    if clock is Clock.DAYS:
        return in_words(seconds, clock).replace("less than a", "< 1")
    units = _WORKING_UNITS if clock is Clock.WORKING else _UNITS
    size, unit = next(((size, unit) for size, unit in units if abs(seconds) >= size), units[-1])
    is_whole = abs(seconds) >= 10 * size or size <= 60
    return f"{seconds / size:,.0f} {unit}" if is_whole else f"{seconds / size:.1f} {unit}"


def rounded_path(points: Sequence[Point], *, width: float, radius: float = 14.0) -> str:
    """Return the `d` of an SVG path along the points, corners rounded, stopping where the arrow begins."""
    corners = _without_tip(points, arrow_length(width))
    steps = [f"M{_xy(corners[0])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        room = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        steps.append(
            f"L{_xy(_towards(corner, before, room))}Q{_xy(corner)} {_xy(_towards(corner, after, room))}"
        )
    steps.append(f"L{_xy(corners[-1])}")
    return "".join(steps)


def arrow_head(points: Sequence[Point], *, width: float) -> str:
    """Return the `d` of the arrow head at the last point: a closed triangle, larger on wider lines."""
    tip, length = points[-1], arrow_length(width)
    base = _without_tip(points, length)[-1]
    reach = math.dist(base, tip) or 1.0
    across = Point(-(tip.y - base.y) / reach, (tip.x - base.x) / reach)
    half = length * 0.55
    left = Point(base.x + across.x * half, base.y + across.y * half)
    right = Point(base.x - across.x * half, base.y - across.y * half)
    return f"M{_xy(tip)}L{_xy(left)}L{_xy(right)}Z"


def arrow_length(width: float) -> float:
    """Return the length in px of the arrow head of a line of this width."""
    return _ARROW_LENGTH + width


def _without_tip(points: Sequence[Point], length: float) -> list[Point]:
    """Return the points with the last one drawn back, at most to nine tenths of the last stretch."""
    before, tip = points[-2], points[-1]
    return [*points[:-1], _towards(tip, before, min(length, 0.9 * math.dist(before, tip)))]


def _towards(start: Point, goal: Point, distance: float) -> Point:
    reach = math.dist(start, goal)
    share = distance / reach if reach else 0.0
    return Point(start.x + (goal.x - start.x) * share, start.y + (goal.y - start.y) * share)


def _xy(point: Point) -> str:
    return f"{round(point.x, 1):g},{round(point.y, 1):g}"
