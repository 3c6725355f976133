"""Figures of alignments by hand, and what is done and said where time or memory ran out."""

from __future__ import annotations

import json
import os
import tempfile

import pytest

from mining.discovery import child
from mining.discovery.alignments import Alignments, alignments
from mining.discovery.child import Reply
from mining.discovery.model import ModelSettings, ProcessModel, WeightedTrace, discover
from mining.discovery.process_tree import Operator, ProcessTree
from mining.results import Unanswered

# Ten cases and the model A, then B or C, then D (shortest run: three steps):
#   A B D    7 cases   a run                                    cost 0
#   A D      2 cases   B or C is lacking                        cost 1, of 2 + 3
#   X A D D  1 case    X too many, B or C lacking, D too many   cost 3, of 4 + 3
TEN_CASES = (
    WeightedTrace(("A", "B", "D"), 7),
    WeightedTrace(("A", "D"), 2),
    WeightedTrace(("X", "A", "D", "D"), 1),
)


def found(costs, trouble=""):
    return alignments(Reply({"alignment_costs": costs}, trouble), TEN_CASES, n_fewest=3, seconds=10)


def test_fitness_is_the_mean_over_cases_not_over_variants():
    whole = found([0, 1, 3])
    assert whole.fitness == pytest.approx((7 * 1 + 2 * (1 - 1 / 5) + 1 * (1 - 3 / 7)) / 10)
    assert whole.fitting_share == 0.7
    assert (whole.n_cases, whole.n_variants) == (10, 3)
    assert whole.scope == "Aligned all 3 variants measured."


def test_what_was_not_reached_in_time_is_told_and_in_no_figure():
    early = found([0, 1])
    assert early.fitness == pytest.approx((7 + 2 * (1 - 1 / 5)) / 9)
    assert early.fitting_share == pytest.approx(7 / 9)
    assert (early.n_cases, early.n_variants) == (9, 2)
    assert early.scope == (
        "Aligned 2 of 3 variants, 90% of the cases measured. "
        "Left out, which may flatter the figures: 1 for which the 10 seconds allowed were too short."
    )


def test_what_was_given_up_is_told_and_in_no_figure():
    hard = found([0, None], "It was stopped on request.")
    assert hard.fitness == hard.fitting_share == 1.0
    assert hard.scope == (
        "Aligned 1 of 3 variants, 70% of the cases measured. Left out, which may flatter the figures: "
        "1 that would need too long a search, 1 not reached. It was stopped on request."
    )


def test_what_stopped_the_child_afterwards_is_not_blamed_for_alignments_that_had_ended():
    parts = {"alignment_costs": [0, 1], "alignments_ended": True}
    late = alignments(Reply(parts, "It was stopped on request."), TEN_CASES, n_fewest=3, seconds=10)
    assert late.scope.endswith("1 for which the 10 seconds allowed were too short.")


@pytest.mark.parametrize(
    ("parts", "trouble", "words"),
    [
        (
            {"alignment_costs": []},
            "",
            "Not measured. No variant could be aligned: 3 for which the 10 seconds allowed were too short.",
        ),
        ({}, "It was stopped on request.", "Not measured. It was stopped on request."),
        (
            {"aligner_missing": True},
            "",
            "Not measured, because the package r4pm is not installed. Install it with pip.",
        ),
    ],
)
def test_no_alignment_at_all_is_an_answer_with_its_reason(parts, trouble, words):
    assert alignments(Reply(parts, trouble), TEN_CASES, n_fewest=3, seconds=10) == Unanswered(words)


def leaf(name=None):
    return ProcessTree(activity=name)


def node(operator, *children):
    return ProcessTree(operator, children=children)


