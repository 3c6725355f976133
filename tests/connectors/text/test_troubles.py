"""Troubles in words."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from connectors.text.troubles import ENCODED_TWICE, encoded_twice, fields_extra, fields_missing
from mining.quality import Effect


@pytest.mark.parametrize("text", ["£5", "–", "“x”", "é", "Ü", "€", "’"])
def test_text_encoded_twice_is_matched(text):
    twice = text.encode("utf-8").decode("cp1252", "replace")
    assert pc.match_substring_regex(pa.array([twice, text]), ENCODED_TWICE).to_pylist() == [True, False]


@pytest.mark.parametrize("text", ["São Paulo", "SÃO", "Âge", "Ça", "plain", "£5 – €9"])
def test_honest_accents_are_not_matched(text):
    assert pc.match_substring_regex(pa.array([text]), ENCODED_TWICE).to_pylist() == [False]


def test_messages_name_the_width_and_the_separator():
    assert "5 columns" in fields_missing(5).message
    assert "','" in fields_extra(5, ",").remedy
    assert fields_extra(5, ",").effect is Effect.REFUSED
    assert (encoded_twice("Note").column, encoded_twice("Note").effect) == ("Note", Effect.DOUBTED)
