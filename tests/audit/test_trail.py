from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.audit import trail as trail_module
from mining.audit.key import make_key, read_key
from mining.audit.trail import Trail
from mining.audit.verification import verify
from mining.cli import build
from mining.errors import AuditRefused

KEY = b"k" * 32
WHO = {"person": "jo@council.example", "role": "analyst", "session": "ab12"}


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    made = Trail(tmp_path / "audit", KEY)
    for name in ("a.csv", "b.csv", "c.csv", "d.csv"):
        made.append("opened", log=name, **WHO)
    return made


def lines(trail: Trail) -> list[str]:
    return trail.files()[-1].read_text().splitlines(keepends=True)


def rewritten(trail: Trail, kept: list[str]) -> None:
    trail.files()[-1].write_text("".join(kept))


def test_records_are_numbered_and_read_back_the_latest_first(trail):
    assert [(entry.number, entry.log) for entry in trail.latest(3)] == [
        (5, "d.csv"),
        (4, "c.csv"),
        (3, "b.csv"),
    ]
    assert trail.latest(1)[0].at.endswith("+00:00")
    found = verify(trail)
    assert found.is_intact
    assert found.n == 5
    assert found.sentence.startswith("The audit log is intact: records 1 to 5")


def test_files_are_for_this_account_only(trail):
    assert trail.folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o177 == 0 for file in trail.folder.iterdir())


@pytest.mark.parametrize("place", range(5))
def test_a_line_that_is_taken_out_shows(trail, place):
    kept = lines(trail)
    del kept[place]
    rewritten(trail, kept)
    assert not verify(trail).is_intact


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(
    "edit",
    [
        lambda line: line.replace('"person":"', '"person":"x'),
        lambda line: line.replace('"action":"', '"action":"never '),
        lambda line: line.replace("{", "{ "),
        lambda line: line.replace('"at":"2', '"at":"1'),
        lambda _line: "nothing\n",
        lambda _line: "\n",
    ],
)
def test_a_line_that_is_edited_shows(trail, place, edit):
    kept = lines(trail)
    kept[place] = edit(kept[place])
    assert kept != lines(trail)
    rewritten(trail, kept)
    assert not verify(trail).is_intact


def test_lines_that_change_places_or_come_twice_show(trail):
    first, second, third, *_others, last = lines(trail)
    for kept in ([first, third, second, last], [first, second, second, third, last]):
        rewritten(trail, kept)
        assert not verify(trail).is_intact


def test_what_was_taken_from_the_end_still_shows_after_more_was_written(trail):
    rewritten(trail, lines(trail)[:2])
    assert not verify(trail).is_intact
    trail.append("opened", log="e.csv", **WHO)
    assert not verify(trail).is_intact


@pytest.mark.parametrize("n_lost", [1, 2])
def test_a_head_that_is_lost_or_written_by_another_shows(trail, n_lost):
    head = trail.folder / "head"
    last = json.loads(lines(trail)[-1 - n_lost])
    rewritten(trail, lines(trail)[:-n_lost])
    head.write_text(f"{last['number']} {last['seal']}")
    assert not verify(trail).is_intact
    head.unlink()
    assert not verify(trail).is_intact


def test_a_whole_log_that_is_gone_shows(trail):
    trail.files()[0].unlink()
    assert not verify(trail).is_intact
    trail.append("opened", log="e.csv", **WHO)
    assert not verify(trail).is_intact
    assert not verify(Trail(trail.folder.parent / "nowhere", KEY)).is_intact


def test_another_key_verifies_nothing(trail):
    assert not verify(Trail(trail.folder, b"x" * 32)).is_intact


