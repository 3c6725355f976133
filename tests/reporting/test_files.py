from __future__ import annotations

from dataclasses import replace

import pytest

from mining.analysis import Settings
from mining.errors import NotReadable
from mining.report import report_on
from mining.reporting.files import write_analysis
from mining.results import Unanswered
from tests.event_logs import THREE_CASES, log_of


@pytest.fixture(scope="module")
def log():
    return log_of(THREE_CASES)


@pytest.fixture(scope="module")
def report(log):
    return report_on(log, Settings(hide_below=1, told_because="made up"))


def test_a_former_analysis_goes_as_a_whole_and_the_users_own_files_stay(log, report, tmp_path):
    out = tmp_path / "deep" / "out"
    former = write_analysis(log, report, out)
    assert {path.name for path in out.iterdir()} == {path.name for path in former} >= {"process.bpmn"}
    (out / "notes.txt").write_text("mine")
    (out / "minutes").mkdir()
    written = write_analysis(log, replace(report, model=Unanswered("There is no model.")), out)
    assert set(former) - set(written) == {out / "process.bpmn"}
    assert {path.name for path in out.iterdir()} == {path.name for path in written} | {"notes.txt", "minutes"}
    assert "There is no model." in (out / "report.html").read_text("utf8")


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(log, report, tmp_path):
    (tmp_path / "file").write_text("in the way")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(NotReadable, match=r"Cannot write to .* Choose another folder"):
            write_analysis(log, report, out)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
