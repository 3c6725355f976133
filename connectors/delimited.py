"""Delimited text: CSV, TSV and their like, in any encoding, with every doubtful row told by its line."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import reduce
from itertools import chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from connectors.base import Connector, ReadOptions
from connectors.compression import open_bytes
from connectors.strangers import stranger
from connectors.tally import Tally, Trouble
from connectors.text import troubles
from connectors.text.dialect import Dialect, sniff_dialect
from connectors.text.encoding import BROKEN, Utf8Stream, sniff_encoding
from connectors.text.quotes import find_open_quote
from connectors.text.records import MAX_RECORD, USUAL_RECORD, Records, TooLong, read_records
from connectors.text.watch import Watch
from mining.errors import NotReadable
from mining.quality import Issue
from mining.rawtable import LINE, RawTable

__all__ = ["CONNECTOR", "read"]

_HEAD = 1024**2
_BLOCK = 4 * 1024**2
Mask = npt.NDArray[np.bool_]


def read(path: Path, name: str, options: ReadOptions) -> RawTable:
    """Return the rows of a delimited text.

    Raises
    ------
    NotReadable
        It is no table, has no data rows, or a quote is left open; the message names the line.
    """
    reading = _Reading(path, name, options)
    batches = reading.batches()
    # Two batches ahead: a file of one batch has been read to its end, so it is refused here if at all.
    ahead = list(islice(batches, 2))
    if not ahead and not reading.tally.refused:
        message = f"{name} has a header but no data rows. Export it again with its rows."
        raise NotReadable(message)
    return RawTable(name, reading.schema, chain(ahead, batches), reading.issues)


class _Reading:
    """One file being read, once."""

    def __init__(self, path: Path, name: str, options: ReadOptions, longest: int = USUAL_RECORD) -> None:
        self._path, self._name, self._options, self._longest = path, name, options, longest
        self.tally = Tally()
        self._stream = Utf8Stream(open_bytes(path, options), options.encoding)
        try:
            self._dialect = _dialect(self._stream, name, options)
        except BaseException:
            self._stream.close()
            raise
        self._watch = Watch(self._stream, self._dialect)
        self._extra = troubles.fields_extra(self._dialect.n_named, self._dialect.delimiter)
        self._has_checked_quotes = False
        self.issues: list[Issue] = list(self._dialect.issues)
        self.schema = pa.schema(
            [*(pa.field(column, pa.string()) for column in self._dialect.names), pa.field(LINE, pa.int64())]
        )

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the good rows; complete `issues` at the end."""
        left = self._options.sample_rows or None
        may_be_open, n_rows = False, 0
        try:
            for records in read_records(self._watch, self._dialect, self._longest):
                may_be_open = records.last_is_many_lined if len(records.lines) else may_be_open
                batch = self._cleaned(records).slice(0, left)
                n_rows += batch.num_rows
                if batch.num_rows:
                    yield batch
                if left is not None and (left := left - batch.num_rows) <= 0:
                    break
            else:
                if may_be_open or self._watch.n_quotes % 2:
                    self._check_quotes()
        except TooLong as error:
            self._check_quotes()
            if self._longest < MAX_RECORD:
                yield from self._again(n_rows)
                return
            message = (
                f"{self._name} has a row of more than {MAX_RECORD >> 20} MB. Look for a quote left open."
            )
            raise NotReadable(message) from error
        finally:
            self._stream.close()
            guessed = [troubles.GUESSED.once()] if self._stream.guessed else []
            self.issues += [*self.tally.issues(), *guessed]

    def _again(self, n_rows: int) -> Iterator[pa.RecordBatch]:
        """Read the file anew, allowing for the longest rows there may be, and yield what is still to come."""
        anew = _Reading(self._path, self._name, self._options, MAX_RECORD)
        for batch in anew.batches():
            seen = min(n_rows, batch.num_rows)
            n_rows -= seen
            if seen < batch.num_rows:
                yield batch.slice(seen)
        self.tally = anew.tally

    def _cleaned(self, records: Records) -> pa.RecordBatch:
        """Return the good rows of some records, with `LINE`; the others go to the tally."""
        self._tell_ragged(records)
        self._tell_swallowed(records)
        bad = np.zeros(len(records.lines), dtype=bool)
        for trouble, rows in self._troubles(records):
            self.tally.add(trouble, records.lines[rows & ~bad].tolist())
            bad |= rows
        self._tell_mojibake(records, ~bad)
        batch = pa.record_batch([*records.columns, pa.array(records.lines)], schema=self.schema)
        return batch.filter(pa.array(~bad)) if bad.any() else batch

    def _troubles(self, records: Records) -> Iterator[tuple[Trouble, Mask]]:
        """Reasons to leave rows out, with the rows; only those checks that the bytes call for."""
        columns, dialect = records.columns, self._dialect
        blank = _all_equal(columns, [""] * len(columns))
        if blank.any():
            cells = np.isin(records.lines, self._watch.lines_of_blank_cells)
            yield troubles.BLANK_CELLS, blank & cells
            yield troubles.BLANK_LINE, blank & ~cells
        marked = ["\ufeff" + dialect.header[0], *dialect.header[1:]]
        yield troubles.HEADER_AGAIN, _all_equal(columns, dialect.header) | _all_equal(columns, marked)
        if self._watch.has_nul:
            yield troubles.NUL, _any_contains(columns, "\0")
        if self._stream.has_broken:
            yield troubles.UNDECODED, _any_contains(columns, BROKEN)
        for column in columns[dialect.n_named :]:
            yield self._extra, _mask(pc.not_equal(column, ""))

    def _tell_ragged(self, records: Records) -> None:
        width = len(self._dialect.names)
        if any(n_lines > 1 for _, _, n_lines in records.ragged):
            self._check_quotes()
        missing = troubles.fields_missing(self._dialect.n_named)
        self.tally.add(missing, [line for line, fields, _ in records.ragged if fields < width])
        self.tally.add(self._extra, [line for line, fields, _ in records.ragged if fields >= width])

    def _tell_mojibake(self, records: Records, good: Mask) -> None:
        if not self._watch.has_mojibake:
            return
        for name, column in zip(self._dialect.names, records.columns, strict=True):
            rows = _mask(pc.match_substring_regex(column, troubles.ENCODED_TWICE)) & good
            trouble = troubles.encoded_twice(name)
            self.tally.add(trouble, records.lines[rows].tolist())

    def _tell_swallowed(self, records: Records) -> None:
        """Doubt values that look like whole rows, once the quotes of the file are known to be sound."""
        for number, ends in records.many_lined.items():
            column = records.columns[number]
            separators = pc.count_substring(column, self._dialect.delimiter).to_numpy()
            likely = np.flatnonzero((ends > 0) & (separators == ends * (len(self._dialect.names) - 1)))
            values = column.take(pa.array(likely)).to_pylist()
            swallowed = [
                row for row, value in zip(likely, values, strict=True) if self._is_rows(value, number)
            ]
            if swallowed:
                self._check_quotes()
            self.tally.add(troubles.SWALLOWED, records.lines[swallowed].tolist() if swallowed else [])

    def _is_rows(self, value: str, column: int) -> bool:
        """Whether the lines of a value would be the end, middle and beginning of rows."""
        lines = value.split(self._dialect.newline)
        first, *middle, last = (line.count(self._dialect.delimiter) for line in lines)
        width = len(self._dialect.names) - 1
        return first == width - column and last == column and all(count == width for count in middle)

    def _check_quotes(self) -> None:
        """Read the file again, once, for a quote left open; raise where there is one."""
        if self._has_checked_quotes:
            return
        self._has_checked_quotes = True
        stream = Utf8Stream(open_bytes(self._path, self._options), self._options.encoding)
        try:
            _skip(stream, self._dialect.skip)
            blocks = iter(lambda: stream.read(_BLOCK), b"")
            if self._dialect.escape:
                blocks = (block.replace(b'\\"', b"  ") for block in blocks)
            dialect = self._dialect
            line = find_open_quote(blocks, dialect.delimiter, dialect.newline, dialect.first_line)
        finally:
            stream.close()
        if line is not None:
            message = (
                f"{self._name} has a quote on line {line} that is never closed. Close it or take it out."
            )
            raise NotReadable(message)


