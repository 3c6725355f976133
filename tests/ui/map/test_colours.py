from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from mining.reporting.palette import BOX_COLOURS, LINE_COLOURS, contrast

ROOT = Path(__file__).parents[3]
STYLES = (ROOT / "ui" / "map" / "colours.css").read_text("utf8")
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf8"))["theme"]
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", STYLES))
VERDICTS = ["automate", "assist", "redesign", "already", "keep", "other"]
MODES = ["light", "dark"]


def colour(name: str, mode: str) -> str:
    return PAIRS[name].split(", ")[MODES.index(mode)]


def ink_of(level: int, mode: str) -> str:
    if level == 4:
        return "#0b0c0c"
    return colour("pale-ink" if level < 4 else "strong-ink", mode)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("overlay", ["frequency", "waiting"])
@pytest.mark.parametrize("level", range(7))
def test_ink_can_be_read_on_boxes_of_every_level(overlay: str, level: int, mode: str) -> None:
    assert contrast(ink_of(level, mode), colour(f"{overlay}-{level}", mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("overlay", ["frequency", "waiting"])
@pytest.mark.parametrize("level", range(7))
def test_lines_of_every_level_stand_out(overlay: str, level: int, mode: str) -> None:
    assert contrast(colour(f"{overlay}-line-{level}", mode), THEME[mode]["backgroundColor"]) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_ink_can_be_read_on_every_verdict(verdict: str, mode: str) -> None:
    assert contrast(colour(f"{verdict}-ink", mode), colour(verdict, mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["rim", "chosen", "terminal"])
def test_outlines_stand_out(name: str, mode: str) -> None:
    assert contrast(colour(name, mode), THEME[mode]["backgroundColor"]) >= 3


def test_the_style_sheet_gives_the_levels_the_inks_that_are_tested_here() -> None:
    for level in range(7):
        ink = "#0b0c0c" if level == 4 else "var(--pale-ink)" if level < 4 else "var(--strong-ink)"
        assert f'[data-tone="level-{level}"] {{ --fill: var(--frequency-{level}); --text: {ink};' in STYLES


def test_the_light_theme_has_the_colours_of_the_report() -> None:
    for overlay in ("frequency", "waiting"):
        assert tuple(colour(f"{overlay}-{level}", "light") for level in range(7)) == BOX_COLOURS[overlay]
        assert (
            tuple(colour(f"{overlay}-line-{level}", "light") for level in range(7)) == LINE_COLOURS[overlay]
        )
