"""No room left: one sentence that names the place, exit code 2, and everything as it was before.

A limit on the size of files stands in for a full disk wherever these tests run; where a file system of memory can
be mounted, disks that are really full are tried as well.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mining import storage
from mining.__main__ import SOURCES
from mining.cli import build
from mining.errors import NoRoom
from mining.eventlog import EventLog
from mining.privacy.keys import FOLDER_VARIABLE
from mining.room import room_told
from tests.event_logs import CLEAR, MAPPING, THREE_CASES, at, raw_table
from tests.faults.running import SAMPLE, Desk

# Each command once without a limit, so that a refusal is the limit's doing, and once with it. Largest file in bytes.
LIMITED = """
import json, resource, sys
from pathlib import Path
from typer.testing import CliRunner
from mining import storage
from mining.__main__ import SOURCES
from mining.cli import build
from mining.scratch import own_scratch
from ui.session import Session
from mining.errors import NoRoom

work, sample = Path(sys.argv[1]), sys.argv[2]
store, small = work / "bins.throughline", work / "small.csv"
COMMANDS = {
    "ingest": (300_000, ["ingest", sample, "--store", work / "other.throughline"]),
    "append": (300_000, ["append", store, sample]),
    "analyse a file": (300_000, ["analyse", sample, "--out", work / "out"]),
    "analyse": (30_000, ["analyse", store, "--out", work / "out", "--no-sensitivity"]),
    "export": (50_000, ["export", store, work / "parquet"]),
}

def ran(limit, arguments):
    highest = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit or highest, highest))
    try:
        with own_scratch():
            done = CliRunner().invoke(build(SOURCES), [str(one) for one in arguments])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (highest, highest))
    return done.exit_code, done.stderr

def uploaded(limit):
    highest = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, highest))
    session = Session()
    try:
        session.keep_upload("1", "log.csv", memoryview(bytes(limit + 1)))
    except NoRoom as refusal:
        return len(list(session.folder.iterdir())), str(refusal)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (highest, highest))

