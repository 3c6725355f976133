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
    """Return the rank of each value from 0 (lowest) to 1 (highest), in a table within its column.

    Ties share their average rank; values alike to nine decimals are ties. A value that is NaN, or
    that is alone, gets 0.5: it speaks neither for nor against.

    Examples
    --------
    >>> percentile_ranks(np.array([3.0, 1.0, np.nan, 3.0])).tolist()
    [0.75, 0.0, 0.5, 0.75]
    """
    answered = np.isfinite(values)
    n = answered.sum(axis=0)
    # What is not answered comes last of all, and so moves none of the others.
    places = rankdata(np.where(answered, np.round(values, 9), np.inf), axis=0) - 1
    return np.where(answered & (n > 1), places / np.maximum(n - 1, 1), 0.5)


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
    signs = np.array([1.0 if criterion.suitable == "high" else -1.0 for criterion in criteria])
    return Features(activities, raw, percentile_ranks(signs * raw))
