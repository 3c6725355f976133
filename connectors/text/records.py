"""Records of a delimited text by Arrow's own parser, each with the physical line it starts on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from connectors.text.dialect import Dialect
from connectors.text.lines import Integers, LineCounter
from connectors.text.watch import Watch
from mining.errors import NotReadable

__all__ = ["MAX_RECORD", "USUAL_RECORD", "Records", "TooLong", "read_records"]

MAX_RECORD = 16 * 1024**2
"""Longest record in bytes; what is longer is taken for a quote left open."""
USUAL_RECORD = 4 * 1024**2
"""Longest record of nearly every file: allowing for less takes less memory."""


class TooLong(NotReadable):
    """A record is longer than was allowed for."""


@dataclass(frozen=True)
class Records:
    """Some consecutive records.

    Attributes
    ----------
    columns
        Text of each column.
    lines
        Physical lines on which the records start, shape (n_records,).
    many_lined
        For each record how many line ends its fields hold, by column; columns without any are left out.
    ragged
        Line, number of fields and number of lines of each record of a wrong width met on the way.
    """

    columns: list[pa.Array]
    lines: Integers
    many_lined: dict[int, Integers]
    ragged: list[tuple[int, int, int]]

    @property
    def last_is_many_lined(self) -> bool:
        """Whether the last record goes over several lines."""
        return any(len(ends) and ends[-1] > 0 for ends in self.many_lined.values())


class _Ragged:
    """Keeps the records that Arrow refuses; called by its parser."""

    def __init__(self, newline: str) -> None:
        self._newline = newline
        self.numbers: list[int] = []
        self.widths: list[int] = []
        self.n_lines: list[int] = []

    def __call__(self, row: csv.InvalidRow) -> str:
        self.widths.append(row.actual_columns)
        self.n_lines.append(1 + row.text.count(self._newline))
        self.numbers.append(row.number)
        return "skip"

    def take(self, lines: Integers) -> list[tuple[int, int, int]]:
        """Give the first of them their lines, and forget them."""
        n = len(lines)
        given = list(zip(lines.tolist(), self.widths[:n], self.n_lines[:n], strict=True))
        del self.numbers[:n], self.widths[:n], self.n_lines[:n]
        return given


def read_records(watch: Watch, dialect: Dialect, longest: int = 0) -> Iterator[Records]:
    """Yield the records of a text standing at its first data line.

    Blank lines come as records of empty fields.

    Raises
    ------
    TooLong
        A record goes on for more than `longest` bytes (0: `MAX_RECORD`).
    NotReadable
        Arrow finds no table in it.
    """
    ragged = _Ragged(dialect.newline)
    counter = LineCounter(dialect.first_line)
    try:
        with _open(watch, dialect, (ragged, longest or MAX_RECORD)) as reader:
            for batch in reader:
                yield _numbered(batch, watch, dialect, (counter, ragged))
        last = ragged.take(counter.finish(ragged.n_lines))
        yield Records([pa.array([], pa.string())] * len(dialect.names), np.zeros(0, np.int64), {}, last)
    except pa.ArrowInvalid as error:
        if "straddling" in str(error) or "block" in str(error):
            raise TooLong from error
        message = "The text is not laid out as a table of separated fields. Export it again as CSV."
        raise NotReadable(message) from error


def _open(watch: Watch, dialect: Dialect, how: tuple[_Ragged, int]) -> csv.CSVStreamingReader:
    ragged, block = how
    names = [str(number) for number in range(len(dialect.names))]
    return csv.open_csv(
        watch,
        read_options=csv.ReadOptions(use_threads=False, block_size=block, column_names=names),
        parse_options=csv.ParseOptions(
            delimiter=dialect.delimiter,
            escape_char=dialect.escape or False,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=ragged,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), null_values=[], strings_can_be_null=False
        ),
    )


def _numbered(
    batch: pa.RecordBatch, watch: Watch, dialect: Dialect, following: tuple[LineCounter, _Ragged]
) -> Records:
    counter, ragged = following
    many_lined = _line_ends(batch, dialect.newline) if watch.n_quotes else {}
    n_lines = np.ones(batch.num_rows, dtype=np.int64)
    for counts in many_lined.values():
        n_lines += counts
    # The parser may be ahead of this batch, so its list is copied as long as the numbers are.
    numbers = list(ragged.numbers)
    lines, refused = counter.number(n_lines, numbers, ragged.n_lines[: len(numbers)])
    return Records(batch.columns, lines, many_lined, ragged.take(refused))


def _line_ends(batch: pa.RecordBatch, newline: str) -> dict[int, Integers]:
    counts = {
        number: pc.count_substring(column, newline).to_numpy(zero_copy_only=False).astype(np.int64)
        for number, column in enumerate(batch.columns)
    }
    return {number: ends for number, ends in counts.items() if ends.any()}
