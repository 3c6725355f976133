"""Where the figure of each line stands, so that no figure covers another or a box."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from mining.discovery.marks import Bounds, Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["FIGURE_HEIGHT", "FIGURE_WIDTH", "FigurePlace", "figure_box", "place_figures"]

# Room for "12.3 hours" or "1,234,567" at 12 px, which is all that is ever written there.
FIGURE_WIDTH, FIGURE_HEIGHT = 64.0, 17.0
# Half an arrow head, and a gap that clears it.
_ARROW, _GAP = 9.0, 10.0
_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88)


class FigurePlace(NamedTuple):
    """Where a figure stands: the point it is anchored at, and which part of the text that point is.

    A figure on its line has its middle there; one beside its line begins or ends next to it, so that it
    is seen to belong to the line however short it is.
    """

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


def figure_box(place: FigurePlace) -> Bounds:
    """Return the rectangle that the longest figure takes at this place."""
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[place.anchor] * FIGURE_WIDTH
    left, top = place.x - before, place.y - FIGURE_HEIGHT / 2
    return Bounds(left, top, left + FIGURE_WIDTH, top + FIGURE_HEIGHT)


def place_figures(paths: Sequence[Sequence[Point]], boxes: Sequence[Bounds]) -> list[FigurePlace | None]:
    """Place the figure of every line on the line, or just beside it, where nothing is yet.

    Neither boxes nor arrow heads are covered: a line without its head has no direction. Greedy: the
    lines come in order of importance and each takes the first free place of a fixed list.

    Parameters
    ----------
    paths
        The corners of each line, the most important line first.
    boxes
        The rectangles that must stay free.

    Returns
    -------
    list of FigurePlace or None
        One entry a path; None where no place was free. A figure left out is better than two that
        cannot be read.
    """
    obstacles = [*boxes, *(_arrow_box(path) for path in paths)]
    n_taken = len(obstacles)
    taken = np.empty((n_taken + len(paths), 4))
    taken[:n_taken] = np.array(obstacles).reshape(-1, 4)
    places: list[FigurePlace | None] = []
    for path in paths:
        candidates = _candidates(path)
        wanted = np.array([figure_box(place) for place in candidates])
        free = np.flatnonzero(~_overlaps(wanted, taken[:n_taken]))
        if len(free) == 0:
            places.append(None)
            continue
        places.append(candidates[free[0]])
        taken[n_taken] = wanted[free[0]]
        n_taken += 1
    return places


def _arrow_box(path: Sequence[Point]) -> Bounds:
    """Return the room of the arrow head at the end of a path: a square whose edge its tip touches."""
    before, tip = path[-2], path[-1]
    reach = math.dist(before, tip) or 1.0
    x = tip.x - _ARROW * (tip.x - before.x) / reach
    y = tip.y - _ARROW * (tip.y - before.y) / reach
    return Bounds(x - _ARROW, y - _ARROW, x + _ARROW, y + _ARROW)


def _overlaps(wanted: NDArray[np.float64], taken: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return for each wanted rectangle, shape (n, 4), whether it touches any taken one, shape (m, 4)."""
    left, top, right, bottom = (wanted[:, [side]] for side in range(4))
    across = (left < taken[:, 2]) & (right > taken[:, 0])
    down = (top < taken[:, 3]) & (bottom > taken[:, 1])
    overlaps: NDArray[np.bool_] = np.any(across & down, axis=1)
    return overlaps


def _candidates(path: Sequence[Point]) -> list[FigurePlace]:
    """Return the places to try: on the line from its middle outwards, then right and left of it."""
    points = [_along(path, share) for share in _SHARES]
    on_line = [FigurePlace(x, y, "middle") for x, y in points]
    right = [FigurePlace(x + _GAP, y, "start") for x, y in points]
    left = [FigurePlace(x - _GAP, y, "end") for x, y in points]
    return on_line + [place for pair in zip(right, left, strict=True) for place in pair]


def _along(path: Sequence[Point], share: float) -> Point:
    """Return the point at this share of the length of a path."""
    lengths = [math.dist(start, end) for start, end in pairwise(path)]
    wanted = share * sum(lengths)
    for (start, end), length, reached in zip(pairwise(path), lengths, accumulate(lengths), strict=True):
        if reached >= wanted and length > 0:
            back = (reached - wanted) / length
            return Point(end.x + (start.x - end.x) * back, end.y + (start.y - end.y) * back)
    return path[-1]
