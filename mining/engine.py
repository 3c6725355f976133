"""The engine under every figure: DuckDB embedded, spoken to through Ibis expressions."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from mining.errors import ThroughlineError

__all__ = [
    "Backend",
    "discard_scratch",
    "load_batches",
    "microseconds_from_timestamp",
    "open_engine",
    "settled",
    "sha256",
    "timestamp_from_microseconds",
    "try_strptime",
]

MEMORY_LIMIT = "2GB"
_SCRATCH = "scratch_"


@ibis.udf.scalar.builtin(name="try_strptime", signature=(("string", "string"), "timestamp(6)"))  # type: ignore[untyped-decorator]
def try_strptime(text: Any, pattern: Any) -> Any:  # noqa: ANN401
    """Read text by a strptime pattern; null where it does not fit (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="sha256", signature=(("string",), "string"))  # type: ignore[untyped-decorator]
def sha256(text: Any) -> Any:  # noqa: ANN401
    """SHA-256 of text, as 64 hexadecimal digits (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="epoch_us", signature=(("timestamp(6)",), "int64"))  # type: ignore[untyped-decorator]
def microseconds_from_timestamp(time: Any) -> Any:  # noqa: ANN401
    """Microseconds since 1970 of a zoneless timestamp (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="make_timestamp", signature=(("int64",), "timestamp(6)"))  # type: ignore[untyped-decorator]
def timestamp_from_microseconds(microseconds: Any) -> Any:  # noqa: ANN401
    """Zoneless timestamp of microseconds since 1970 (DuckDB's own function)."""


def open_engine(path: Path | None = None, memory_limit: str = MEMORY_LIMIT) -> Backend:
    """Return a private DuckDB, closed to the file system and the network.

    Parameters
    ----------
    path
        Where the database lives; None keeps it in memory and spills to a private folder, which goes
        with the engine.
    memory_limit
        What DuckDB may hold before it spills, for instance "2GB".
    """
    spill = tempfile.mkdtemp(prefix="throughline-")
    connection = duckdb.connect(
        str(path) if path else ":memory:",
        config={
            "memory_limit": memory_limit,
            "temp_directory": spill,
            "temp_file_encryption": "true",
            # What DuckDB can write encrypted with and still be offline; without it spilling fails. Its
            # random numbers are not vetted, which still beats clear text in a folder only we may read.
            "force_mbedtls_unsafe": "true",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
            "preserve_insertion_order": "true",
        },
    )
    engine = ibis.duckdb.from_connection(connection)
    weakref.finalize(engine, shutil.rmtree, spill, ignore_errors=True)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return engine


def load_batches(engine: Backend, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> ir.Table:
    """Stream Arrow batches into a new table of the engine; memory stays bounded by one batch.

    Raises
    ------
    ThroughlineError
        What the source raised in the middle of its stream, in its own words.
    """
    name = f"{_SCRATCH}{uuid4().hex}"
    refusals: list[ThroughlineError] = []
    reader = pa.RecordBatchReader.from_batches(schema, _until_refused(batches, refusals))
    connection = engine.con
    connection.register("arriving", reader)
    try:
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving')  # noqa: S608 - our own name
    finally:
        connection.unregister("arriving")
    if refusals:
        raise refusals[0]
    return engine.table(name)


def _until_refused(
    batches: Iterator[pa.RecordBatch], refusals: list[ThroughlineError]
) -> Iterator[pa.RecordBatch]:
    """Yield batches; end the stream at a refusal and keep it, for DuckDB would bury it in an error of its own."""
    try:
        yield from batches
    except ThroughlineError as refusal:
        refusals.append(refusal)


def settled(engine: Backend, expression: ir.Table) -> ir.Table:
    """Compute an expression once, into a scratch table that `discard_scratch` removes."""
    return engine.create_table(f"{_SCRATCH}{uuid4().hex}", expression, temp=True)


def discard_scratch(engine: Backend) -> None:
    """Remove every scratch table; what was made from them must have been stored by now."""
    # Asked of DuckDB itself: Ibis 12 lists tables with a call that DuckDB 2 no longer has.
    names = engine.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    for (name,) in names:
        if name.startswith(_SCRATCH):
            engine.drop_table(name)
