"""Column names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connectors.header import name_columns, stripped
from mining.rawtable import LINE


def test_blanks_of_every_kind_are_stripped():
    assert stripped("\ufeff\u00a0 Case\u00a0ID\t\u200b") == "Case\u00a0ID"


def test_good_names_stay_without_a_remark():
    assert name_columns(["a", "B b", "c"]) == (("a", "B b", "c"), ())


def test_repeats_are_numbered_around_names_already_there():
    assert name_columns(["Note", "Note (2)", "Note", "Note"])[0] == (
        "Note",
        "Note (2)",
        "Note (3)",
        "Note (4)",
    )


def test_our_own_column_name_is_not_taken():
    names, _ = name_columns([LINE])
    assert names == (f"{LINE} (2)",)


@given(st.lists(st.sampled_from(["a", " a", "a (2)", "", "Column 2", "b"]), max_size=12))
def test_names_are_unique_and_none_is_empty(written):
    names, _ = name_columns(written)
    assert len(set(names)) == len(names) == len(written)
    assert all(names)
