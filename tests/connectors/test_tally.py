"""Counting."""

from __future__ import annotations

from connectors.tally import MAX_EXAMPLES, Tally, Trouble
from mining.quality import MAX_LINES, Effect

BAD = Trouble("bad", Effect.REFUSED, "Bad.", "Mend it.", "column")
ODD = Trouble("odd", Effect.NOTED, "Odd.", "Nothing.")


def test_rows_are_counted_by_trouble():
    tally = Tally()
    tally.add(ODD, [7])
    tally.add(BAD, [2, 3], examples=["x"])
    tally.add(BAD, [5], examples=["x", "y"])
    tally.add(BAD, [])
    bad, odd = tally.issues()
    assert (bad.code, bad.count, bad.lines, bad.examples, bad.column) == (
        "bad",
        3,
        (2, 3, 5),
        ("x", "y"),
        "column",
    )
    assert (odd.effect, odd.count) == (Effect.NOTED, 1)
    assert tally.refused == 3


def test_lines_and_examples_are_bounded_but_the_count_is_not():
    tally = Tally()
    for start in range(0, 3 * MAX_LINES, 700):
        tally.add(BAD, range(start, start + 700), examples=map(str, range(start, start + 9)))
    (found,) = tally.issues()
    assert found.count == 3500
    assert found.lines == tuple(range(MAX_LINES))
    assert len(found.examples) == MAX_EXAMPLES


def test_a_remark_about_the_file_counts_once():
    found = ODD.once("example")
    assert (found.count, found.lines, found.examples) == (1, (), ("example",))
