"""XML checked before it is read."""

from __future__ import annotations

import io

import pytest
from lxml import etree

from connectors.xml import wellformed
from connectors.xml.wellformed import WellFormed, elements_in, local_name, refusing_malformed
from mining.errors import NotReadable

XML = b'<?xml version="1.0"?>\n<log>\n<trace/>\n</log>\n'


def _stream(content: bytes) -> WellFormed:
    return WellFormed(io.BytesIO(content), "log.xes")


@pytest.fixture
def tiny_blocks(monkeypatch):
    monkeypatch.setattr(wellformed, "BLOCK", 5)


def test_what_is_well_formed_passes_through_unchanged(tiny_blocks):
    stream = _stream(XML)
    assert b"".join(iter(lambda: stream.read(3), b"")) == XML
    assert stream.read() == b""


def test_what_is_put_back_is_read_next():
    stream = _stream(XML)
    first, then = stream.read(8), stream.read(4)
    stream.put_back(first + then)
    assert stream.read(len(XML) + 1) == XML


def test_the_parser_is_a_block_ahead(tiny_blocks):
    stream = _stream(b"<log></nolog>")
    with pytest.raises(NotReadable, match="well-formed"):
        while stream.read(1) != b"/":
            pass


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (XML[:-8], 3),
        (XML.replace(b"<trace/>", b"<trace>"), 4),
        (XML + b"<log/>", 5),
        (XML.replace(b"<trace/>", b"\n<trace a='&b;'/>"), 4),
        (XML.replace(b"<trace/>", b"<trace a='\xff'/>"), 3),
        (XML.replace(b"<trace/>", b"<x:trace/>"), 3),
        (XML.replace(b"<trace/>", b"<trace x:key='1'/>"), 3),
        (b"", 0),
    ],
)
def test_what_is_not_is_refused_with_the_line(text, line):
    with pytest.raises(NotReadable, match=f"log.xes is not well-formed XML: .* near line {line}"):
        while _stream(text).read():
            pass


@pytest.mark.parametrize(
    "doctype",
    [b"<!DOCTYPE log>", b"<!DOCTYPE log SYSTEM 'file:///etc/passwd'>", b'<!DOCTYPE log [<!ENTITY a "b">]>'],
)
def test_a_document_type_is_refused_before_anything_is_read(doctype, tiny_blocks):
    stream = _stream(XML[:22] + doctype + XML[22:])
    with pytest.raises(NotReadable, match="declares a DOCTYPE"):
        while b"<log" not in stream.read(100):
            pass


def test_closing_closes_what_is_below():
    inner = io.BytesIO(XML)
    stream = WellFormed(inner, "log.xes")
    stream.close()
    assert inner.closed
    assert not stream.readable()


def test_elements_are_had_out_of_a_text_that_is_not_whole():
    started = elements_in(b'<log xmlns="urn:x"><trace><event/>', ("start",), ("{*}trace", "{*}event"))
    assert [local_name(element) for element in started] == ["trace", "event"]
    assert len(elements_in(b"<event/> ", ("start", "end"))) == 2


def test_only_what_a_parser_says_is_turned_into_a_refusal():
    with pytest.raises(NotReadable, match="near line 1"), refusing_malformed("log.xes"):
        etree.fromstring("<a>")
    with pytest.raises(KeyError), refusing_malformed("log.xes"):
        raise KeyError
