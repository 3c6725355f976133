"""Files that are no logs."""

from __future__ import annotations

import gzip

import pytest

from connectors.strangers import stranger


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"SQLite format 3\x00", "database"),
        (b"\n  <html lang=en>", "web page"),
        (b"\xef\xbb\xbf<!-- saved --><!DOCTYPE HTML>", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (b'<?xml version="1.0"?><bpmn/>', "XML, but not an XES"),
        (b"\x80\x04\x95", "pickle"),
        (b"cposix\nsystem\n(S'x'\n", "pickle"),
        (b'{"requests": []}', "JSON"),
        (b'[{"id": 1}]', "JSON"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04\x00", "zip package"),
    ],
)
def test_is_named_with_a_remedy(head, what):
    said = stranger(head)
    assert what in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    "head",
    [
        b"Case ID,Activity\n1,<b>x</b>\n",
        "Réf;Étape\n1;é\n".encode("cp1252"),
        "a,b\n1,2\n".encode("utf-16-le"),
        b"MZ ref,PK number\n1,2\n",
        b"[Case ID],[Activity]\n1,2\n",
        b"id\x1fname\n1\x1fx\n",
        b"a,b\n1,x\0y\n",
    ],
)
def test_tables_are_no_strangers(head):
    assert stranger(head) == ""


def test_compressed_bytes_are_binary():
    assert stranger(gzip.compress(bytes(range(256)) * 9)[10:]).startswith("binary")
