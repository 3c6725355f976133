from __future__ import annotations

import numpy as np
import pytest

from mining.ranking.classifier import FeatureSchema, MeanAndCentred, fit, score
from mining.ranking.criteria import CRITERIA

N = len(CRITERIA)


def sample(seed: int = 0, n: int = 120) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    ranks = random.random((n, N))
    return ranks, (ranks.mean(axis=1) + random.normal(0, 0.1, n) > 0.55).astype(int)


def test_columns_are_the_scaled_mean_and_the_centred_ranks():
    found = MeanAndCentred(scale=10).fit(np.zeros((1, 2))).transform(np.array([[1.0, 0.5], [0, 0]]))
    assert found.tolist() == [[2.5, 0.5, 0], [-5, -0.5, -0.5]]


def test_intercept_and_contributions_are_the_log_odds_exactly():
    ranks, labels = sample()
    model = fit(ranks, labels)
    total = model.intercept + model.contributions(ranks).sum(axis=1)
    assert not model.uses_equal_weights
    assert np.abs(total - model.pipeline.decision_function(ranks)).max() < 1e-12
    assert np.abs(total - model.log_odds(ranks)).max() < 1e-12


def test_with_one_informative_criterion_the_others_are_still_pulled_along():
    # Shrunk towards equal weights, not towards nought: noise columns keep a positive weight.
    random = np.random.default_rng(1)
    ranks = random.random((60, N))
    model = fit(ranks, (ranks[:, 0] > 0.5).astype(int))
    assert model.weights[0] == max(model.weights)
    assert min(model.weights) > 0


def test_a_negative_weight_falls_back_to_equal_weights():
    random = np.random.default_rng(2)
    ranks = random.random((2000, N))
    model = fit(ranks, (ranks[:, 0] < 0.5).astype(int))
    assert model.uses_equal_weights
    assert len(set(model.weights)) == 1
    assert model.weights[0] > 0
    order = np.argsort(model.log_odds(ranks), kind="stable")
    assert (np.diff(ranks.mean(axis=1)[order]) > -1e-9).all()


def test_the_same_data_give_the_same_model():
    ranks, labels = sample()
    assert fit(ranks, labels).weights == fit(ranks, labels).weights


def test_scores_are_the_logistic_of_the_log_odds():
    assert score(np.array([0, np.log(3), -800.0])) == pytest.approx([50, 75, 0])


def test_the_schema_names_the_criteria_in_order():
    ranks, labels = sample()
    assert FeatureSchema().keys == tuple(criterion.key for criterion in CRITERIA)
    assert fit(ranks, labels).schema == FeatureSchema()
