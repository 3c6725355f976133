"""A routine as a small self-contained SVG picture: its steps in a row, how often and how long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mining.discovery.labels import plain, wrapped
from mining.reporting.palette import BOX_COLOURS, FIGURE_INK, PAPER, ink_on
from mining.units import Clock, in_words

if TYPE_CHECKING:
    from mining.routines import Routine

__all__ = ["routine_svg"]

_WIDTH, _HEIGHT, _GAP, _EDGE = 132.0, 62.0, 26.0, 2.0
_SIZE, _LINE, _MOST_LINES = 12.0, 15.0, 3
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")


def routine_svg(routine: Routine, clock: Clock = Clock.ELAPSED) -> str:
    """Return the picture of a routine as it may be told; it refers to nothing outside itself.

    Its names and figures stand in its text alternative too.
    """
    n = len(routine.activities)
    width, height = n * _WIDTH + (n - 1) * _GAP + 2 * _EDGE, _HEIGHT + 26
    names = ", then ".join(plain(name) for name in routine.activities)
    figures = _figures(routine, clock)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": f"{names}. {figures}",
            "viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}",
            "font-family": "Arial, Helvetica, 'Liberation Sans', sans-serif", "font-size": f"{_SIZE:g}",
        },
    )  # fmt: skip
    ET.SubElement(root, "rect", {"width": f"{width:g}", "height": f"{height:g}", "fill": PAPER})
    for place, name in enumerate(routine.activities):
        left = _EDGE + place * (_WIDTH + _GAP)
        _draw_step(root, name, left)
        if place:
            _draw_arrow(root, left)
    caption = ET.SubElement(root, "text", {"x": f"{_EDGE:g}", "y": f"{_HEIGHT + 20:g}", "fill": FIGURE_INK})
    caption.text = figures
    # Quotes in text are harmless in XML; escaped all the same, so that no text looks like an attribute.
    return _TEXT.sub(lambda text: text[0].replace('"', "&quot;"), ET.tostring(root, encoding="unicode"))


def _figures(routine: Routine, clock: Clock) -> str:
    share = f"{routine.share_of_cases:.0%} of cases"
    return share if routine.median_seconds is None else f"{share}, {in_words(routine.median_seconds, clock)}"


def _draw_step(root: ET.Element, name: str, left: float) -> None:
    fill = BOX_COLOURS["frequency"][1]
    box = {"x": left, "y": _EDGE, "width": _WIDTH, "height": _HEIGHT - 2 * _EDGE, "rx": 6.0}
    ET.SubElement(
        root, "rect", {key: f"{value:g}" for key, value in box.items()} | {"fill": fill, "stroke": "#505a5f"}
    )
    lines = wrapped(name, width=_WIDTH - 14, size=_SIZE, lines=_MOST_LINES)
    first = _HEIGHT / 2 - (len(lines) - 1) * _LINE / 2 + 4
    for number, line in enumerate(lines):
        look = {"x": f"{left + _WIDTH / 2:g}", "y": f"{first + number * _LINE:g}", "text-anchor": "middle"}
        ET.SubElement(root, "text", look | {"fill": ink_on(fill)}).text = line


def _draw_arrow(root: ET.Element, end: float) -> None:
    middle = _HEIGHT / 2
    shaft = f"M{end - _GAP + 3:g} {middle:g}H{end - 10:g}"
    head = f"M{end - 3:g} {middle:g}l-9 -5v10z"
    ET.SubElement(root, "path", {"d": shaft, "stroke": FIGURE_INK, "stroke-width": "2"})
    ET.SubElement(root, "path", {"d": head, "fill": FIGURE_INK})
