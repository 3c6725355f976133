from __future__ import annotations

import pytest

from connectors import open_source
from mining.errors import NotReadable
from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.ranking.labels import LABELLED_LOGS, LabelledLog, labelled_rows, labelled_table
from mining.ranking.model_file import MODEL_FOLDER
from mining.ranking.performers import Performers
from mining.ranking.training_table import TRAINING_TABLE, TrainingTable
from tests.event_logs import CLEAR, THREE_CASES, log_of
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows

OURS = LabelledLog("council.csv", "A council", "applications", r"svc_\w+", frozenset({"Officer 3"}))


def test_the_system_makes_the_label_and_the_unknown_are_missing(council_log):
    rows = {row.activity: row for row in labelled_rows(council_log, OURS)}
    assert {name for name, row in rows.items() if row.label} == {"Update ledger"}
    by_third = sum(1 for _, step, _, who in council_rows() if step == "Create case" and who == "Officer 3")
    assert rows["Create case"].n_executions == 60
    assert rows["Create case"].n_known == 60 - by_third
    assert "Rare form" not in rows


def test_a_step_whose_performers_are_unknown_is_no_row(council_log):
    source = LabelledLog("council.csv", "A council", "x", r"svc_\w+", frozenset({"Officer 2"}))
    assert "Assess eligibility" not in {row.activity for row in labelled_rows(council_log, source)}


def test_excluded_steps_are_no_rows(council_log):
    source = LabelledLog("council.csv", "A council", "x", r"svc_\w+", exclusions=frozenset({"Close case"}))
    assert "Close case" not in {row.activity for row in labelled_rows(council_log, source)}


def test_a_log_that_labels_nothing_is_refused(council_log):
    with pytest.raises(NotReadable, match="Only 0 steps"):
        labelled_rows(log_of(THREE_CASES), OURS)
    unnamed = log_of(
        [row[:3] for row in council_rows()],
        COLUMNS[:3],
        Mapping(case="case", activity="activity", timestamp="time"),
    )
    with pytest.raises(NotReadable, match="does not say who"):
        labelled_rows(unnamed, OURS)


def test_missing_logs_are_left_out_and_the_rest_described(tmp_path):
    (tmp_path / "council.csv").write_text("not read by this reader")
    told: list[str] = []
    sources = (OURS, LabelledLog("missing.csv", "Another", "x", "SYSTEM"))
    table, logs = labelled_table(
        tmp_path, lambda path: log_of(council_rows(), COLUMNS, MAPPING), told.append, sources
    )
    assert [log.file for log in logs] == ["council.csv"]
    assert (logs[0].n_rows, logs[0].n_positives) == (len(table.rows), 1)
    assert len(logs[0].sha256) == 64
    assert told == ["Reading council.csv"]


def test_a_folder_without_labelled_logs_is_refused(tmp_path):
    with pytest.raises(NotReadable, match="none of the labelled logs: bpic2012"):
        labelled_table(tmp_path, lambda path: log_of(THREE_CASES))


@pytest.mark.public_logs
def test_the_committed_rows_are_what_the_log_gives(public_logs):
    source = next(source for source in LABELLED_LOGS if "domestic" in source.file)
    raw = open_source(public_logs / source.file)
    assert raw.mapping is not None
    log = EventLog.from_table(raw, raw.mapping, CLEAR)
    assert sum(share.is_automated for share in source.shares(Performers.of(log))) == 2
    committed = [
        row for row in TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE).rows if row.file == source.file
    ]
    for found, kept in zip(labelled_rows(log, source), committed, strict=True):
        assert (found.activity, found.n_executions, found.n_known, found.label) == (
            kept.activity, kept.n_executions, kept.n_known, kept.label,
        )  # fmt: skip
        assert found.raw == pytest.approx(kept.raw, rel=1e-7, abs=1e-8, nan_ok=True)
        assert found.ranks == pytest.approx(kept.ranks, abs=1e-8)
