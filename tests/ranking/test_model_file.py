from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.pipeline import Pipeline
from sklearn.tree import DecisionTreeClassifier

from mining.errors import ModelRefused
from mining.ranking.classifier import FeatureSchema, MeanAndCentred, SuitabilityModel, fit
from mining.ranking.model_file import MAX_BYTES, MODEL_FOLDER, load_model, save_model
from mining.ranking.training_table import TRAINING_TABLE, TrainingLog, TrainingTable

LOGS = (TrainingLog("a.csv", "Org", "process", "00", 10, 2),)
RANKS = np.random.default_rng(0).random((40, len(FeatureSchema().keys)))
LABELS = (RANKS.mean(axis=1) > 0.5).astype(int)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return save_model(fit(RANKS, LABELS), LOGS, tmp_path)


def described_as_ours(path: Path, content: bytes) -> Path:
    """A file with other content, whose description has the right digest and features."""
    path.write_bytes(content)
    description = json.loads(path.with_suffix(".json").read_text("utf-8"))
    description["model_sha256"] = hashlib.sha256(content).hexdigest()
    path.with_suffix(".json").write_text(json.dumps(description), "utf-8")
    return path


def archive_of(schema: object) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schema.json", schema if isinstance(schema, str) else json.dumps(schema))
    return out.getvalue()


def test_a_model_comes_back_as_it_was(saved):
    model, back = fit(RANKS, LABELS), load_model(saved)
    assert (back.weights, back.intercept) == (model.weights, model.intercept)
    assert back.log_odds(RANKS).tolist() == model.log_odds(RANKS).tolist()


def test_the_same_model_gives_the_same_bytes(saved, tmp_path):
    again = save_model(fit(RANKS, LABELS), LOGS, tmp_path / "again")
    assert saved.read_bytes() == again.read_bytes()
    assert saved.with_suffix(".json").read_bytes() == again.with_suffix(".json").read_bytes()


def test_the_committed_model_is_the_one_its_training_table_gives():
    table = TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)
    committed = load_model()
    assert isinstance(committed, SuitabilityModel)
    assert not committed.uses_equal_weights
    assert committed.weights == pytest.approx(fit(table.ranks, table.labels).weights, abs=1e-6)


def test_the_hostile_file_is_refused_for_its_type(hostile_corpus):
    with pytest.raises(ModelRefused, match=r"not trusted.*type subprocess\.Popen"):
        load_model(hostile_corpus / "files" / "archive" / "model-skops-untrusted.skops")


def test_types_that_skops_trusts_but_no_model_of_ours_needs_are_refused(saved):
    tree = DecisionTreeClassifier().fit(RANKS, LABELS)
    content = skops.io.dumps(Pipeline([("spread", MeanAndCentred()), ("logistic", tree)]))
    with pytest.raises(ModelRefused, match="not trusted as a model: it names the type"):
        load_model(described_as_ours(saved, content))


def test_a_way_of_building_that_calls_functions_is_refused(saved):
    schema = {"__class__": "str", "__module__": "builtins", "__loader__": "ReduceNode", "content": "x"}
    with pytest.raises(ModelRefused, match="ReduceNode"):
        load_model(described_as_ours(saved, archive_of(schema)))


@pytest.mark.parametrize(
    "schema",
    [
        {"__class__": "str", "__module__": "builtins"},
        {"__class__": "list", "__module__": "builtins", "__loader__": "ListNode"},
        {
            "__class__": "ndarray",
            "__module__": "numpy",
            "__loader__": "NdArrayNode",
            "type": "numpy",
            "file": "1.npy",
        },
    ],
    ids=["no loader", "no content", "no such member"],
)
def test_parts_that_do_not_fit_together_are_refused(saved, schema):
    with pytest.raises(ModelRefused, match="damaged"):
        load_model(
            described_as_ours(
                saved, archive_of(schema | {"__id__": 1, "protocol": 2, "_skops_version": "0.16"})
            )
        )


def test_other_bytes_than_described_are_refused(saved):
    save_model(fit(RANKS, 1 - LABELS), LOGS, saved.parent / "other")
    saved.write_bytes((saved.parent / "other" / saved.name).read_bytes())
    with pytest.raises(ModelRefused, match="digests differ"):
        load_model(saved)


@pytest.mark.parametrize(("field", "value"), [("criteria", ["frequency"]), ("definitions_version", 0)])
def test_a_model_for_other_features_is_refused(saved, field, value):
    beside = saved.with_suffix(".json")
    beside.write_text(json.dumps(json.loads(beside.read_text("utf-8")) | {field: value}), "utf-8")
    with pytest.raises(ModelRefused, match="other criteria"):
        load_model(saved)


def test_allowed_types_in_another_shape_are_refused(saved):
    with pytest.raises(ModelRefused, match="no suitability classifier"):
        load_model(described_as_ours(saved, skops.io.dumps(["spread", "logistic"])))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "0 bytes"),
        (b"x" * (MAX_BYTES + 1), "at most"),
        (b"not a zip archive", "format"),
        (archive_of(" " * (2 * MAX_BYTES)), "unpacks to more"),
        (archive_of("{"), "format"),
        (archive_of("[" * 100_000), "format"),
    ],
    ids=["empty", "too large", "no archive", "swells", "no JSON", "too deep"],
)
def test_damaged_or_swollen_files_are_refused(saved, content, reason):
    saved.write_bytes(content)
    with pytest.raises(ModelRefused, match=reason):
        load_model(saved)


def test_a_model_without_its_description_is_refused(saved):
    saved.with_suffix(".json").unlink()
    with pytest.raises(ModelRefused, match=r"suitability\.json cannot be read"):
        load_model(saved)


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(ModelRefused, match="'train'"):
        load_model(tmp_path / "suitability.skops")
