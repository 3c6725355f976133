"""What passes through the watch is remembered."""

from __future__ import annotations

import io

import pytest

from connectors.base import ReadOptions
from connectors.bytestream import ByteStream, Packed
from connectors.text.dialect import sniff_dialect
from connectors.text.encoding import Utf8Stream
from connectors.text.watch import Watch

DIALECT = sniff_dialect("a,b,c\n1,2,3\n", ReadOptions(), "log.csv", complete=True)


def _watched(body: bytes, size: int) -> Watch:
    stream = Utf8Stream(ByteStream(io.BytesIO(body), "log.csv", Packed("log.csv", 0), ()), "")
    watch = Watch(stream, DIALECT)
    assert b"".join(iter(lambda: watch.read(size), b"")) == body
    return watch


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_of_separators_only_are_found(size):
    watch = _watched(b"1,2,3\n,,\n\n,x,\n,,\n,,", size)
    assert watch.lines_of_blank_cells == [3, 6, 7]


def test_trouble_is_noticed():
    watch = _watched('1,"£",â€“\0\n'.encode(), 4)
    assert (watch.n_quotes, watch.has_nul) == (2, True)
    assert _watched("1,Â£,3\n".encode(), 100).has_mojibake
    clean = _watched("1,£,é\n".encode(), 100)
    assert (clean.n_quotes, clean.has_nul, clean.has_mojibake) == (0, False, False)


def test_closing_closes_what_is_below():
    watch = _watched(b"1,2,3\n", 100)
    assert watch.readable()
    assert not watch.seekable()
    assert not watch.writable()
    watch.close()
    assert not watch.readable()
