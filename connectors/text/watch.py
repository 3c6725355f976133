"""What kinds of trouble a text may hold, seen in its bytes while they pass: cheap, so that checks can be few."""

from __future__ import annotations

import re

from connectors.forward import ForwardStream
from connectors.text.dialect import Dialect
from connectors.text.encoding import Utf8Stream

__all__ = ["Watch"]

_MOJIBAKE = (b"\xc3\x82", b"\xc3\x83", b"\xc3\xa2\xe2")
"""UTF-8 of the characters that begin a character encoded twice."""


class Watch(ForwardStream):
    """A stream of UTF-8 that remembers what passed.

    Parameters
    ----------
    stream
        The text, standing at its first data line.
    dialect
        Its layout.

    Attributes
    ----------
    n_quotes
        Quotes seen.
    has_nul, has_mojibake
        Whether a NUL byte, or what may be the start of a twice encoded character, was seen.
    lines_of_blank_cells
        Physical lines that hold separators and nothing else.
    closed
        Whether it can be read no more.
    """

    def __init__(self, stream: Utf8Stream, dialect: Dialect) -> None:
        self._stream = stream
        self._newline = dialect.newline.encode()
        self._begins_blank = self._newline + dialect.delimiter.encode()
        self._blank_cells = re.compile(
            rb"(?<=[\r\n])" + re.escape(dialect.delimiter.encode()) + rb"+(?=[\r\n])"
        )
        self._line = dialect.first_line - 1
        self._carried = self._newline
        self.n_quotes = 0
        self.has_nul = self.has_mojibake = self.closed = False
        self.lines_of_blank_cells: list[int] = []

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        block = self._stream.read(size)
        self.n_quotes += block.count(b'"')
        self.has_nul = self.has_nul or b"\0" in block
        if not self.has_mojibake and not block.isascii():
            self.has_mojibake = any(mark in block for mark in _MOJIBAKE)
        self._note_blank_cells(self._carried + (block or self._newline))
        return block

    def _note_blank_cells(self, text: bytes) -> None:
        """Note lines of separators only; the last, unfinished line waits for the next block."""
        if self._begins_blank in text:
            for found in self._blank_cells.finditer(text):
                self.lines_of_blank_cells.append(self._line + text.count(self._newline, 0, found.start()))
        end = text.rfind(self._newline)
        self._line += text.count(self._newline, 0, max(end, 0))
        self._carried = text[end:] if end >= 0 else text

    def close(self) -> None:
        """Close the stream."""
        self.closed = True
        self._stream.close()
