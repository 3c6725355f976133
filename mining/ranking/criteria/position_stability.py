"""Position stability: whether a step comes at the same point of every case."""

from __future__ import annotations

import numpy as np

from mining.ranking.criteria.base import Criterion
from mining.ranking.shares import average
from mining.ranking.statistics import Floats, Statistics
from mining.ranking.wording import percent

__all__ = ["CRITERION"]


def _assess(statistics: Statistics) -> Floats:
    mean = average(statistics.position_sum, statistics.executions)
    square = average(statistics.position_square_sum, statistics.executions)
    variance = square - mean**2
    # Positions are held to a millionth; what is smaller is rounding, and would break ties.
    return np.sqrt(np.where(variance < 1e-11, 0, variance))


def _sentence(statistics: Statistics, activity: int) -> str:
    mean = average(statistics.position_sum, statistics.executions)[activity]
    spread = _assess(statistics)[activity]
    if spread == 0 and mean in (0, 1):
        return f"It is always the {'last' if mean else 'first'} step of a case."
    return (
        f"It comes {percent(mean)} of the way through a case on average, "
        f"give or take {percent(spread)} of its length."
    )


CRITERION = Criterion(
    key="position_stability",
    question="Does it come at the same point of every case?",
    higher_means="the step wanders through the case",
    reference="Standard deviation of the relative position, 0 for the first event of a case, 1 for the last.",
    order=80,
    suitable="low",
    low=0,
    high=0.5,
    answers_always=True,
    assess=_assess,
    sentence=_sentence,
)
