"""The process map as one self-contained SVG picture, for reports, slides and print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from mining.discovery.boxes import FIGURE_SIZE, LABEL_SIZE, LINE_HEIGHT
from mining.discovery.labels import plain
from mining.discovery.marks import arrow_head, brief_duration, lines_of, rounded_path
from mining.discovery.overlays import Overlay
from mining.reporting.palette import BOX_COLOURS, FIGURE_INK, LINE_COLOURS, PAPER, ink_on

if TYPE_CHECKING:
    from mining.discovery.boxes import NodeBox
    from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph
    from mining.discovery.layout import EdgeLine, MapLayout
    from mining.discovery.marks import Bounds, Line
    from mining.units import Clock

__all__ = ["process_svg"]

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_FACE = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_LEGEND_HEIGHT, _SWATCH = 84.0, 22.0
_NARROWEST = 460.0
_NAME = {"font_size": f"{LABEL_SIZE:g}", "font_weight": "bold"}
_HALO = {"paint-order": "stroke", "stroke": PAPER, "stroke-width": "4", "stroke-linejoin": "round"}
_BORDER = "#505a5f"


def process_svg(
    layout: MapLayout,
    graph: DirectlyFollowsGraph,
    overlay: Literal["frequency", "waiting"] = "frequency",
    note: str = "",
) -> str:
    """Return the map as an SVG document that draws the same everywhere.

    It refers to nothing outside itself, has no links and no scripts, and carries a title and a
    description. All text is at least 12 px at full size and has a contrast of 4.5 or more.

    Parameters
    ----------
    layout
        Where everything stands.
    graph
        The figures; boxes and lines of the layout that the graph does not have are left out.
    overlay
        What the colours and the figures on the lines tell.
    note
        A further sentence for the legend, such as what is hidden.

    Returns
    -------
    str
        An `<svg>` element, without an XML declaration, so that it can stand inside HTML.
    """
    reading = Overlay.of(graph, overlay)
    lines = {(line.source, line.target): line for line in lines_of(graph)}
    activities = {activity.name: activity for activity in graph.activities}
    root = _root(layout.bounds)
    ET.SubElement(root, "title").text = "Process map"
    ET.SubElement(root, "desc").text = _description(reading, graph)
    for edge in layout.edges:
        if edge.ends in lines:
            _draw_line(root, edge, lines[edge.ends], reading)
    for box in layout.nodes:
        if box.kind != "activity":
            _draw_terminal(root, box)
        elif box.name in activities:
            _draw_activity(root, box, activities[box.name], reading)
    # Figures come last, so that no line and no box covers them.
    for edge in layout.edges:
        if edge.ends in lines:
            _draw_figure(root, edge, reading.line_figure(lines[edge.ends]))
    _draw_legend(root, layout.bounds, reading, note)
    # Quotes in text are harmless in XML; escaped all the same, so that no text looks like an attribute.
    return _TEXT.sub(lambda text: text[0].replace('"', "&quot;"), ET.tostring(root, encoding="unicode"))


def _root(bounds: Bounds) -> ET.Element:
    width = max(bounds.right - bounds.left, _NARROWEST)
    height = bounds.bottom - bounds.top + _LEGEND_HEIGHT
    place = f"{bounds.left:g} {bounds.top:g} {width:g} {height:g}"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-label": "Process map",
            "viewBox": place,
            "width": f"{width:g}",
            "height": f"{height:g}",
            "font-family": _FACE,
        },
    )
    _shape(root, "rect", x=bounds.left, y=bounds.top, width=width, height=height, fill=PAPER)
    return root


def _description(reading: Overlay, graph: DirectlyFollowsGraph) -> str:
    told = (
        "how often each step happened"
        if reading.name == "frequency"
        else "the median time since the step before"
    )
    busiest = max(graph.activities, key=lambda a: (a.n_events, a.name), default=None)
    size = f"{len(graph.activities)} activities and {len(graph.flows)} flows from {graph.n_cases:,} cases."
    if busiest is None:
        return f"An empty process map: {size}"
    figure = f"{busiest.n_events:,}"
    return f"{size} Colours show {told}. The most frequent step is {plain(busiest.name)}, {figure} times."


def _draw_line(root: ET.Element, edge: EdgeLine, line: Line, reading: Overlay) -> None:
    width = reading.line_width(line)
    colour = LINE_COLOURS[reading.name][reading.line_level(line)]
    group = ET.SubElement(root, "g")
    ET.SubElement(group, "title").text = _line_title(line, reading.clock)
    path = _shape(group, "path", d=rounded_path(edge.points, width=width), fill="none", stroke=colour)
    path.set("stroke-width", f"{width:g}")
    _shape(group, "path", d=arrow_head(edge.points, width=width), fill=colour)


def _line_title(line: Line, clock: Clock) -> str:
    source = "Start" if line.source is None else plain(line.source)
    target = "End" if line.target is None else plain(line.target)
    median = brief_duration(line.median, clock)
    time = f", median {median}" if median else ""
    return f"{source} to {target}: {line.n:,} times{time}"


def _draw_activity(root: ET.Element, box: NodeBox, activity: ActivityFigures, reading: Overlay) -> None:
    fill = BOX_COLOURS[reading.name][reading.activity_level(activity)]
    figure = reading.activity_figure(activity)
    group = _draw_box(root, box, fill, f"{plain(box.name)}: {figure}")
    first = box.y - (len(box.lines) * LINE_HEIGHT) / 2 + 4
    for number, text in enumerate(box.lines):
        _text(group, text, box.x, first + number * LINE_HEIGHT, fill=ink_on(fill), **_NAME)
    below = first + len(box.lines) * LINE_HEIGHT
    _text(group, figure, box.x, below, fill=ink_on(fill))


def _draw_terminal(root: ET.Element, box: NodeBox) -> None:
    _shape(root, "ellipse", cx=box.x, cy=box.y, rx=box.width / 2, ry=box.height / 2, fill=FIGURE_INK)
    _text(root, box.name, box.x, box.y + 5, fill=PAPER, **_NAME)


def _draw_box(root: ET.Element, box: NodeBox, fill: str, title: str) -> ET.Element:
    group = ET.SubElement(root, "g")
    ET.SubElement(group, "title").text = title
    left, top, _, _ = box.rectangle
    frame = _shape(group, "rect", x=left, y=top, width=box.width, height=box.height, rx=6, fill=fill)
    frame.set("stroke", _BORDER)
    return group


def _draw_figure(root: ET.Element, edge: EdgeLine, figure: str) -> None:
    if edge.figure_at is None or not figure:
        return
    x, y, anchor = edge.figure_at
    text = _text(root, figure, x, y + 4, text_anchor=anchor)
    text.attrib |= _HALO


def _draw_legend(root: ET.Element, bounds: Bounds, reading: Overlay, further: str) -> None:
    palest, strongest = reading.scale_ends
    x, y = bounds.left + 14, bounds.bottom + 12
    words = _text(root, palest, x, y + 14, text_anchor="start")
    x += 7 * len(words.text or "") + 10
    for colour in BOX_COLOURS[reading.name]:
        swatch = _shape(root, "rect", x=x, y=y, width=_SWATCH, height=_SWATCH - 4, fill=colour)
        swatch.set("stroke", _BORDER)
        x += _SWATCH
    _text(root, strongest, x + 8, y + 14, text_anchor="start")
    for number, note in enumerate([*_notes(reading), further]):
        _text(root, note, bounds.left + 14, y + 36 + 17 * number, text_anchor="start")


def _notes(reading: Overlay) -> list[str]:
    notes = ["Thicker lines were taken more often. The figure on a line is how often it was taken."]
    if reading.name == "waiting":
        notes = ["Median time since the step before, waiting and work together. Thicker lines are busier."]
    return notes


def _text(parent: ET.Element, words: str, x: float, y: float, **look: str) -> ET.Element:
    """Add a text, centred unless the look says otherwise; the look is SVG's attributes, `_` for `-`."""
    text = _shape(parent, "text", x=x, y=y)
    usual = {"fill": FIGURE_INK, "font_size": f"{FIGURE_SIZE:g}", "text_anchor": "middle"}
    text.attrib |= {name.replace("_", "-"): value for name, value in (usual | look).items()}
    text.text = plain(words)
    return text


def _shape(parent: ET.Element, name: str, **attributes: float | str) -> ET.Element:
    """Add a shape; numbers are rounded to a tenth of a px to keep the file small."""
    return ET.SubElement(
        parent,
        name,
        {
            key: value if isinstance(value, str) else f"{round(value, 1):g}"
            for key, value in attributes.items()
        },
    )
