"""Logs that somebody labels themselves: what is refused and where, and what the figures are made from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from mining.errors import NotReadable
from mining.evaluation.given_labels import GivenLabels, given_rows, read_labels
from mining.evaluation.unseen import EQUAL, SHIPPED, shipped_on
from mining.ranking.classifier import FeatureSchema
from mining.ranking.metrics import average_precision
from mining.ranking.model_file import MODEL_FOLDER, load_model
from mining.ranking.training_table import TRAINING_TABLE, TrainingTable
from tests.ranking.conftest import council_rows

HEAD = "log,activity,label,organisation\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, seed in (("north.csv", 7), ("south.csv", 8)):
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows(
                [("Case ID", "Activity", "Timestamp", "Resource"), *council_rows(seed=seed)]
            )
    return tmp_path


def labels(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_are_read_by_log(folder):
    text = (
        HEAD + "north.csv,Update ledger,yes,North\nnorth.csv,Create case,0,North\nsouth.csv,Close case,No,\n"
    )
    north, south = read_labels(labels(folder, text), folder)
    assert (north.organisation, north.labels) == ("North", {"Update ledger": 1, "Create case": 0})
    assert (south.organisation, south.labels, south.lines) == (
        "south.csv",
        {"Close case": 0},
        {"Close case": 4},
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("log,activity\nnorth.csv,A\n", "labels.csv, row 1: there is no column label"),
        (HEAD, "no row below its header"),
        (HEAD + "west.csv,A,1,\n", "row 2, column log: there is no file “west.csv”"),
        (HEAD + "../labels.csv,A,1,\n", "row 2, column log"),
        (HEAD + "north.csv,A,1,\nnorth.csv,,1,\n", "row 3, column activity: it is empty"),
        (HEAD + "north.csv,A,maybe,\n", "row 2, column label: “maybe” is neither yes nor no"),
        (HEAD + "north.csv,A,1,N\nnorth.csv,B,1,S\n", "row 3, column organisation"),
        (
            HEAD + "north.csv,A,1,\nnorth.csv,A,0,\n",
            "row 3, column label: “A” is labelled otherwise in row 2",
        ),
        (HEAD + "north.csv,A, then B,1,N\n", "row 2: it has more cells"),
    ],
)
def test_what_is_wrong_is_named_by_file_row_and_column(folder, text, said):
    with pytest.raises(NotReadable, match="labels") as refused:
        read_labels(labels(folder, text), folder)
    assert said in str(refused.value)


def test_a_file_that_is_no_text_is_refused(folder):
    path = folder / "labels.csv"
    path.write_bytes(b"log,activity,label\nn\xff\xfe,A,1\n")
    with pytest.raises(NotReadable, match="CSV UTF-8"):
        read_labels(path, folder)
    with pytest.raises(NotReadable, match="cannot be read"):
        read_labels(folder / "none.csv", folder)


def test_rows_have_the_features_of_the_log_and_the_label_given(council_log):
    given = GivenLabels(
        "labels.csv",
        "north.csv",
        "North",
        {"Close case": 1, "Rare form": 1},
        {"Close case": 2, "Rare form": 3},
    )
    (row,) = given_rows(council_log, given)
    assert (row.activity, row.label, row.n_executions) == ("Close case", 1, 60)
    assert row.raw[FeatureSchema().keys.index("coverage")] == 1.0


def test_a_step_that_the_log_does_not_have_is_named(council_log):
    given = GivenLabels("labels.csv", "north.csv", "North", {"Close file": 1}, {"Close file": 9})
    with pytest.raises(
        NotReadable, match=r"labels\.csv, row 9, column activity: north\.csv has no step “Close file”"
    ):
        given_rows(council_log, given)


def test_the_shipped_model_is_tried_without_fitting_it():
    table = TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)
    bank = TrainingTable(tuple(row for row in table.rows if row.file == "bpic2012.xes.gz"), table.schema)
    figures, difference, n_lists = shipped_on(bank, load_model(), n_resamples=20)
    assert n_lists == 1
    assert figures[SHIPPED].value == pytest.approx(
        average_precision(bank.labels, load_model().log_odds(bank.ranks))
    )
    assert figures[EQUAL].value == pytest.approx(average_precision(bank.labels, bank.ranks.mean(axis=1)))
    assert difference.value == pytest.approx(figures[SHIPPED].value - figures[EQUAL].value)


def test_the_command_tries_logs_of_ones_own(folder):
    steps = ("Update ledger", "Create case", "Close case", "Assess eligibility")
    lines = [
        f"{log}.csv,{step},{'yes' if step == 'Update ledger' else 'no'},{log}"
        for log in ("north", "south")
        for step in steps
    ]
    path = labels(folder, HEAD + "\n".join([*lines, "north.csv,Rare form,no,north"]))
    result = CliRunner().invoke(build(SOURCES), ["evaluate", str(folder), "--labels", str(path)])
    assert result.exit_code == 0, result.stderr
    said = " ".join(result.stdout.split())
    assert "classifier as shipped" in said
    assert "8 labelled steps, 2 of them automated, in 2 logs with at least one; 1 left out" in said
    assert "5 organisations: Dutch bank" in said


def test_labels_without_a_yes_say_so(folder):
    path = labels(folder, HEAD + "north.csv,Create case,no,N\n")
    result = CliRunner().invoke(build(SOURCES), ["evaluate", str(folder), "--labels", str(path)])
    assert result.exit_code == 2
    assert "no step that is done 20 times is labelled yes" in " ".join(result.stderr.split())
