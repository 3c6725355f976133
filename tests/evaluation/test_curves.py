"""Calibration and selective risk: by hand, and the committed document made anew."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from mining.evaluation.curves import _bin, _risk, curves
from mining.ranking.model_file import MODEL_FOLDER
from mining.ranking.training_table import TRAINING_TABLE, TrainingTable

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def table() -> TrainingTable:
    return TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)


def test_a_bin_tells_what_was_predicted_and_what_was_so():
    one = _bin(np.array([0.1, 0.3, 0.2, 0.2]), np.array([0, 1, 0, 0]))
    assert (one.n, one.observed, one.predicted) == (4, 0.25, pytest.approx(0.2))
    assert one.low < 0.25 < one.high
    # 0 of 4: the upper end is 1 - 0.05^(1/4).
    assert _bin(np.zeros(4), np.zeros(4, int)).high == pytest.approx(1 - 0.05**0.25)


def test_a_perfect_order_has_no_risk_until_the_positives_are_spent(table):
    perfect = _risk(table, table.labels.astype(float))
    assert perfect[0] == perfect[1] == 0
    worst = _risk(table, -table.labels.astype(float))
    assert worst[0] == 1
    assert all(left <= right for left, right in pairwise(perfect))


def test_bins_hold_every_step_once_in_order(table):
    found = curves(table)
    assert sum(one.n for one in found.bins) == len(table.rows)
    assert sum(one.n * one.observed for one in found.bins) == pytest.approx(table.labels.sum())
    assert [one.predicted for one in found.bins] == sorted(one.predicted for one in found.bins)


def test_the_committed_document_is_what_the_command_writes(tmp_path):
    result = CliRunner().invoke(build(SOURCES), ["evaluate", "--out", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "evaluation.md").read_text("utf8") == (DOCS / "evaluation.md").read_text("utf8")
    for name in ("calibration.svg", "selective_risk.svg"):
        assert (tmp_path / "pictures" / name).read_text("utf8").startswith("<?xml")
        assert (DOCS / "pictures" / name).is_file()
