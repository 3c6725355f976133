"""A step beside the others: which is most like it, and the smallest change that would alter its verdict.

A change is always to what another step of the same log has: "if what follows it were as it is for ...".
It is taken by itself, with everything else as it is, so it says where the verdict turns, not what would
happen if somebody changed the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.ranking.criteria import CRITERIA
from mining.ranking.evidence import Evidence
from mining.ranking.scores import Scores, places_if
from mining.ranking.verdicts import Decision, Facts, Verdict, decide

__all__ = ["Comparison", "compare"]

_MOST_COMPARED = 20
"""A ranking of hundreds of steps is compared where people look: the first of the list."""
_NEAREST = 12
"""Values tried of each criterion, nearest first."""


@dataclass(frozen=True)
class Comparison:
    """What a step is set against.

    Attributes
    ----------
    alike
        The judged step whose reasons are most like its own; "" where none was judged.
    turn
        The smallest change that would give another verdict, in a sentence; "" where none was found.
    """

    alike: str = ""
    turn: str = ""


def compare(known: Evidence, number: int, facts: Facts, given: Decision) -> Comparison:
    """Return what a step is most like, and what would alter its verdict.

    Parameters
    ----------
    known
        What is known of every step.
    number
        Its activity number.
    facts, given
        What is known of it, and the verdict that gives.
    """
    plain = _without_a_score(facts, given)
    row = known.scores.place_of(number) if known.scores else None
    if known.scores is None or row is None or known.standing[number].rank > _MOST_COMPARED:
        return Comparison(turn=plain)
    alike = _alike(known, known.scores, row)
    return Comparison(alike, plain or _in_one_criterion(known, known.scores, row, (facts, given)))


def _without_a_score(facts: Facts, given: Decision) -> str:
    """Where it is no criterion that decides: what decides, and the verdict without it."""
    if given.rule.startswith("guard-rail"):
        return "No figure alters this: a guard-rail holds, whatever the score says."
    if given.rule == "already automated":
        return "It would be judged if systems did less than half of it."
    if given.rule == "too little data":
        return f"It would be judged if it were done {facts.min_executions} times or more."
    if given.rule in facts.routines:
        without = decide(
            replace(facts, routines=tuple(kind for kind in facts.routines if kind != given.rule))
        )
        if without.verdict is not given.verdict:
            return f"Without the {given.rule} the verdict would be “{without.verdict}”."
        return f"Without the {given.rule} the verdict would be the same: {_lower(without.why)}"
    return ""


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _tellable(known: Evidence, scores: Scores) -> NDArray[np.bool_]:
    """Which judged steps may be named in a sentence."""
    return np.asarray(known.told.executions[scores.features.activities] > 0)


def _alike(known: Evidence, scores: Scores, row: int) -> str:
    apart = np.abs(scores.contributions - scores.contributions[row]).sum(axis=1)
    apart[row] = np.inf
    apart[~_tellable(known, scores)] = np.inf
    nearest = int(np.argmin(apart))
    return (
        known.log.activity_names[scores.features.activities[nearest]] if np.isfinite(apart[nearest]) else ""
    )


@dataclass(frozen=True)
class _Change:
    """One criterion moved to where another step has it."""

    column: int
    other: int
    distance: float
    shift: float


def _changes(known: Evidence, scores: Scores, row: int) -> Iterator[_Change]:
    """Changes to the nearest values that other steps have, nearest first within each criterion."""
    tellable = _tellable(known, scores)
    for column in range(len(CRITERIA)):
        ranks, raw = scores.features.ranks[:, column], scores.features.raw[:, column]
        apart = np.abs(ranks - ranks[row])
        usable = tellable & np.isfinite(raw) & (apart > 0)
        for other in np.flatnonzero(usable)[np.argsort(apart[usable], kind="stable")][:_NEAREST]:
            weight = known.weights[column]
            yield _Change(
                column, int(other), float(apart[other]), float(weight * (ranks[other] - ranks[row]))
            )


def _in_one_criterion(known: Evidence, scores: Scores, row: int, verdict_now: tuple[Facts, Decision]) -> str:
    facts, given = verdict_now
    changes = sorted(_changes(known, scores, row), key=lambda one: one.distance)
    if not changes:
        return ""
    shifts = np.array([one.shift for one in changes])
    numbers = scores.features.activities
    order = np.lexsort((numbers, -known.statistics.executions[numbers]))
    log_odds = np.vstack([scores.log_odds, known.resampled])[:, order]
    found = places_if(log_odds, int(np.argsort(order)[row]), shifts, known.settings.interval)
    for change, place in zip(changes, found, strict=True):
        moved = replace(facts, rank_low=place.low, rank_high=place.high, balance=facts.balance + change.shift)
        verdict = decide(moved).verdict
        if verdict is not given.verdict:
            return _told(known, scores, change, verdict)
    return "No single criterion, moved to what another step has, would alter the verdict."


def _told(known: Evidence, scores: Scores, change: _Change, verdict: Verdict) -> str:
    other = int(scores.features.activities[change.other])
    name, like = known.log.activity_names[other], CRITERIA[change.column].sentence(known.told, other)
    return f"The verdict would be “{verdict}” if in one thing it were as “{name}” is: {_lower(like)}"
