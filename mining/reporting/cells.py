"""Text on its way into a spreadsheet: whatever would be run as a formula is made plain text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["csv_text", "safe_cell"]

# Spreadsheets run what starts with one of these, also after blanks, and full-width forms too.
_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff\u200b]*([=@\uff1d\uff20\uff0b\uff0d]|[+\-](?!\d+(\.\d+)?$))")


def safe_cell(value: object) -> object:
    """Return a value that no spreadsheet runs; numbers stay numbers.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-2.5"), safe_cell(3)
    ("'=1+1", '-2.5', 3)
    """
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV (RFC 4180), every cell safe; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        writer.writerow(["" if value is None else safe_cell(value) for value in row])
    return buffer.getvalue()
