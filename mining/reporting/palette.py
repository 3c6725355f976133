"""Colours for maps and charts on white paper, and the ink that can be read on each of them."""

from __future__ import annotations

__all__ = ["BOX_COLOURS", "FIGURE_INK", "LINE_COLOURS", "PAPER", "contrast", "ink_on"]

PAPER = "#ffffff"
FIGURE_INK = "#0b0c0c"

# Seven levels, palest first. The screen map uses the same ones in its light theme (ui/map/colours.css).
BOX_COLOURS = {
    "frequency": ("#f3f7fb", "#deebf6", "#c0d9ef", "#97c1e4", "#6aa3d5", "#1d70b8", "#003b75"),
    "waiting": ("#faf7f3", "#fdedd3", "#fbd9a5", "#f7bd6c", "#ee9a3a", "#b8480f", "#7a2200"),
}
LINE_COLOURS = {
    "frequency": ("#868b90", "#73797e", "#5f6569", "#4a5054", "#363b3e", "#212527", "#0b0c0c"),
    "waiting": ("#868b90", "#b0791f", "#a8641a", "#a05015", "#933c0f", "#852c08", "#7a2200"),
}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    References
    ----------
    W3C (2023), Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"), 1)
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is easier to read on this colour.

    Examples
    --------
    >>> ink_on("#ffffff"), ink_on("#003b75")
    ('#0b0c0c', '#ffffff')
    """
    return max((FIGURE_INK, PAPER), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