made = ran(None, ["ingest", sample, "--store", store])
before = store.read_bytes()
told = {name: ran(*one) for name, one in COMMANDS.items()}
told["upload"] = uploaded(100_000)
print(json.dumps({"made": made, "told": told, "as it was": store.read_bytes() == before}))
"""
TEMPORARY = {"ingest", "analyse a file", "upload"}


@pytest.fixture(scope="module")
def limited(tmp_path_factory) -> tuple[Desk, dict]:
    """What each command said under a limit, and where it ran."""
    desk = Desk(tmp_path_factory.mktemp("limited"))
    with desk.started(["-c", LIMITED, str(desk.work), str(SAMPLE)]) as program:
        out, err = program.communicate(timeout=200)
    assert program.returncode == 0, err
    return desk, json.loads(out)


@pytest.mark.parametrize("command", ["ingest", "append", "analyse a file", "analyse", "export", "upload"])
def test_what_finds_no_room_says_so_and_where(limited, command):
    desk, found = limited
    assert found["made"][0] == 0
    code, said = found["told"][command]
    assert code == (0 if command == "upload" else 2), said
    sentence = said.strip().splitlines()[-1]
    where = f"the temporary folder {desk.temporary}" if command in TEMPORARY else f"the folder {desk.work}"
    assert sentence.startswith(f"There is no room left in {where}. Free some on its disk, or ")
    assert ("TMPDIR" in sentence) == (command in TEMPORARY)
    assert "Traceback" not in said


def test_what_found_no_room_left_everything_as_it_was(limited):
    desk, found = limited
    assert found["as it was"]
    assert desk.left() == {"bins.throughline"}
    assert desk.n_keys() == 1


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Callable[[str, int], Path]]:
    """Return what mounts a disk of so many kilobytes; memory is what it is made of."""
    mounted: list[Path] = []

    def mount(name: str, kilobytes: int) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except FileNotFoundError:
            pytest.skip("there is no mount here; the limit on files stands in for it")
        if done.returncode:
            pytest.skip(f"needs leave to mount ({done.stderr.strip()}); the limit on files stands in for it")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


ROWS = [(f"c{n}", step, at(n + hour)) for n in range(6000) for hour, step in enumerate("ABCDA")]


@pytest.mark.parametrize("kilobytes", [300, 1000, 2000, 3000, 4000, 4500, 4750, 8000])
def test_a_store_on_a_disk_of_any_size_is_complete_or_not_there(small_disk, kilobytes):
    folder = small_disk("disk", kilobytes)
    store = folder / "a.throughline"
    try:
        EventLog.from_table(raw_table(ROWS), MAPPING, CLEAR, store=store).close()
    except NoRoom as refusal:
        assert str(refusal).startswith(f"There is no room left in the folder {folder}.")
        assert list(folder.iterdir()) == []
    else:
        log = EventLog.open(store)
        assert (log.n_cases, log.n_events) == (6000, 30_000)
        assert list(folder.iterdir()) == [store]
    # So that both ends are tried.
    assert store.exists() or kilobytes < 8000
    assert not store.exists() or kilobytes > 300


def test_a_disk_that_fills_up_before_the_last_of_a_store_is_written_leaves_none(small_disk, monkeypatch):
    folder = small_disk("disk", 8000)

    def then_fill_up(*told: object) -> object:
        done = write_about(*told)
        with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(4096))
        return done

    write_about = storage.write_about
    monkeypatch.setattr(storage, "write_about", then_fill_up)
    with pytest.raises(NoRoom):
        EventLog.from_table(raw_table(ROWS), MAPPING, CLEAR, store=folder / "a.throughline")
    assert [path.name for path in folder.iterdir()] == ["filler"]


@pytest.mark.parametrize("what", ["append", "analyse", "export"])
def test_a_full_disk_leaves_what_is_on_it_as_it_was(small_disk, what):
    folder = small_disk("disk", 6000)
    store = folder / "a.throughline"
    EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store).close()
    before = store.read_bytes()
    (folder / "filler").write_bytes(bytes(6000 * 1024 - len(before) - 16 * 1024))
    commands = {
        "append": ["append", store, SAMPLE],
        "analyse": ["analyse", store, "--out", folder / "out"],
        "export": ["export", store, folder / "parquet"],
    }
    done = CliRunner().invoke(build(SOURCES), [str(one) for one in commands[what]])
    assert done.exit_code == 2
    assert f"There is no room left in the folder {folder}." in done.stderr
    assert {path.name for path in folder.iterdir()} == {"a.throughline", "filler"}
    assert store.read_bytes() == before


def test_a_full_temporary_folder_is_told_and_emptied(small_disk, tmp_path, monkeypatch):
    full = small_disk("temporary", 1200)
    monkeypatch.setattr(tempfile, "tempdir", str(full))
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "keys"))
    with pytest.raises(NoRoom, match=rf"the temporary folder {full}\. .* TMPDIR"):
        EventLog.from_table(raw_table(ROWS), MAPPING, CLEAR, store=tmp_path / "a.throughline")
    assert [path.name for path in tmp_path.iterdir()] == ["temporary"]
    assert list(full.iterdir()) == []


def test_other_errors_are_none_of_its_business():
    for error in (
        PermissionError(13, "Permission denied"),
        ValueError("No space left on device"),
        RuntimeError(),
    ):
        with pytest.raises(type(error)), room_told():
            raise error


def test_memory_and_temporary_data_have_limits_that_are_told(monkeypatch, tmp_path):
    monkeypatch.setenv("THROUGHLINE_DISK", "1MB")
    monkeypatch.setenv("THROUGHLINE_MEMORY", "8MB")
    with pytest.raises(
        NoRoom, match=r"needs more (memory|disk for temporary data) than it may take.*THROUGHLINE_"
    ):
        EventLog.from_table(raw_table(ROWS * 3), MAPPING, CLEAR, store=tmp_path / "a.throughline")
    assert list(tmp_path.iterdir()) == []
