from __future__ import annotations

import json

import pytest

from mining.errors import ThroughlineError
from mining.ranking.labels import LabelledLog
from mining.ranking.model_file import load_model
from mining.ranking.training import Destination, train
from mining.ranking.training_table import TrainingTable
from tests.event_logs import log_of
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows

SOURCES = (
    LabelledLog("a.csv", "Council A", "applications", r"svc_\w+"),
    LabelledLog("b.csv", "Council B", "applications", r"svc_\w+"),
    LabelledLog("c.csv", "Council C", "applications", r"svc_\w+"),
)


def read(path):
    return log_of(council_rows(seed=ord(path.stem)), COLUMNS, MAPPING)


def test_training_writes_a_model_that_loads_its_table_and_its_card(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(name)
    destination = Destination(tmp_path / "model", tmp_path / "card.md")
    made = train(tmp_path, read, destination=destination, sources=SOURCES)
    assert made.missing == ("c.csv",)
    assert all(path.is_file() for path in made.written)
    assert load_model(tmp_path / "model" / "suitability.skops").weights == made.model.weights
    described = json.loads((tmp_path / "model" / "suitability.json").read_text("utf-8"))
    table = TrainingTable.read(tmp_path / "model" / "training_table.csv")
    assert (described["n_rows"], described["n_positives"], described["n_organisations"]) == (
        len(table.rows),
        2,
        2,
    )
    assert "Council B" in (tmp_path / "card.md").read_text("utf-8")


def test_no_card_is_written_where_there_are_no_docs(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(name)
    made = train(
        tmp_path, read, destination=Destination(tmp_path / "m", tmp_path / "x" / "card.md"), sources=SOURCES
    )
    assert [path.name for path in made.written] == [
        "suitability.skops",
        "suitability.json",
        "training_table.csv",
    ]


def test_one_organisation_says_nothing_of_another(tmp_path):
    (tmp_path / "a.csv").write_text("a")
    with pytest.raises(ThroughlineError, match="two organisations"):
        train(
            tmp_path, read, destination=Destination(tmp_path / "m", tmp_path / "card.md"), sources=SOURCES[:1]
        )
