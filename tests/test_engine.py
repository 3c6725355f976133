from __future__ import annotations

import gc
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from mining.engine import load_batches, open_engine, settled
from mining.errors import StoreRefused

CANARY = "QQ123456C"


def spill_folder(engine) -> Path:
    ((folder,),) = engine.con.execute("SELECT current_setting('temp_directory')").fetchall()
    return Path(folder)


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM read_csv('/etc/passwd')", "COPY (SELECT 1) TO '/tmp/canary.csv'", "ATTACH '/tmp/canary.db'",
     "INSTALL httpfs", "SET memory_limit = '64GB'", "SET enable_external_access = true"],
)  # fmt: skip
def test_the_engine_reaches_nothing_outside_and_cannot_be_reconfigured(query):
    with pytest.raises(duckdb.Error):
        open_engine().con.execute(query)


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