def test_the_chain_goes_on_over_months_and_the_oldest_may_be_removed(tmp_path, monkeypatch):
    trail = Trail(tmp_path, KEY)
    for month in (1, 1, 2, 3):
        at_month(monkeypatch, month)
        trail.append("opened", log=f"{month}.csv", **WHO)
    assert [file.name for file in trail.files()] == ["2026-01.jsonl", "2026-02.jsonl", "2026-03.jsonl"]
    assert verify(trail).n == 7
    assert verify(trail).is_intact
    assert [entry.number for entry in trail.latest(5)] == [7, 6, 5, 4, 3]
    at_month(monkeypatch, 2)
    trail.append("opened", log="the clock went back", **WHO)
    assert len(lines(trail)) == 3
    trail.files()[0].unlink()
    found = verify(trail)
    assert found.is_intact
    assert "Records before number 4 are no longer kept." in found.sentence
    trail.files()[1].rename(trail.folder / "2026-04.jsonl")
    assert not verify(trail).is_intact
    (trail.folder / "2026-04.jsonl").unlink()
    assert not verify(trail).is_intact


def at_month(monkeypatch, month: int) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, month, 15, tzinfo=tz)

    monkeypatch.setattr(trail_module, "datetime", Clock)


def test_after_a_sudden_stop_the_log_goes_on(trail):
    """Killed between the record and the head, or within a line: the one is no fault, the other is told."""
    head = (trail.folder / "head").read_text()
    trail.append("opened", log="e.csv", **WHO)
    (trail.folder / "head").write_text(head)
    assert verify(trail).is_intact
    trail.append("opened", log="f.csv", **WHO)
    assert verify(trail).is_intact
    with trail.files()[0].open("a") as file:
        file.write('{"number":7,"at"')
    trail.append("opened", log="g.csv", **WHO)
    found = verify(trail)
    assert found.n == 8
    assert found.breaks == (f"line 8 of {trail.files()[0].name} is not a record",)


def test_hostile_names_stay_on_their_line_and_long_ones_are_cut(trail):
    entry = trail.append("opened", log='a\nb",\u2028"number":9', person="x" * 5_000)
    assert trail.latest(1) == [entry]
    assert len(entry.person) == 300
    assert verify(trail).is_intact


def test_many_threads_write_one_chain(trail):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: trail.append("opened", log=str(n), **WHO), range(40)))
    assert verify(trail).n == 45
    assert verify(trail).is_intact


def test_what_cannot_be_written_is_said(tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("")
    with pytest.raises(AuditRefused, match="cannot be written"):
        Trail(blocked, KEY).append("opened")


def test_a_full_disk_is_said(trail, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trail_module.os, "write", full)
    with pytest.raises(AuditRefused, match="No space left"):
        trail.append("opened")


def test_a_key_is_made_once_and_for_one_account(tmp_path):
    file = tmp_path / "key"
    make_key(file)
    assert file.stat().st_mode & 0o177 == 0
    assert len(read_key(file)) == 64
    with pytest.raises(AuditRefused, match="cannot be made"):
        make_key(file)
    file.chmod(0o640)
    with pytest.raises(AuditRefused, match="chmod 600"):
        read_key(file)
    with pytest.raises(AuditRefused, match="cannot be read"):
        read_key(tmp_path / "none")
    file.chmod(0o600)
    file.write_text("short")
    with pytest.raises(AuditRefused, match="too short"):
        read_key(file)


def test_the_command_makes_a_key_and_says_whether_a_log_is_intact(tmp_path):
    commands, run = build(SOURCES), CliRunner().invoke
    key = tmp_path / "audit.key"
    assert run(commands, ["audit", "key", str(key)]).exit_code == 0
    trail = Trail(tmp_path / "audit", read_key(key))
    for name in "abc":
        trail.append("opened", log=name)
    asked = ["audit", "verify", str(trail.folder), "--key", str(key)]
    found = run(commands, asked)
    assert (found.exit_code, found.stdout.split(",")[0]) == (0, "The audit log is intact: records 1 to 4")
    rewritten(trail, lines(trail)[:2])
    found = run(commands, asked)
    assert found.exit_code == 1
    assert "NOT intact" in found.stdout
    assert run(commands, ["audit", "verify", str(trail.folder), "--key", str(tmp_path / "no")]).exit_code == 2
