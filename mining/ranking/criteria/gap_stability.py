"""Gap stability: how much the wait before a step varies."""

from __future__ import annotations

from math import expm1, inf, isnan

from mining.ranking.criteria.base import Criterion
from mining.ranking.statistics import Floats, Statistics
from mining.units import in_words

__all__ = ["CRITERION"]


def _quartile(statistics: Statistics, share: float) -> Floats:
    return statistics.gaps.quantile(share, statistics.n_activities)


def _assess(statistics: Statistics) -> Floats:
    return _quartile(statistics, 0.75) - _quartile(statistics, 0.25)


def _sentence(statistics: Statistics, activity: int) -> str:
    low, high = (_quartile(statistics, share)[activity] for share in (0.25, 0.75))
    if statistics.is_date_only:
        return "Whether waits before it are even cannot be told: the log has dates without times."
    if isnan(low):
        return "It is always the first step, so no wait before it can be seen."
    shortest, longest = in_words(expm1(low)), in_words(expm1(high))
    if shortest == longest:
        return f"The wait before it is about {shortest} at least half of the time."
    return f"Waits before it vary from {shortest} to {longest} (middle half)."


CRITERION = Criterion(
    key="gap_stability",
    question="Is the wait before it always about as long?",
    higher_means="the wait before the step varies widely",
    reference=(
        "Interquartile range of log(1 + seconds since the previous event of the case). In place of "
        "Wanner's inverse stability, variance over mean, which depends on the unit of time."
    ),
    order=60,
    suitable="low",
    low=0,
    high=inf,
    answers_always=False,
    assess=_assess,
    sentence=_sentence,
)
