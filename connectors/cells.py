"""Spreadsheet cells as the text a person would see for them."""

from __future__ import annotations

from datetime import date, datetime, time

from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

__all__ = ["Cell", "cell_text", "is_error"]

Cell = ReadOnlyCell | EmptyCell
_LONGEST = 1e21


def is_error(cell: Cell) -> bool:
    """Return whether a cell shows an error such as #REF! in place of a value."""
    return cell.data_type == "e"


def cell_text(cell: Cell) -> str:
    """Return the text of a cell; "" where it is empty or in error.

    Whole numbers have no decimal point, and keep the leading zeros that their format shows. Dates
    are ISO text in the workbook's own (local) time. Excel's day numbers hold milliseconds, so
    times are rounded to those, which never costs a second.
    """
    value = cell.value
    if value is None or is_error(cell):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _number(value: float, cell: Cell) -> str:
    if abs(value) >= _LONGEST or value % 1:
        return repr(value)
    shown = cell.number_format
    zeros = len(shown) if shown.strip("0") == "" else 0
    return str(int(value)).zfill(zeros)
