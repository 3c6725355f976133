"""Maximal repeats: every stretch that recurs among sequences and cannot be lengthened and recur as often.

By suffix array (prefix doubling, Manber and Myers 1993), common prefixes of its neighbours, and the intervals
of these (Abouelhoda, Kurtz and Ohlebusch 2004): O(n log² n) in NumPy, and one pass in Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Ints", "Repeat", "maximal_repeats", "without_overlaps"]

Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Repeat:
    """A stretch of symbols and where it begins, overlapping places included.

    Attributes
    ----------
    length
        Number of symbols.
    places
        Indices of its first symbols, ascending, shape (k,).
    """

    length: int
    places: Ints


def maximal_repeats(
    symbols: Ints, sequence: Ints, weights: Ints, *, least_weight: int, least_length: int = 2
) -> list[Repeat]:
    """Return the maximal repeats of weighted sequences, in no order that means anything.

    Parameters
    ----------
    symbols
        All sequences one after the other, numbers from 0, shape (n,).
    sequence
        Number of the sequence of each symbol, ascending from 0 without gaps, shape (n,).
    weights
        How many sequences each symbol stands for, shape (n,). A sequence of weight 2 repeats itself.
    least_weight
        Weights of the places of a repeat add up to this or more.
    least_length
        Least number of symbols.
    """
    if not len(symbols):
        return []
    text, index = _with_separators(symbols, sequence)
    levels = _ranks(text)
    rows = np.argsort(levels[-1])
    common = _common_prefixes(rows, levels)
    weight = np.append(weights, 0)[index[rows]]
    before = np.concatenate(([0], np.cumsum(weight)))
    differs = np.concatenate(([0], np.cumsum(np.diff(text[rows - 1]) != 0)))
    found = [
        Repeat(length, np.sort(index[rows[first : last + 1]]))
        for length, first, last in _intervals(common.tolist(), least_length)
        if differs[first] != differs[last] and before[last + 1] - before[first] >= least_weight
    ]
    return found + _lone_wholes(sequence, weights, (levels[-1], common), (least_weight, least_length))


def without_overlaps(places: Ints, length: int) -> Ints:
    """Return the places that are left when each, from the first, rules out those that it overlaps.

    Examples
    --------
    >>> without_overlaps(np.array([0, 2, 4, 9]), 3).tolist()
    [0, 4, 9]
    """
    if (np.diff(places) >= length).all():
        return places
    kept: list[int] = []
    for place in places.tolist():
        if not kept or place >= kept[-1] + length:
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def _with_separators(symbols: Ints, sequence: Ints) -> tuple[Ints, Ints]:
    """Text in which each sequence ends in a separator of its own, and the index of each symbol; n for those."""
    n, n_sequences = len(symbols), int(sequence[-1]) + 1
    text, index = np.full(n + n_sequences, -1), np.full(n + n_sequences, n)
    at = np.arange(n) + sequence
    text[at], index[at] = symbols, np.arange(n)
    text[text < 0] = symbols.max() + 1 + np.arange(n_sequences)
    return text, index


def _ranks(text: Ints) -> list[Ints]:
    """Rank of the stretch of 1, 2, 4, ... symbols from each place, until no two are alike."""
    rank: Ints = np.unique(text, return_inverse=True)[1]
    levels, n, width = [rank], len(text), 1
    while rank.max() < n - 1:
        later = np.concatenate((rank[width:] + 1, np.zeros(min(width, n), dtype=np.int64)))[:n]
        rank = np.unique(rank * (n + 1) + later, return_inverse=True)[1]
        levels.append(rank)
        width *= 2
    return levels


def _common_prefixes(rows: Ints, levels: list[Ints]) -> Ints:
    """Length of what each suffix has in common with the next: halved steps, for no two have a whole level."""
    above, below = rows[:-1].copy(), rows[1:].copy()
    for level in range(len(levels) - 2, -1, -1):
        step = (levels[level][above] == levels[level][below]) * 2**level
        above, below = above + step, below + step
    return above - rows[:-1]


def _intervals(common: list[int], least: int) -> Iterator[tuple[int, int, int]]:
    """Length, first row and last row of every stretch of suffixes that share a prefix of its own length."""
    open_: list[tuple[int, int]] = []
    for row, length in enumerate([*common, 0]):
        first = row
        while open_ and open_[-1][0] > length:
            longer, first = open_.pop()
            yield longer, first, row
        if length >= least and (not open_ or open_[-1][0] < length):
            open_.append((length, first))


def _lone_wholes(
    sequence: Ints, weights: Ints, order: tuple[Ints, Ints], least: tuple[int, int]
) -> list[Repeat]:
    """Whole sequences that are heavy enough alone and stand nowhere else; they are no interval of suffixes."""
    (rank, common), (least_weight, least_length) = order, least
    starts = np.flatnonzero(np.diff(sequence, prepend=-1))
    lengths = np.diff(starts, append=len(sequence))
    row = rank[starts + sequence[starts]]
    shared = np.maximum(np.concatenate(([0], common))[row], np.append(common, 0)[row])
    alone = (shared < lengths) & (lengths >= least_length) & (weights[starts] >= least_weight)
    return [
        Repeat(int(length), np.array([start]))
        for start, length in zip(starts[alone], lengths[alone], strict=True)
    ]
