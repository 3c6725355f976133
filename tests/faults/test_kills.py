"""Ten restarts after kill -9 at seeded moments of each command: nothing lost, nothing half-written, nothing left over.

A kill before each single call that replaces files is in tests/test_replacing.py. `make kills` kills more often.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from mining.eventlog import EventLog
from mining.replacing import COMPLETE, remnants
from mining.scratch import own_scratch
from tests.event_logs import at
from tests.faults.running import Desk

KILLS = int(os.environ.get("KILLS", "10"))
NAMES = {
    "analysis.json", "opportunities.csv", "opportunity_cases.csv", "process.bpmn", "process.svg", "report.html",
    "waits.csv",
}  # fmt: skip
CLEAR = ("--keep-identities", "Tests compare ids")


def rows(first: int, last: int) -> str:
    lines = [
        f"c{case},{step},{at(case + hour)}"
        for case in range(first, last)
        for hour, step in enumerate("ABCDA" if case % 3 else "ABD")
    ]
    return "\n".join(["Case ID,Activity,Timestamp", *lines]) + "\n"


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    desk = Desk(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(desk.temporary))
    (desk.around / "first.csv").write_text(rows(0, 300))
    (desk.around / "second.csv").write_text(rows(200, 400))
    return desk


def ingest(desk: Desk, store: Path) -> list[str]:
    return ["ingest", str(desk.around / "first.csv"), "--store", str(store), *CLEAR]


def run(command: list[str]) -> None:
    with own_scratch():
        done = CliRunner().invoke(build(SOURCES), command)
    assert done.exit_code == 0, done.stderr


def killed(desk: Desk, rehearsal: list[str], command: list[str], check: Callable[[], None]) -> None:
    """Kill a command again and again, and check what is there after each; then let it end, and look what is left."""
    script = ["-m", "tests.faults.killed", str(KILLS), command[0], "\n".join(rehearsal), *command]
    n_killed = 0
    with desk.started(script) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        for line in program.stdout:
            n_killed += line.startswith("killed")
            check()
            program.stdin.write("\n")
            program.stdin.flush()
        assert program.stderr is not None
        told = program.stderr.read()
        assert program.wait(60) == 0, told
    assert n_killed >= KILLS // 3


def grow_old(folder: Path) -> None:
    """What killed programs left is swept when it is older than a day."""
    for path in [*folder.rglob("*")]:
        os.utime(path, (time.time() - 90_000,) * 2)


def size(store: Path) -> tuple[int, int]:
    log = EventLog.open(store)
    found = log.n_cases, log.n_events
    log.close()
    return found


FIRST, GROWN = (300, 1300), (400, 1732)


def test_killed_while_it_reads_a_log_into_a_store(desk):
    def check() -> None:
        assert not desk.store.exists() or size(desk.store) == FIRST

    command = ingest(desk, desk.store)
    killed(desk, ingest(desk, desk.around / "rehearsed.throughline"), command, check)
    grow_old(desk.work)
    run(command)
    check()
    assert desk.left() == {desk.store.name}


def test_killed_while_it_adds_an_extract(desk):
    def check() -> None:
        assert size(desk.store) in (FIRST, GROWN)

    run(ingest(desk, desk.store))
    rehearsed = shutil.copyfile(desk.store, desk.around / "rehearsed.throughline")
    second = str(desk.around / "second.csv")
    killed(desk, ["append", str(rehearsed), second], ["append", str(desk.store), second], check)
    grow_old(desk.work)
    run(["append", str(desk.store), second])
    assert size(desk.store) == GROWN
    assert desk.left() == {desk.store.name}


def test_killed_while_it_analyses(desk):
    out = desk.work / "out"

    def check() -> None:
        complete = out / COMPLETE if (out / COMPLETE).exists() else out
        names = {path.name for path in complete.iterdir() if path.name[0] != "."}
        assert names in (NAMES, NAMES | {"notes.txt"})
        assert (complete / "report.html").read_text("utf8").rstrip().endswith("</html>")
        assert (out / "notes.txt").read_text() == "mine"

    run(ingest(desk, desk.store))
    command = ["analyse", str(desk.store), "--out", str(out), "--no-sensitivity"]
    run(command)
    (out / "notes.txt").write_text("mine")
    killed(desk, [*command[:3], str(desk.around / "rehearsed"), *command[4:]], command, check)
    grow_old(desk.work)
    run(command)
    check()
    assert desk.left() == {desk.store.name, "out"}
    assert {path.name for path in out.iterdir()} == NAMES | {"notes.txt"}


def test_killed_while_it_exports(desk):
    folder = desk.work / "parquet"

    def check() -> None:
        if folder.exists():
            assert ds.dataset(folder / "event", partitioning="hive").count_rows() == 1300
            assert ds.dataset(folder / "case_").count_rows() == 300
            assert (folder / "about.json").read_text("utf8").startswith("{")
            shutil.rmtree(folder)

    run(ingest(desk, desk.store))
    command = ["export", str(desk.store), str(folder)]
    killed(desk, [*command[:2], str(desk.around / "rehearsed")], command, check)
    grow_old(desk.work)
    run(command)
    assert desk.left() == {desk.store.name, "parquet"}
    assert remnants(folder) == []
