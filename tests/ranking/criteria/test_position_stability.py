from __future__ import annotations

from math import sqrt

import pytest

from mining.ranking.criteria.position_stability import CRITERION


def test_three_cases_by_hand(three_cases):
    # B stands at 1/2 of the first case, 1/3 and 2/3 of the second: mean 1/2, variance (1/36 + 1/36)/3.
    assert CRITERION.assess(three_cases) == pytest.approx([0, sqrt(1 / 54), 0], abs=1e-5)


def test_the_sentences(three_cases):
    assert CRITERION.sentence(three_cases, 0) == "It is always the first step of a case."
    assert CRITERION.sentence(three_cases, 2) == "It is always the last step of a case."
    said = CRITERION.sentence(three_cases, 1)
    assert said == "It comes 50 % of the way through a case on average, give or take 14 % of its length."
