"""Quotes left open."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.text.quotes import find_open_quote


def _blocks(text: str, size: int) -> list[bytes]:
    raw = text.encode()
    return [raw[start : start + size] for start in range(0, len(raw), size)]


@given(
    table=st.lists(st.lists(st.text('ab,"\n£', max_size=8), min_size=2, max_size=3), max_size=8),
    size=st.integers(1, 40),
)
def test_well_formed_text_has_none(table, size):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table)
    assert find_open_quote(_blocks(text.getvalue(), size), ",", "\n", 2) is None


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 100])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('1,a\n2,"b\n3,c\n', 3),
        ('"1,a\n2,"b",c\n', 2),
        ('1,"a\nb","c""\n2,"d"\n', 3),
        ('1,5" pipe\n2,"b\n\n\n3,"c"\n', 3),
        ('1,"', 2),
    ],
)
def test_the_line_is_where_the_text_was_opened(text, line, size):
    assert find_open_quote(_blocks(text, size), ",", "\n", 2) == line


def test_lines_may_end_in_carriage_returns():
    assert find_open_quote([b'1;a\r2;"b\r3;c\r'], ";", "\r", 2) == 3
