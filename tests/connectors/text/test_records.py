"""Records with their lines."""

from __future__ import annotations

import io

import pytest

from connectors.base import ReadOptions
from connectors.bytestream import ByteStream, Packed
from connectors.text import records as module
from connectors.text.dialect import sniff_dialect
from connectors.text.encoding import Utf8Stream
from connectors.text.records import TooLong, read_records
from connectors.text.watch import Watch


def _records(text: str):
    dialect = sniff_dialect(text, ReadOptions(), "log.csv", complete=True)
    body = text.encode()[dialect.skip :]
    stream = Utf8Stream(ByteStream(io.BytesIO(body), "log.csv", Packed("log.csv", 0), ()), "")
    return read_records(Watch(stream, dialect), dialect)


@pytest.mark.parametrize("size", [16, 40, 10_000])
def test_lines_go_on_over_blocks(monkeypatch, size):
    monkeypatch.setattr(module, "MAX_RECORD", size)
    text = 'id,note\n1,a\n2,"b\nb"\n3\n4,d\n\n5,"e"\n6,f,g\n7,h\n8,"i\n\ni"\n9\n'
    found = list(_records(text))
    rows = [
        (line, *values)
        for part in found
        for line, *values in zip(part.lines.tolist(), *(c.to_pylist() for c in part.columns), strict=True)
    ]
    # The blank line 7 comes as empty fields; lines 5, 9 and 14 hold rows of a wrong width.
    assert rows == [
        (2, "1", "a"),
        (3, "2", "b\nb"),
        (6, "4", "d"),
        (7, "", ""),
        (8, "5", "e"),
        (10, "7", "h"),
        (11, "8", "i\n\ni"),
    ]
    assert [told for part in found for told in part.ragged] == [(5, 1, 1), (9, 3, 1), (14, 1, 1)]


def test_a_record_beyond_the_limit_is_told_apart(monkeypatch):
    monkeypatch.setattr(module, "MAX_RECORD", 32)
    with pytest.raises(TooLong):
        list(_records('id,note\n1,a\n2,"' + "b\n" * 60 + '"\n'))
