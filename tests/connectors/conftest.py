"""What the tests of connectors share: files written on the spot, tables as plain text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from mining.rawtable import LINE, RawTable

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes text or bytes to a file of the given name."""

    def _write(content: str | bytes, name: str = "log.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return _write


@pytest.fixture
def rows() -> Callable[[RawTable], list[tuple[object, ...]]]:
    """Return a function that walks a table: its rows, each with its line number last."""

    def _rows(raw: RawTable) -> list[tuple[object, ...]]:
        table = pa.Table.from_batches(raw.batches, schema=raw.schema)
        assert table.schema.names[-1] == LINE
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    return _rows


@pytest.fixture
def issue() -> Callable[[RawTable, str], tuple[int, tuple[int, ...]]]:
    """Return a function that gives count and lines of an issue, which must be there once."""

    def _issue(raw: RawTable, code: str) -> tuple[int, tuple[int, ...]]:
        (found,) = (found for found in raw.issues if found.code == code)
        return found.count, found.lines

    return _issue
