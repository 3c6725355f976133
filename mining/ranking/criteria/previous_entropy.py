"""Previous-step entropy: how uncertain it is what comes before a step."""

from __future__ import annotations

from mining.ranking.criteria.base import Criterion
from mining.ranking.shares import entropy, largest_share
from mining.ranking.statistics import Floats, Statistics
from mining.ranking.wording import percent

__all__ = ["CRITERION"]


def _assess(statistics: Statistics) -> Floats:
    follows = statistics.follows
    return entropy(follows.target, follows.count, statistics.n_activities)


def _sentence(statistics: Statistics, activity: int) -> str:
    follows = statistics.follows
    share = largest_share(follows.target, follows.count, statistics.n_activities)[activity]
    return f"What comes before is the same step {percent(share)} of the time."


CRITERION = Criterion(
    key="previous_entropy",
    question="Is what comes before it predictable?",
    higher_means="what comes before varies from case to case",
    reference=(
        "Shannon entropy of the previous step, the start of the case included, "
        "divided by ln(m + 1) for m activities."
    ),
    order=50,
    suitable="low",
    low=0,
    high=1,
    answers_always=True,
    assess=_assess,
    sentence=_sentence,
)
