"""Rework: how much of a step is doing it again in the same case."""

from __future__ import annotations

from mining.ranking.criteria.base import Criterion
from mining.ranking.shares import average
from mining.ranking.statistics import Floats, Statistics
from mining.ranking.wording import percent

__all__ = ["CRITERION"]


def _assess(statistics: Statistics) -> Floats:
    return average(statistics.executions - statistics.cases_with, statistics.executions)


def _sentence(statistics: Statistics, activity: int) -> str:
    share = _assess(statistics)[activity]
    if share == 0:
        return "It is never, or hardly ever, done twice in a case."
    return f"{percent(share)} of the times it is done, it is being done again in the same case."


CRITERION = Criterion(
    key="rework",
    question="Is it done more than once in a case?",
    higher_means="much of the step is repetition within a case",
    reference="Failure rate by repetition (Wanner; Wellmann): executions beyond the first of each case.",
    order=70,
    suitable="low",
    low=0,
    high=1,
    answers_always=True,
    assess=_assess,
    sentence=_sentence,
)
