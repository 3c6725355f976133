"""What a text column of times looks like, seen while it streams past, and which order of day and month it decides."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from mining.engine import Backend
from mining.errors import QuestionForUser
from mining.intake.numbering import Numbering
from mining.intake.shapes import is_slashed, leading_numbers
from mining.mapping import DateOrder
from mining.quality import Effect, Issue

__all__ = [
    "ColumnShapes",
    "ShapeSurvey",
    "decide_order",
    "order_said",
    "trimmed",
    "with_largest",
    "without_blanks",
]

_BLANKS = " \t\n\f\r\u00a0"
_BLANK_ENDS = r"^[\s\x{00A0}]+|[\s\x{00A0}]+$"
_MAX_SHAPES = 20_000
_DIGIT_TO_NINE = np.arange(256, dtype=np.uint8)
_DIGIT_TO_NINE[ord("0") : ord("9") + 1] = ord("9")


@dataclass(frozen=True)
class ColumnShapes:
    """What one text column of times looks like, over all its rows.

    Attributes
    ----------
    column
        Its name in the source.
    shapes
        Every shape as it was written, blanks at its ends included; a row bears the place of its shape here.
    counts
        Rows of each.
    largest
        Largest first and second number over the slashed shapes; None where there are none.
    """

    column: str
    shapes: tuple[str, ...]
    counts: tuple[int, ...]
    largest: tuple[int, int] | None = None

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
    return column.re_replace(_BLANK_ENDS, "")


def without_blanks(text: str) -> str:
    r"""Return a text without blanks at its ends, as `trimmed` does in the engine.

    Examples
    --------
    >>> without_blanks("\u00a0 9999-99-99 ")
    '9999-99-99'
    """
    return text.strip(_BLANKS)


class ShapeSurvey:
    """Numbers the shapes of a text column batch by batch: a shape is the text with every digit turned into 9.

    Parameters
    ----------
    column
        Name of the column in the source.
    """

    def __init__(self, column: str) -> None:
        self._column = column
        self._numbering = Numbering(most=_MAX_SHAPES)

    def number(self, texts: pa.StringArray) -> pa.Int32Array:
        """Return the number of each text's shape; null where it is missing or its shape came too late to count."""
        return self._numbering.number(_shapes(texts))

    def found(self) -> ColumnShapes:
        """Return what was seen so far."""
        return ColumnShapes(self._column, self._numbering.texts, tuple(self._numbering.counts))


def _shapes(texts: pa.StringArray) -> pa.StringArray:
    """Texts with every digit turned into 9, made on the bytes: digits are one byte each in UTF-8."""
    texts = pa.concat_arrays([texts]) if texts.offset else texts
    validity, offsets, data = texts.buffers()
    if data is None:
        return texts
    nines = _DIGIT_TO_NINE[np.frombuffer(data, dtype=np.uint8)]
    return pa.StringArray.from_buffers(len(texts), offsets, pa.py_buffer(nines), validity, texts.null_count)


def with_largest(engine: Backend, table: ir.Table, part: str, found: ColumnShapes) -> ColumnShapes:
    """Return the shapes with the largest numbers of the slashed ones, read over every row.

    Parameters
    ----------
    engine, table
        Rows with the column `part` and its ``<part>_shape`` numbers.
    part
        Which column.
    found
        Its shapes.
    """
    slashed = [n for n, shape in enumerate(found.shapes) if is_slashed(without_blanks(shape))]
    if not slashed:
        return found
    each = [_largest_numbers(engine, table, part, (n, found.shapes[n])) for n in slashed]
    top = (max(a for a, _ in each), max(b for _, b in each))
    return ColumnShapes(found.column, found.shapes, found.counts, top)


def _largest_numbers(
    engine: Backend, table: ir.Table, part: str, numbered: tuple[int, str]
) -> tuple[int, int]:
    number, shape = numbered
    start, length, second, second_length = leading_numbers(shape)
    rows = table.filter(table[f"{part}_shape"] == number)
    found = rows.agg(
        first=rows[part].substr(start - 1, length).cast("int64").max(),
        second=rows[part].substr(second - 1, second_length).cast("int64").max(),
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


def order_said(columns: list[ColumnShapes], said: DateOrder | None) -> list[Issue]:
    """Return a note on each column whose dates could be read both ways, so that the user's word decides."""
    slashed = [shapes for shapes in columns if shapes.largest]
    if not said or any(max(shapes.largest or (0, 0)) > 12 for shapes in slashed):
        return []
    return [_as_said(shapes, said) for shapes in slashed]


def _as_said(shapes: ColumnShapes, said: DateOrder) -> Issue:
    count = sum(
        n for shape, n in zip(shapes.shapes, shapes.counts, strict=True) if is_slashed(without_blanks(shape))
    )
    first = "month" if said == "mdy" else "day"
    return Issue(
        "date_order_said",
        Effect.NOTED,
        count,
        f"Dates that could be read with the day or the month first: {count:,}. "
        f"The {first} is taken as first, as you said.",
        "Make sure with those who made the file; the other order would move most events.",
        column=shapes.column,
    )
