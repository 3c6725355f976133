"""Review: what people would do with each step, beside what the program says."""

from __future__ import annotations

import streamlit as st

from ui.access.gate import allowed
from ui.access.roles import Action
from ui.filters.bar import filters_in_words
from ui.needs import needs_analysis, needs_enough_cases, needs_study
from ui.review.desk import Desk
from ui.review.files import show_files
from ui.review.history import show_agreement, show_history
from ui.review.questions import questions_form, show_lifting
from ui.review.refit import show_refit
from ui.review.step import choose_step, review_form, show_evidence
from ui.session import current

study = needs_study()
st.title("Review", anchor=False)
st.write(
    "Say what you would do with each step. Two people share one step in five, and neither sees what the other said. "
    "What you record is kept with what the log showed then."
)
filters_in_words(study)
needs_enough_cases(study)
analysis = needs_analysis(study.part)
if not allowed(Action.REVIEW):
    st.info("You are here to look. Ask an analyst to record reviews.")
    st.stop()

desk = Desk.of(current(), study)
if not desk.reviewer:
    st.info("Say who you are first.")
    st.stop()
desk.say_what_was_recorded()
st.header("Judge a step", anchor=False)
if chosen := choose_step(desk, analysis):
    item, entry = chosen
    show_evidence(desk, analysis, item)
    review_form(desk, analysis, item, entry)
    questions_form(desk, item.activity)
show_lifting(desk)
show_history(desk)
show_agreement(desk)
show_refit(desk, analysis)
show_files(desk)
