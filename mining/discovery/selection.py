"""Which variants a model is made from: the most frequent ones, in an order of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["LogSize", "Selection", "WeightedTrace", "by_frequency", "select"]


@dataclass(frozen=True)
class WeightedTrace:
    """A trace and the number of cases that took it; at least one activity, at least one case."""

    activities: tuple[str, ...]
    n_cases: int

    def __post_init__(self) -> None:
        if not self.activities or self.n_cases < 1:
            raise ValueError("A weighted trace has at least one activity and at least one case.")


@dataclass(frozen=True)
class LogSize:
    """Cases and variants of a log, or of a part of it."""

    n_cases: int
    n_variants: int

    @classmethod
    def of(cls, traces: Sequence[WeightedTrace]) -> LogSize:
        """Return the size of different traces."""
        return cls(sum(trace.n_cases for trace in traces), len(traces))


@dataclass(frozen=True)
class Selection:
    """Variants that a model is measured on, and how many of them, from the first, it is made from."""

    measured: tuple[WeightedTrace, ...]
    n_used: int

    @property
    def used(self) -> tuple[WeightedTrace, ...]:
        """Variants that the model is made from."""
        return self.measured[: self.n_used]

    @property
    def names(self) -> tuple[str, ...]:
        """Activities of the variants measured, sorted."""
        return tuple(sorted({activity for trace in self.measured for activity in trace.activities}))


def by_frequency(traces: Iterable[WeightedTrace]) -> tuple[WeightedTrace, ...]:
    """Return the variants, the most frequent first, ties by activities; like traces are added up."""
    counts: Counter[tuple[str, ...]] = Counter()
    for trace in traces:
        counts[trace.activities] += trace.n_cases
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(WeightedTrace(activities, n_cases) for activities, n_cases in ordered)


def select(ordered: tuple[WeightedTrace, ...], max_variants: int, coverage: float, n_cases: int) -> Selection:
    """Return the most frequent variants, of which those are used that cover a share of `n_cases`.

    As few are used as cover the share; where those at hand cover less, all of them.

    Examples
    --------
    >>> log = (WeightedTrace(("a",), 6), WeightedTrace(("b",), 3), WeightedTrace(("c",), 1))
    >>> [trace.n_cases for trace in select(log, max_variants=10, coverage=0.8, n_cases=10).used]
    [6, 3]
    """
    measured = ordered[:max_variants]
    covered = accumulate(trace.n_cases for trace in measured)
    enough = (number for number, n in enumerate(covered, start=1) if n / n_cases >= coverage)
    return Selection(measured, next(enough, len(measured)))
