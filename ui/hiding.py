"""What is hidden on the screens and why, and the setting of how much."""

from __future__ import annotations

import streamlit as st

from ui.study import Study
from ui.work import Work

__all__ = ["choose_what_to_hide", "say_what_is_hidden"]

_CHOICES = (5, 10, 20)


def say_what_is_hidden(work: Work) -> None:
    """Show one line: how much is hidden, why, and that counts are rounded."""
    st.caption(work.untold.sentence)


def choose_what_to_hide(study: Study) -> None:
    """Let a person hide more than usual; to hide less takes the command line and a reason."""
    st.header("What is hidden", anchor=False)
    chosen = st.selectbox(
        "Hide groups of fewer cases than",
        _CHOICES,
        _CHOICES.index(study.whole.settings.hide_below),
        help="Small groups could point at a person. Counts are rounded to the same number.",
        width=320,
    )
    if chosen != study.whole.settings.hide_below:
        study.hide_below(chosen)
    st.write(
        "The counts above are of the file as it was read, and exact. On every other page and in every download, "
        f"groups of fewer than {chosen} cases are hidden and counts are rounded to {chosen}s. Single cases that you "
        "open, and lists of case references, are as they are in the log: do not pass them on."
    )
