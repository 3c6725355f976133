"""Cells as text."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from connectors.cells import cell_text, is_error


def _cell(value, data_type="n", number_format="General"):
    return SimpleNamespace(value=value, data_type=data_type, number_format=number_format)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" as it is ", " as it is "),
        (False, "FALSE"),
        (7, "7"),
        (7.0, "7"),
        (-0.5, "-0.5"),
        (2**60, str(2**60)),
        (1e300, "1e+300"),
        (datetime.fromisoformat("2025-01-02T03:04:05.600"), "2025-01-02T03:04:05.600000"),
    ],
)
def test_text(value, text):
    assert cell_text(_cell(value)) == text


def test_an_error_has_no_text():
    assert cell_text(_cell("#N/A", "e")) == ""
    assert is_error(_cell("#N/A", "e"))
    assert not is_error(_cell("#N/A", "s"))


def test_zeros_of_the_format_are_kept_for_whole_numbers_only():
    assert cell_text(_cell(42, number_format="00000")) == "00042"
    assert cell_text(_cell(42.5, number_format="00000")) == "42.5"
