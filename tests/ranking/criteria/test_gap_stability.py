from __future__ import annotations

from math import isnan, log

import pytest

from mining.ranking.criteria.gap_stability import CRITERION
from mining.ranking.statistics import ActivityStatistics
from tests.event_logs import at, log_of


def test_three_cases_by_hand(three_cases):
    # A is always first. Gaps before B: 1 h, 2 h, 1 h; before C: 2 h, 1 h, 1 h.
    # A quarter of three lies in the first of the sorted gaps, three quarters in the third: 1 h and 2 h.
    first, *others = CRITERION.assess(three_cases)
    assert isnan(first)
    assert others == pytest.approx([log(7201 / 3601)] * 2, abs=1e-6)


def test_the_sentence_gives_the_middle_half(three_cases):
    assert (
        CRITERION.sentence(three_cases, 0) == "It is always the first step, so no wait before it can be seen."
    )
    said = CRITERION.sentence(three_cases, 1)
    assert said == "Waits before it vary from 1.0 hours to 2.0 hours (middle half)."


def test_equal_waits_do_not_vary():
    rows = [(f"c{n}", name, at(n + hours)) for n in range(3) for name, hours in (("A", 0), ("B", 0.37))]
    statistics = ActivityStatistics.of(log_of(rows)).total()
    assert CRITERION.assess(statistics)[1] == 0
    assert (
        CRITERION.sentence(statistics, 1)
        == "The wait before it is about 22.2 minutes at least half of the time."
    )
