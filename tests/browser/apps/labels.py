"""A page that puts hostile names through `as_text` into every kind of label that reads Markdown."""

from __future__ import annotations

import streamlit as st

from tests.browser.hostile_names import NAMES
from ui.escape import as_text

st.set_page_config(page_title="Labels")
names = [as_text(name) for name in NAMES]
for number, name in enumerate(names):
    st.markdown(name)
    st.caption(name)
    st.button(name, key=f"button {number}")
    st.metric(name, 1)
    st.checkbox(name, key=f"checkbox {number}")
    with st.expander(name):
        st.text("inside")
st.tabs(names)
st.radio("Radio", names)
st.pills("Pills", names)
