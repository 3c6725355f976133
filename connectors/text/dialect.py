"""How a delimited text is laid out: separator, header, width; told from its first records."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from connectors.base import ReadOptions
from connectors.header import name_columns, stripped
from mining.errors import NotReadable
from mining.quality import Effect, Issue

__all__ = ["Dialect", "sniff_dialect"]

_USUAL = (",", ";", "\t", "|")
_UNUSUAL = ("^", "~", "\x1f", "\x01")
_RECORDS = 300
_TABULAR = 0.5
_MAX_PREAMBLE = 20


@dataclass(frozen=True)
class Dialect:
    r"""Layout of a delimited text.

    Attributes
    ----------
    delimiter
        Character between fields.
    escape
        A backslash where quotes inside quoted text are written ``\"``, else "".
    header
        Fields of the header record as written, padded to the width of the data rows.
    names
        Usable column names, as many.
    n_named
        Columns the header names; those after are empty in every good row.
    first_line
        Physical line on which the data begin (1-based).
    skip
        UTF-8 bytes before the data.
    newline
        What ends a physical line: "\n" (also of "\r\n") or "\r".
    issues
        Remarks on header and lines before it.
    """

    delimiter: str
    escape: str
    header: tuple[str, ...]
    names: tuple[str, ...]
    n_named: int
    first_line: int
    skip: int
    newline: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class _Attempt:
    """Records as one separator gives them, each with the physical lines read up to its end."""

    delimiter: str
    escape: str
    records: tuple[tuple[int, list[str]], ...]
    start: int
    width: int

    @property
    def is_table(self) -> bool:
        return self.width > 1 and self._share(self.start) >= _TABULAR

    @property
    def worth(self) -> float:
        return self._share(0) * (1 - 1 / self.width) if self.is_table else 0.0

    def _share(self, start: int) -> float:
        """Share of the records from `start` on that have the usual width."""
        widths = [len(record) for _, record in self.records[start:] if record]
        return widths.count(self.width) / max(1, len(widths))


def sniff_dialect(head: str, options: ReadOptions, name: str, *, complete: bool) -> Dialect:
    """Return the layout of a text from its beginning.

    Parameters
    ----------
    head
        First part of the text.
    options
        `delimiter` where the user has said it.
    name
        What messages call the file.
    complete
        Whether `head` is the whole text.

    Raises
    ------
    NotReadable
        It is no table, has no data rows, or its header does not fit its rows.
    """
    _check_delimiter(options.delimiter)
    lines = list(io.StringIO(head, newline=""))
    if not complete and len(lines) > 1:
        lines.pop()
    attempt = _best(lines, options)
    if attempt is None:
        raise NotReadable(_not_a_table(name, options))
    return _laid_out(attempt, lines, name, complete=complete)


def _check_delimiter(said: str) -> None:
    if said and (len(said) > 1 or not said.isascii() or said in '"\r\n'):
        message = f"{said!r} cannot separate fields. Name one character, such as a comma or a tab."
        raise NotReadable(message)


def _best(lines: list[str], options: ReadOptions) -> _Attempt | None:
    told = options.delimiter or _told_by_excel(lines)
    for group in ((told,),) if told else (_USUAL, _UNUSUAL):
        attempts = [_attempt(lines, delimiter, "") for delimiter in group]
        if any('\\"' in line for line in lines):
            attempts += [_attempt(lines, delimiter, "\\") for delimiter in group]
        best = max(attempts, key=lambda attempt: attempt.worth)
        if best.is_table:
            return best
    return None


def _told_by_excel(lines: list[str]) -> str:
    """Return the separator of Excel's own first line ``sep=;``, or ""."""
    first = lines[0].strip() if lines else ""
    return first[4:] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _attempt(lines: list[str], delimiter: str, escape: str) -> _Attempt:
    records = tuple(_records(lines, delimiter, escape))
    widths = Counter(len(record) for _, record in records if record)
    width = widths.most_common(1)[0][0] if widths else 0
    return _Attempt(delimiter, escape, records, _preamble(records, width), width)


def _records(lines: list[str], delimiter: str, escape: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(iter(lines), delimiter=delimiter, escapechar=escape or None)
    with suppress(csv.Error):  # a field without end: what was read so far has to do
        for record in islice(reader, _RECORDS):
            yield reader.line_num, record


def _preamble(records: tuple[tuple[int, list[str]], ...], width: int) -> int:
    """Return how many records stand before the header: titles and blank lines, few cells filled."""
    needed = max(1, min(3, width - 1))
    for index, (_, record) in enumerate(records[: _MAX_PREAMBLE + 1]):
        if (
            len(record) > 1
            and record[0].lower() != "sep="
            and sum(bool(stripped(cell)) for cell in record) >= needed
        ):
            return index
    return 0


def _laid_out(attempt: _Attempt, lines: list[str], name: str, *, complete: bool) -> Dialect:
    start = attempt.start
    header_end, header = attempt.records[start]
    rows = [record for _, record in attempt.records[start + 1 :] if any(record)]
    if complete and not rows:
        message = f"{name} has a header but no data rows. Export it again with its rows."
        raise NotReadable(message)
    width, n_named = _fitted(header, rows, name)
    padded = tuple([*header, *[""] * (width - len(header))][:width])
    names, issues = name_columns(padded)
    before = [Issue("lines_before_header", Effect.NOTED, start, f"{start} lines before the header were skipped.",
                    "Nothing to do, if they are a title.")] if start else []  # fmt: skip
    return Dialect(
        attempt.delimiter,
        attempt.escape,
        padded,
        names,
        n_named,
        header_end + 1,
        len("".join(lines[:header_end]).encode("utf-8", "replace")),
        "\n" if any("\n" in line for line in lines) else "\r",
        (*before, *issues),
    )


def _fitted(header: list[str], rows: list[list[str]], name: str) -> tuple[int, int]:
    """Return the width of the data rows and how many of their columns the header names."""
    named = max((i for i, cell in enumerate(header, 1) if stripped(cell)), default=0)
    if named == 0:
        message = f"{name} has no column names in its first row. Put a header above the data."
        raise NotReadable(message)
    widths = Counter(len(row) for row in rows)
    width = widths.most_common(1)[0][0] if widths else len(header)
    spilling = sum(any(row[len(header) :]) for row in rows)
    if width >= len(header) and spilling * 2 < max(1, len(rows)):
        return width, len(header)
    if named <= width < len(header):
        return width, width
    message = (
        f"{name} has {len(header)} column names but {width} fields in most rows. "
        "Export it again, so that every column has a name."
    )
    raise NotReadable(message)


def _not_a_table(name: str, options: ReadOptions) -> str:
    if options.delimiter:
        return f"{name} is not a table with the separator {options.delimiter!r}. Leave the separator to be found."
    return (
        f"{name} is not a table: its text has only one column. "
        "Export the log as CSV, with a column for the case, the activity and the time."
    )
