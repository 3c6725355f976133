"""Choices of a seed, as uniform numbers of PCG64 turned into choices by our own arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

__all__ = ["Draw"]

T = TypeVar("T")


class Draw:
    """A stream of choices; the same key gives the same choices.

    Examples
    --------
    >>> Draw(1, "parking").between(2, 4) == Draw(1, "parking").between(2, 4)
    True
    """

    def __init__(self, seed: int, key: str) -> None:
        stream = np.random.SeedSequence([seed, *key.encode()])
        self._uniform = np.random.Generator(np.random.PCG64(stream)).random

    def between(self, low: float, high: float) -> float:
        """A number evenly between two."""
        return low + (high - low) * float(self._uniform())

    def chance(self, share: float) -> bool:
        """Whether something of this probability happens."""
        return float(self._uniform()) < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._uniform() * (high - low + 1))

    def one_of(self, things: Sequence[T]) -> T:
        """One of some things."""
        return things[int(self._uniform() * len(things))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in another order."""
        places = sorted(range(len(things)), key=[float(self._uniform()) for _ in things].__getitem__)
        return [things[place] for place in places]
