from __future__ import annotations

from math import log

import pytest

from mining.ranking.criteria.next_entropy import CRITERION

TWO_TO_ONE = -(2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3)) / log(4)


def test_three_cases_by_hand(three_cases):
    # A: B twice, C once. B: C twice, B once. C: always the end. Three activities and the end: ln 4.
    assert CRITERION.assess(three_cases) == pytest.approx([TWO_TO_ONE, TWO_TO_ONE, 0])


def test_the_sentence_gives_the_share_of_the_commonest(three_cases):
    assert CRITERION.sentence(three_cases, 0) == "What follows is the same step 67 % of the time."
