from __future__ import annotations

import pytest

from mining.ranking.criteria.rework import CRITERION


def test_three_cases_by_hand(three_cases):
    # Of three executions of B, one is the second in its case.
    assert CRITERION.assess(three_cases) == pytest.approx([0, 1 / 3, 0])


def test_the_sentences(three_cases):
    assert CRITERION.sentence(three_cases, 0) == "It is never, or hardly ever, done twice in a case."
    said = CRITERION.sentence(three_cases, 1)
    assert said == "33 % of the times it is done, it is being done again in the same case."
