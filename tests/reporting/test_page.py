"""What the report and the terminal say of a process model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mining.discovery.model import ModelSettings, WeightedTrace, discover
from mining.reporting.page import model_lines
from mining.results import Unanswered


@pytest.fixture(scope="module")
def model():
    # Made from A B; the fourth case, A X B, costs 1 of 3 + 2: fitness by alignments (3 + 4/5) / 4.
    return discover(
        [WeightedTrace(("A", "B"), 3), WeightedTrace(("A", "X", "B"), 1)], ModelSettings(coverage=0.7)
    )


def test_both_kinds_of_fitness_are_told_side_by_side(model):
    lines = model_lines(model)
    assert lines[2:] == [
        "Fitness by token replay (how much of the cases the model can replay): 1.000. "
        "75% of the cases measured fit the model from start to end.",
        "Precision (how little else it allows): 1.000.",
        "Fitness by alignments (how near the cases come to what the model allows, every deviation counted): 0.950. "
        "75% of the cases aligned do what the model allows from start to end. Aligned all 2 variants measured.",
        "These steps are not in the model, because no variant it was made from has them or because the miner took "
        "them for noise; token replay passes them over, alignments count them as deviations: “X”.",
    ]


def test_what_was_not_measured_is_told_with_its_reason(model):
    late = Unanswered("Not measured. It was stopped on request.")
    lines = model_lines(replace(model, fitness=late, fitting_share=late, alignments=late))
    assert lines[2].endswith("can replay): Not measured. It was stopped on request.")
    assert lines[4].endswith("every deviation counted): Not measured. It was stopped on request.")


def test_no_model_is_told_with_its_reason():
    assert model_lines(Unanswered("There is no process model.")) == ["There is no process model."]
