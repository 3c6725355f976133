"""What every criterion must hold to, whoever writes it."""

from __future__ import annotations

import inspect
from datetime import datetime, timedelta
from importlib import import_module
from math import isnan
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from mining.ranking import counts, shares, statistics
from mining.ranking.criteria import CRITERIA, Criterion, criteria_in
from mining.ranking.statistics import ActivityStatistics
from tests.event_logs import at, event_rows, log_of

Rows = list[tuple[str, str, str]]
EVERY = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.key)


def a_log(n_cases: int = 25, seed: int = 5) -> Rows:
    random = Random(seed)
    rows = []
    for number in range(n_cases):
        hour = random.randint(0, 5000)
        for activity in ["Z start", *random.choices("ABCDEF", k=random.randint(1, 7))]:
            rows.append((f"c{number}", activity, at(hour)))
            hour += random.choice((1, 2, 7, 50, 400))
    return rows


def values(rows: Rows) -> dict[str, dict[str, float]]:
    """Raw value by criterion and name of the activity."""
    log = log_of(rows)
    total = ActivityStatistics.of(log).total()
    return {
        criterion.key: dict(zip(log.activity_names, criterion.assess(total).tolist(), strict=True))
        for criterion in CRITERIA
    }


def assert_same(found: dict[str, dict[str, float]], expected: dict[str, dict[str, float]]) -> None:
    for key, by_activity in expected.items():
        assert found[key].keys() == by_activity.keys()
        for name, value in by_activity.items():
            assert found[key][name] == pytest.approx(value, abs=2e-6, nan_ok=True), (key, name)


def test_the_eight_criteria_stand_in_their_declared_order():
    assert [criterion.key for criterion in CRITERIA] == [
        "frequency", "coverage", "prior_follow", "next_entropy", "previous_entropy", "gap_stability", "rework",
        "position_stability",
    ]  # fmt: skip


@EVERY
def test_a_criterion_says_what_it_is(criterion):
    assert criterion.question.endswith("?")
    assert criterion.higher_means
    assert criterion.reference.endswith(".")
    assert criterion.low < criterion.high


@given(rows=event_rows())
@settings(max_examples=8, deadline=None)
def test_values_lie_in_range_are_missing_only_where_declared_and_can_be_said(rows):
    log = log_of(rows)
    total = ActivityStatistics.of(log).total()
    for criterion in CRITERIA:
        found = criterion.assess(total)
        assert found.shape == (log.n_activities,)
        missing = np.isnan(found)
        assert not (criterion.answers_always and missing.any()), criterion.key
        assert ((found[~missing] >= criterion.low) & (found[~missing] <= criterion.high)).all(), criterion.key
        for number in range(log.n_activities):
            said = criterion.sentence(total, number)
            assert said.endswith(".")
            assert "nan" not in said.lower().split()


def test_the_order_of_the_rows_does_not_matter():
    rows = a_log()
    shuffled = Random(1).sample(rows, len(rows))
    assert_same(values(shuffled), values(rows))


def test_renaming_activities_renames_the_values():
    rows = a_log()
    # Names in the opposite order, so that every activity also changes its number.
    names = {name: f"step {99 - place:02}" for place, name in enumerate(sorted({row[1] for row in rows}))}
    expected = {
        key: {names[name]: value for name, value in by_activity.items()}
        for key, by_activity in values(rows).items()
    }
    assert_same(values([(case, names[name], time) for case, name, time in rows]), expected)


def test_cloning_every_case_changes_nothing():
    rows = a_log()
    clones = [(f"{case} again", name, time) for case, name, time in rows]
    assert_same(values(rows + clones), values(rows))


def test_shifting_all_times_changes_nothing():
    rows = a_log()
    later = timedelta(days=1000, hours=5)
    shifted = [(case, name, (datetime.fromisoformat(time) + later).isoformat()) for case, name, time in rows]
    assert_same(values(shifted), values(rows))


def test_a_step_that_vanishes_from_a_resample_breaks_nothing():
    grouped = ActivityStatistics.of(log_of([*a_log(), ("last", "Once", at(0)), ("last", "A", at(1))]))
    weights = np.ones(grouped.n_groups)
    weights[-1] = 0
    without = grouped.weighted(weights)
    (gone,) = np.flatnonzero(without.executions == 0)
    for criterion in CRITERIA:
        found = criterion.assess(without)[gone]
        assert found == 0 or isnan(found), criterion.key


@EVERY
def test_no_criterion_reads_who_did_the_work(criterion):
    # The performer makes the label; a criterion that saw it would leak the answer.
    for module in (inspect.getmodule(criterion.assess), statistics, counts, shares):
        assert module is not None
        text = inspect.getsource(module).lower()
        for forbidden in ("resource", "performer", "system_no", "channel_no", "automated"):
            assert forbidden not in text, (module.__name__, forbidden)


NEW = """
from math import inf
from mining.ranking.criteria.base import Criterion
CRITERION = Criterion(
    key="{key}", question="How many cases?", higher_means="many", reference="Ours.", order={order},
    suitable="high", low=0, high=inf, answers_always=True,
    assess=lambda statistics: statistics.cases_with, sentence=lambda statistics, activity: "Some.",
)
"""


def found_in(folder: Path) -> tuple[Criterion, ...]:
    return criteria_in(import_module(folder.name).__path__, folder.name)


def test_a_new_file_is_all_it_takes_to_add_a_criterion(package):
    (package / "late.py").write_text(NEW.format(key="late", order=20))
    (package / "early.py").write_text(NEW.format(key="early", order=10))
    (package / "a_file_without_one.py").write_text("X = 1\n")
    found = found_in(package)
    assert [criterion.key for criterion in found] == ["early", "late"]
    total = ActivityStatistics.of(log_of(a_log())).total()
    assert found[0].assess(total).tolist() == total.cases_with.tolist()


def test_a_criterion_of_another_kind_is_refused(package):
    (package / "wrong.py").write_text("CRITERION = 'frequency'\n")
    with pytest.raises(TypeError, match=r"wrong is not a Criterion"):
        found_in(package)


def test_two_criteria_of_one_key_are_refused(package):
    (package / "one.py").write_text(NEW.format(key="same", order=1))
    (package / "two.py").write_text(NEW.format(key="same", order=2))
    with pytest.raises(ValueError, match="share a key"):
        found_in(package)
