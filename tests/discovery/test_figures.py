from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from mining.discovery.figures import FIGURE_WIDTH, FigurePlace, figure_box, place_figures
from mining.discovery.marks import Bounds, Point

places = st.builds(Point, st.integers(-200, 200), st.integers(-200, 200))
paths = st.lists(st.lists(places, min_size=2, max_size=4), max_size=12)


def test_a_figure_stands_in_the_middle_of_its_line() -> None:
    assert place_figures([[Point(0, 0), Point(0, 200)]], []) == [FigurePlace(0, 100, "middle")]


def test_a_figure_moves_along_its_line_when_a_box_is_in_the_way() -> None:
    # The figure is 17 high. At 0.4 of the line (y 80) it reaches from 71.5 to 88.5, free of the box.
    assert place_figures([[Point(0, 0), Point(0, 200)]], [Bounds(-50, 90, 50, 150)]) == [
        FigurePlace(0, 80, "middle")
    ]


def test_the_more_important_line_chooses_first() -> None:
    first, second = place_figures([[Point(0, 0), Point(0, 200)], [Point(10, 0), Point(10, 200)]], [])
    assert first == FigurePlace(0, 100, "middle")
    assert second is not None
    assert (second.x, second.y) != (10, 100)


def test_a_figure_beside_a_short_line_stands_next_to_it() -> None:
    # The box reaches down to y 30, the arrow head begins at y 42: no room for 17 px on the line itself.
    # At 0.7 of it (y 42, from 33.5 to 50.5) the place 10 px to the right is the first that is free.
    assert place_figures([[Point(0, 0), Point(0, 60)]], [Bounds(-50, -50, 50, 30)]) == [
        FigurePlace(10, 42, "start")
    ]


def test_the_box_of_a_figure_lies_where_its_anchor_says() -> None:
    assert figure_box(FigurePlace(0, 0, "start")).left == 0
    assert figure_box(FigurePlace(0, 0, "end")).right == 0
    assert figure_box(FigurePlace(0, 0, "middle")).right == FIGURE_WIDTH / 2


def test_a_figure_is_left_out_when_nothing_is_free() -> None:
    assert place_figures([[Point(0, 0), Point(0, 40)]], [Bounds(-500, -500, 500, 500)]) == [None]


def test_no_lines_have_no_figures() -> None:
    assert place_figures([], [Bounds(0, 0, 1, 1)]) == []


@given(paths, st.lists(st.builds(lambda p: Bounds(p.x, p.y, p.x + 60, p.y + 40), places), max_size=5))
def test_figures_cover_neither_boxes_nor_each_other(lines: list[list[Point]], boxes: list[Bounds]) -> None:
    taken = [figure_box(place) for place in place_figures(lines, boxes) if place is not None]
    assert not any(_overlap(one, other) for one, other in combinations(taken, 2))
    assert not any(_overlap(figure, box) for figure in taken for box in boxes)


def _overlap(one: Bounds, other: Bounds) -> bool:
    # A hair of slack, for the rounding of floating-point numbers.
    gap = 1e-9
    across = one.left < other.right - gap and other.left < one.right - gap
    return across and one.top < other.bottom - gap and other.top < one.bottom - gap
