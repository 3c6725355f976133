"""The suitability classifier: a logistic regression shrunk towards equal weights.

The features are K times the mean of the centred percentile ranks, and the centred ranks themselves.
The ridge penalty on the mean column is about K squared times weaker, so the fit moves all criteria
together freely and each one singly only where the evidence insists. With b_0 and b_j the coefficients,
criterion j of m has the effective weight w_j = b_j + K b_0 / m, and
log-odds = intercept + sum of w_j (z_j - 0.5) holds exactly: no approximation explains the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.special import expit
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from mining.ranking.criteria import CRITERIA, DEFINITIONS_VERSION
from mining.ranking.statistics import Floats, Ints
from mining.ranking.weight_uncertainty import drawn_weights, weight_covariance

__all__ = ["FeatureSchema", "MeanAndCentred", "SuitabilityModel", "fit", "score"]

MEAN_SCALE = 10.0
"""K: how much weaker the penalty on moving all the weights together is (by its square, about)."""
INVERSE_PENALTY = 0.05
"""C of scikit-learn's LogisticRegression."""


class MeanAndCentred(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn percentile ranks z into [K mean(z - 0.5), z - 0.5].

    Parameters
    ----------
    scale
        K, the weight of the mean column.
    """

    def __init__(self, scale: float = MEAN_SCALE) -> None:
        self.scale = scale

    def fit(self, ranks: Floats, labels: Ints | None = None) -> Self:  # noqa: ARG002
        """Remember the number of criteria; nothing else is learnt."""
        self.n_features_in_ = np.asarray(ranks).shape[1]
        return self

    def transform(self, ranks: Floats) -> Floats:
        """Return the columns, shape (n, number of criteria + 1)."""
        centred = np.asarray(ranks, dtype=float) - 0.5
        return np.column_stack([self.scale * centred.mean(axis=1), centred])


@dataclass(frozen=True)
class FeatureSchema:
    """Which features a model expects.

    Attributes
    ----------
    keys
        Criteria, in the order of the columns.
    definitions_version
        Version of their formulas.
    """

    keys: tuple[str, ...] = tuple(criterion.key for criterion in CRITERIA)
    definitions_version: int = DEFINITIONS_VERSION


@dataclass(frozen=True)
class SuitabilityModel:
    """A fitted classifier and the weights it amounts to.

    Attributes
    ----------
    pipeline
        The scikit-learn pipeline as fitted.
    schema
        The features it expects.
    weights
        Effective weight of each criterion in log-odds for the whole range of ranks; never negative.
    intercept
        Log-odds of a step with every criterion at the middle of its list.
    uses_equal_weights
        Whether a fitted weight was negative, so that all were replaced by their mean.
    covariance
        Of the weights, in log-odds squared: how sure the fit is of them.
    """

    pipeline: Pipeline
    schema: FeatureSchema
    weights: tuple[float, ...]
    intercept: float
    uses_equal_weights: bool
    covariance: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, pipeline: Pipeline, schema: FeatureSchema, covariance: Floats) -> SuitabilityModel:
        """Return the model that a fitted pipeline amounts to, with the covariance of its weights."""
        spread, logistic = pipeline.named_steps["spread"], pipeline.named_steps["logistic"]
        coefficients = logistic.coef_[0]
        weights = coefficients[1:] + spread.scale * coefficients[0] / len(schema.keys)
        fall_back = bool((weights < 0).any())
        if fall_back:
            # A negative weight would reward what every source counts against a step.
            weights = np.full(len(weights), max(float(weights.mean()), 0.0) or 1.0)
        spread_of_weights = tuple(tuple(map(float, row)) for row in covariance)
        intercept = float(logistic.intercept_[0])
        return cls(pipeline, schema, tuple(map(float, weights)), intercept, fall_back, spread_of_weights)

    def contributions(self, ranks: Floats) -> Floats:
        """Return what each criterion adds to the log-odds, shape of `ranks`, (n, number of criteria)."""
        return np.asarray(np.asarray(self.weights) * (np.asarray(ranks) - 0.5))

    def log_odds(self, ranks: Floats) -> Floats:
        """Return intercept plus contributions, shape (n,)."""
        return np.asarray(self.intercept + self.contributions(ranks).sum(axis=1))

    def drawn_weights(self, n: int, seed: int) -> Floats:
        """Return weights as they might as well be, shape (n, number of criteria)."""
        return drawn_weights(np.asarray(self.weights), np.asarray(self.covariance), n, seed)


def score(log_odds: Floats) -> Floats:
    """Return the suitability score, 0 to 100: the logistic of the log-odds. Not a probability."""
    return np.asarray(100 * expit(log_odds))


def fit(ranks: Floats, labels: Sequence[int] | Ints, schema: FeatureSchema | None = None) -> SuitabilityModel:
    """Fit the classifier.

    Parameters
    ----------
    ranks
        Percentile ranks, shape (n, number of criteria).
    labels
        1 where the step is run by a system account, shape (n,); both kinds must occur.
    schema
        The features; by default those of this program.
    """
    pipeline = Pipeline(
        [
            ("spread", MeanAndCentred()),
            ("logistic", LogisticRegression(C=INVERSE_PENALTY, max_iter=1000)),
        ]
    )
    pipeline.fit(ranks, np.asarray(labels))
    return SuitabilityModel.of(pipeline, schema or FeatureSchema(), weight_covariance(pipeline, ranks))
