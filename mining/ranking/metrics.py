"""How well an order of activities puts the automated ones first."""

from __future__ import annotations

import numpy as np

from mining.ranking.statistics import Floats, Ints

__all__ = ["average_precision", "expected_average_precision", "expected_ndcg", "ndcg"]


def _tied_gains(labels: Ints, scores: Floats) -> Floats:
    """Labels by descending score, each replaced by the mean of those it ties with."""
    _, group = np.unique(-scores, return_inverse=True)
    means = np.bincount(group, labels) / np.bincount(group)
    return np.asarray(means[np.sort(group)])


def average_precision(labels: Ints, scores: Floats) -> float:
    """Return the mean, over positives, of the precision at their place; tied scores share a place.

    Parameters
    ----------
    labels
        0 or 1, at least one 1, shape (n,).
    scores
        Higher = further up, shape (n,).

    Examples
    --------
    >>> average_precision(np.array([1, 0, 1]), np.array([3.0, 2.0, 1.0]))
    0.8333333333333333
    """
    _, group = np.unique(-scores, return_inverse=True)
    positives = np.bincount(group, labels)
    found = np.cumsum(positives)
    precision = found / np.cumsum(np.bincount(group))
    return float((precision * positives).sum() / found[-1])


def ndcg(labels: Ints, scores: Floats, top: int = 5) -> float:
    """Return the normalised discounted cumulative gain of the first `top` places; ties are averaged."""
    discount = _discount(len(labels), top)
    gained = float(_tied_gains(labels, scores) @ discount)
    return gained / float(discount[: int(labels.sum())].sum())


def expected_average_precision(labels: Ints) -> float:
    """Return the average precision of a random order, in expectation.

    With P positives among n, a positive at place k meets (k - 1)(P - 1)/(n - 1) others above it, and
    every place is equally likely: H_n/n + (P - 1)/(n - 1) (1 - H_n/n), H_n the n-th harmonic number.
    """
    n, positives = len(labels), int(labels.sum())
    if n == 1:
        return 1.0
    first = float((1 / np.arange(1, n + 1)).sum()) / n
    return first + (positives - 1) / (n - 1) * (1 - first)


def expected_ndcg(labels: Ints, top: int = 5) -> float:
    """Return the `ndcg` of a random order, in expectation."""
    discount = _discount(len(labels), top)
    return float(labels.mean() * discount.sum() / discount[: int(labels.sum())].sum())


def _discount(n: int, top: int) -> Floats:
    places = np.arange(1, n + 1)
    return np.where(places <= top, 1 / np.log2(places + 1), 0.0)
