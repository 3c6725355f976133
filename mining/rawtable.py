"""What a connector hands over: named columns in batches, not yet interpreted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from mining.mapping import Mapping
from mining.quality import Issue

__all__ = ["LINE", "RawTable"]

LINE = "__line__"
"""Name of the column every batch carries beside the source's own: physical line, row or event number."""


@dataclass(frozen=True)
class RawTable:
    """Rows of one source as text, streamed once.

    Attributes
    ----------
    name
        What messages call the source: a file name without its folder.
    schema
        Source columns (text, or timestamps where the source is typed) and `LINE` (int64) last.
    batches
        Arrow record batches of that schema. May be walked once only.
    issues
        What the connector refused or remarks on. Complete when `batches` is exhausted.
    place
        What a line number counts: "line", "row" or "event".
    mapping
        Given where the format itself says which column is which (XES).
    n_bytes
        Size of the source, as far as it is known; the engine is given memory by it.
    """

    name: str
    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    issues: list[Issue] = field(default_factory=list)
    place: str = "line"
    mapping: Mapping | None = None
    n_bytes: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Source columns, without the line number."""
        return tuple(name for name in self.schema.names if name != LINE)
