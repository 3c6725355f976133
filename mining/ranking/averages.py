"""Figures averaged over lists, then over organisations, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mining.ranking.statistics import Floats, Ints

__all__ = ["RANDOM", "Averages", "Figure", "RankedList"]

RANDOM = "random order"


@dataclass(frozen=True)
class Figure:
    """A figure with its bootstrap intervals.

    Attributes
    ----------
    value
        On the lists as they are.
    interval_90, interval_95
        Percentile intervals over resamples of the activities within each list.
    """

    value: float
    interval_90: tuple[float, float]
    interval_95: tuple[float, float]

    def __str__(self) -> str:
        """Return the value with its 90 % interval."""
        low, high = self.interval_90
        return f"{self.value:.3f} [{low:.2f}, {high:.2f}]"


@dataclass(frozen=True, eq=False)
class RankedList:
    """One log's labels, and the scores of each way of ranking."""

    organisation: str
    labels: Ints
    scores: dict[str, Floats]

    def resampled(self, random: np.random.Generator) -> RankedList:
        """Return as many activities, drawn with replacement, at least one of them positive."""
        n = len(self.labels)
        drawn = random.integers(0, n, n)
        while not self.labels[drawn].any():
            drawn = random.integers(0, n, n)
        return RankedList(
            self.organisation, self.labels[drawn], {name: s[drawn] for name, s in self.scores.items()}
        )


@dataclass(frozen=True, eq=False)
class Averages:
    """One metric averaged over lists, then organisations: as it is, and in each resample."""

    value: dict[str, float]
    by_organisation: dict[str, dict[str, float]]
    resampled: dict[str, Floats]

    @classmethod
    def of(
        cls,
        lists: list[RankedList],
        draws: list[list[RankedList]],
        metric: Callable[[Ints, Floats], float],
        expected: Callable[[Ints], float],
    ) -> Averages:
        """Return the averages of a metric.

        Parameters
        ----------
        lists, draws
            The lists as they are, and resampled.
        metric, expected
            Of labels and scores; and what a random order has in expectation.
        """

        def averaged(some: list[RankedList], name: str) -> dict[str, float]:
            found: dict[str, list[float]] = {}
            for one in some:
                value = expected(one.labels) if name == RANDOM else metric(one.labels, one.scores[name])
                found.setdefault(one.organisation, []).append(value)
            return {organisation: float(np.mean(values)) for organisation, values in found.items()}

        names = (RANDOM, *lists[0].scores)
        whole = {name: averaged(lists, name) for name in names}
        return cls(
            {name: _mean(whole[name]) for name in names},
            whole,
            {name: np.array([_mean(averaged(draw, name)) for draw in draws]) for name in names},
        )

    def figure(self, name: str) -> Figure:
        """Return the figure of one way of ranking."""
        return _figure(self.value[name], self.resampled[name])

    def difference(self, name: str, other: str) -> Figure:
        """Return the paired difference of two ways of ranking, on the same resamples."""
        return _figure(self.value[name] - self.value[other], self.resampled[name] - self.resampled[other])


def _mean(values: dict[str, float]) -> float:
    return float(np.mean(list(values.values())))


def _figure(value: float, resampled: Floats) -> Figure:
    low, high = np.quantile(resampled, [0.05, 0.95])
    lowest, highest = np.quantile(resampled, [0.025, 0.975])
    return Figure(value, (float(low), float(high)), (float(lowest), float(highest)))
