from __future__ import annotations

from math import log

import pytest

from mining.ranking.criteria.previous_entropy import CRITERION

TWO_TO_ONE = -(2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3)) / log(4)


def test_three_cases_by_hand(three_cases):
    # A: always the start. B: A twice, B once. C: B twice, A once.
    assert CRITERION.assess(three_cases) == pytest.approx([0, TWO_TO_ONE, TWO_TO_ONE])


def test_the_sentence_gives_the_share_of_the_commonest(three_cases):
    assert CRITERION.sentence(three_cases, 0) == "What comes before is the same step about 100 % of the time."
