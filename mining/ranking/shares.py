"""Shares and entropies over directly-follows counts, as several criteria need them."""

from __future__ import annotations

import numpy as np

from mining.ranking.statistics import Floats, Follows, Ints

__all__ = ["average", "between_different", "entropy", "largest_share", "n_kinds"]


def average(total: Floats, count: Floats | float) -> Floats:
    """Return total / count, NaN where the count is nought."""
    count = np.broadcast_to(np.asarray(count, dtype=float), total.shape)
    return np.asarray(np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0))


def _shares(owner: Ints, count: Floats, size: int) -> tuple[Floats, Floats]:
    totals: Floats = np.bincount(owner, count, minlength=size).astype(float)
    return average(count, totals[owner]), totals


def entropy(owner: Ints, count: Floats, n_activities: int) -> Floats:
    """Return -sum p ln p / ln(m + 1) of the counts of each owner.

    Parameters
    ----------
    owner
        The activity whose neighbours are counted, shape (k,).
    count
        Weighted counts, shape (k,).
    n_activities
        Number of activities, m; with the end (or start) of the case there are m + 1 outcomes.

    Returns
    -------
    numpy.ndarray
        From 0, always the same neighbour, to 1; NaN where never executed; shape (m,).
    """
    share, totals = _shares(owner, count, n_activities + 1)
    positive = count > 0
    terms = np.zeros_like(count)
    terms[positive] = -share[positive] * np.log(share[positive])
    summed = np.bincount(owner, terms, minlength=n_activities + 1) / np.log(n_activities + 1)
    return np.where(totals > 0, np.clip(summed, 0, 1), np.nan)[:n_activities]


def largest_share(owner: Ints, count: Floats, n_activities: int) -> Floats:
    """Return the share of the commonest neighbour of each activity; NaN where it has none; shape (m,)."""
    share, totals = _shares(owner, count, n_activities + 1)
    largest = np.zeros(n_activities + 1)
    np.maximum.at(largest, owner, np.nan_to_num(share))
    return np.where(totals > 0, largest, np.nan)[:n_activities]


def n_kinds(owner: Ints, count: Floats, n_activities: int) -> Floats:
    """Return the number of different neighbours of each activity, shape (m,)."""
    return np.bincount(owner, count > 0, minlength=n_activities + 1)[:n_activities].astype(float)


def between_different(follows: Follows) -> Follows:
    """Return the counts without those of an activity that follows itself."""
    moved = follows.source != follows.target
    return Follows(follows.source[moved], follows.target[moved], follows.count[moved])
