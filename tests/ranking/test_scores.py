from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mining.ranking.features import Features, eligible_activities
from mining.ranking.scores import Scores, places, resampled_log_odds, scores
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics
from tests.ranking.conftest import FAST


def judged(log_odds: list[float]) -> Scores:
    empty = np.zeros((len(log_odds), 1))
    return Scores(Features(np.arange(len(log_odds)) * 10, empty, empty), empty, np.array(log_odds))


def test_ranks_and_intervals_by_hand():
    # Activity 0 leads on the log and in three of four resamples, activity 20 in one.
    resampled = np.array([[3.0, 2, 1], [3, 2, 1], [3, 1, 2], [1, 2, 3]])
    found = places(judged([3, 2, 1]), resampled, np.array([0, 10, 20]), np.ones(30), interval=1.0)
    assert {number: (place.rank, place.low, place.high) for number, place in found.items()} == {
        0: (1, 1, 3),
        10: (2, 2, 3),
        20: (3, 1, 3),
    }


def test_an_interval_always_holds_the_rank():
    resampled = np.array([[1.0, 2]] * 20)
    found = places(judged([2, 1]), resampled, np.array([0, 10]), np.ones(20), interval=0.9)
    assert (found[0].rank, found[0].low, found[0].high) == (1, 1, 2)


def test_of_equal_scores_the_step_done_more_often_comes_first():
    use = np.zeros(30)
    use[[0, 10, 20]] = 5, 9, 9
    found = places(judged([1, 1, 1]), np.ones((1, 3)), np.array([0, 10, 20]), use, interval=0.9)
    assert [found[number].rank for number in (10, 20, 0)] == [1, 2, 3]


def test_steps_off_the_list_leave_no_gap():
    found = places(judged([3, 2, 1]), np.array([[3.0, 2, 1]]), np.array([0, 20]), np.ones(30), interval=0.9)
    assert {number: place.rank for number, place in found.items()} == {0: 1, 20: 2}


def test_an_empty_list_has_no_places():
    assert places(judged([1]), np.ones((1, 1)), np.array([], dtype=int), np.ones(1), interval=0.9) == {}


def test_a_resample_scores_as_its_own_log_would(council_log, model):
    grouped = ActivityStatistics.of(council_log)
    eligible = eligible_activities(grouped.total(), RankingSettings())
    on_log = scores(grouped.total(), eligible, model)
    drawn = resampled_log_odds(grouped, on_log, model, FAST)
    draws = grouped.resample_weights(FAST.n_resamples, FAST.seed)
    weights = model.drawn_weights(FAST.n_resamples, FAST.seed)
    assert drawn.shape == (FAST.n_resamples, len(eligible))
    then = replace(model, weights=tuple(weights[7]))
    assert drawn[7] == pytest.approx(scores(grouped.weighted(draws[7]), eligible, then).log_odds)


def test_balance_is_log_odds_without_the_intercept(council_log, model):
    statistics = ActivityStatistics.of(council_log).total()
    found = scores(statistics, eligible_activities(statistics, RankingSettings()), model)
    assert found.balance + model.intercept == pytest.approx(found.log_odds, abs=1e-12)
    assert found.place_of(int(found.features.activities[3])) == 3
    assert found.place_of(-1) is None


def test_among_many_equal_scores_the_order_of_use_is_kept():
    log_odds = [float(number * 7 % 5) for number in range(50)]
    found = places(judged(log_odds), np.ones((1, 50)), np.arange(50) * 10, np.arange(500.0), interval=0.9)
    in_order = sorted(range(50), key=lambda number: (-log_odds[number], -number))
    assert sorted(found, key=lambda number: found[number].rank) == [number * 10 for number in in_order]


def test_scores_alike_to_nine_decimals_are_equal():
    use = np.zeros(30)
    use[10] = 1
    found = places(judged([1 + 3e-10, 1]), np.ones((1, 2)), np.array([0, 10]), use, interval=0.9)
    assert (found[10].rank, found[0].rank) == (1, 2)


def test_the_ends_of_an_interval_are_places_that_were_seen():
    # One of five places is the second: that is more than a tail of a twentieth.
    resampled = np.array([[2.0, 1], [2, 1], [2, 1], [1, 2]])
    found = places(judged([2, 1]), resampled, np.array([0, 10]), np.ones(20), interval=0.9)
    assert (found[0].low, found[0].high) == (1, 2)
