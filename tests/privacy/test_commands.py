from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from mining.eventlog import EventLog

APP = build(SOURCES)
REFERENCES = [f"PERSON-{n:04d}" for n in range(8)]


@pytest.fixture
def source(tmp_path) -> Path:
    rows = [
        f"{ref},{step},2025-05-{day:02d}T09:00:00Z,Ann Example"
        for ref in REFERENCES
        for day, step in ((1, "A"), (2, "B"))
    ]
    file = tmp_path / "log.csv"
    file.write_text("\n".join(["Case ID,Activity,Timestamp,Officer", *rows]), encoding="utf-8")
    return file


def run(*arguments: object, answer: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments], input=answer)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_a_store_from_ingest_to_its_end(source, tmp_path, keys):
    store = tmp_path / "kept" / "log.throughline"
    store.parent.mkdir()
    code, said = run("ingest", source, "--store", store, "--keep-months", 3)
    assert code == 0, said
    log = EventLog.open(store)
    key = keys / f"{log.privacy.key_id}.key"
    until = f"{log.privacy.keep_until:%d %B %Y}"
    log.close()
    assert key.exists()
    code, told = run("about", store)
    assert code == 0
    assert until in " ".join(told.split())
    code, wrote = run("dpia", store, "--out", tmp_path / "dpia.html")
    assert code == 0
    page = (tmp_path / "dpia.html").read_text(encoding="utf-8")
    assert until in page
    assert not [ref for ref in (*REFERENCES, "Ann Example") if ref in said + told + wrote + page]
    assert run("delete", store, answer="n\n")[0] == 1
    assert store.exists()
    code, gone = run("delete", store, "--yes")
    assert code == 0
    assert "The key of its pseudonyms is destroyed." in gone
    assert list(store.parent.iterdir()) == []
    assert not key.exists()


def test_identities_are_kept_only_for_a_reason(source, tmp_path):
    store = tmp_path / "log.throughline"
    code, _ = run("ingest", source, "--store", store, "--keep-identities", "We write to them")
    assert code == 0
    assert "Reason given: “We write to them”" in " ".join(run("about", store)[1].split())
    assert run("analyse", store, "--out", tmp_path / "out")[0] == 0
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Reason given: “We write to them”." in " ".join(report.split())
    assert run("ingest", source, "--store", store, "--keep-identities")[0] == 2


def test_a_folder_or_file_that_is_no_store_is_refused(source):
    code, said = run("delete", source, "--yes")
    assert code == 2
    assert "log.csv is no store" in said
    assert source.exists()
