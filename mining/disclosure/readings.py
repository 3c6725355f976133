"""What other readings of a log change, as it may be told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from mining.disclosure.rounding import down

if TYPE_CHECKING:
    from mining.sensitivity.results import Sensitivity, Trial

__all__ = ["disclosed_sensitivity"]


def disclosed_sensitivity(found: Sensitivity, names: Collection[str], base: int) -> Sensitivity:
    """Return what came of other readings as it may be told.

    Parameters
    ----------
    found
        What came of them.
    names
        Of the steps on the map, as told: the others are not counted or named here either.
    base
        Cases read otherwise are told of in multiples of it, rounded down, and None where there are fewer: they
        are rows that tie or repeat, or cases without an end, and somebody may know whose. With 1, all is told.
    """
    if base <= 1:
        return found
    return replace(
        found,
        trials=tuple(_trial(one, names, base) for one in found.trials),
        steps=tuple(step for step in found.steps if step.activity in names),
    )


def _trial(trial: Trial, names: Collection[str], base: int) -> Trial:
    n_cases = None if trial.n_cases is None else down(trial.n_cases, base) or None
    return replace(trial, n_cases=n_cases, flipped=tuple(name for name in trial.flipped if name in names))
