"""Excel workbooks (.xlsx), streamed row by row; every cell becomes text."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar, cast

import pyarrow as pa
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from connectors.base import Connector, ReadOptions
from connectors.bytestream import MAX_BYTES, MAX_RATIO, RATIO_FROM
from connectors.cells import Cell, cell_text, is_error
from connectors.compression import open_seekable
from connectors.header import name_columns, stripped
from connectors.tally import Tally, Trouble
from mining.errors import NotReadable, QuestionForUser
from mining.quality import Effect, Issue
from mining.rawtable import LINE, RawTable

__all__ = ["CONNECTOR", "read"]

_BATCH = 5_000
_TOP = 50
_DAMAGE = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, EOFError, OSError),
    *(zipfile.BadZipFile, zlib.error, InvalidFileException),
)
Row = tuple[int, tuple[Cell, ...]]
T = TypeVar("T")

_OUTSIDE = Trouble(
    "cells_outside_table",
    Effect.NOTED,
    "Some rows hold cells beside the table; those cells were left out.",
    "Give their column a name if the cells matter.",
)
_BLANK = Trouble("blank_lines", Effect.NOTED, "Blank rows were skipped.", "Nothing to do.")
_AGAIN = Trouble(
    "header_repeated",
    Effect.REFUSED,
    "Some rows only repeat the header.",
    "Nothing to do: they are no events.",
)


def read(path: Path, name: str, options: ReadOptions) -> RawTable:
    """Return the rows of a worksheet.

    Raises
    ------
    NotReadable
        The workbook is damaged, empty, or unpacks without end.
    QuestionForUser
        Several sheets hold data and none was named, or there is no sheet of the given name.
    """
    reading = _Reading(path, name, options)
    batches = reading.batches()
    first = next(batches, None)
    if first is None and not reading.tally.refused:
        message = f"{name} has no data rows. Put a header and the rows below it on one sheet."
        raise NotReadable(message)
    return RawTable(
        name, reading.schema, chain([first] if first else [], batches), reading.issues, place="row"
    )


class _Reading:
    """One workbook being read, once."""

    def __init__(self, path: Path, name: str, options: ReadOptions) -> None:
        self._path, self._name, self._options = path, name, options
        self.tally = Tally()
        self.issues: list[Issue] = []
        self.schema = pa.schema([])
        self._columns = slice(0, 0)
        self._header: list[str] = []

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows of the chosen sheet; complete `issues` at the end."""
        with open_seekable(self._path, self._options) as file:
            self._guarded(lambda: _check_size(zipfile.ZipFile(file), self._name))
            workbook = self._guarded(
                lambda: load_workbook(file, read_only=True, data_only=True, keep_links=False)
            )
            try:
                yield from self._sheet(workbook)
            finally:
                workbook.close()
                self.issues += self.tally.issues()

    def _sheet(self, workbook: Workbook) -> Iterator[pa.RecordBatch]:
        rows = self._rows(self._chosen(workbook))
        self._lay_out(rows)
        left = self._options.sample_rows or None
        while chunk := self._take(rows, _BATCH if left is None else min(_BATCH, left)):
            batch = self._batch(chunk)
            if batch.num_rows:
                yield batch
            if left is not None and (left := left - batch.num_rows) <= 0:
                return

    def _guarded(self, step: Callable[[], T]) -> T:
        """Run a step of openpyxl; whatever it trips over is a damaged workbook."""
        with warnings.catch_warnings():
            # It warns of dates out of range, which become error cells, and of features it drops.
            warnings.simplefilter("ignore")
            try:
                return step()
            except _DAMAGE as error:
                message = f"{self._name} is no Excel workbook, or is damaged. Open it in Excel and save it as .xlsx."
                raise NotReadable(message) from error

    def _take(self, rows: Iterator[Row], n: int) -> list[Row]:
        return self._guarded(lambda: list(islice(rows, n)))

    def _rows(self, sheet: ReadOnlyWorksheet) -> Iterator[Row]:
        # The size a sheet states for itself may be wrong by billions of cells.
        sheet.reset_dimensions()
        return enumerate(cast("Iterator[tuple[Cell, ...]]", cast("Worksheet", sheet).iter_rows()), 1)

    def _chosen(self, workbook: Workbook) -> ReadOnlyWorksheet:
        """Return the sheet to be read: the named one, or the only one with data."""
        sheets = {sheet.title: cast("ReadOnlyWorksheet", sheet) for sheet in workbook.worksheets}
        full = [title for title, sheet in sheets.items() if self._has_table(sheet)]
        shown = [title for title in full if sheets[title].sheet_state == "visible"] or full
        named = self._options.sheet
        if named not in sheets and (named or len(shown) > 1):
            listed = ", ".join(f'"{title}"' for title in (full or sheets))
            message = f"Which sheet of {self._name} is the event log? These sheets have data: {listed}."
            raise QuestionForUser(message, about=("sheet",))
        title = named or next(iter(shown or sheets), "")
        if not title:
            message = f"{self._name} has no worksheet. Save the log as a table on a sheet."
            raise NotReadable(message)
        self._note_others([other for other in full if other != title])
        return sheets[title]

    def _note_others(self, titles: list[str]) -> None:
        if titles:
            listed = ", ".join(f'"{title}"' for title in titles)
            message = f"Other sheets of the workbook also hold data and were not read: {listed}."
            self.issues.append(
                Issue("other_sheets", Effect.NOTED, len(titles), message, "Name one to read it instead.")
            )

    def _has_table(self, sheet: ReadOnlyWorksheet) -> bool:
        top = self._take(self._rows(sheet), _TOP)
        return sum(_n_filled(cells) > 1 for _, cells in top) > 1

    def _lay_out(self, rows: Iterator[Row]) -> None:
        """Read up to the header and fix the columns: from the first to the last that has a name."""
        number, cells = 0, tuple[Cell, ...]()
        while chunk := self._take(rows, 1):
            number, cells = chunk[0]
            if _n_filled(cells) > 1:
                break
        filled = [i for i, cell in enumerate(cells) if stripped(cell_text(cell))]
        if len(filled) < 2:
            message = f"{self._name} is empty or no table: no row of the sheet has two filled cells."
            raise NotReadable(message)
        self._columns = slice(filled[0], filled[-1] + 1)
        self._header = [cell_text(cell) for cell in cells[self._columns]]
        names, issues = name_columns(self._header)
        self.issues += issues
        if number > 1:
            message = f"{number - 1} rows before the header were skipped."
            remedy = "Nothing to do, if they are a title."
            self.issues.append(Issue("lines_before_header", Effect.NOTED, number - 1, message, remedy))
        self.schema = pa.schema(
            [*(pa.field(name, pa.string()) for name in names), pa.field(LINE, pa.int64())]
        )

    def _batch(self, chunk: list[Row]) -> pa.RecordBatch:
        width = len(self._header)
        blank = ("",) * width
        lines, texts = [], []
        for number, cells in chunk:
            inside = cells[self._columns]
            text = tuple(cell_text(cell) for cell in inside) + blank[len(inside) :]
            if _n_filled(cells) > sum(cell.value is not None for cell in inside):
                self.tally.add(_OUTSIDE, [number])
            if any(is_error(cell) for cell in inside):
                self._tell_errors(number, inside)
            elif text == blank:
                self.tally.add(_BLANK, [number])
                continue
            if list(text) == self._header:
                self.tally.add(_AGAIN, [number])
                continue
            lines.append(number)
            texts.append(text)
        columns = zip(*texts, strict=True) if texts else [()] * width
        arrays = [pa.array(column, pa.string()) for column in columns]
        return pa.record_batch([*arrays, pa.array(lines, pa.int64())], schema=self.schema)

    def _tell_errors(self, number: int, cells: tuple[Cell, ...]) -> None:
        for name, cell in zip(self.schema.names, cells, strict=False):
            if is_error(cell):
                trouble = Trouble(
                    "formula_error",
                    Effect.CHANGED,
                    "Some cells show an error in place of a value; they were taken as empty.",
                    "Correct the formulas or dates in the workbook.",
                    name,
                )
                self.tally.add(trouble, [number], examples=[str(cell.value)])


def _n_filled(cells: tuple[Cell, ...]) -> int:
    return sum(cell.value is not None for cell in cells)


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    swollen = any(m.file_size > RATIO_FROM and m.file_size > MAX_RATIO * m.compress_size for m in members)
    if swollen or sum(m.file_size for m in members) > MAX_BYTES:
        message = (
            f"{name} unpacks to far more data than its size allows for, so it is not read. Save it as CSV."
        )
        raise NotReadable(message)


def _recognises(head: bytes) -> bool:
    return head.startswith(b"PK") and (b"xl/" in head or b"[Content_Types].xml" in head)


CONNECTOR = Connector(
    key="workbook", label="Excel workbook", suffixes=(".xlsx", ".xlsm"), recognises=_recognises, read=read
)
