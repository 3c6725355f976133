"""Bytes of a source, decompressed and counted on the way out."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from connectors.forward import ForwardStream
from mining.errors import NotReadable

__all__ = ["ByteStream", "Closable", "Packed", "Readable"]

MAX_BYTES = 8 * 1024**3
"""Most bytes that are read from one compressed file."""

MAX_RATIO = 200
"""Largest credible ratio of unpacked to packed size, once `RATIO_FROM` bytes have come out."""

RATIO_FROM = 100 * 1024**2
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


class Closable(Protocol):
    """Anything held open."""

    def close(self) -> None:
        """Let go of it."""


class Readable(Closable, Protocol):
    """Anything that gives bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


@dataclass(frozen=True)
class Packed:
    """What is known of a compressed source before it is read; `size` 0 means not compressed."""

    shown: str
    size: int


class ByteStream(ForwardStream):
    """Decompressed bytes of a source, counted on the way out.

    Attributes
    ----------
    name
        Name of the innermost file, without ``.gz``.
    closed
        Whether it can be read no more.
    """

    def __init__(self, inner: Readable, name: str, packed: Packed, parents: tuple[Closable, ...]) -> None:
        self.name = name
        self.closed = False
        self._inner = inner
        self._packed = packed
        self._parents = parents
        self._ahead = b""
        self._bytes = 0

    @property
    def is_plain(self) -> bool:
        """Whether the file was not compressed."""
        return self._packed.size == 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end.

        Raises
        ------
        NotReadable
            The compressed file is damaged, cut short, or unpacks without end.
        """
        if self._ahead:
            cut = len(self._ahead) if size < 0 else size
            ahead, self._ahead = self._ahead[:cut], self._ahead[cut:]
            return ahead + self.read() if size < 0 else ahead
        return self._pull(size)

    def peek(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer at the end, without passing over them."""
        while len(self._ahead) < size and (more := self._pull(size - len(self._ahead))):
            self._ahead += more
        return self._ahead[:size]

    def _pull(self, size: int) -> bytes:
        try:
            block = self._inner.read(size)
        except _DAMAGE as error:
            message = (
                f"{self._packed.shown} is damaged or was cut short: its compressed data end too early or do not "
                "add up. Copy or export the file again."
            )
            raise NotReadable(message) from error
        self._bytes += len(block)
        if self._packed.size:
            self._check_size()
        return block

    def _check_size(self) -> None:
        swollen = self._bytes > RATIO_FROM and self._bytes > MAX_RATIO * self._packed.size
        if swollen or self._bytes > MAX_BYTES:
            message = (
                f"{self._packed.shown} unpacks to far more data than its size allows for, so it is not read. "
                "Unpack it yourself and load the file inside, if you trust it."
            )
            raise NotReadable(message)

    def close(self) -> None:
        """Close the stream and what it reads from."""
        self.closed = True
        for handle in (self._inner, *self._parents):
            handle.close()

    def __enter__(self) -> ByteStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
