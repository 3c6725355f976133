"""The engine under every figure: DuckDB embedded, spoken to through Ibis expressions."""

from __future__ import annotations

import os
import secrets
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

from mining.errors import StoreRefused, ThroughlineError
from mining.room import room_told
from mining.scratch import OURS

__all__ = [
    "Backend",
    "close_engine",
    "count_of",
    "discard_scratch",
    "encode",
    "has_external_access",
    "joined_bytes",
    "load_batches",
    "memory_for",
    "microseconds",
    "microseconds_from_timestamp",
    "open_engine",
    "replace_rows",
    "settled",
    "sha256_of_bytes",
    "stream",
    "timestamp_from_microseconds",
    "try_strptime",
    "unhex",
    "use_store",
]

_LEAST_MEMORY, _MOST_MEMORY = 10**9, 4 * 10**9
_SCRATCH, _STORE = "scratch", "store"


@ibis.udf.scalar.builtin(name="try_strptime", signature=(("string", "string"), "timestamp(6)"))  # type: ignore[untyped-decorator]
def try_strptime(text: Any, pattern: Any) -> Any:  # noqa: ANN401
    """Read text by a strptime pattern; null where it does not fit (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="sha256", signature=(("binary",), "string"))  # type: ignore[untyped-decorator]
def sha256_of_bytes(value: Any) -> Any:  # noqa: ANN401
    """SHA-256 of bytes, as 64 hexadecimal digits (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="concat", signature=(("binary", "binary"), "binary"))  # type: ignore[untyped-decorator]
def joined_bytes(first: Any, second: Any) -> Any:  # noqa: ANN401
    """Bytes one after the other (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="encode", signature=(("string",), "binary"))  # type: ignore[untyped-decorator]
def encode(text: Any) -> Any:  # noqa: ANN401
    """UTF-8 bytes of text (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="unhex", signature=(("string",), "binary"))  # type: ignore[untyped-decorator]
def unhex(digits: Any) -> Any:  # noqa: ANN401
    """Bytes that hexadecimal digits spell (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="epoch_us", signature=(("timestamp(6)",), "int64"))  # type: ignore[untyped-decorator]
def microseconds_from_timestamp(time: Any) -> Any:  # noqa: ANN401
    """Microseconds since 1970 of a zoneless timestamp (DuckDB's own function)."""


@ibis.udf.scalar.builtin(name="unix_micros", signature=(("timestamp",), "int64"))  # type: ignore[untyped-decorator]
def _unix_micros(time: Any) -> Any:  # noqa: ANN401
    """Microseconds since 1970 of a timestamp (Spark's own function)."""


def microseconds(engine: object, time: ir.TimestampColumn) -> ir.IntegerValue:
    """Return the microseconds since 1970 of a time in a store's tables, exact on every engine."""
    return microseconds_from_timestamp(time) if isinstance(engine, Backend) else _unix_micros(time)


@ibis.udf.scalar.builtin(name="make_timestamp", signature=(("int64",), "timestamp(6)"))  # type: ignore[untyped-decorator]
def timestamp_from_microseconds(microseconds: Any) -> Any:  # noqa: ANN401
    """Zoneless timestamp of microseconds since 1970 (DuckDB's own function)."""


def open_engine(path: Path | None = None, *, read_only: bool = False, memory_limit: str = "") -> Backend:
    """Return a private DuckDB, closed to the file system and the network.

    What it holds for the moment goes to an encrypted file in a private folder, under a key that nobody
    keeps; the folder goes with the engine.

    Parameters
    ----------
    path
        Where the database lives; None keeps it in memory.
    read_only
        Open the file beside other readers, and change nothing in it.
    memory_limit
        What DuckDB may hold before it spills, for instance "2GB"; by default as `memory_for` says.

    Raises
    ------
    StoreRefused
        The file is no database, is damaged, or is being written by another program.
    NoRoom
        The disk of the file or of the temporary folder is full.
    """
    folder, key = tempfile.mkdtemp(prefix=OURS), secrets.token_hex(16)
    connection = duckdb.connect(":memory:", config=_config(folder, memory_limit or memory_for(0)))
    try:
        with room_told():
            connection.execute(f"ATTACH '{folder}/{_SCRATCH}' AS {_SCRATCH} (ENCRYPTION_KEY '{key}')")
        if path:
            _attach(connection, path, "READ_ONLY" if read_only else "READ_WRITE")
    except ThroughlineError:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    engine = ibis.duckdb.from_connection(connection)
    engine.scratch_goes = weakref.finalize(engine, shutil.rmtree, folder, ignore_errors=True)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return engine


def memory_for(n_bytes: int) -> str:
    """Return what an engine may hold that reads a source of so many bytes: as much, but from 1 to 4 GB.

    The environment variable THROUGHLINE_MEMORY says otherwise, for instance "2GB".

    Examples
    --------
    >>> memory_for(0), memory_for(2_500_000_000)
    ('1000MB', '2500MB')
    """
    size = min(max(n_bytes, _LEAST_MEMORY), _MOST_MEMORY)
    return os.environ.get("THROUGHLINE_MEMORY") or f"{size // 10**6}MB"


def _most_on_disk() -> str:
    """Return what an engine may spill: 50 GB, or what THROUGHLINE_DISK says, for instance "10GB"."""
    return os.environ.get("THROUGHLINE_DISK") or "50GB"


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, mode: str) -> None:
    """Make a file the database in use; attached, not connected to, it can be open twice in one process."""
    quoted = str(path).replace("'", "''")
    try:
        with room_told(path):
            connection.execute(f"ATTACH '{quoted}' AS {_STORE} ({mode})")
    except duckdb.Error as error:
        message = (
            f"{path.name} cannot be opened as a store: it is damaged, no store at all, or in use by another "
            "program. Close that program, or make the store again."
        )
        raise StoreRefused(message) from error
    use_store(connection)


