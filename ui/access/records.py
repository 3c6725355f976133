"""The audit log on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from mining.audit.entry import Entry
from mining.audit.verification import Verification
from ui.escape import as_text

__all__ = ["show_records"]


def show_records(entries: Sequence[Entry], verification: Verification) -> None:
    """Show whether the log is intact, and its records."""
    show = st.success if verification.is_intact else st.error
    show(as_text(verification.sentence))
    st.table(
        {
            "When (UTC)": [entry.at[:19].replace("T", " ") for entry in entries],
            "Who": [as_text(entry.person) for entry in entries],
            "Role": [as_text(entry.role) for entry in entries],
            "What": [as_text(entry.action) for entry in entries],
            "Log": [as_text(entry.log) for entry in entries],
            "File or reason": [as_text(entry.detail) for entry in entries],
            "Session": [entry.session for entry in entries],
        },
        hide_index=True,
    )
    if len(entries) < verification.n:
        st.caption(
            f"The latest {len(entries):,} of {verification.n:,} records. All of them are in the files."
        )
