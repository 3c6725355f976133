"""What follows what within variants: pairs, pairs two steps apart, and triples, counted over cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

__all__ = ["Windows", "windows"]

_Seen = TypeVar("_Seen")


@dataclass(frozen=True)
class Windows:
    """How often each thing happened in all cases together.

    Attributes
    ----------
    singles
        Executions of each activity.
    pairs
        One activity directly followed by another.
    apart
        One activity followed by another with exactly one in between.
    triples
        Three activities in a row.
    """

    singles: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    apart: Counter[tuple[str, str]] = field(default_factory=Counter)
    triples: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def windows(variants: Iterable[tuple[list[str], int]]) -> Windows:
    """Return the counts over all cases; a variant of n cases counts n times.

    Examples
    --------
    >>> windows([(["a", "b", "a"], 2)]).triples
    Counter({('a', 'b', 'a'): 2})
    """
    counts = Windows()
    for trace, n_cases in variants:
        _add(counts.singles, trace, n_cases)
        _add(counts.pairs, pairwise(trace), n_cases)
        _add(counts.apart, zip(trace, trace[2:], strict=False), n_cases)
        _add(counts.triples, zip(trace, trace[1:], trace[2:], strict=False), n_cases)
    return counts


def _add(counts: Counter[_Seen], seen: Iterable[_Seen], n_cases: int) -> None:
    for one in seen:
        counts[one] += n_cases
