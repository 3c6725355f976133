"""Files and folders that are replaced, by a program that is killed before each thing it asks of the file system."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mining.replacing import COMPLETE, PRIVATE, remnants, replace_files, replacing

ROOT = Path(__file__).parents[1]
FORMER = {"a.csv": "former a", "b.csv": "former b", "gone.csv": "former"}
NEW = {"a.csv": "new a", "b.csv": "new b", "gone.csv": None, "more.csv": "new"}
OWN = {"notes.txt": "my own", "gone.csv.bak": "mine too"}
# Forks before each call of the file system that the scenario makes; the child is killed right there.
KILLED_EVERYWHERE = """
import os, shutil, signal, sys
from pathlib import Path
from mining.replacing import replace_files, replacing
from tests.test_replacing import NEW

before, into, scenario = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
WATCHED = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.scandir"}

def write(folder):
    if scenario == "files":
        replace_files(folder / "out", NEW)
    elif scenario == "file":
        with replacing(folder / "out" / "a.csv") as partial:
            partial.write_text("new a")
    else:
        with replacing(folder / "out" / "folder") as partial:
            partial.mkdir()
            for name in ("1", "2"):
                (partial / name).write_text(name)

def killed_at(number, folder):
    left = number
    def hook(event, _arguments):
        nonlocal left
        if event in WATCHED:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    write(folder)
    os._exit(0)

number = 0
while True:
    folder = into / f"{number:03}"
    shutil.copytree(before, folder)
    child = os.fork()
    if not child:
        killed_at(number, folder)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
    number += 1
print(number)
"""


def texts(folder: Path) -> dict[str, str]:
    """What stands in a folder, as anybody sees it who does not look for hidden files."""
    return {
        path.name: path.read_text() for path in folder.iterdir() if path.is_file() and path.name[0] != "."
    }


def killed_everywhere(before: Path, into: Path, scenario: str) -> list[Path]:
    """What is left in the folder "out" after each kill, the last being that of a program that was not killed."""
    into.mkdir()
    command = [sys.executable, "-c", KILLED_EVERYWHERE, str(before), str(into), scenario]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(told.stdout) > 5
    return [folder / "out" for folder in sorted(into.iterdir())]


@pytest.fixture
def before(tmp_path) -> Path:
    """A folder with a former analysis and files of the user's own."""
    out = tmp_path / "before" / "out"
    out.mkdir(parents=True)
    for name, text in {**FORMER, **OWN}.items():
        (out / name).write_text(text)
    return out.parent


def test_files_killed_anywhere_are_all_former_or_all_new(before, tmp_path):
    new = {name: text for name, text in NEW.items() if text}
    seen = set()
    for out in killed_everywhere(before, tmp_path / "kills", "files"):
        complete = out / COMPLETE
        found = texts(complete) if complete.exists() else texts(out)
        ours = {name: text for name, text in found.items() if name not in OWN}
        assert ours in (FORMER, new)
        assert {name: texts(out)[name] for name in OWN} == OWN
        seen.add((ours == new, complete.exists()))
        replace_files(out, {**NEW, "a.csv": "newer"})
        assert texts(out) == {**new, "a.csv": "newer", **OWN}
        assert not complete.exists()
    assert seen == {(False, False), (True, True), (True, False)}


def test_a_file_killed_anywhere_is_the_former_or_the_new_one(before, tmp_path):
    kills = killed_everywhere(before, tmp_path / "kills", "file")
    found = [texts(out) for out in kills]
    assert all(one in ({**FORMER, **OWN}, {**FORMER, **OWN, "a.csv": "new a"}) for one in found)
    assert found[0] != found[-1]


def test_a_folder_killed_anywhere_is_not_there_or_complete(before, tmp_path):
    kills = killed_everywhere(before, tmp_path / "kills", "folder")
    there = [out / "folder" for out in kills if (out / "folder").exists()]
    assert 0 < len(there) < len(kills)
    assert all(texts(folder) == {"1": "1", "2": "2"} for folder in there)


def test_what_fails_leaves_nothing_behind(before):
    out = before / "out"
    with pytest.raises(ValueError, match="never mind"), replacing(out / "a.csv") as partial:
        partial.write_text("half")
        raise ValueError("never mind")
    with pytest.raises(ValueError, match="never mind"), replacing(out / "folder") as partial:
        (partial / "deep").mkdir(parents=True)
        raise ValueError("never mind")
    assert {path.name for path in out.iterdir()} == {*FORMER, *OWN}
    assert texts(out) == {**FORMER, **OWN}


def test_a_new_file_may_be_private_and_a_former_one_keeps_its_mode(tmp_path):
    path = tmp_path / "it's [one].txt"
    for mode in (PRIVATE, None):
        with replacing(path, mode) as partial:
            partial.write_text("x")
        assert path.stat().st_mode & 0o777 == PRIVATE
    path.chmod(0o644)
    with replacing(path, PRIVATE) as partial:
        partial.write_text("x")
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_a_killed_program_left_is_swept_after_a_day_and_not_while_another_is_at_work(tmp_path):
    path = tmp_path / "out"
    fresh, stale, busy = (path.with_name(f".out.{name}.partial") for name in ("fresh", "stale", "busy"))
    for folder in (fresh, stale, busy):
        folder.mkdir()
        (folder / "part").write_text("half")
    long_ago = (time.time() - 90_000,) * 2
    for old in (stale / "part", stale, busy):
        os.utime(old, long_ago)
    other = tmp_path / ".other.x.partial"
    other.write_text("not ours")
    with replacing(path) as partial:
        partial.mkdir()
    assert set(remnants(path)) == {fresh, busy}
    assert other.exists()


def test_files_are_replaced_where_a_file_has_one_name_only(before, monkeypatch):
    def refuse(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    replace_files(before / "out", NEW)
    assert texts(before / "out") == {"a.csv": "new a", "b.csv": "new b", "more.csv": "new", **OWN}


def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError, match="Not a directory"):
        replace_files(tmp_path / "out", NEW)
    assert texts(tmp_path) == {"out": "a file"}
    assert len(list(tmp_path.iterdir())) == 1
