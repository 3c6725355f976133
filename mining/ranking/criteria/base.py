"""What a criterion is: a question asked of every activity, as a frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mining.ranking.statistics import Floats, Statistics

__all__ = ["Criterion"]


@dataclass(frozen=True)
class Criterion:
    """One criterion of suitability for automation.

    Attributes
    ----------
    key
        Stable name for machines.
    question
        What it asks, in plain words.
    higher_means
        What a high raw value says about the step.
    reference
        Where the formula comes from, and where ours differs.
    order
        Place among the criteria, lowest first.
    suitable
        Whether a high or a low raw value speaks for automation.
    low, high
        Range of the raw value; `high` may be infinite.
    answers_always
        False where the value may be NaN: not answerable for that activity.
    assess
        Raw value of each activity of the statistics, shape (m,).
    sentence
        The raw value of one activity, by its number, in plain words.
    """

    key: str
    question: str
    higher_means: str
    reference: str
    order: int
    suitable: Literal["high", "low"]
    low: float
    high: float
    answers_always: bool
    assess: Callable[[Statistics], Floats]
    sentence: Callable[[Statistics, int], str]
