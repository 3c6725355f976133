"""Scores of the judged activities, and how firm their places are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mining.ranking.classifier import SuitabilityModel, score
from mining.ranking.features import Features, features
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics, Floats, Ints, Statistics

__all__ = ["Places", "Scores", "places", "places_if", "resampled_log_odds", "scores"]


@dataclass(frozen=True, eq=False)
class Scores:
    """What the model says of each judged activity.

    Attributes
    ----------
    features
        Criteria, raw and ranked.
    contributions
        Log-odds that each criterion adds, shape (n, number of criteria).
    log_odds
        Intercept plus contributions, shape (n,).
    """

    features: Features
    contributions: Floats
    log_odds: Floats

    @property
    def balance(self) -> Floats:
        """Reasons for less reasons against, shape (n,)."""
        return np.asarray(self.contributions.sum(axis=1))

    @property
    def suitability(self) -> Floats:
        """Suitability score, 0 to 100, shape (n,): 50 where as much speaks for a step as against it.

        The intercept stays out: it says how many steps of the public logs were automated, which is
        nothing about this log, and would only push every score down by the same amount.
        """
        return score(self.balance)

    def place_of(self, activity: int) -> int | None:
        """Return the row of an activity, or None if it was not judged."""
        found = np.flatnonzero(self.features.activities == activity)
        return int(found[0]) if len(found) else None


@dataclass(frozen=True)
class Places:
    """Rank of one activity among some, 1 = most suitable, and where it falls under resampling."""

    rank: int
    low: int
    high: int


def scores(statistics: Statistics, activities: Ints, model: SuitabilityModel) -> Scores:
    """Return the scores of some activities, ranked against each other."""
    table = features(statistics, activities)
    return Scores(table, model.contributions(table.ranks), model.log_odds(table.ranks))


def resampled_log_odds(
    grouped: ActivityStatistics, judged: Scores, model: SuitabilityModel, settings: RankingSettings
) -> Floats:
    """Return the log-odds of the judged activities in each resample of the cases, shape (resamples, n).

    In each resample the criteria, their percentile ranks among the judged activities, and the scores
    are computed anew, with weights of the criteria as they might as well be; which activities are
    judged stays as it is on the log itself.
    """
    draws = grouped.resample_weights(settings.n_resamples, settings.seed)
    activities = judged.features.activities
    weights = model.drawn_weights(len(draws), settings.seed)
    ranks = [features(grouped.weighted(draw), activities).ranks for draw in draws]
    centred = np.array(ranks).reshape(len(draws), len(activities), weights.shape[1]) - 0.5
    return np.asarray(model.intercept + np.einsum("rac,rc->ra", centred, weights))


def places(judged: Scores, resampled: Floats, among: Ints, use: Floats, interval: float) -> dict[int, Places]:
    """Return the places of some of the judged activities among each other, by activity number.

    Parameters
    ----------
    judged
        Scores on the log itself.
    resampled
        Log-odds in each resample, shape (resamples, n).
    among
        Which activities are ordered, by number, shape (k,).
    use
        Executions of every activity: of equal scores the one done more often comes first.
    interval
        Share of resamples that the interval covers. It always holds the rank itself, which a
        percentile interval need not.
    """
    if not len(among):
        return {}
    among = among[np.lexsort((among, -use[among]))]
    rows = np.searchsorted(judged.features.activities, among)
    found = _held(_ranks(np.vstack([judged.log_odds, resampled])[:, rows]), interval)
    return {int(number): place for number, place in zip(among, found, strict=True)}


def places_if(log_odds: Floats, column: int, shifts: Floats, interval: float) -> list[Places]:
    """Return the places that one activity would have if its log-odds were shifted.

    Parameters
    ----------
    log_odds
        On the log itself, and below in each resample, shape (1 + resamples, n); of equal scores the earlier
        column comes first.
    column
        Whose log-odds are shifted, in every row alike; the others stay where they are.
    shifts
        By how much, shape (k,).
    interval
        As for `places`.
    """
    table = np.round(log_odds, 9)
    others, before = np.delete(table, column, axis=1), np.arange(table.shape[1] - 1) < column
    shifted = np.round(log_odds[:, column] + shifts[:, None], 9)[..., None]
    ranks = 1 + (others > shifted).sum(axis=2) + ((others == shifted) & before).sum(axis=2)
    return _held(np.asarray(ranks.T), interval)


def _held(ranks: Ints, interval: float) -> list[Places]:
    """Places of each column: its first rank, and the interval of all."""
    tail = (1 - interval) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf")
    return [
        Places(int(rank), int(min(rank, least)), int(max(rank, most)))
        for rank, least, most in zip(ranks[0], low, high, strict=True)
    ]


def _ranks(log_odds: Floats) -> Ints:
    """Rank of each column within its row, 1 = highest; of equals the earlier column comes first."""
    order = np.argsort(-np.round(log_odds, 9), axis=1, kind="stable")
    return np.argsort(order, axis=1) + 1
