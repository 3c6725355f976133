from __future__ import annotations

import pytest

from mining.ranking.criteria.coverage import CRITERION


def test_three_cases_by_hand(three_cases):
    # B is missing from the third case.
    assert CRITERION.assess(three_cases) == pytest.approx([1, 2 / 3, 1])


def test_the_sentence_gives_the_share_of_cases(three_cases):
    assert CRITERION.sentence(three_cases, 1) == "It happens in 67 % of cases."
