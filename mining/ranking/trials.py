"""Every definition that was tried on the labelled logs, so that the best figure can be judged fairly.

The definitions in use were chosen by the text of the method, before the figures; the others were run to
see how much the choice matters. A trial is an equal-weights and a classifier figure on the same rows.
"""

from __future__ import annotations

from itertools import product

__all__ = ["TRIALS"]

_FORMULAS = (
    "as in use",
    "gaps as log(1 + hours)",
    "prior-follow without start and end of the case",
    "entropies without repeats of the step itself",
)
_RANKS = ("percentile ranks from 0 to 1", "percentile ranks from 1/n to 1")
_AMONG = ("ranked among steps done 20 times", "ranked among steps with 20 known performers")

TRIALS: tuple[str, ...] = tuple("; ".join(choice) for choice in product(_FORMULAS, _RANKS, _AMONG))
"""Variants run on these logs in this project; the text it follows reports about 70 more on wider data."""
