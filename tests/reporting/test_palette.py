from __future__ import annotations

import pytest

from mining.reporting.palette import BOX_COLOURS, FIGURE_INK, LINE_COLOURS, PAPER, contrast, ink_on


def test_contrast_agrees_with_published_values() -> None:
    # WCAG 2.2 G18 and the WebAIM checker: #767676 is the lightest grey with 4.5 on white.
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", [colour for scale in BOX_COLOURS.values() for colour in scale])
def test_ink_can_be_read_on_every_box(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("colour", [colour for scale in LINE_COLOURS.values() for colour in scale])
def test_every_line_stands_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 3


def test_figures_on_lines_can_be_read() -> None:
    assert contrast(FIGURE_INK, PAPER) >= 4.5


@pytest.mark.parametrize("scale", [*BOX_COLOURS.values(), *LINE_COLOURS.values()])
def test_scales_have_seven_levels_that_get_darker(scale: tuple[str, ...]) -> None:
    strengths = [contrast(colour, PAPER) for colour in scale]
    assert len(scale) == 7
    assert strengths == sorted(strengths)
