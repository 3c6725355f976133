from __future__ import annotations

import gc

import duckdb
import pytest

from mining.eventlog import EventLog
from mining.readers import store_of
from tests.event_logs import MAPPING, THREE_CASES, at, raw_table


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "log.throughline"
    EventLog.from_table(raw_table(THREE_CASES), MAPPING, store=path).close()
    return path


def test_readers_of_a_store_share_an_engine_and_one_may_leave(store):
    first, second = EventLog.open(store), EventLog.open(store)
    assert store_of(first.engine) is store_of(second.engine)
    first.close()
    assert second.n_cases == 3


def test_what_one_reader_keeps_no_other_sees(store):
    first, second = EventLog.open(store), EventLog.open(store)
    first.engine.con.execute("CREATE TEMP TABLE mine AS SELECT 1")
    with pytest.raises(duckdb.CatalogException):
        second.engine.con.execute("FROM mine")


def test_every_reader_is_locked_in_and_counts_in_utc(store, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/London")
    for log in (EventLog.open(store), EventLog.open(store)):
        connection = log.engine.con
        assert connection.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)
        with pytest.raises(duckdb.Error, match="file system operations"):
            connection.execute("FROM read_csv('/etc/passwd')")
        with pytest.raises(duckdb.Error, match="locked"):
            connection.execute("SET memory_limit = '9GB'")


def test_a_store_that_took_the_place_of_another_is_another(store):
    former = EventLog.open(store)
    EventLog.append(store, raw_table([("c9", "A", at(9))]))
    latter = EventLog.open(store)
    assert store_of(former.engine) is not store_of(latter.engine)
    assert (former.n_cases, latter.n_cases) == (3, 4)


def test_the_engine_goes_with_its_last_reader(store, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    first, second = EventLog.open(store), EventLog.open(store)
    assert len(list(scratch.iterdir())) == 1
    first.close()
    second.close()
    del first, second
    gc.collect()
    assert list(scratch.iterdir()) == []
