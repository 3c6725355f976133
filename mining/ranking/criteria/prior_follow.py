"""Prior-follow standardisation: how few and how fixed the neighbours of a step are."""

from __future__ import annotations

from mining.ranking.criteria.base import Criterion
from mining.ranking.shares import average, between_different, largest_share, n_kinds
from mining.ranking.statistics import Floats, Statistics

__all__ = ["CRITERION"]


def _kinds(statistics: Statistics) -> tuple[Floats, Floats]:
    moves, m = between_different(statistics.follows), statistics.n_activities
    return n_kinds(moves.source, moves.count, m), n_kinds(moves.target, moves.count, m)


def _assess(statistics: Statistics) -> Floats:
    moves, m = between_different(statistics.follows), statistics.n_activities
    after, before = _kinds(statistics)
    following = average(largest_share(moves.source, moves.count, m), after)
    preceding = average(largest_share(moves.target, moves.count, m), before)
    return following + preceding


def _plural(number: float, noun: str) -> str:
    return f"{number:.0f} different {noun}{'' if number == 1 else 's'}"


def _sentence(statistics: Statistics, activity: int) -> str:
    after, before = (kinds[activity] for kinds in _kinds(statistics))
    value = _assess(statistics)[activity]
    return (
        f"Rare ones aside, it has {_plural(before, 'previous step')} and {_plural(after, 'next step')}; "
        f"its order scores {value:.2f} of 2."
    )


CRITERION = Criterion(
    key="prior_follow",
    question="Are the steps before and after it fixed?",
    higher_means="the step has few, fixed neighbours",
    reference=(
        "Prior-follow variability as coded for Gkotsopoulou's thesis (UPC): share of the commonest "
        "neighbour over the number of different neighbours, after plus before, repeats of the step "
        "itself left out. Start and end of the case count as neighbours."
    ),
    order=30,
    suitable="high",
    low=0,
    high=2,
    answers_always=True,
    assess=_assess,
    sentence=_sentence,
)
