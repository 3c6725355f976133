"""A page that works for a second without a word to Streamlit, and tells if a session ran twice at once."""

from __future__ import annotations

import time

import streamlit as st

st.set_page_config(page_title="Slow")
st.button("Again")
runs = st.session_state.setdefault("runs", {"now": 0, "most": 0, "all": 0})
runs["now"] += 1
runs["all"] += 1
runs["most"] = max(runs["most"], runs["now"])
time.sleep(1)
runs["now"] -= 1
st.text(f"{runs['all']} runs, {runs['most']} at a time")
