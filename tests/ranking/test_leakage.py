"""No feature may tell who performed a step: who did it makes the label."""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from mining.ranking import criteria, shares, statistics
from mining.ranking.criteria import CRITERIA
from mining.ranking.metrics import average_precision
from mining.ranking.model_file import MODEL_FOLDER
from mining.ranking.statistics import Statistics
from mining.ranking.training_table import TRAINING_TABLE, TrainingTable

FORBIDDEN = ("resource", "performer", "system", "channel", "user", "role", "automated", "account", "person")
"""Words of columns and tables that tell of the performer, or of how a step was carried out."""
BAND = 0.95
"""What ranks the steps of every organisation this well by one feature alone is no evidence but the label again."""


def names_in(source: str) -> set[str]:
    """Names, attributes, imports and plain words of text in code; docstrings left out, for they may explain."""
    tree = ast.parse(source)
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name))
            ):
                found.add(name)
            case ast.alias(name=name):
                found.update(name.split("."))
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                found.add(name)
            case ast.Call(args=arguments):
                found.update(
                    a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)
                )
    return {name.casefold() for name in found}


def leaking(source: str) -> set[str]:
    return {name for name in names_in(source) if any(part.startswith(FORBIDDEN) for part in name.split("_"))}


CODE = [
    *sorted(Path(criteria.__file__).parent.glob("*.py")),
    Path(shares.__file__),
    Path(statistics.__file__),
]


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.stem)
def test_no_criterion_and_nothing_it_computes_from_names_a_column_of_performers(path):
    assert not leaking(path.read_text("utf8"))


def test_the_statistics_that_criteria_are_given_hold_nothing_of_performers():
    assert not {field.name for field in fields(Statistics) if set(field.name.split("_")) & set(FORBIDDEN)}


def test_such_a_criterion_would_be_noticed():
    assert leaking("def assess(s):\n    return s.log.events.resource_no.nunique()") == {"resource_no"}
    assert leaking("from mining.ranking.performers import Performers") == {"performers"}
    assert leaking("x = table['performer']") == {"performer"}
    assert not leaking(inspect.getsource(names_in))


def separation(table: TrainingTable, values: np.ndarray) -> dict[str, float]:
    """Average precision of one feature in each organisation, in the direction that the others would choose."""
    found = {}
    for out in sorted(set(table.organisations.tolist())):
        here = table.organisations == out
        if not table.labels[here].any():
            continue
        others, labels = values[~here], table.labels[~here]
        sign = 1 if others[labels == 1].mean() >= others[labels == 0].mean() else -1
        found[out] = average_precision(table.labels[here], sign * values[here])
    return found


def is_suspicious(found: dict[str, float]) -> bool:
    return min(found.values()) >= BAND


@pytest.fixture(scope="module")
def table() -> TrainingTable:
    return TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)


@pytest.mark.parametrize("number", range(len(CRITERIA)), ids=[criterion.key for criterion in CRITERIA])
def test_no_feature_alone_gives_the_label_of_an_organisation_left_out(table, number):
    assert not is_suspicious(separation(table, table.ranks[:, number]))
    raw = np.nan_to_num(np.array([row.raw[number] for row in table.rows]))
    assert not is_suspicious(separation(table, raw))


def test_a_feature_that_is_the_label_in_disguise_would_be_noticed(table):
    share = np.array([row.n_system / row.n_known for row in table.rows])
    assert is_suspicious(separation(table, share))
    noisy = share + np.random.default_rng(0).normal(0, 0.02, len(share))
    assert is_suspicious(separation(table, noisy))
    assert not is_suspicious(separation(table, np.random.default_rng(1).random(len(share))))
