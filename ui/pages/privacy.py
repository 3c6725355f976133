"""Privacy: what becomes of personal data, the impact assessment, and deleting a log."""

from __future__ import annotations

import streamlit as st

from mining.privacy.dataflow import data_flow, dpia
from ui.access.exports import export_button
from ui.access.gate import allowed
from ui.access.roles import Action
from ui.needs import needs_study
from ui.privacy import deletion_button, facts_table, find_a_case, whereabouts
from ui.session import current

session = current()
st.title("Privacy", anchor=False)
if session.deletion:
    st.success(session.deletion)
study = needs_study()
log, where, least = study.whole.log, whereabouts(session), study.whole.settings.hide_below

st.header("What becomes of personal data", anchor=False)
st.write("Told from the settings that this log really has.")
facts_table(data_flow(log, where, least))

st.header("Impact assessment", anchor=False)
st.write(
    "A data protection impact assessment (DPIA), filled in as far as this program knows. People complete it."
)
export_button("DPIA (HTML, one page)", lambda: dpia(log, where, least), "dpia.html", log=log.name)

if allowed(Action.OPEN_CASE):
    st.header("Find a case", anchor=False)
    st.write("For example when somebody asks what is held about them. What you type is not written anywhere.")
    find_a_case(log)

if allowed(Action.DELETE):
    st.header("Delete", anchor=False)
    st.write("When the work is done, or when somebody asks for it.")
    deletion_button(session)
