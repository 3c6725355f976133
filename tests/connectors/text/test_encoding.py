"""Text of any encoding as UTF-8."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.bytestream import ByteStream, Packed
from connectors.text.encoding import BROKEN, Utf8Stream, sniff_encoding, without_zeros
from mining.errors import NotReadable


def _stream(raw: bytes, said: str = "") -> Utf8Stream:
    return Utf8Stream(ByteStream(io.BytesIO(raw), "log.csv", Packed("log.csv", 0), ()), said)


def _all(stream: Utf8Stream, size: int = 3) -> str:
    return b"".join(iter(lambda: stream.read(size), b"")).decode("utf-8")


@given(st.text(max_size=40), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), st.integers(1, 9))
def test_unicode_goes_through_whatever_the_block_size(text, encoding, size):
    text = "Case ID;" + text
    stream = _stream(text.encode(encoding))
    assert _all(stream, size) == text.removeprefix("\ufeff")
    assert not stream.guessed
    assert not stream.has_broken


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_windows_1252_is_guessed_where_nothing_is_utf8(size):
    text = "plain, then £5 – “quoted” €"
    stream = _stream(text.encode("cp1252"))
    assert _all(stream, size) == text
    assert stream.guessed


def test_bytes_that_are_no_character_are_marked_in_a_utf8_text():
    stream = _stream("é,".encode() + b"\xa3,end")
    assert _all(stream) == f"é,{BROKEN},end"
    assert stream.has_broken
    assert not stream.guessed


def test_a_character_cut_at_the_very_end_is_marked():
    stream = _stream("é,é".encode()[:-1])
    assert _all(stream) == f"é,{BROKEN}"
    assert stream.has_broken


def test_a_replacement_sign_of_the_source_itself_is_no_damage():
    stream = _stream("a�b".encode())
    assert _all(stream) == "a�b"
    assert not stream.has_broken


def test_peeking_takes_nothing_away():
    stream = _stream("aé".encode("utf-16"))
    assert stream.peek(99) == "aé".encode()
    assert _all(stream) == "aé"


@pytest.mark.parametrize("said", ["klingon", "base64", "undefined"])
def test_an_unknown_encoding_is_refused(said):
    with pytest.raises(NotReadable, match="not a text encoding"):
        _stream(b"abc", said)


def test_zeros_are_taken_out_of_utf16_only():
    assert b"<log" in without_zeros("<log><trace/></log>".encode("utf-16-be"))
    assert without_zeros(b"a\0b") == b"a\0b"
    assert sniff_encoding(b"") == ""
