"""What a process map tells: which figure stands where, how strong the colour, what is too small to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mining.discovery.marks import Line, brief_duration, level, line_width, lines_of
from mining.units import Clock

if TYPE_CHECKING:
    from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph
    from mining.units import Seconds

__all__ = ["Overlay", "OverlayName"]

OverlayName = Literal["frequency", "waiting", "automation"]


@dataclass(frozen=True)
class Overlay:
    """One way of reading a map, with the largest values that its scales end at.

    Attributes
    ----------
    name
        "frequency" colours by count, "waiting" by median time since the step before; "automation" leaves
        the colour of the boxes to verdicts and shows counts on the lines.
    hide_below
        Counts of fewer cases than this are printed as "<5" and give no colour, width or time. This
        is primary suppression only: totals minus shown figures may still give a hidden one.
    busiest_activity, busiest_line
        Largest number of events of an activity, and largest count of a line.
    longest_wait, longest_gap
        Longest median time before an activity, and along a line, in seconds.
    clock
        How those times are counted.
    """

    name: OverlayName
    hide_below: int
    busiest_activity: int
    busiest_line: int
    longest_wait: float
    longest_gap: float
    clock: Clock = Clock.ELAPSED

    @classmethod
    def of(cls, graph: DirectlyFollowsGraph, name: OverlayName, hide_below: int = 0) -> Overlay:
        """Return the overlay with its scales fitted to the graph."""
        activities = [a for a in graph.activities if a.n_cases >= hide_below]
        lines = [line for line in lines_of(graph) if line.n_cases >= hide_below]
        return cls(
            name=name,
            hide_below=hide_below,
            busiest_activity=max((a.n_events for a in activities), default=0),
            busiest_line=max((line.n for line in lines), default=0),
            longest_wait=max((a.median_wait or 0.0 for a in activities), default=0.0),
            longest_gap=max((line.median or 0.0 for line in lines), default=0.0),
            clock=graph.clock,
        )

    def hides(self, n_cases: int) -> bool:
        """Say whether a figure about so few cases must not be shown."""
        return n_cases < self.hide_below

    def count(self, n: int, n_cases: int) -> str:
        """Return a count as it is printed: "1,234", or "<5" when too few cases stand behind it."""
        return f"<{self.hide_below}" if self.hides(n_cases) else f"{n:,}"

    def duration(self, seconds: Seconds | None, n_cases: int) -> str:
        """Return a time as it is printed; empty when it is not known or must not be shown."""
        return "" if self.hides(n_cases) else brief_duration(seconds, self.clock)

    def activity_figure(self, activity: ActivityFigures) -> str:
        """Return the line under the name of an activity."""
        if self.name == "waiting":
            return self._wait_before(activity)
        return f"{self.count(activity.n_events, activity.n_cases)} times"

    def _wait_before(self, activity: ActivityFigures) -> str:
        if self.hides(activity.n_cases):
            return "time not shown"
        if activity.median_wait is None:
            return "always first"
        return f"after {brief_duration(activity.median_wait, self.clock)}"

    def activity_level(self, activity: ActivityFigures) -> int:
        """Return the colour level of an activity, 0 to 6."""
        if self.hides(activity.n_cases):
            return 0
        if self.name == "waiting":
            return level(activity.median_wait or 0.0, self.longest_wait)
        return level(activity.n_events, self.busiest_activity)

    def line_figure(self, line: Line) -> str:
        """Return the figure that stands on a line."""
        if self.name == "waiting":
            return self.duration(line.median, line.n_cases)
        return self.count(line.n, line.n_cases)

    def line_level(self, line: Line) -> int:
        """Return the colour level of a line, 0 to 6."""
        if self.hides(line.n_cases):
            return 0
        if self.name == "waiting":
            return level(line.median or 0.0, self.longest_gap)
        return level(line.n, self.busiest_line)

    def line_width(self, line: Line) -> float:
        """Return the width of a line in px; it shows the count in every overlay."""
        return line_width(0 if self.hides(line.n_cases) else line.n, self.busiest_line)

    @property
    def scale_ends(self) -> tuple[str, str]:
        """What the palest and the strongest colour of the boxes stand for, for the legend."""
        if self.name == "waiting":
            return "at once", f"after {brief_duration(self.longest_wait, self.clock)}"
        return "seldom", f"{self.busiest_activity:,} times"
