from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mining.ranking.criteria import CRITERIA
from mining.ranking.features import eligible_activities, features, percentile_ranks
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics
from mining.results import Unanswered


@given(arrays(float, st.integers(1, 30), elements=st.integers(-5, 5) | st.just(float("nan"))))
def test_ranks_lie_in_range_centre_on_half_and_keep_the_order(values):
    ranks = percentile_ranks(values)
    assert ((ranks >= 0) & (ranks <= 1)).all()
    assert ranks.mean() == pytest.approx(0.5)
    assert (ranks[np.isnan(values)] == 0.5).all()
    for low in range(len(values)):
        for high in range(len(values)):
            if values[low] < values[high]:
                assert ranks[low] < ranks[high]
            if values[low] == values[high]:
                assert ranks[low] == ranks[high]


def test_what_differs_by_rounding_only_is_a_tie():
    assert percentile_ranks(np.array([0.3, 0.1 + 0.2, 1.0])).tolist() == [0.25, 0.25, 1]


def test_only_steps_done_often_are_judged(council_log):
    statistics = ActivityStatistics.of(council_log).total()
    found = eligible_activities(statistics, RankingSettings())
    names = {council_log.activity_names[number] for number in found}
    assert names == set(council_log.activity_names) - {"Rare form", "Safeguarding referral"}


def test_too_short_a_list_is_not_ranked(three_cases):
    found = eligible_activities(three_cases, RankingSettings())
    assert isinstance(found, Unanswered)
    assert "Only 0 steps are done 20 times" in found.reason
    assert found.reason.endswith("Load a longer period, or more of the process.")


def test_a_low_value_ranks_high_where_low_is_suitable(three_cases):
    found = features(three_cases, np.arange(3))
    columns = {criterion.key: column for column, criterion in enumerate(CRITERIA)}
    # Only B is repeated; only B misses a case.
    assert found.ranks[:, columns["rework"]].tolist() == [0.75, 0, 0.75]
    assert found.ranks[:, columns["coverage"]].tolist() == [0.75, 0, 0.75]
    assert found.raw[:, columns["rework"]] == pytest.approx([0, 1 / 3, 0])
