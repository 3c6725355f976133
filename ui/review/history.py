"""What a reviewer has recorded, taking it back, and how far two reviewers agree."""

from __future__ import annotations

import streamlit as st

from mining.errors import ReviewRefused
from mining.feedback.agreement import agreement
from mining.feedback.reasons import REASONS
from mining.feedback.recording import undo
from mining.feedback.records import OURS, Review, standing
from mining.results import Unanswered
from ui.escape import as_text
from ui.intake import show_refusal
from ui.review.desk import Desk

__all__ = ["show_agreement", "show_history"]


def show_history(desk: Desk) -> None:
    """Show the reviewer's own reviews and let them take one back; nobody sees another's here."""
    mine = [
        one
        for one in reversed(standing(desk.records))
        if isinstance(one, Review) and one.reviewer == desk.reviewer and one.organisation == OURS
    ]
    st.header("What you recorded", anchor=False)
    if not mine:
        st.write("Nothing yet.")
        return
    st.table(
        {
            "When (UTC)": [_when(one) for one in mine],
            "Step": [as_text(one.snapshot.activity) for one in mine],
            "Verdict": [str(one.verdict).capitalize() for one in mine],
            "Why": [as_text("; ".join(REASONS.get(key, key) for key in one.reasons)) for one in mine],
            "Note": [as_text(one.note) for one in mine],
        },
        hide_index=True,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Take one back",
            mine,
            format_func=lambda one: f"{one.snapshot.activity}: {one.verdict} ({_when(one)})",
            key=f"take-back-{len(desk.records)}",
        )
        taken = st.button("Take it back")
    st.caption("What is taken back no longer counts. It stays in the file, marked so.")
    if taken:
        try:
            back = undo(desk.records, chosen.id, desk.reviewer)
        except ReviewRefused as refusal:
            show_refusal(str(refusal))
            return
        desk.keep(back, said=f"Took back “{chosen.verdict}” for {chosen.snapshot.activity}.")


def _when(one: Review) -> str:
    return one.at[:16].replace("T", " ")


def show_agreement(desk: Desk) -> None:
    """Show Cohen's kappa of the steps that two people judged, or why it is not told."""
    st.header("Do reviewers agree?", anchor=False)
    found = agreement(desk.records)
    st.write(found.reason if isinstance(found, Unanswered) else str(found))
