"""The boxes of a process map: one an activity, one each for the start and the end of the process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mining.discovery.labels import wrapped
from mining.discovery.marks import Bounds, Line, activity_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mining.discovery.flows import DirectlyFollowsGraph

__all__ = ["FIGURE_SIZE", "LABEL_SIZE", "LINE_HEIGHT", "NodeBox", "NodeKind", "boxes_of"]

NodeKind = Literal["activity", "start", "end"]

LABEL_SIZE, LINE_HEIGHT = 14.0, 17.0
FIGURE_SIZE, _FIGURE_HEIGHT = 12.0, 16.0
_WIDTH, _PADDING, _SIDE = 184.0, 12.0, 16.0
_MOST_LINES = 3
_TERMINAL_WIDTH, _TERMINAL_HEIGHT = 104.0, 40.0


@dataclass(frozen=True)
class NodeBox:
    """A box of the map: its centre, its size, and its name broken into lines.

    Activities are rectangles, the start and the end are ellipses.
    """

    name: str
    kind: NodeKind
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells the box from every other, also from an activity that is called "Start"."""
        return activity_key(self.name) if self.kind == "activity" else self.kind

    @property
    def rectangle(self) -> Bounds:
        """The room the box takes."""
        half_width, half_height = self.width / 2, self.height / 2
        return Bounds(self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height)


def boxes_of(graph: DirectlyFollowsGraph, lines: Iterable[Line]) -> list[NodeBox]:
    """Return the boxes without places yet: start, activities by frequency, end.

    Names are broken into at most three lines and then end in an ellipsis. A start or an end that no
    line touches is left out: a filtered view may have neither.
    """
    ends = {(line.source is None, line.target is None) for line in lines}
    by_frequency = sorted(graph.activities, key=lambda activity: (-activity.n_events, activity.name))
    return [
        *([_terminal("start")] if any(from_start for from_start, _ in ends) else []),
        *(_activity(activity.name) for activity in by_frequency),
        *([_terminal("end")] if any(to_end for _, to_end in ends) else []),
    ]


def _activity(name: str) -> NodeBox:
    lines = wrapped(name, width=_WIDTH - 2 * _SIDE, size=LABEL_SIZE, lines=_MOST_LINES)
    height = len(lines) * LINE_HEIGHT + _FIGURE_HEIGHT + 2 * _PADDING
    return NodeBox(name, "activity", 0.0, 0.0, _WIDTH, height, lines)


def _terminal(kind: Literal["start", "end"]) -> NodeBox:
    name = kind.capitalize()
    return NodeBox(name, kind, 0.0, 0.0, _TERMINAL_WIDTH, _TERMINAL_HEIGHT, (name,))
