"""Data: choose a log, say which column is which, and see what was wrong with its rows."""

from __future__ import annotations

import streamlit as st

from connectors.detection import preview
from mining.errors import QuestionForUser, ThroughlineError
from sample_logs import samples
from ui.access.gate import allowed
from ui.access.roles import Action
from ui.escape import as_text
from ui.forms import answer_form, mapping_form
from ui.hiding import choose_what_to_hide
from ui.intake import analyse_source, open_first, show_refusal, take_sample, take_upload, upload_suffixes
from ui.quality import show_quality
from ui.session import current

session = current()
st.title("Data", anchor=False)
if allowed(Action.UPLOAD):
    st.write(
        "Choose an event log: one row for each thing that happened, with a case reference, what was done and when. "
        "It stays where this app runs."
    )
    st.header("Choose a log", anchor=False)
    upload = st.file_uploader("Upload an event log", type=upload_suffixes(), key="upload")
    if upload is not None:
        take_upload(session, upload)
    st.write("Or try a synthetic sample:")
    for sample, column in zip(samples(), st.columns(len(samples())), strict=True):
        with column.container(border=True):
            st.subheader(sample.title, anchor=False)
            st.write(sample.description)
            if st.button(f"Use {sample.title.lower()}", key=f"sample-{sample.key}"):
                take_sample(session, sample)

open_first(session)
if session.source:
    st.header("Say which column is which", anchor=False)
    st.write(f"Reading {as_text(session.source.name)}.")
    try:
        chosen = mapping_form(preview(session.source, session.read_options), session.sample_key)
        if chosen:
            analyse_source(session, *chosen)
    except QuestionForUser as question:
        answer_form(session, question)
    except ThroughlineError as refusal:
        show_refusal(str(refusal))

if session.study:
    show_quality(session.study.whole)
    choose_what_to_hide(session.study)
elif not session.source and not allowed(Action.UPLOAD):
    st.info("Nothing is open. The person who runs this service chooses the log that you can look at.")
elif not session.source:
    st.info("Nothing chosen yet. Upload a file, or press one of the sample buttons above.")
