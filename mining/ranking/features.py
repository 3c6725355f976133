"""Features of the classifier: each criterion as a percentile rank within the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from mining.ranking.criteria import CRITERIA, Criterion
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import Floats, Ints, Statistics
from mining.results import Unanswered

__all__ = ["Features", "eligible_activities", "features", "percentile_ranks"]


@dataclass(frozen=True, eq=False)
class Features:
    """Criteria of the judged activities, raw and ranked.

    Attributes
    ----------
    activities
        Activity numbers, shape (n,).
    raw
        Raw values, NaN where not answerable, shape (n, number of criteria).
    ranks
        Percentile ranks in [0, 1], 1 = most suitable, shape (n, number of criteria).
    """

    activities: Ints
    raw: Floats
    ranks: Floats


def eligible_activities(statistics: Statistics, settings: RankingSettings) -> Ints | Unanswered:
    """Return the numbers of the activities with enough executions, ascending.

    Returns
    -------
    numpy.ndarray or Unanswered
        Unanswered where fewer than ``min_activities`` are left: a rank among a handful says nothing.
    """
    eligible = np.flatnonzero(statistics.executions >= settings.min_executions)
    if len(eligible) >= settings.min_activities:
        return eligible
    return Unanswered(
        f"Only {len(eligible)} steps are done {settings.min_executions} times or more; "
        f"ranking them against each other needs {settings.min_activities}. "
        "Load a longer period, or more of the process."
    )


def percentile_ranks(values: Floats) -> Floats:
    """Return the rank of each value from 0 (lowest) to 1 (highest).

    Ties share their average rank; values alike to nine decimals are ties. A value that is NaN, or
    that is alone, gets 0.5: it speaks neither for nor against.

    Examples
    --------
    >>> percentile_ranks(np.array([3.0, 1.0, np.nan, 3.0])).tolist()
    [0.75, 0.0, 0.5, 0.75]
    """
    answered = np.isfinite(values)
    ranks = np.full(len(values), 0.5)
    n = int(answered.sum())
    if n > 1:
        ranks[answered] = (rankdata(np.round(values[answered], 9)) - 1) / (n - 1)
    return ranks


def features(statistics: Statistics, activities: Ints, criteria: Sequence[Criterion] = CRITERIA) -> Features:
    """Return the criteria of some activities, ranked among those and oriented up.

    Parameters
    ----------
    statistics
        Of the log, or of one resample of its cases.
    activities
        Which activities, by number, shape (n,).
    criteria
        In the order of the columns.
    """
    raw = np.stack([criterion.assess(statistics)[activities] for criterion in criteria], axis=1)
    signs = [1 if criterion.suitable == "high" else -1 for criterion in criteria]
    ranks = np.stack([percentile_ranks(sign * raw[:, j]) for j, sign in enumerate(signs)], axis=1)
    return Features(activities, raw, ranks)
