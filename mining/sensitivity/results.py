"""What came of trying other readings of a log: what was tried, and whether each conclusion holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Firmness", "Sensitivity", "Stability", "Trial"]


class Firmness(StrEnum):
    """Whether a conclusion holds under every other reading that was tried."""

    STABLE = "stable"
    FRAGILE = "fragile"
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class Trial:
    """One other reading of the log that the data leave open.

    Attributes
    ----------
    key
        Stable name for machines.
    question, taken, other, rule
        What the log leaves open, how the analysis reads it, the other way, and how the cases or events meant
        are told.
    n_cases
        Cases that are read otherwise or left out; None where it was not tried, or where they are too few to show.
    flipped
        Names of the steps whose verdict or place it changes, in the order of the ranking.
    not_tried
        Why it could not be tried; "" where it was.
    """

    key: str
    question: str
    taken: str
    other: str
    rule: str
    n_cases: int | None = None
    flipped: tuple[str, ...] = ()
    not_tried: str = ""

    @property
    def n_flipped(self) -> int:
        """How many steps it changes."""
        return len(self.flipped)


@dataclass(frozen=True)
class Stability:
    """How firm the conclusion about one step is.

    Attributes
    ----------
    activity
        Its name.
    firmness
        The word for it.
    flips
        What would change its verdict, move it out of its rank interval, or in or out of the first five: one
        sentence for each reading that does.
    """

    activity: str
    firmness: Firmness
    flips: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sensitivity:
    """How firm the conclusions of an analysis are.

    Attributes
    ----------
    trials
        The other readings that this log leaves open, tried or not. None at all: the log leaves nothing open
        that this program knows to ask.
    steps
        One for each step of the ranking, in the same order.
    not_run
        Why nothing was tried, if so; then every step is *not tried*.
    """

    trials: tuple[Trial, ...]
    steps: tuple[Stability, ...]
    not_run: str = ""

    def of(self, activity: str) -> Stability:
        """Return the stability of a step; *not tried* where it is not known of."""
        found = (one for one in self.steps if one.activity == activity)
        return next(found, Stability(activity, Firmness.NOT_TRIED))

    @property
    def summary(self) -> str:
        """What was tried and what came of it, in a sentence or two."""
        if self.not_run:
            return self.not_run
        if not self.trials:
            return "The log leaves nothing open that could be read another way, so every step is stable."
        tried = [one for one in self.trials if not one.not_tried]
        n_fragile = sum(one.firmness is Firmness.FRAGILE for one in self.steps)
        told = (
            f"{_counted(len(tried), 'other reading')} of this log tried. "
            f"Fragile: {n_fragile} of {_counted(len(self.steps), 'step')}."
        )
        left = len(self.trials) - len(tried)
        return told + (f" {_counted(left, 'further reading')} could not be tried." if left else "")


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"