def _dialect(stream: Utf8Stream, name: str, options: ReadOptions) -> Dialect:
    head = stream.peek(_HEAD)
    dialect = sniff_dialect(head.decode("utf-8", "ignore"), options, name, complete=len(head) < _HEAD)
    _skip(stream, dialect.skip)
    if stream.peek(len(BOM_UTF8)) == BOM_UTF8:
        # It belongs to the first value; Arrow takes one off whatever it is given to begin with.
        stream.put_back(BOM_UTF8)
    return dialect


def _skip(stream: Utf8Stream, n_bytes: int) -> None:
    while n_bytes > 0:
        n_bytes -= len(stream.read(n_bytes))


def _mask(values: pa.BooleanArray) -> Mask:
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=bool)


def _all_equal(columns: list[pa.Array], values: list[str] | tuple[str, ...]) -> Mask:
    """Rows equal to the given values; columns are looked at only while some row still fits."""
    equal = _mask(pc.equal(columns[0], values[0]))
    for column, value in zip(columns[1:], values[1:], strict=True):
        if not equal.any():
            break
        equal &= _mask(pc.equal(column, value))
    return equal


def _any_contains(columns: list[pa.Array], text: str) -> Mask:
    return reduce(np.logical_or, (_mask(pc.match_substring(column, text)) for column in columns))


def _recognises(head: bytes) -> bool:
    if not head or stranger(head):
        return False
    text = head.decode(sniff_encoding(head) or "utf-8", "replace")
    try:
        sniff_dialect(text, ReadOptions(), "", complete=False)
    except NotReadable:
        return False
    return True


CONNECTOR = Connector(
    key="delimited",
    label="CSV or other delimited text",
    suffixes=(".csv", ".tsv", ".tab", ".psv", ".txt"),
    recognises=_recognises,
    read=read,
)
