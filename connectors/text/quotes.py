"""Finding the line on which a quote was opened and not closed as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["find_open_quote"]

_QUOTES = re.compile(rb'"+')


def find_open_quote(blocks: Iterable[bytes], delimiter: str, newline: str, first_line: int) -> int | None:
    r"""Return the physical line of the first quote that is opened and not rightly closed, or None.

    A quote opens a text where a field begins. It is closed by the next single quote, after which
    the field must end; where it does not, the quote met was the opening one of a later field, and
    the text before had never been closed.

    Parameters
    ----------
    blocks
        The text after its header, as UTF-8.
    delimiter, newline
        As in `connectors.text.dialect.Dialect`.
    first_line
        Physical line on which `blocks` begin.

    Examples
    --------
    >>> find_open_quote([b'1,"a b"\n2,"c\n3,"d"\n'], ",", "\n", 2)
    3
    >>> find_open_quote([b'1,"a ""b"" c"\n2,5" pipe\n'], ",", "\n", 2) is None
    True
    """
    reading = _Reading(delimiter, newline, first_line)
    for block in blocks:
        if reading.is_misread(block):
            return reading.opened_on
    if reading.is_misread(newline.encode()) or reading.inside:
        return reading.opened_on
    return None


class _Reading:
    """Where the reading of quotes stands between two blocks."""

    def __init__(self, delimiter: str, newline: str, line: int) -> None:
        self._boundary = frozenset(delimiter.encode() + b"\r\n")
        self._newline = newline.encode()
        self._line = line
        self._carried = self._newline
        self._line -= 1  # the carried line end is before the first line
        self.inside = False
        self.opened_on = 0

    def is_misread(self, block: bytes) -> bool:
        """Read on; return whether a text was closed where its field does not end."""
        text = self._carried + block
        # A run of quotes at the very end may go on in the next block, so it is kept for then.
        ready = len(text.rstrip(b'"')) if text.endswith(b'"') else len(text)
        counted = 0
        for run in _QUOTES.finditer(text, 1, ready):
            self._line += text.count(self._newline, counted, run.start())
            counted = run.start()
            if self._is_wrong(text[run.start() - 1], len(run[0]), text[run.end()]):
                return True
        self._line += text.count(self._newline, counted, ready - 1)
        self._carried = text[ready - 1 :]
        return False

    def _is_wrong(self, before: int, n_quotes: int, after: int) -> bool:
        """Take in a run of quotes; a pair inside a text stands for one quote of the text itself."""
        if not self.inside:
            if before not in self._boundary:
                return False
            self.opened_on = self._line
            self.inside = n_quotes % 2 == 1
        elif n_quotes % 2 == 1:
            self.inside = False
        else:
            return False
        return not self.inside and after not in self._boundary
