"""Which variants a model is made from: the most frequent ones, in an order of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["WeightedTrace", "by_frequency", "most_frequent"]


@dataclass(frozen=True)
class WeightedTrace:
    """A trace and the number of cases that took it; at least one activity, at least one case."""

    activities: tuple[str, ...]
    n_cases: int

    def __post_init__(self) -> None:
        if not self.activities or self.n_cases < 1:
            raise ValueError("A weighted trace has at least one activity and at least one case.")


def by_frequency(traces: Iterable[WeightedTrace]) -> tuple[WeightedTrace, ...]:
    """Return the variants, the most frequent first, ties by activities; like traces are added up."""
    counts: Counter[tuple[str, ...]] = Counter()
    for trace in traces:
        counts[trace.activities] += trace.n_cases
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(WeightedTrace(activities, n_cases) for activities, n_cases in ordered)


def most_frequent(
    ordered: tuple[WeightedTrace, ...], coverage: float, max_variants: int
) -> tuple[WeightedTrace, ...]:
    """Return as few of the ordered variants as cover a share of the cases, at most `max_variants`.

    Examples
    --------
    >>> log = (WeightedTrace(("a",), 6), WeightedTrace(("b",), 3), WeightedTrace(("c",), 1))
    >>> [trace.n_cases for trace in most_frequent(log, coverage=0.8, max_variants=10)]
    [6, 3]
    """
    wanted = coverage * sum(trace.n_cases for trace in ordered)
    covered = 0
    for number, trace in enumerate(ordered[:max_variants], start=1):
        covered += trace.n_cases
        if covered >= wanted:
            return ordered[:number]
    return ordered[:max_variants]
