"""Layout from the first records."""

from __future__ import annotations

import pytest

from connectors.base import ReadOptions
from connectors.text.dialect import sniff_dialect
from mining.errors import NotReadable


def _sniff(head: str, *, complete: bool = True, **options):
    return sniff_dialect(head, ReadOptions(**options), "log.csv", complete=complete)


def test_decimal_commas_do_not_hide_semicolons():
    assert _sniff("id;cost;time\n1;1,5;2,5\n2;3,5;4,5\n").delimiter == ";"


def test_quoted_separators_do_not_count():
    assert _sniff('id|note\n1|"a;b;c"\n2|"d;e;f"\n').delimiter == "|"


def test_excel_may_say_the_separator_itself():
    found = _sniff("sep=;\nid;a,b\n1;c,d\n")
    assert (found.delimiter, found.names, found.first_line) == (";", ("id", "a,b"), 3)


def test_a_header_over_several_lines_is_skipped_whole():
    found = _sniff('id,"two\nlines"\n1,a\n')
    assert (found.header, found.first_line, found.skip) == (("id", "two\nlines"), 3, len('id,"two\nlines"\n'))


def test_trailing_columns_without_name_or_value_are_dropped():
    found = _sniff("id,activity,,\n1,a\n2,b\n")
    assert (found.names, found.n_named) == (("id", "activity"), 2)


def test_a_first_column_without_name_is_kept():
    assert _sniff(",activity\n0,a\n1,b\n").names == ("Column 1", "activity")


@pytest.mark.parametrize("said", ["||", '"', "\n", "§"])
def test_a_separator_that_cannot_be_one_is_refused(said):
    with pytest.raises(NotReadable, match="cannot separate"):
        _sniff("a,b\n1,2\n", delimiter=said)


def test_a_separator_that_is_not_there_is_refused():
    with pytest.raises(NotReadable, match="not a table with the separator"):
        _sniff("a,b\n1,2\n", delimiter=";")


def test_a_header_without_names_is_refused():
    with pytest.raises(NotReadable, match="no column names"):
        _sniff(",,\n1,,\n2,,\n")


def test_more_names_than_fields_are_refused():
    with pytest.raises(NotReadable, match="3 column names but 2 fields"):
        _sniff("a,b,c\n1,2\n3,4\n")


def test_a_header_alone_is_enough_where_more_text_follows():
    assert _sniff("a,b\n1,", complete=False).names == ("a", "b")
