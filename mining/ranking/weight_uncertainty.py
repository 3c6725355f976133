"""How sure the classifier is of its weights.

The ridge penalty is a normal prior, so the fit is the mode of a posterior, and near it the posterior is
about normal, with the inverse of the curvature as its covariance (the Laplace approximation; MacKay,
"Information Theory, Inference, and Learning Algorithms", chapter 27).
"""

from __future__ import annotations

import numpy as np
from sklearn.pipeline import Pipeline

from mining.ranking.statistics import Floats

__all__ = ["drawn_weights", "weight_covariance"]


def weight_covariance(pipeline: Pipeline, ranks: Floats) -> Floats:
    """Return the covariance of the effective weights, shape (m, m), in log-odds squared.

    Parameters
    ----------
    pipeline
        Fitted to the ranks.
    ranks
        Percentile ranks, shape (n, m).
    """
    spread, logistic = pipeline.named_steps["spread"], pipeline.named_steps["logistic"]
    chance = pipeline.predict_proba(ranks)[:, 1]
    columns = np.column_stack([np.ones(len(ranks)), spread.transform(ranks)])
    curvature = columns.T @ (columns * (chance * (1 - chance))[:, None])
    # The intercept is not penalised, so it has no prior.
    curvature += np.diag([0.0, *np.full(columns.shape[1] - 1, 1 / logistic.C)])
    m = np.asarray(ranks).shape[1]
    # Criterion j has the weight b_j + K b_0 / m, and the intercept is no part of it.
    effective = np.column_stack([np.zeros(m), np.full(m, spread.scale / m), np.eye(m)])
    return np.asarray(effective @ np.linalg.inv(curvature) @ effective.T)


def drawn_weights(weights: Floats, covariance: Floats, n: int, seed: int) -> Floats:
    """Return weights drawn at random, shape (n, m); none is negative.

    A criterion may count for nothing, but never for the opposite of what every source says of it.
    """
    random = np.random.default_rng([seed, 1])
    return np.asarray(np.maximum(random.multivariate_normal(weights, covariance, size=n), 0.0))
