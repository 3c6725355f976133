"""The questions about a step that no log answers, and the guard-rails an administrator may lift."""

from __future__ import annotations

import streamlit as st

from mining.errors import ReviewRefused
from mining.feedback.questions import QUESTIONS, answers, lifting, may_be_lifted
from mining.feedback.records import LONGEST_NOTE, Answer, Answers, standing
from ui.access.gate import allowed
from ui.access.roles import Action
from ui.intake import show_refusal
from ui.review.desk import Desk

__all__ = ["questions_form", "show_lifting"]

_ANSWERS: tuple[Answer, ...] = ("yes", "no", "don't know")


def questions_form(desk: Desk, activity: str) -> None:
    """Ask the five questions about a step and record what is answered."""
    before = {
        key: answer
        for one in standing(desk.records)
        if isinstance(one, Answers) and (one.reviewer, one.activity) == (desk.reviewer, activity)
        for key, answer in one.said.items()
    }
    with (
        st.expander("Five questions the log cannot answer"),
        st.form(f"questions-{len(desk.records)}-{activity}"),
    ):
        said = {
            one.key: st.radio(
                one.text,
                _ANSWERS,
                index=_ANSWERS.index(before[one.key]) if one.key in before else None,
                format_func=str.capitalize,
                horizontal=True,
            )
            for one in QUESTIONS
        }
        st.caption(
            "A “yes” holds the step back from automation. A “no” lifts nothing by itself: an administrator must agree."
        )
        if not st.form_submit_button("Record answers"):
            return
    try:
        found = answers(activity, desk.reviewer, {key: one for key, one in said.items() if one})
    except ReviewRefused as refusal:
        show_refusal(str(refusal))
        return
    desk.keep(found, said=f"Recorded your answers about {activity}.")


def show_lifting(desk: Desk) -> None:
    """Let an administrator agree with a “no” of somebody else, with a reason."""
    open_ones = may_be_lifted(desk.records, desk.reviewer)
    if not open_ones or not allowed(Action.SETTINGS):
        return
    st.header("Guard-rails to lift", anchor=False)
    st.write(
        "The name of these steps holds them back, and a reviewer says “no”. Lift it only if you are sure."
    )
    with st.form(f"lifting-{len(desk.records)}"):
        what = st.selectbox(
            "Step and question", open_ones, format_func=lambda one: f"{one[0]}: {one[1].text}"
        )
        reason = st.text_area("Why", max_chars=LONGEST_NOTE, height=80, help="It stands in the report.")
        if not st.form_submit_button("Lift the guard-rail"):
            return
    try:
        found = lifting(desk.records, desk.reviewer, what, reason)
    except ReviewRefused as refusal:
        show_refusal(str(refusal))
        return
    desk.keep(found, said=f"Lifted for {what[0]}.", action=Action.SETTINGS)
