"""How sure the weights are, and that the rank intervals know it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mining.ranking.classifier import fit
from mining.ranking.features import eligible_activities
from mining.ranking.scores import resampled_log_odds, scores
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics
from mining.ranking.weight_uncertainty import drawn_weights
from tests.ranking.conftest import FAST

CRITERIA_COUNT = 8


def evidence(n: int, seed: int = 0):
    random = np.random.default_rng(seed)
    ranks = random.random((n, CRITERIA_COUNT))
    return ranks, (ranks.mean(axis=1) + random.normal(0, 0.1, n) > 0.5).astype(int)


def test_the_covariance_is_that_of_draws_from_the_curvature():
    # The same by brute force: draw coefficients from the inverse curvature, and turn each draw into weights.
    ranks, labels = evidence(80)
    model = fit(ranks, labels)
    spread, logistic = (model.pipeline.named_steps[name] for name in ("spread", "logistic"))
    columns = np.column_stack([np.ones(len(ranks)), spread.transform(ranks)])
    chance = 1 / (1 + np.exp(-(columns @ np.concatenate([logistic.intercept_, logistic.coef_[0]]))))
    curvature = (columns * (chance * (1 - chance))[:, None]).T @ columns
    curvature[1:, 1:] += np.eye(CRITERIA_COUNT + 1) / logistic.C
    drawn = np.random.default_rng(1).multivariate_normal(
        np.zeros(len(curvature)), np.linalg.inv(curvature), size=200_000
    )
    weights = drawn[:, 2:] + spread.scale * drawn[:, [1]] / CRITERIA_COUNT
    assert np.array(model.covariance) == pytest.approx(np.cov(weights.T), abs=0.003)


def test_more_evidence_makes_the_weights_surer():
    few, many = (np.trace(fit(*evidence(n)).covariance) for n in (30, 3000))
    assert many < few / 2


def test_no_drawn_weight_is_negative_and_the_draws_hang_on_the_seed_alone():
    weights, covariance = np.full(3, 0.1), np.eye(3)
    drawn = drawn_weights(weights, covariance, 500, seed=3)
    assert drawn.shape == (500, 3)
    assert drawn.min() == 0
    assert np.array_equal(drawn, drawn_weights(weights, covariance, 500, seed=3))
    assert not np.array_equal(drawn, drawn_weights(weights, covariance, 500, seed=4))


def test_sure_weights_leave_only_the_cases_to_vary(council_log, model):
    grouped = ActivityStatistics.of(council_log)
    eligible = eligible_activities(grouped.total(), RankingSettings())
    on_log = scores(grouped.total(), eligible, model)
    sure = replace(model, covariance=tuple(map(tuple, np.zeros((CRITERIA_COUNT, CRITERIA_COUNT)))))
    draws = grouped.resample_weights(FAST.n_resamples, FAST.seed)
    drawn = resampled_log_odds(grouped, on_log, sure, FAST)
    assert drawn[7] == pytest.approx(scores(grouped.weighted(draws[7]), eligible, model).log_odds)
    unsure = resampled_log_odds(grouped, on_log, model, FAST)
    assert unsure.std(axis=0).mean() > drawn.std(axis=0).mean()
