"""Coverage: the share of cases that need the step at all."""

from __future__ import annotations

from mining.ranking.criteria.base import Criterion
from mining.ranking.shares import average
from mining.ranking.statistics import Floats, Statistics
from mining.ranking.wording import percent

__all__ = ["CRITERION"]


def _assess(statistics: Statistics) -> Floats:
    return average(statistics.cases_with, statistics.n_cases)


def _sentence(statistics: Statistics, activity: int) -> str:
    return f"It happens in {percent(_assess(statistics)[activity])} of cases."


CRITERION = Criterion(
    key="coverage",
    question="In how many cases does it happen?",
    higher_means="nearly every case needs the step",
    reference="Share of cases containing the activity; case frequency in the process-mining literature.",
    order=20,
    suitable="high",
    low=0,
    high=1,
    answers_always=True,
    assess=_assess,
    sentence=_sentence,
)
