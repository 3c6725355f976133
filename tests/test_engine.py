from __future__ import annotations

import gc
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from mining.engine import close_engine, load_batches, open_engine, settled
from mining.errors import StoreRefused
from mining.eventlog import EventLog
from tests.event_logs import MAPPING, at, raw_table

CANARY = "QQ123456C"


def spill_folder(engine) -> Path:
    ((folder,),) = engine.con.execute("SELECT current_setting('temp_directory')").fetchall()
    return Path(folder)


def in_memory(_folder: Path):
    return open_engine()


def to_be_filled(folder: Path):
    return open_engine(folder / "log.throughline")


def for_reading(folder: Path):
    made = open_engine(folder / "log.throughline")
    close_engine(made)
    return open_engine(folder / "log.throughline", read_only=True)


def of_a_log(folder: Path):
    rows = [("c1", "A", at(0))]
    return EventLog.from_table(raw_table(rows), MAPPING, store=folder / "log.throughline").engine


WAYS = [in_memory, to_be_filled, for_reading, of_a_log]


@pytest.mark.parametrize("opened", WAYS)
def test_every_engine_is_shut_off_and_locked(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_MEMORY", "1GB")
    monkeypatch.setenv("THROUGHLINE_DISK", "2GB")
    names = {
        "enable_external_access": False,
        "lock_configuration": True,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "allow_persistent_secrets": False,
        "allow_unsigned_extensions": False,
        "temp_file_encryption": True,
        "memory_limit": "953.6 MiB",
        "max_temp_directory_size": "1.8 GiB",
    }
    engine = opened(tmp_path)
    (found,) = engine.con.execute(
        "SELECT " + ", ".join(f"current_setting('{name}')" for name in names)
    ).fetchall()
    assert dict(zip(names, found, strict=True)) == names


@pytest.mark.parametrize("opened", WAYS)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "SELECT getenv('HOME')",
        "COPY (SELECT 1) TO '/tmp/throughline-canary.csv'",
        "EXPORT DATABASE '/tmp/throughline-canary'",
        "ATTACH '/tmp/throughline-canary.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE SECRET s (TYPE s3)",
        "SET memory_limit = '64GB'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "RESET temp_directory",
        "PRAGMA temp_directory='/tmp'",
    ],
)
def test_an_engine_reaches_nothing_outside_and_cannot_be_reconfigured(opened, query, tmp_path):
    with pytest.raises(duckdb.Error):
        opened(tmp_path).con.execute(query)
    assert not list(Path("/tmp").glob("throughline-canary*"))


def test_more_than_memory_spills_encrypted_and_leaves_nothing():
    engine = open_engine(memory_limit="150MB")
    folder = spill_folder(engine)
    schema = pa.schema([("id", pa.string()), ("line", pa.int64())])
    batch = 100_000
    batches = (
        pa.record_batch(
            [
                pa.array([f"{CANARY}-{n}" for n in range(start, start + batch)]),
                pa.array(range(batch), pa.int64()),
            ],
            schema=schema,
        )
        for start in range(0, 3_000_000, batch)
    )
    table = load_batches(engine, schema, batches)
    ordered = settled(engine, table.order_by("line", "id"))
    spilled = [path for path in folder.rglob("*") if path.is_file()]
    assert spilled, "the test is of no use unless something spills"
    assert not any(CANARY.encode() in path.read_bytes() for path in spilled)
    assert engine.to_pyarrow(ordered.count()).as_py() == 3_000_000
    del engine, table, ordered
    gc.collect()
    assert not folder.exists()


def test_a_file_that_is_no_database_leaves_no_scratch_folder(tmp_path, monkeypatch):
    broken = tmp_path / "log.throughline"
    broken.write_bytes(b"no database")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with pytest.raises(StoreRefused):
        open_engine(broken, read_only=True)
    assert list(scratch.iterdir()) == []
