"""A program that is killed in the middle: the next one goes on, loses nothing and has nothing twice."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import dlt
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pydantic import SecretStr

from connectors.remote import pull
from connectors.remote.landed import landed_table
from mining.errors import NotReadable
from tests.connectors.remote.conftest import IMPATIENT, TOKEN, ids, remote_at
from tests.servers.service import EVENTS, Service, at_first, well_behaved

ROOT = Path(__file__).parents[3]
EVERY = [event["id"] for event in EVENTS]
TWO_PAGES = replace(IMPATIENT, pages_at_a_time=2, answer_seconds=20, page_seconds=20)
PULLING = """
import sys
from pathlib import Path
from pydantic import SecretStr
from connectors.remote import pull
from tests.connectors.remote.conftest import TOKEN, remote_at
from tests.connectors.remote.test_killed import TWO_PAGES

pull(remote_at(sys.argv[1], patience=TWO_PAGES), SecretStr(TOKEN), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("last", [1, 4, 7], ids=["on page 1", "on page 4", "after the last"])
def test_the_next_pull_goes_on_where_the_killed_one_was(service, tmp_path, last):
    running = service(well_behaved)
    _kill_at(running, last, tmp_path)
    done = len(running.requests)
    raw = pull(remote_at(running.url, patience=TWO_PAGES), SecretStr(TOKEN), tmp_path)
    assert ids(raw) == EVERY
    # Two pages at a time are safe once they are there, so that at most two are asked for again.
    assert len(running.requests) - done <= 7 - last + 2
    (left,) = tmp_path.iterdir()
    assert left.name.startswith("pull-")


def _kill_at(running: Service, last: int, folder: Path) -> None:
    """Start a pull in a program of its own, and kill it as soon as it has asked for so many pages."""
    started: list[subprocess.Popen[bytes]] = []

    def behave(asked, number: int) -> None:
        asked.send_page()
        if number == last:
            started[0].kill()

    running.behaviour = behave
    with subprocess.Popen([sys.executable, "-c", PULLING, running.url, str(folder)], cwd=ROOT) as program:
        started.append(program)
        assert program.wait(120) < 0
    running.behaviour = well_behaved


@pytest.mark.parametrize("step", ["normalize", "load"])
def test_what_was_asked_for_before_a_kill_is_not_asked_for_again(service, tmp_path, monkeypatch, step):
    """All pages came, and the program ends before they are put where they are read from."""
    running = service(well_behaved)
    remote = remote_at(running.url)
    with monkeypatch.context() as patched:
        patched.setattr(dlt.Pipeline, step, _ended)
        with pytest.raises(KeyboardInterrupt):
            pull(remote, SecretStr(TOKEN), tmp_path)
    assert ids(pull(remote, SecretStr(TOKEN), tmp_path)) == EVERY
    assert len(running.requests) == 7


def _ended(*_told: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_a_finished_pull_is_not_taken_up_again(service, tmp_path):
    running = service(well_behaved)
    remote = remote_at(running.url)
    assert ids(pull(remote, SecretStr(TOKEN), tmp_path)) == EVERY
    assert ids(pull(remote, SecretStr(TOKEN), tmp_path)) == EVERY
    assert len(running.requests) == 14


@pytest.mark.parametrize("event_id", ["id", ""], ids=["with ids", "without"])
def test_pages_that_were_fetched_twice_around_a_kill_count_once(tmp_path, event_id):
    """Between safe pages and the note that they are, a kill makes the next pull fetch them again."""
    remote = replace(remote_at("https://crm.example/events"), event_id=event_id)
    rows = [(i, f"e{i}", "c", "A", "k", "2025-01-01") for i in range(1, 6)]
    (tmp_path / "events").mkdir()
    for name, some in {"1": rows[:3], "2": rows[:3], "3": rows[3:]}.items():
        names = ["number", *(f"value_{i}" for i in range(5))]
        columns = [pa.array(column) for column in zip(*some, strict=True)]
        pq.write_table(
            pa.table(dict(zip(names, columns, strict=True))), tmp_path / "events" / f"{name}.parquet"
        )
    raw = landed_table(tmp_path, remote, 5, (5, 5))
    assert ids(raw) == ["e1", "e2", "e3", "e4", "e5"]
    assert [(issue.code, issue.count) for issue in raw.issues] == [("fetched_again", 3)]


def test_pages_that_went_missing_on_the_disk_are_told_and_fetched_anew(service, tmp_path):
    running = service(at_first(lambda asked: asked.reply(b"{}", 401), page=5))
    remote = remote_at(running.url, patience=replace(IMPATIENT, pages_at_a_time=2), total="")
    with pytest.raises(NotReadable, match="renew"):
        pull(remote, SecretStr(TOKEN), tmp_path)
    min(tmp_path.rglob("events/*.parquet")).unlink()
    with pytest.raises(NotReadable, match=r"Some of the 63 events .* are no longer on the disk"):
        pull(remote, SecretStr(TOKEN), tmp_path)
    assert ids(pull(remote, SecretStr(TOKEN), tmp_path)) == EVERY
