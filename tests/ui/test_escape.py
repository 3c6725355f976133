from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.discovery.labels import plain
from ui.escape import as_text


def as_shown(markdown: str) -> str:
    """Return what a reader of Markdown shows of a text in which every punctuation mark is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


@given(st.text())
def test_the_text_that_is_shown_is_the_text_that_was_given(text: str) -> None:
    assert as_shown(as_text(text)) == plain(text).replace("\u2060", "")


@given(st.text(alphabet="![](){}<>$:*_~`#>|\\&;=+-.^\"'/ ax1\n"))
def test_no_punctuation_mark_is_left_to_mean_anything(text: str) -> None:
    assert re.sub(r"\\[!-/:-@\[-`{-~]", "", as_text(text)).strip("ax1 \u2060") == ""


@pytest.mark.parametrize(
    "rewritten",
    [
        "http://",
        "HTTPS://",
        "www.",
        "WWW.",
        ":smile:",
        ":material/home:",
        "me@example",
        "->",
        "<-",
        "--",
        "<=",
        ">=",
        "~=",
    ],
)
def test_what_is_rewritten_after_escaping_is_broken_up(rewritten: str) -> None:
    shown = as_shown(as_text(f"a {rewritten} b"))
    assert shown == f"a {rewritten} b"
    assert rewritten not in re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", as_text(f"a {rewritten} b"))


def test_lines_are_joined() -> None:
    assert as_text("one\n\n# two") == "one \\# two"


def test_ordinary_names_stay_as_they_are() -> None:
    assert as_text("Gwirio ffurflen 12") == "Gwirio ffurflen 12"
