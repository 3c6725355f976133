"""A page with next to nothing on it: what Streamlit itself takes to load."""

from __future__ import annotations

import streamlit as st

st.set_page_config(page_title="Empty")
st.title("Empty", anchor=False)
