"""Traces of an XES file one after another, however they are written, by a parser that holds one trace at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from connectors.bytestream import Readable
from connectors.xml.wellformed import local_name, refusing_malformed
from mining.errors import NotReadable

__all__ = ["Declared", "Piece", "declare", "read_traces"]

_LONGEST_PIECE = 20_000
Attributes = dict[str, str]


@dataclass
class Declared:
    """Attribute keys that the file declares for every trace and every event."""

    trace: list[str] = field(default_factory=list)
    event: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Piece:
    """A trace, or a part of a very long one.

    Attributes
    ----------
    number
        Which trace of the file it is (1-based); 0 for events that stand in no trace.
    attributes
        Attributes of the trace.
    events
        Attributes of each event.
    """

    number: int
    attributes: Attributes
    events: list[Attributes]


def read_traces(stream: Readable, name: str, declared: Declared) -> Iterator[Piece]:
    """Yield the traces of an XES file; only direct attributes count, nested ones do not.

    Parameters
    ----------
    stream
        The XML, which has passed `connectors.xml.wellformed`.
    name
        What messages call the file.
    declared
        Filled with the globals that stand before the first trace.

    Raises
    ------
    NotReadable
        The XML is malformed or no XES.
    """
    with refusing_malformed(name):
        yield from _pieces(_elements(stream), name, declared)


def _elements(stream: Readable) -> Iterator[etree._Element]:
    parsed = etree.iterparse(
        stream,
        events=("end",),
        tag=("{*}event", "{*}trace", "{*}global"),
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in parsed:
        yield element


def _pieces(elements: Iterator[etree._Element], name: str, declared: Declared) -> Iterator[Piece]:
    number, events, stray = 1, list[Attributes](), list[Attributes]()
    told: Attributes | None = None  # attributes of a trace so long that parts of it are already out
    for position, element in enumerate(elements):
        if position == 0:
            _check(element, name)
        kind = local_name(element)
        if kind == "global":
            declare(element, declared)
        elif kind == "trace":
            yield Piece(number, told or _attributes(element), events)
            number, events, told = number + 1, [], None
            _discard(element)
        else:
            _take_event(element, events, stray)
            if len(events) >= _LONGEST_PIECE:
                told = told or _attributes(element.getparent())
                yield Piece(number, told, events)
                events = []
    if stray:
        yield Piece(0, {}, stray)


def _take_event(element: etree._Element, events: list[Attributes], stray: list[Attributes]) -> None:
    parent = element.getparent()
    in_trace = parent is not None and str(parent.tag).endswith("trace")
    (events if in_trace else stray).append(_attributes(element))
    element.clear()


def _attributes(element: etree._Element | None) -> Attributes:
    """Attributes of a trace or event; lists and containers have no value and are left out."""
    found: Attributes = {}
    for child in element if element is not None else ():
        key, value = child.get("key"), child.get("value")
        if key is not None and value is not None:
            found[key] = value
    return found


def declare(element: etree._Element, declared: Declared) -> None:
    """Note the keys of a ``global`` element."""
    keys = [str(child.get("key")) for child in element if child.get("key") is not None]
    if element.get("scope") in {"trace", "event"}:
        (declared.trace if element.get("scope") == "trace" else declared.event).extend(keys)


def _discard(element: etree._Element) -> None:
    """Free a trace and everything before it."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _check(element: etree._Element, name: str) -> None:
    if local_name(element.getroottree().getroot()) != "log":
        message = (
            f"{name} is XML, but not an XES event log: its first element is no log. Export the log as XES."
        )
        raise NotReadable(message)
