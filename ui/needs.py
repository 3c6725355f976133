"""What a page needs before it can draw; without it the page says what to do, and ends."""

from __future__ import annotations

import streamlit as st

from mining.analysis import Analysis
from mining.discovery.process_model import ProcessModel
from mining.errors import ThroughlineError
from mining.results import Unanswered
from ui.intake import open_first, show_refusal
from ui.review.place import keep_up
from ui.session import current
from ui.stages import ANALYSING, MODELLING, stage_bar
from ui.study import Study
from ui.work import Work

__all__ = ["needs_analysis", "needs_enough_cases", "needs_model", "needs_study"]


def needs_study() -> Study:
    """Return the log under study; without one, say what to do and end the page."""
    session = current()
    open_first(session)
    if session.study is None:
        st.info("There is nothing to show yet. Choose a log first.")
        st.page_link("ui/pages/data.py", label="Go to Data")
        st.stop()
    try:
        keep_up(session, session.study)
    except ThroughlineError as refusal:
        # Without them a guard-rail that people asked for would be missing.
        show_refusal(str(refusal))
        st.stop()
    return session.study


def needs_enough_cases(study: Study) -> None:
    """End the page where figures of the cases that pass the filters could point at a person."""
    if secret := study.secret:
        st.info(secret)
        st.stop()


def needs_analysis(work: Work) -> Analysis:
    """Return the ranking and routines of some cases; the first time, show each stage on the way."""
    if work.analysis is None:
        try:
            with stage_bar(ANALYSING) as progress:
                work.analyse(progress)
        except ThroughlineError as refusal:
            show_refusal(str(refusal))
            st.stop()
    return work.analyse()


def needs_model(work: Work) -> ProcessModel | Unanswered:
    """Return the process model of some cases, or why there is none; the first time, show that it is being made."""
    if work.model is None:
        with stage_bar(MODELLING) as progress:
            work.discover(progress)
    return work.discover()
