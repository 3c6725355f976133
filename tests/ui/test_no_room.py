"""A full disk in the app: the person is told in a sentence, and goes on when there is room again."""

from __future__ import annotations

import errno
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

import ui.work
from mining.errors import NoRoom
from tests.ui.logs import study_of
from ui import intake
from ui.session import current, forget

ROOT = Path(__file__).parents[2]


@pytest.fixture
def full(monkeypatch):
    """The disk is full for as long as `full.now` is true."""
    disk = SimpleNamespace(now=True)
    write = Path.write_bytes

    def write_or_not(path: Path, content: bytes) -> int:
        if disk.now:
            write(path, content[:5])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_or_not)
    return disk


def test_an_upload_without_room_is_told_and_can_be_tried_again(full, monkeypatch):
    forget()
    told = []
    monkeypatch.setattr(intake, "show_refusal", told.append)
    session = current()
    upload = SimpleNamespace(
        file_id="7", name="log.csv", getbuffer=lambda: memoryview(b"case,activity,time\n")
    )
    intake.take_upload(session, upload)
    (sentence,) = told
    assert sentence.startswith("There is no room left in the temporary folder ")
    assert session.source is None
    assert list(session.folder.iterdir()) == []
    full.now = False
    intake.take_upload(session, upload)
    assert session.source == session.folder / "log.csv"
    assert [path.name for path in session.folder.iterdir()] == ["log.csv"]


def test_a_page_that_finds_no_room_says_so(monkeypatch, tmp_path):
    def full(*_told: object) -> None:
        raise NoRoom("There is no room left in the temporary folder /tmp.")

    study_of(tmp_path / "log.throughline").whole.log.close()
    monkeypatch.setenv("THROUGHLINE_STORE", str(tmp_path / "log.throughline"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    monkeypatch.setattr(ui.work, "directly_follows", full)
    seen = app.switch_page("ui/pages/process_map.py").run()
    assert not seen.exception
    assert "no room left" in seen.error[0].value
