from __future__ import annotations

from math import nan

import pytest

from mining.ranking.classifier import FeatureSchema
from mining.ranking.training_table import TrainingRow, TrainingTable

SCHEMA = FeatureSchema(("one", "two"), 1)
ROWS = (
    TrainingRow("Org, A", "p", "a.csv", 'Check "form"', 30, 25, 20, 1, (0.5, nan), (1.0, 0.5)),
    TrainingRow("Org B", "q", "b.csv", "Écrire", 40, 40, 0, 0, (1 / 3, 2.0), (0.0, 1 / 3)),
)


def test_a_table_comes_back_as_written(tmp_path):
    TrainingTable(ROWS, SCHEMA).write(tmp_path / "t.csv")
    back = TrainingTable.read(tmp_path / "t.csv", SCHEMA)
    for found, row in zip(back.rows, ROWS, strict=True):
        assert (found.organisation, found.activity, found.n_known, found.label) == (
            row.organisation, row.activity, row.n_known, row.label,
        )  # fmt: skip
        assert found.raw == pytest.approx(row.raw, abs=1e-9, nan_ok=True)
        assert found.ranks == pytest.approx(row.ranks, abs=1e-9)


def test_columns_by_part():
    table = TrainingTable(ROWS, SCHEMA)
    assert table.ranks.shape == (2, 2)
    assert table.labels.tolist() == [1, 0]
    assert table.organisations.tolist() == ["Org, A", "Org B"]
    assert table.files.tolist() == ["a.csv", "b.csv"]


def test_a_table_for_other_criteria_is_refused(tmp_path):
    TrainingTable(ROWS, SCHEMA).write(tmp_path / "t.csv")
    with pytest.raises(ValueError, match="made for other criteria"):
        TrainingTable.read(tmp_path / "t.csv")
