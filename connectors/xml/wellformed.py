"""Bytes of an XML file that a parser has gone over first, so that whoever reads them may rely on their form."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from lxml import etree

from connectors.bytestream import Readable
from connectors.forward import ForwardStream
from mining.errors import NotReadable

__all__ = ["BLOCK", "WellFormed", "elements_in", "local_name", "refusing_malformed"]

BLOCK = 2 * 1024**2
"""Bytes that are checked at a time."""


class WellFormed(ForwardStream):
    """A stream of XML that refuses what is malformed, cut short or declares a document type.

    The parser builds nothing and follows no entity; it only checks, and it is a block ahead of the reader.

    Parameters
    ----------
    inner
        The XML.
    name
        What messages call the file.

    Attributes
    ----------
    closed
        Whether it can be read no more.

    Raises
    ------
    NotReadable
        The XML is malformed, cut short, or declares a document type; or the file itself is damaged. Reading
        raises the same.
    """

    def __init__(self, inner: Readable, name: str) -> None:
        self._inner = inner
        self._name = name
        target = _Nothing(name)
        self._parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)  # type: ignore[arg-type]
        self._ahead = io.BytesIO()
        self._following = self._checked()

    def read(self, size: int = BLOCK, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        block = self._ahead.read(size)
        if block or not self._following:
            return block
        self._ahead = io.BytesIO(self._following)
        self._following = self._checked()
        return self._ahead.read(size)

    def put_back(self, text: bytes) -> None:
        """Let `text` be what is read next."""
        self._ahead = io.BytesIO(text + self._ahead.read())

    def _checked(self) -> bytes:
        block = self._inner.read(BLOCK)
        with refusing_malformed(self._name):
            if block:
                self._parser.feed(block)
            else:
                self._parser.close()
        # A wrong namespace is told, but does not stop the parser.
        faults = self._parser.feed_error_log.filter_from_errors()
        if faults:
            raise _malformed(self._name, faults[0].line)
        return block

    def close(self) -> None:
        """Close the stream and what it reads from."""
        self.closed = True
        self._inner.close()


class _Nothing:
    """What the parser builds: nothing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def doctype(self, *_: object) -> None:
        message = (
            f"{self._name} declares a DOCTYPE with entities, which an XES log does not need and an attacker does, "
            "so it is not read. Export the log again without it."
        )
        raise NotReadable(message)

    def close(self) -> None:
        """End the document."""


@contextmanager
def refusing_malformed(name: str) -> Iterator[None]:
    """Turn what the parser says of malformed XML into a refusal that tells the line.

    Raises
    ------
    NotReadable
        The XML is malformed or was cut short.
    """
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error.lineno) from error


def _malformed(name: str, line: int | None) -> NotReadable:
    message = (
        f"{name} is not well-formed XML: it is damaged or was cut short near line {line}. "
        "Copy or export it again."
    )
    return NotReadable(message)


def elements_in(
    text: bytes, events: tuple[Literal["start", "end"], ...], tag: tuple[str, ...] = ("{*}*",)
) -> list[etree._Element]:
    """Return the elements that start, or start and end, in an XML text that need not be whole.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        The text is malformed.
    """
    parser = etree.XMLPullParser(events, tag=tag, resolve_entities=False, no_network=True)
    parser.feed(text)
    return [element for _, element in parser.read_events() if isinstance(element, etree._Element)]


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
