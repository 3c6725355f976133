"""Physical line numbers of records: quoted line ends, blank lines and refused rows all counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["LineCounter"]

Integers = npt.NDArray[np.int64]


class LineCounter:
    """Follows a text record by record, a batch at a time.

    Parameters
    ----------
    first_line
        Physical line on which the first record starts (1-based).
    """

    def __init__(self, first_line: int) -> None:
        self._line = first_line
        self._accepted = 0
        self._refused = 0

    def number(
        self, n_lines: Integers, refused: Sequence[int], refused_lines: Sequence[int]
    ) -> tuple[Integers, Integers]:
        """Return the lines on which records start.

        Parameters
        ----------
        n_lines
            Physical lines of each accepted record of the batch, shape (n,).
        refused
            Numbers (1-based, over all records) of the refused records not yet given a line, ascending.
        refused_lines
            Physical lines of each of those.

        Returns
        -------
        accepted, refused
            Lines of the batch's records, shape (n,), and of those refused records that stand
            before the batch's last one, in order.

        Examples
        --------
        Record 2 of four was refused, record 3 has two lines:

        >>> LineCounter(2).number(np.array([1, 2, 1]), [2], [1])
        (array([2, 4, 6]), array([3]))
        """
        before = np.asarray(refused, dtype=np.int64) - np.arange(len(refused)) - 1 - self._refused
        place = before - self._accepted
        known = int(np.searchsorted(place, len(n_lines)))
        return self._advance(n_lines, place[:known], np.asarray(refused_lines[:known], dtype=np.int64))

    def finish(self, refused_lines: Sequence[int]) -> Integers:
        """Return the lines of the refused records after the last batch.

        Parameters
        ----------
        refused_lines
            Physical lines of each.
        """
        lines = np.asarray(refused_lines, dtype=np.int64)
        place = np.zeros(len(lines), dtype=np.int64)
        return self._advance(np.zeros(0, dtype=np.int64), place, lines)[1]

    def _advance(
        self, n_lines: Integers, place: Integers, refused_lines: Integers
    ) -> tuple[Integers, Integers]:
        spans = np.insert(n_lines, place, refused_lines)
        is_refused = np.insert(np.zeros(len(n_lines), dtype=bool), place, values=True)
        starts = self._line + np.cumsum(spans) - spans
        self._line += int(spans.sum())
        self._accepted += len(n_lines)
        self._refused += len(refused_lines)
        return starts[~is_refused], starts[is_refused]
