from __future__ import annotations

import pytest

from mining.ranking.criteria.frequency import CRITERION


def test_three_cases_by_hand(three_cases):
    # A three times, B three times (once, twice, never), C three times, in three cases.
    assert CRITERION.assess(three_cases) == pytest.approx([1, 1, 1])


def test_the_sentence_gives_executions_a_case(three_cases):
    assert CRITERION.sentence(three_cases, 1) == "Done 1.00 times a case on average."
