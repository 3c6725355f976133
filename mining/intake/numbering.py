"""Numbers for the texts of a column, given while its batches stream past: each different text is held once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

__all__ = ["Numbering"]


class Numbering:
    """Numbers texts in the order in which they are first met.

    Parameters
    ----------
    counts_as
        Whether a text gets a number at all.
    most
        Texts met after so many different ones get none.

    Attributes
    ----------
    counts
        How many times each number was given.
    """

    def __init__(self, counts_as: Callable[[str], bool] = lambda _text: True, most: int = 2**31) -> None:
        self._counts_as, self._most = counts_as, most
        self._numbers: dict[str, int] = {}
        self.counts: list[int] = []

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts; the index is the number."""
        return tuple(self._numbers)

    def number(self, texts: pa.StringArray) -> pa.Int32Array:
        """Return the number of each text; null where it is missing or has none."""
        coded = texts.dictionary_encode()
        counts = np.bincount(coded.indices.drop_null().to_numpy(), minlength=len(coded.dictionary))
        different = zip(coded.dictionary.to_pylist(), counts.tolist(), strict=True)
        return pa.array([self._of(text, count) for text, count in different], pa.int32()).take(coded.indices)

    def _of(self, text: str, count: int) -> int | None:
        number = self._numbers.get(text)
        if number is None:
            if not self._counts_as(text) or len(self.counts) >= self._most:
                return None
            number = self._numbers[text] = len(self.counts)
            self.counts.append(0)
        self.counts[number] += count
        return number
