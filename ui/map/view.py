"""What the process map component is given to draw, made from results of the core; no Streamlit here."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from mining.discovery.labels import plain
from mining.discovery.marks import LEVELS, Line, activity_key, arrow_head, lines_of, rounded_path
from mining.discovery.overlays import Overlay, OverlayName
from mining.ranking.verdicts import Verdict
from mining.units import Clock
from ui.map import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from mining.discovery.boxes import NodeBox, NodeKind
    from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph
    from mining.discovery.layout import EdgeLine, MapLayout

__all__ = ["OVERLAYS", "EdgeView", "Legend", "MapView", "NodeView", "map_view", "with_note"]

OVERLAYS: dict[OverlayName, str] = {
    "frequency": "Frequency",
    "waiting": "Waiting time",
    "automation": "Automation potential",
}

_TIME = {
    Clock.ELAPSED: "Time",
    Clock.DAYS: "Days (this log has dates without times)",
    Clock.WORKING: "Working time",
}

# A tone is a class of the style sheet; a verdict it does not know is drawn in the neutral one.
_TONES: dict[str, str] = {
    Verdict.AUTOMATE: "automate",
    Verdict.ASSIST: "assist",
    Verdict.REDESIGN: "redesign",
    Verdict.REMOVE: "redesign",
    Verdict.ALREADY_AUTOMATED: "already",
    Verdict.KEEP_WITH_PEOPLE: "keep",
    Verdict.CANNOT_TELL: "other",
}


class NodeView(TypedDict):
    """A box to draw: its centre and size in px, its colour class, and what is said about it.

    `name` is the name in the log, by which Python knows the activity; `title` is the name to show.
    """

    id: str
    kind: NodeKind
    name: str
    title: str
    x: float
    y: float
    width: float
    height: float
    lines: list[str]
    figure: str
    tone: str
    about: str


class EdgeView(TypedDict):
    """A line to draw: ready SVG paths, its colour class, its figure, and what is said about it."""

    id: str
    source: str
    target: str
    sourceName: str | None
    targetName: str | None
    path: str
    arrow: str
    width: float
    tone: str
    weight: int
    figure: str
    figureAt: list[float] | None
    figureAnchor: str
    about: str


class Legend(TypedDict):
    """What the colours mean: pairs of a colour class and words, either of which may be empty."""

    swatches: list[list[str]]
    note: str


class MapView(TypedDict):
    """A whole map, as the component takes it."""

    overlay: OverlayName
    description: str
    bounds: list[float]
    nodes: list[NodeView]
    edges: list[EdgeView]
    legend: Legend


def map_view(
    graph: DirectlyFollowsGraph,
    layout: MapLayout,
    overlay: OverlayName,
    automation: Mapping[str, str] | None = None,
    note: str = "",
) -> MapView:
    """Return everything the component needs to draw a map, in plain English and plain numbers.

    Colours are named by class only ("level-3", "verdict-automate"): the style sheet decides what a
    class looks like in the light, dark and high-contrast themes.

    Parameters
    ----------
    graph, layout
        The figures and where they stand; what only one of the two has is left out.
    overlay
        What the colours tell.
    automation
        Verdict for each activity, in the words of `mining.ranking.verdicts.Verdict`, for the
        "automation" overlay.
    note
        A further sentence for the legend, such as what is hidden.
    """
    reading = Overlay.of(graph, overlay)
    verdicts = automation or {}
    lines = {(line.source, line.target): line for line in lines_of(graph)}
    activities = {activity.name: activity for activity in graph.activities}
    boxes = [box for box in layout.nodes if box.kind != "activity" or box.name in activities]
    return MapView(
        overlay=overlay,
        description=sentences.about_map(graph, OVERLAYS[overlay]),
        bounds=[round(side, 1) for side in layout.bounds],
        nodes=[
            _activity_node(box, activities[box.name], reading, graph, verdicts)
            if box.kind == "activity"
            else _terminal_node(box, graph)
            for box in sorted(boxes, key=lambda box: (box.y, box.x))
        ],
        edges=[_edge(edge, lines[edge.ends], reading) for edge in layout.edges if edge.ends in lines],
        legend=_legend(reading, {verdicts[name] for name in activities if name in verdicts}, note),
    )


def with_note(view: MapView, sentence: str) -> MapView:
    """Return the view with a further sentence in its legend."""
    legend = view["legend"]
    return {**view, "legend": {**legend, "note": f"{sentence} {legend['note']}"}}


def _activity_node(
    box: NodeBox,
    activity: ActivityFigures,
    reading: Overlay,
    graph: DirectlyFollowsGraph,
    verdicts: Mapping[str, str],
) -> NodeView:
    about = sentences.about_activity(activity, graph)
    if reading.name != "automation":
        level = f"level-{reading.activity_level(activity)}"
        return _node(box, figure=reading.activity_figure(activity), tone=level, about=about)
    verdict = verdicts.get(activity.name)
    if verdict is None:
        return _node(box, figure="not assessed", tone="verdict-other", about=about)
    return _node(box, figure=verdict.capitalize(), tone=_tone(verdict), about=f"{about} Verdict: {verdict}.")


def _terminal_node(box: NodeBox, graph: DirectlyFollowsGraph) -> NodeView:
    return _node(box, figure="", tone="terminal", about=sentences.about_terminal(box.kind, graph))


def _node(box: NodeBox, *, figure: str, tone: str, about: str) -> NodeView:
    return NodeView(
        id=box.key,
        kind=box.kind,
        name=box.name,
        title=plain(box.name),
        x=round(box.x, 1),
        y=round(box.y, 1),
        width=box.width,
        height=box.height,
        lines=list(box.lines),
        figure=figure,
        tone=tone,
        about=about,
    )


def _edge(edge: EdgeLine, line: Line, reading: Overlay) -> EdgeView:
    width = reading.line_width(line)
    place = edge.figure_at
    source = "start" if line.source is None else activity_key(line.source)
    target = "end" if line.target is None else activity_key(line.target)
    return EdgeView(
        id=f"{len(source)}:{source}>{target}",
        source=source,
        target=target,
        sourceName=line.source,
        targetName=line.target,
        path=rounded_path(edge.points, width=width),
        arrow=arrow_head(edge.points, width=width),
        width=width,
        tone=f"level-{reading.line_level(line)}",
        weight=line.n,
        figure=reading.line_figure(line),
        figureAt=[round(place.x, 1), round(place.y, 1)] if place else None,
        figureAnchor=place.anchor if place else "middle",
        about=sentences.about_line(line, reading.clock),
    )


def _tone(verdict: str) -> str:
    return f"verdict-{_TONES.get(verdict, 'other')}"


def _legend(reading: Overlay, verdicts: Set[str], further: str) -> Legend:
    note = "Thicker lines were taken more often."
    if reading.name == "waiting":
        note = f"{_TIME[reading.clock]} since the step before, waiting and work together. {note}"
    note = f"{note} {further}".rstrip()
    if reading.name == "automation":
        shown = [verdict for verdict in Verdict if verdict in verdicts]
        return Legend(swatches=[[_tone(verdict), verdict.capitalize()] for verdict in shown], note=note)
    palest, strongest = reading.scale_ends
    levels = [[f"level-{number}", ""] for number in range(LEVELS)]
    return Legend(swatches=[["", palest], *levels, ["", strongest]], note=note)
