"""Text of any encoding as a stream of UTF-8 bytes, and what had to be guessed to get it."""

from __future__ import annotations

import codecs
import re

from connectors.bytestream import ByteStream
from connectors.forward import ForwardStream
from mining.errors import NotReadable

__all__ = ["Utf8Stream", "sniff_encoding", "without_zeros"]

BROKEN = "\ufffd"
"""Stands in the stream where bytes of the file were no character."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MOSTLY = 0.4
_ENOUGH = 16


def sniff_encoding(head: bytes) -> str:
    """Return the encoding that the first bytes of a file tell; "" where it is UTF-8 or to be guessed.

    Examples
    --------
    >>> sniff_encoding("id,name".encode("utf-16")), sniff_encoding("id,name,time".encode("utf-16-le"))
    ('utf-16', 'utf-16-le')
    >>> sniff_encoding(b"a,b")
    ''
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if len(head) < _ENOUGH:
        return ""
    half = len(head) // 2
    if head[1::2].count(0) / half > _MOSTLY and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) / half > _MOSTLY and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def without_zeros(head: bytes) -> bytes:
    """Return the first bytes of a text so that ASCII can be found in them, UTF-16 or not."""
    return head.replace(b"\0", b"") if sniff_encoding(head) else head


class Utf8Stream(ForwardStream):
    """A text file as UTF-8 bytes without a byte-order mark.

    UTF-8 goes through as it is. Bytes that are no UTF-8 are taken as Windows-1252 where no real
    UTF-8 character stands in the file up to there; otherwise they become `BROKEN`.

    Parameters
    ----------
    source
        The bytes of the file.
    said
        Encoding that the user named; "" to find out.

    Attributes
    ----------
    guessed
        Whether Windows-1252 was assumed.
    has_broken
        Whether some bytes were no character.
    closed
        Whether it can be read no more.

    Raises
    ------
    NotReadable
        `said` is no encoding.
    """

    def __init__(self, source: ByteStream, said: str) -> None:
        self._source = source
        self._said = said
        self._ready = b""
        self._tail = b""
        self._has_characters = False
        self._decoder: codecs.IncrementalDecoder | None = None
        self.guessed = self.has_broken = self.closed = False
        encoding = said or sniff_encoding(source.peek(4096))
        encoding = "" if encoding.lower() in {"utf-8", "utf8"} else encoding
        if source.peek(3) == codecs.BOM_UTF8:
            source.read(3)
        elif encoding:
            self._decoder = _decoder(encoding, source.name)

    def peek(self, size: int) -> bytes:
        """Return the next `size` bytes of UTF-8, fewer at the end, without passing over them."""
        while len(self._ready) < size and (more := self._next(size - len(self._ready))):
            self._ready += more
        return self._ready[:size]

    def put_back(self, block: bytes) -> None:
        """Have these bytes read next."""
        self._ready = block + self._ready

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes of UTF-8, none at the end."""
        if not self._ready:
            self._ready = self._next(size)
        if size < 0 or len(self._ready) <= size:
            block, self._ready = self._ready, b""
        else:
            block, self._ready = self._ready[:size], self._ready[size:]
        return block

    def _next(self, size: int) -> bytes:
        """Return some more UTF-8, none at the end."""
        while True:
            raw = self._source.read(max(size, 4))
            if self._decoder:
                block = self._decoded(raw, final=not raw)
            else:
                block = self._checked(self._tail + raw, ended=not raw)
            if block or not raw:
                return block

    def _decoded(self, raw: bytes, *, final: bool) -> bytes:
        if self._decoder is None:
            raise AssertionError
        text = self._decoder.decode(raw, final=final)
        self.has_broken |= BROKEN in text
        return text.encode("utf-8", "replace")

    def _checked(self, data: bytes, *, ended: bool) -> bytes:
        """Pass UTF-8 through, holding back a character that the block cuts in two."""
        self._tail = b""
        if data.isascii():
            return data
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            if ended or error.reason != "unexpected end of data" or error.start < len(data) - 3:
                return self._not_utf8(data, ended=ended)
            data, self._tail = data[: error.start], data[error.start :]
        self._has_characters |= not data.isascii()
        return data

    def _not_utf8(self, data: bytes, *, ended: bool) -> bytes:
        characters = len(_UTF8_CHARACTER.findall(data))
        broken = data.decode("utf-8", "replace").count(BROKEN)
        is_utf8 = self._said or self._has_characters or characters >= broken
        self.guessed = not is_utf8
        self._decoder = _decoder("utf-8" if is_utf8 else "cp1252", self._source.name)
        return self._decoded(data, final=ended)

    def close(self) -> None:
        """Close the stream and the file below it."""
        self.closed = True
        self._source.close()


def _decoder(encoding: str, name: str) -> codecs.IncrementalDecoder:
    try:
        b"a".decode(encoding, "ignore")
    except (LookupError, UnicodeError) as error:
        message = f'"{encoding}" is not a text encoding, so {name} was not read. Try "utf-8" or "cp1252".'
        raise NotReadable(message) from error
    return codecs.getincrementaldecoder(encoding)(errors="replace")
