from __future__ import annotations

import csv
import json

import pytest

from mining.eventlog import EventLog
from tests.event_logs import raw_table
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows
from tests.test_cli import run


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "log.throughline"
    EventLog.from_table(raw_table(council_rows(), COLUMNS), MAPPING, store=path).close()
    return path


def test_a_store_is_reviewed_from_the_command_line(store, tmp_path):
    code, out, err = run("review", "queue", store, "--reviewer", "R")
    assert code == 0, err
    step = out.splitlines()[0]
    said = ("--reviewer", "R", "--because", "often")
    code, out, err = run("review", "record", store, step, "assist", *said)
    assert code == 0, err
    record = out.split()[-1]
    assert step not in run("review", "queue", store, "--reviewer", "R")[1].splitlines()
    assert run("review", "undo", store, record, "--reviewer", "S")[0] == 2
    assert run("review", "undo", store, record, "--reviewer", "R")[0] == 0
    assert run("review", "export", store, tmp_path / "r.csv")[0] == 0
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["activity"], row["holds"], row["verdict"]) == (step, "taken back", "assist")
    assert run("review", "export", store, tmp_path / "r.json")[0] == 0
    assert len(json.loads((tmp_path / "r.json").read_text("utf8"))["records"]) == 2
    assert "0 records imported" in run("review", "import", store, tmp_path / "r.json")[1]
    assert "judged 0 of the same steps" in run("review", "agreement", store)[1]
    code, out, err = run("review", "refit", store)
    assert code == 0 and "It stays a challenger" in out, err


def test_what_cannot_be_done_is_said_in_one_sentence(store, tmp_path):
    said = ("--reviewer", "R", "--because", "often")
    for arguments, refusal in (
        (("record", store, "No such step", "assist", *said), "There is no step"),
        (("export", store, tmp_path / "r.xlsx"), "written as .csv or .json"),
        (("import", store, tmp_path / "none.json"), "There is no file"),
    ):
        code, _out, err = run("review", *arguments)
        assert code == 2 and refusal in err
