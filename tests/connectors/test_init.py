"""Choosing a connector."""

from __future__ import annotations

import pytest

from connectors import ReadOptions, connectors, open_source
from mining.errors import NotReadable


def test_connectors_come_in_order_of_their_keys():
    keys = [connector.key for connector in connectors()]
    assert keys == sorted(set(keys))


def test_what_nobody_knows_is_refused_with_the_kinds_there_are(write):
    with pytest.raises(NotReadable, match=r"not a kind of file.*\.csv"):
        open_source(write("only words here", "letter.doc"))


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(write, content):
    with pytest.raises(NotReadable, match=r"log\.csv is empty"):
        open_source(write(content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(NotReadable, match="cannot be opened"):
        open_source(tmp_path / "none.csv")
    with pytest.raises(NotReadable, match="is a folder"):
        open_source(tmp_path)


def test_a_damaged_workbook_is_called_damaged(write):
    with pytest.raises(NotReadable, match="damaged or was cut short"):
        open_source(write(b"PK\x05\x06[Content_Types].xml", "log.xlsx"))


def test_options_reach_the_connector(write, rows):
    raw = open_source(write("a#b\n1#2\n"), ReadOptions(delimiter="#"))
    assert rows(raw) == [("1", "2", 2)]
