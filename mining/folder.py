"""A store as a folder of Parquet, events partitioned by case: the form that engines beyond one machine read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from mining.about import About
from mining.engine import Backend, close_engine, stream
from mining.errors import EngineMissing, StoreRefused
from mining.intake.store import TABLES
from mining.privacy.rules import require_in_time
from mining.replacing import replacing
from mining.room import room_told
from mining.storage import reopen

__all__ = ["BUCKET", "export_store", "is_export", "open_folder"]

BUCKET = "bucket"
"""Column that tells the parts of the events apart; no column of the log."""
_ABOUT = "about.json"
_EVENTS_A_FILE = 5_000_000
_BATCH = 100_000
_SIZE = 'SELECT count(*), max(case_no) + 1 FROM "event"'


def export_store(store: Path, folder: Path) -> None:
    """Write a store as a folder of Parquet, whole or not at all.

    Parameters
    ----------
    store
        A file that `mining.eventlog.EventLog.from_table` wrote.
    folder
        Where to; it must not exist yet.

    Raises
    ------
    StoreRefused
        The store is none, or the folder exists.
    NoRoom
        The disk is full.
    """
    if folder.exists():
        message = f"{folder.name} exists already. Choose another folder, or remove it."
        raise StoreRefused(message)
    engine, about = reopen(store)
    try:
        with room_told(folder), replacing(folder) as partial:
            for name in TABLES:
                (_write_events if name == "event" else _write_table)(engine, name, partial / name)
            (partial / _ABOUT).write_text(about.to_json(), encoding="utf-8")
    finally:
        close_engine(engine)


def _write_table(engine: Backend, name: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    batches = stream(engine, engine.table(name), _BATCH)
    with pq.ParquetWriter(folder / "part-0.parquet", batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _write_events(engine: Backend, name: str, folder: Path) -> None:
    ((n_events, n_cases),) = engine.con.execute(_SIZE).fetchall()
    cases_a_file = max(1, n_cases * _EVENTS_A_FILE // n_events)
    table = engine.table(name)
    batches = stream(engine, table.mutate(**{BUCKET: table.case_no // cases_a_file}), _BATCH)
    by_bucket = ds.partitioning(pa.schema([(BUCKET, batches.schema.field(BUCKET).type)]), flavor="hive")
    ds.write_dataset(batches, folder, format="parquet", partitioning=by_bucket)


def is_export(folder: Path) -> bool:
    """Whether a folder is one that `export_store` wrote."""
    return (folder / _ABOUT).is_file()


def open_folder(folder: Path, master: str) -> tuple[Backend, About]:
    """Return Spark over the store in a folder, and what the store tells of itself.

    Parameters
    ----------
    folder
        What `export_store` wrote; on a cluster, where every worker sees it.
    master
        Spark master, for instance "spark://host:7077" or "local[2]".

    Raises
    ------
    StoreRefused
        The folder is no store, or of another version.
    EngineMissing
        Spark is not installed, or cannot be reached.
    """
    if not is_export(folder):
        message = (
            f"{folder.name} is no store for Spark. Make one with `python -m mining export STORE FOLDER`."
        )
        raise StoreRefused(message)
    about = About.from_json((folder / _ABOUT).read_text(encoding="utf-8"), folder.name)
    require_in_time(about.privacy, folder.name)
    try:
        from mining.spark import open_spark  # only here: it takes seconds to load, and a package of its own
    except ImportError as error:
        message = "Spark is not installed. Install it with `pip install -r requirements-spark.txt`; it needs Java 17."
        raise EngineMissing(message) from error
    return open_spark(folder, master), about
