from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from mining.scratch import own_scratch

KILLED = """
import os, signal, tempfile
from mining.scratch import own_scratch
with own_scratch():
    with open(tempfile.mkdtemp() + "/upload.csv", "w") as file:
        file.write("QQ123456C")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_temporary_files_go_with_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with own_scratch() as folder:
        made = Path(tempfile.mkdtemp())
        (made / "upload.csv").write_text("x")
        assert folder in made.parents
        assert folder.stat().st_mode & 0o077 == 0
    assert tempfile.gettempdir() == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_swept_by_the_next_and_nothing_else(tmp_path, monkeypatch):
    killed = subprocess.run([sys.executable, "-c", KILLED], env={"TMPDIR": str(tmp_path), "PYTHONPATH": "."})
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.rglob("upload.csv"))
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with own_scratch() as alive:
        assert not list(tmp_path.rglob("upload.csv"))
        tempfile.tempdir = str(tmp_path)
        with own_scratch():
            assert alive.is_dir(), "a living program keeps its folder"
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
