from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from mining.errors import StoreRefused
from mining.eventlog import EventLog
from mining.folder import export_store
from mining.mapping import Mapping, ReadingRules
from mining.privacy.deletion import delete_store
from mining.privacy.rules import PrivacyRules
from mining.privacy.shredding import shred
from tests.event_logs import MAPPING, THREE_CASES, at, raw_table

KEPT = ReadingRules(privacy=PrivacyRules(keep_identities="To look for them"))


@pytest.fixture
def store(tmp_path) -> Path:
    folder = tmp_path / "stores"
    folder.mkdir()
    return folder / "It's a [store].throughline"


def raw_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_of_a_deleted_store_is_left(store, keys):
    rows = [(f"VERY-LONG-REFERENCE-{n}", "A", at(n)) for n in range(50)]
    log = EventLog.from_table(raw_table(rows), MAPPING, KEPT, store=store)
    log.close()
    left_behind = store.with_name(f".{store.name}.0123.partial")
    left_behind.write_bytes(b"VERY-LONG-REFERENCE-1")
    (store.parent / "other.throughline").write_bytes(b"not ours to touch")
    assert b"VERY-LONG-REFERENCE" in raw_bytes(store.parent)
    gone = delete_store(store)
    assert (gone.n_files, gone.key_destroyed) == (2, False)
    assert raw_bytes(store.parent) == b"not ours to touch"


def test_the_key_is_destroyed_with_the_store(store, keys):
    log = EventLog.from_table(raw_table(THREE_CASES), MAPPING, store=store)
    log.close()
    key = keys / f"{log.privacy.key_id}.key"
    assert key.exists()
    assert delete_store(store).key_destroyed
    assert not key.exists()
    assert list(store.parent.iterdir()) == []


def test_what_is_removed_was_overwritten_before(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(b"citizen" * 1000)
    reader = os.open(path, os.O_RDONLY)
    assert shred(path)
    assert not path.exists()
    left = os.read(reader, 10_000)
    os.close(reader)
    assert len(left) == 7000
    assert b"citizen" not in left


def test_a_link_is_not_followed(tmp_path):
    target = tmp_path / "precious"
    target.write_text("stays")
    link = tmp_path / "link.throughline"
    link.symlink_to(target)
    with pytest.raises(StoreRefused, match="only a link"):
        delete_store(link)
    assert not shred(link)
    assert target.read_text() == "stays"


@pytest.mark.parametrize("spoil", ["damaged", "other_version", "past_its_day"])
def test_a_store_that_cannot_be_opened_can_be_deleted(store, spoil, keys):
    log = EventLog.from_table(raw_table(THREE_CASES), MAPPING, store=store)
    log.close()
    key = keys / f"{log.privacy.key_id}.key"
    if spoil == "damaged":
        store.write_bytes(store.read_bytes()[:5_000])
    else:
        change = {
            "other_version": ('"version":', '"version":9'),
            "past_its_day": (f'"keep_until":"{log.privacy.keep_until}"', '"keep_until":"2020-01-01"'),
        }[spoil]
        with duckdb.connect(str(store)) as connection:
            connection.execute("UPDATE about SET about = replace(about, ?, ?)", change)
    with pytest.raises(StoreRefused):
        EventLog.open(store)
    assert delete_store(store).key_destroyed == (spoil != "damaged")
    assert not store.exists()
    assert key.exists() == (spoil == "damaged")


def test_only_stores_and_exports_are_deleted(tmp_path, store):
    for name in ("notes.txt", "log.csv"):
        path = tmp_path / name
        path.write_text("precious")
        with pytest.raises(StoreRefused, match=f"{name} is no store"):
            delete_store(path)
        assert path.read_text() == "precious"
    with pytest.raises(StoreRefused):
        delete_store(tmp_path)
    with pytest.raises(StoreRefused):
        delete_store(store)


def test_of_an_export_only_the_files_go(tmp_path, store, keys):
    mapping = Mapping(case="case", activity="activity", timestamp="time")
    log = EventLog.from_table(raw_table(THREE_CASES), mapping, store=store)
    log.close()
    folder = tmp_path / "parquet"
    export_store(store, folder)
    gone = delete_store(folder)
    assert gone.n_files > 5
    assert not folder.exists()
    assert (keys / f"{log.privacy.key_id}.key").exists()
    EventLog.open(store).close()
