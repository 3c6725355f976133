"""Parquet files: times stay times, all else becomes text; read a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from connectors.base import Connector, ReadOptions
from connectors.compression import open_seekable
from connectors.header import name_columns
from mining.errors import NotReadable
from mining.quality import Effect, Issue
from mining.rawtable import LINE, RawTable

__all__ = ["CONNECTOR", "read"]

_BATCH = 65_536
_EXACT = 2.0**53


def read(path: Path, name: str, options: ReadOptions) -> RawTable:
    """Return the rows of a Parquet file.

    Raises
    ------
    NotReadable
        The file is damaged, or has no rows.
    """
    issues: list[Issue] = []
    batches = _batches(path, name, options, issues)
    first = next(batches, None)
    if first is None:
        message = f"{name} has no data rows. Export it again with its rows."
        raise NotReadable(message)
    return RawTable(name, first.schema, chain([first], batches), issues, place="row")


def _batches(path: Path, name: str, options: ReadOptions, issues: list[Issue]) -> Iterator[pa.RecordBatch]:
    try:
        with open_seekable(path, options) as source, pq.ParquetFile(source) as file:
            kept = [i for i, field in enumerate(file.schema_arrow) if not _is_left_out(field.type)]
            skipped = [field.name for field in file.schema_arrow if _is_left_out(field.type)]
            names, remarks = name_columns([file.schema_arrow.names[i] for i in kept])
            issues += [*([_nested(skipped)] if skipped else []), *remarks]
            row, last = 0, options.sample_rows or file.metadata.num_rows
            for batch in file.iter_batches(batch_size=_BATCH):
                batch = batch.slice(0, last - row)
                if batch.num_rows:
                    yield _as_text(batch, kept, names, row)
                row += batch.num_rows
                if row >= last:
                    return
    except (pa.ArrowException, OSError) as error:
        message = f"{name} is a damaged or cut-short Parquet file. Copy or export it again."
        raise NotReadable(message) from error


def _nested(names: list[str]) -> Issue:
    listed = ", ".join(f'"{name}"' for name in names[:10])
    message = f"Columns that hold lists, records or raw bytes were left out: {listed}."
    return Issue(
        "columns_left_out", Effect.NOTED, len(names), message, "Write them as plain columns if they matter."
    )


def _as_text(batch: pa.RecordBatch, kept: list[int], names: tuple[str, ...], before: int) -> pa.RecordBatch:
    """Return a batch with timestamps as they are, all else as text, and row numbers."""
    columns = [_text(batch.column(i)) for i in kept]
    rows = pa.array(np.arange(before + 1, before + batch.num_rows + 1))
    return pa.record_batch([*columns, rows], names=[*names, LINE])


def _text(column: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(column.type):
        return column
    if pa.types.is_dictionary(column.type):
        return _text(column.dictionary_decode())
    if pa.types.is_floating(column.type):
        return _floats(column.cast(pa.float64()))
    return pc.fill_null(column.cast(pa.string()), "")


def _is_left_out(kind: pa.DataType) -> bool:
    """Whether values of a type have no text of their own."""
    return bool(pa.types.is_nested(kind) or pa.types.is_fixed_size_binary(kind))


def _floats(column: pa.Array) -> pa.Array:
    """Text of numbers; whole ones without a decimal point, as ids beside blanks arrive as floats."""
    column = pc.if_else(pc.is_nan(column), None, column)  # NaN is how other programs write "nothing"
    whole = pc.and_(pc.equal(column, pc.floor(column)), pc.less(pc.abs(column), _EXACT))
    integers = pc.if_else(whole, column, None).cast(pa.int64()).cast(pa.string())
    return pc.fill_null(pc.coalesce(integers, column.cast(pa.string())), "")


CONNECTOR = Connector(
    key="parquet",
    label="Parquet",
    suffixes=(".parquet", ".pq"),
    recognises=lambda head: head.startswith(b"PAR1"),
    read=read,
)
