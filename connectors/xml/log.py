"""An XES file as traces: the quick way for as long as it is written as usual, the slow way from there on."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
from lxml import etree

from connectors.bytestream import ByteStream
from connectors.traces import Declared, Piece, declare, read_traces
from connectors.xml.attributes import Attributes, Traces
from connectors.xml.tags import traces_in
from connectors.xml.wellformed import WellFormed, elements_in, local_name

__all__ = ["read_log"]

_LONGEST = 32 * 1024**2
"""Most bytes of traces that are taken together; a longer trace, or more before the first, is read the slow way."""
_END = b"</trace>"
_PLAIN = {"UTF-8", "UTF8", "ASCII", "US-ASCII"}


def read_log(stream: ByteStream, name: str, declared: Declared, n_events: int) -> Iterator[Traces]:
    """Yield the traces of an XES file, so many together that they have at least `n_events` events.

    Parameters
    ----------
    stream
        The XML.
    name
        What messages call the file.
    declared
        Filled with the globals that stand before the first trace.
    n_events
        At least 1.

    Raises
    ------
    NotReadable
        The XML is malformed, cut short, no XES, or declares a document type.
    """
    source = WellFormed(stream, name)
    unread, n_read = yield from _quickly(source, declared, n_events)
    if unread is None:
        return
    source.put_back(unread)
    for pieces in _together(read_traces(source, name, declared), n_events):
        yield _as_columns(pieces, n_read)


def _quickly(
    source: WellFormed, declared: Declared, n_events: int
) -> Generator[Traces, None, tuple[bytes | None, int]]:
    """Yield traces up to the first that is written in an unusual way; return what is left and how many were read."""
    head, n_read = _head(source), 0
    if not _is_usual(head, declared):
        return head, n_read
    while text := _whole_traces(source, n_events):
        traces = traces_in(text, n_read + 1)
        if traces is None:
            return head + text, n_read
        n_read += len(traces.numbers)
        yield traces
    return None, n_read


def _head(source: WellFormed) -> bytes:
    """Take what stands before the first trace."""
    text = b""
    while (end := text.find(b"<trace")) < 0 and len(text) < _LONGEST and (block := source.read()):
        text += block
    end = len(text) if end < 0 else end
    source.put_back(text[end:])
    return text[:end]


def _is_usual(head: bytes, declared: Declared) -> bool:
    """Whether traces in UTF-8 stand right in the log behind this; if so, note what it declares."""
    try:
        found = elements_in(head + b"<trace> ", ("start",), ("{*}trace", "{*}event"))
    except etree.XMLSyntaxError:
        return False
    log = found[0].getparent() if len(found) == 1 else None  # no trace is met where a comment has not ended
    if log is None or log.getparent() is not None or local_name(log) != "log":
        return False
    if (log.getroottree().docinfo.encoding or "UTF-8").upper() not in _PLAIN:
        return False
    for element in log.iterchildren("{*}global"):
        declare(element, declared)
    return True


def _whole_traces(source: WellFormed, n_events: int) -> bytes:
    """Take traces that have about so many events; what is left at the end; or a part of a very long trace."""
    text, end, found = b"", 0, 0
    while found < n_events and end < _LONGEST:
        stop = text.find(_END, end)
        if stop >= 0:
            found += text.count(b"<event", end, stop)
            end = stop + len(_END)
        elif len(text) - end < _LONGEST and (block := source.read()):
            text += block
        else:
            end = len(text)
            break
    source.put_back(text[end:])
    return text[:end]


def _together(pieces: Iterator[Piece], n_events: int) -> Iterator[list[Piece]]:
    """Gather pieces that have at least so many events; events that stand in no trace stay apart."""
    gathered, found = list[Piece](), 0
    for piece in pieces:
        if piece.number == 0 and gathered:
            yield gathered
            gathered = []
        gathered.append(piece)
        found += len(piece.events)
        if found >= n_events:
            yield gathered
            gathered, found = [], 0
    if gathered:
        yield gathered


def _as_columns(pieces: list[Piece], n_before: int) -> Traces:
    return Traces(
        numbers=np.array([piece.number and piece.number + n_before for piece in pieces]),
        lengths=np.array([len(piece.events) for piece in pieces]),
        attributes=Attributes.of([piece.attributes for piece in pieces]),
        events=Attributes.of([event for piece in pieces for event in piece.events]),
    )
