from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mining.discovery.labels import plain, text_width, wrapped


def test_plain_keeps_ordinary_text_of_any_script() -> None:
    assert plain("Gwirio’r ffurflen – 表 ü 😀") == "Gwirio’r ffurflen – 表 ü 😀"


def test_plain_drops_control_characters_and_marks_that_turn_the_reading_order() -> None:
    assert plain("pay\x00ment \x1b[31m\u202etxt.exe\u2066\r\n x\ufffe") == "pay ment [31m txt.exe x"


@given(st.text())
def test_plain_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once == once.strip()
    assert all(mark.isprintable() or mark in "\u00ad" or mark > "\x7f" for mark in once)


def test_a_name_that_fits_stays_on_one_line() -> None:
    assert wrapped("Triage", width=150, size=14, lines=3) == ("Triage",)


def test_a_name_breaks_at_spaces_and_after_underscores() -> None:
    # A lower-case letter is 0.58 of the size: 10 of them at size 10 are 58 px.
    assert wrapped("aaaaa bbbbb", width=60, size=10, lines=3) == ("aaaaa", "bbbbb")
    assert wrapped("aaaaa_bbbbb", width=60, size=10, lines=3) == ("aaaaa_", "bbbbb")


def test_a_word_longer_than_a_line_is_cut_within() -> None:
    assert wrapped("a" * 15, width=60, size=10, lines=3) == ("a" * 10, "a" * 5)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrapped("aaaa bbbb cccc dddd", width=30, size=10, lines=2) == ("aaaa", "bbbb…")


@given(st.text(min_size=1), st.integers(1, 4))
def test_lines_fit_their_width_and_their_number(text: str, lines: int) -> None:
    broken = wrapped(text, width=100, size=10, lines=lines)
    assert 1 <= len(broken) <= lines
    assert all(text_width(line, 10) <= 100 for line in broken)


@given(st.text(alphabet="abc de_-", max_size=30))
def test_nothing_is_lost_when_there_is_room_enough(text: str) -> None:
    joined = "".join(wrapped(text, width=40, size=10, lines=99))
    assert joined.replace(" ", "") == plain(text).replace(" ", "")
