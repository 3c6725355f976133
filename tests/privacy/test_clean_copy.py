"""The file of a store holds no byte of a case reference or a person, not even between its values."""

from __future__ import annotations

from random import Random

import duckdb
import pytest

from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.privacy import clean_copy
from mining.privacy.clean_copy import copier
from tests.event_logs import at, raw_table

COLUMNS = ("case", "activity", "time", "who")
MAPPING = Mapping(case="case", activity="activity", timestamp="time", resource="who")


def rows(seed: int, n: int = 400) -> list[tuple[str, str, str, str]]:
    random = Random(seed)
    ids = [f"SECRET-REFERENCE-{random.randrange(10**12):012}" for _ in range(n)]
    people = [f"Gwendolyn Featherstonehaugh {number}" for number in range(20)]
    return [
        (one, activity, at(hour), random.choice(people))
        for hour, one in enumerate(ids)
        for activity in ("Open the case", "Close the case")
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_piece_of_an_id_or_a_name_is_left_in_the_file(tmp_path, seed):
    store = tmp_path / "crm.throughline"
    EventLog.from_table(raw_table(rows(seed), COLUMNS), MAPPING, store=store).close()
    EventLog.append(store, raw_table(rows(seed + 100), COLUMNS)).close()
    found = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for piece in (b"SECRET-REF", b"REFERENCE-", b"Gwendolyn", b"Featherstone"):
        assert piece not in found
    assert [path.name for path in tmp_path.iterdir()] == ["crm.throughline"]


def test_the_copy_has_every_table_in_the_same_order(tmp_path):
    seen, clean = tmp_path / "it's seen", tmp_path / "clean"
    with duckdb.connect(seen) as engine:
        engine.execute("CREATE TABLE one AS SELECT hash(range) AS value FROM range(300_000)")
        engine.execute("CREATE TABLE two (name VARCHAR NOT NULL, number USMALLINT)")
    with copier("500MB") as copy:
        copy(seen, clean)
    with duckdb.connect(clean, read_only=True) as engine, duckdb.connect(seen, read_only=True) as former:
        for question in ("SELECT value FROM one", "DESCRIBE two"):
            assert engine.execute(question).fetchall() == former.execute(question).fetchall()


def test_a_long_copy_is_not_mistaken_for_one_that_failed(tmp_path, monkeypatch):
    # After two seconds DuckDB would draw how far it is on standard output; here at once.
    early = clean_copy._COPIES.replace(
        "        # Without", "        engine.execute('SET progress_bar_time = 1')\n        # Without"
    )
    assert early != clean_copy._COPIES
    monkeypatch.setattr(clean_copy, "_COPIES", early)
    with duckdb.connect(tmp_path / "seen") as engine:
        engine.execute("CREATE TABLE one AS SELECT hash(range) AS value FROM range(3_000_000)")
    with copier("500MB") as copy:
        copy(tmp_path / "seen", tmp_path / "clean")
    assert (tmp_path / "clean").exists()


def test_a_copy_that_cannot_be_written_says_why(tmp_path):
    with duckdb.connect(tmp_path / "seen") as engine:
        engine.execute("CREATE TABLE one AS SELECT 1")
    with copier("500MB") as copy, pytest.raises(duckdb.IOException, match="no such folder"):
        copy(tmp_path / "seen", tmp_path / "no such folder" / "clean")


def test_a_copy_that_needs_more_memory_than_it_may_take_is_told_apart(tmp_path):
    with duckdb.connect(tmp_path / "seen") as engine:
        engine.execute("CREATE TABLE one AS SELECT repeat(range::VARCHAR, 100) AS text FROM range(100_000)")
    with copier("1MB") as copy, pytest.raises(duckdb.OutOfMemoryException):
        copy(tmp_path / "seen", tmp_path / "clean")


def test_a_process_that_is_not_needed_ends_by_itself(tmp_path):
    with copier("500MB"):
        pass
    assert list(tmp_path.iterdir()) == []
