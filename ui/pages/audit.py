"""Audit log: who did what. Only an administrator sees this page."""

from __future__ import annotations

import streamlit as st

from ui.access.gate import audit_records
from ui.access.records import show_records

st.title("Audit log", anchor=False)
st.write(
    "Who did what with which log, the latest first. Times are UTC. The records are personal data of the people named: "
    "read them only to find out what happened to a log. That you opened this page is recorded too."
)
show_records(*audit_records())
