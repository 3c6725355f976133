"""Execution frequency: how often a step is done in a case."""

from __future__ import annotations

from math import inf

from mining.ranking.criteria.base import Criterion
from mining.ranking.shares import average
from mining.ranking.statistics import Floats, Statistics

__all__ = ["CRITERION"]


def _assess(statistics: Statistics) -> Floats:
    return average(statistics.executions, statistics.n_cases)


def _sentence(statistics: Statistics, activity: int) -> str:
    return f"Done {_assess(statistics)[activity]:.2f} times a case on average."


CRITERION = Criterion(
    key="frequency",
    question="How often is it done?",
    higher_means="the step is done often",
    reference="Execution frequency of Wanner et al. (2019), taken over cases instead of over variants.",
    order=10,
    suitable="high",
    low=0,
    high=inf,
    answers_always=True,
    assess=_assess,
    sentence=_sentence,
)