@pytest.mark.parametrize(
    ("tree", "n_fewest"),
    [
        (leaf(), 0),
        (leaf("A"), 1),
        (node(Operator.SEQUENCE, leaf("A"), leaf(), leaf("B")), 2),
        (node(Operator.PARALLEL, leaf("A"), node(Operator.SEQUENCE, leaf("B"), leaf("C"))), 3),
        (node(Operator.CHOICE, leaf("A"), node(Operator.SEQUENCE, leaf("B"), leaf("C"))), 1),
        (node(Operator.CHOICE, leaf("A"), leaf()), 0),
        (node(Operator.LOOP, node(Operator.SEQUENCE, leaf("A"), leaf("B")), leaf()), 2),
    ],
)
def test_the_shortest_run_of_a_tree(tree, n_fewest):
    assert tree.n_fewest() == n_fewest


def test_a_log_and_its_model_from_start_to_end():
    model = discover(TEN_CASES, ModelSettings(coverage=0.7))
    assert str(model.tree) == "->( 'A', 'B', 'D' )"
    assert model.alignments.fitness == pytest.approx((7 + 2 * (1 - 1 / 5) + (1 - 3 / 7)) / 10)
    assert model.alignments.scope == "Aligned all 3 variants measured."


# Thirteen steps in any order, each order in ten cases: the model lets them run side by side. To align a
# case of one step, a search looks at every set of the other twelve; a thousand of those take seconds.
_STEPS = tuple(f"step {number:02}" for number in range(13))
ANY_ORDER = tuple(
    WeightedTrace(tuple(_STEPS[(start + leap * i) % 13] for i in range(13)), 10)
    for leap in range(1, 13)
    for start in (0, 4, 9)
)
STRAYS = tuple(WeightedTrace((_STEPS[number % 13],) * (1 + number // 13), 1) for number in range(900))
SLOW = ModelSettings(coverage=0.2, alignment_seconds=60)


def test_alignments_that_take_longer_than_allowed_stop_and_say_how_far_they_came():
    model = discover(ANY_ORDER + STRAYS, ModelSettings(coverage=0.2, alignment_seconds=0.4))
    assert isinstance(model.fitness, float)
    part = model.alignments
    assert isinstance(part, Alignments)
    assert 0 < part.n_variants < 936
    assert part.scope.startswith(f"Aligned {part.n_variants} of 936 variants, ")
    assert part.scope.endswith("for which the 0.4 seconds allowed were too short.")


def test_no_time_for_alignments_leaves_the_other_measures():
    model = discover(TEN_CASES, ModelSettings(alignment_seconds=0))
    assert isinstance(model.fitness, float)
    assert isinstance(model.precision, float)
    assert isinstance(model.alignments, Unanswered)
    assert "3 for which the 0 seconds allowed were too short" in model.alignments.reason


def test_a_stopped_child_has_told_what_it_had_aligned(monkeypatch):
    opened, real = [], tempfile.TemporaryFile

    def remembered():
        opened.append(real())
        return opened[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", remembered)

    def some_are_aligned():
        told = opened[1].fileno()
        return b"alignment_costs" in os.pread(told, os.fstat(told).st_size, 0)

    model = discover(ANY_ORDER + STRAYS, SLOW, should_stop=some_are_aligned)
    assert isinstance(model, ProcessModel)
    assert model.fitness == Unanswered("Not measured. It was stopped on request.")
    assert 0 < model.alignments.n_variants < 936
    assert model.alignments.scope.endswith("not reached. It was stopped on request.")


def test_without_the_aligner_the_rest_is_measured_and_the_reason_told(monkeypatch, tmp_path):
    (tmp_path / "r4pm.py").write_text("raise ImportError('not here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    model = discover(TEN_CASES)
    assert isinstance(model.fitness, float)
    assert "r4pm is not installed" in model.alignments.reason


def test_of_a_part_told_again_and_again_the_last_counts():
    told = b"".join(json.dumps({"alignment_costs": costs}).encode() + b"\n" for costs in ([0], [0, 1]))
    assert child._parts(told + b'{"alignment_costs": [0, 1,') == {"alignment_costs": [0, 1]}
