"""What a text column of times looks like, over all its rows, and which order of day and month it decides."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from mining.engine import Backend
from mining.errors import QuestionForUser
from mining.intake.shapes import is_slashed, leading_numbers
from mining.mapping import DateOrder

__all__ = ["ColumnShapes", "decide_order", "shape_of", "survey", "trimmed"]

_BLANKS = r"^[\s\x{00A0}]+|[\s\x{00A0}]+$"
_MAX_SHAPES = 2000


@dataclass(frozen=True)
class ColumnShapes:
    """What one text column of times looks like, over all its rows.

    Attributes
    ----------
    column
        Its name in the source.
    counts
        Rows of each shape.
    largest
        Largest first and second number over the slashed shapes; None where there are none.
    """

    column: str
    counts: dict[str, int]
    largest: tuple[int, int] | None

    @property
    def order(self) -> DateOrder | None:
        """The order its own rows decide; None where they cannot or need not."""
        first, second = self.largest or (0, 0)
        if first > 12 >= second:
            return "dmy"
        if second > 12 >= first:
            return "mdy"
        return None


def trimmed(column: ir.StringColumn) -> ir.StringValue:
    """Text without blanks at its ends, non-breaking ones included."""
    return column.re_replace(_BLANKS, "")


def shape_of(column: ir.StringColumn) -> ir.StringValue:
    """The trimmed text with every digit turned into 9."""
    return trimmed(column).translate("0123456789", "9999999999")


def survey(engine: Backend, column: ir.StringColumn, name: str) -> ColumnShapes:
    """Count the shapes of a text column, over every row."""
    table = column.name("value").as_table()
    table = table.filter(trimmed(table.value) != "")
    shapes = table.group_by(shape=shape_of(table.value)).agg(n=ibis._.count())
    rows = engine.to_pyarrow(shapes.order_by(ibis.desc("n"), "shape").limit(_MAX_SHAPES)).to_pylist()
    counts = {row["shape"]: row["n"] for row in rows}
    slashed = [shape for shape in counts if is_slashed(shape)]
    largest = [_largest_numbers(engine, table, shape) for shape in slashed]
    top = (max(a for a, _ in largest), max(b for _, b in largest)) if largest else None
    return ColumnShapes(name, counts, top)


def _largest_numbers(engine: Backend, table: ir.Table, shape: str) -> tuple[int, int]:
    start, length, second, second_length = leading_numbers(shape)
    text = trimmed(table.value)
    rows = table.filter(shape_of(table.value) == shape)
    found = rows.agg(
        first=text.substr(start - 1, length).cast("int64").max(),
        second=text.substr(second - 1, second_length).cast("int64").max(),
    )
    row = engine.to_pyarrow(found).to_pylist()[0]
    return row["first"], row["second"]


def decide_order(columns: list[ColumnShapes], said: DateOrder | None) -> DateOrder | None:
    """Return the one order of day and month for the time columns of a file.

    Raises
    ------
    QuestionForUser
        Where the rows contradict each other, or cannot decide and the user has not said.
    """
    slashed = [shapes for shapes in columns if shapes.largest]
    if said or not slashed:
        return said
    for shapes in slashed:
        if min(shapes.largest or (0, 0)) > 12:
            message = (
                f'The dates in column "{shapes.column}" contradict each other: some can only be day/month, others only '
                "month/day. Correct the file, or say the date order and the rows that do not fit are refused."
            )
            raise QuestionForUser(message, about=("date order",))
    decided = {shapes.order for shapes in slashed} - {None}
    if len(decided) == 1:
        return decided.pop()
    names = ", ".join(f'"{shapes.column}"' for shapes in slashed)
    message = (
        f"Is the day or the month first in {names}? No date there has a day above 12, so the file cannot tell. "
        "Say the date order: day first (dmy) or month first (mdy)."
    )
    raise QuestionForUser(message, about=("date order",))
