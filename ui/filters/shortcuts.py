"""The filters that a box or a line of the map leads to, each with the words of its button."""

from __future__ import annotations

from mining.discovery.flows import ActivityFigures
from mining.discovery.marks import Line
from mining.filters import Contains, Endpoints, Filter, Follows

__all__ = ["activity_filters", "line_filters"]


def activity_filters(figures: ActivityFigures) -> dict[str, Filter]:
    """Return the filters by an activity; by where cases start and end only if it is told that some do."""
    name = (figures.name,)
    found: dict[str, Filter] = {
        "Only cases with this": Contains(name),
        "Only cases without this": Contains(name, exclude=True),
    }
    if figures.n_starting:
        found["Only cases that start here"] = Endpoints(starts=name)
    if figures.n_ending:
        found["Only cases that end here"] = Endpoints(ends=name)
    return found


def line_filters(line: Line) -> dict[str, Filter]:
    """Return the filter by a line: a path from one activity to another, or where cases start or end."""
    if line.source is not None and line.target is not None:
        return {"Only cases that take this path": Follows(line.source, line.target)}
    if line.target is not None:
        return {"Only cases that start here": Endpoints(starts=(line.target,))}
    return {"Only cases that end here": Endpoints(ends=(line.source,))} if line.source is not None else {}
