"""Counted bytes."""

from __future__ import annotations

import io

import pytest

from connectors import bytestream
from connectors.bytestream import ByteStream, Packed
from mining.errors import NotReadable


def _stream(content: bytes, size: int = 0) -> ByteStream:
    return ByteStream(io.BytesIO(content), "log.csv", Packed("log.csv.gz", size), ())


def test_peeking_takes_nothing_away():
    stream = _stream(b"abcdef")
    assert (stream.peek(4), stream.peek(2), stream.read(3), stream.read(9), stream.read(9)) == (
        b"abcd",
        b"ab",
        b"abc",
        b"d",
        b"ef",
    )
    assert stream.read() == b""


def test_everything_is_read_without_a_size():
    stream = _stream(b"abcdef")
    stream.peek(2)
    assert stream.read() == b"abcdef"


def test_closing_closes_what_is_below():
    inner, outer = io.BytesIO(), io.BytesIO()
    with ByteStream(inner, "x", Packed("x", 0), (outer,)) as stream:
        assert stream.readable()
        assert not stream.seekable()
        assert not stream.writable()
    assert inner.closed
    assert outer.closed
    assert not stream.readable()


def test_the_total_is_bounded(monkeypatch):
    monkeypatch.setattr(bytestream, "MAX_BYTES", 10)
    assert _stream(b"x" * 100).read() == b"x" * 100
    with pytest.raises(NotReadable, match="far more data"):
        _stream(b"x" * 100, size=90).read()