def use_store(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Make the store that an engine has attached the database in use of a connection, and return that."""
    return connection.execute(f"USE {_STORE}")


def _config(folder: str, memory_limit: str) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": memory_limit,
        "temp_directory": folder,
        "max_temp_directory_size": _most_on_disk(),
        "temp_file_encryption": "true",
        # What DuckDB can write encrypted with and still be offline; without it spilling fails. Its
        # random numbers are not vetted, which still beats clear text in a folder only we may read.
        "force_mbedtls_unsafe": "true",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
        "preserve_insertion_order": "true",
    }


def has_external_access(engine: Backend) -> bool:
    """Whether an engine could reach other files or the network; DuckDB's own word, False for any it is shut to."""
    ((value,),) = engine.con.execute("SELECT current_setting('enable_external_access')").fetchall()
    return bool(value)


def close_engine(engine: Backend) -> None:
    """Write everything to the engine's file, if it has one, and let go of it."""
    engine.disconnect()
    if scratch_goes := getattr(engine, "scratch_goes", None):
        scratch_goes()


def load_batches(engine: Backend, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> ir.Table:
    """Stream Arrow batches into a scratch table; memory stays bounded by a few batches.

    Raises
    ------
    ThroughlineError
        What the source raised in the middle of its stream, in its own words.
    """
    name = f"t{uuid4().hex}"
    refusals: list[ThroughlineError] = []
    reader = pa.RecordBatchReader.from_batches(schema, _until_refused(batches, refusals))
    connection = engine.con
    connection.register("arriving", reader)
    try:
        connection.execute(f"CREATE TABLE {_SCRATCH}.{name} AS SELECT * FROM arriving")  # noqa: S608 - our own name
    finally:
        connection.unregister("arriving")
    if refusals:
        raise refusals[0]
    return engine.table(name, database=(_SCRATCH, "main"))


def _until_refused(
    batches: Iterator[pa.RecordBatch], refusals: list[ThroughlineError]
) -> Iterator[pa.RecordBatch]:
    """Yield batches; end the stream at a refusal and keep it, for DuckDB would bury it in an error of its own."""
    try:
        yield from batches
    except ThroughlineError as refusal:
        refusals.append(refusal)


def stream(engine: Backend, expression: ir.Table, rows: int) -> pa.RecordBatchReader:
    """Return a result as batches of so many rows; asked of DuckDB itself, for Ibis 12 uses a call it no longer has."""
    return engine.con.sql(engine.compile(expression)).to_arrow_reader(rows)


def count_of(engine: Backend, table: ir.Table) -> int:
    """Return the number of rows of an expression."""
    return int(engine.to_pyarrow(table.count()).as_py())


def settled(engine: Backend, expression: ir.Table) -> ir.Table:
    """Compute an expression once, into a scratch table that `discard_scratch` removes."""
    return engine.create_table(f"t{uuid4().hex}", expression, database=(_SCRATCH, "main"))


def replace_rows(engine: Backend, name: str, key: str, rows: ir.Table) -> None:
    """Put rows into a table in place of those with the same key."""
    target = f'"{name}"'
    keys = engine.compile(rows.select(key).distinct())
    engine.con.execute(f'DELETE FROM {target} WHERE "{key}" IN ({keys})')  # noqa: S608 - our own names
    engine.insert(name, rows.select(*engine.table(name).columns))


def discard_scratch(engine: Backend) -> None:
    """Remove every scratch table and its file; what was made from them must have been stored by now."""
    engine.con.execute(f"DETACH {_SCRATCH}")
