"""Reviewing one step: what the log tells of it, and the form for a verdict."""

from __future__ import annotations

import streamlit as st

from mining.analysis import Analysis
from mining.errors import ReviewRefused
from mining.feedback.models import model_of
from mining.feedback.queue import CHOSEN, Entry, queue_for, review_queue
from mining.feedback.reasons import REASONS
from mining.feedback.recording import review, snapshot_of
from mining.feedback.records import LONGEST_NOTE
from mining.ranking.opportunities import Opportunity
from mining.ranking.verdicts import Verdict
from mining.reporting.waits import wait_before
from ui.escape import as_text
from ui.filters.wording import in_plain_english
from ui.intake import show_refusal
from ui.panels import show_cases, show_reasons
from ui.review.desk import Desk

__all__ = ["choose_step", "review_form", "show_evidence"]

_MEANT = {
    Verdict.AUTOMATE: "Software does all of it.",
    Verdict.ASSIST: "Software helps; a person decides.",
    Verdict.REDESIGN: "Change how it is done first.",
    Verdict.REMOVE: "It need not be done.",
    Verdict.KEEP_WITH_PEOPLE: "People do it, without software deciding anything.",
    Verdict.ALREADY_AUTOMATED: "Software does it today.",
    Verdict.CANNOT_TELL: "What is known is not enough.",
}


def choose_step(desk: Desk, analysis: Analysis) -> tuple[Opportunity, Entry] | None:
    """Let the reviewer take the next step of their queue, or any other; None where the log has none."""
    items = {item.activity: item for item in analysis.ranking.everything}
    if not items:
        st.info("This log has no step that can be shown.")
        return None
    left = {
        one.activity: one
        for one in queue_for(review_queue(analysis.ranking.opportunities), desk.records, desk.reviewer)
    }
    others = [name for name in items if name not in left]
    n = f"{len(left)} {'step is' if len(left) == 1 else 'steps are'}"
    st.write(
        f"{n} in your queue. You can also choose any other step."
        if left
        else "Your queue is empty. You can still choose any step."
    )
    # A new box after each recording, so that the next step of the queue comes up by itself.
    name = st.selectbox("Step", [*left, *others], key=f"review-step-{len(desk.records)}")
    return items[name], left.get(name, CHOSEN)


def show_evidence(desk: Desk, analysis: Analysis, item: Opportunity) -> None:
    """Show what the log tells of a step; what the program makes of it only to whoever opens it."""
    st.subheader(as_text(item.activity), anchor=False)
    st.write(
        f"Done {item.n_events:,} times in {item.n_cases:,} cases. {as_text(wait_before(analysis.graph, item.activity))}"
    )
    show_reasons(
        item, ("Speaks for automating", "Speaks against"), "Nothing the log shows.",
        lambda one: as_text(one.sentence),
    )  # fmt: skip
    show_cases(desk.study.part, item.activity, item.example_cases)
    with st.expander("What the program says (open it after you have judged)"):
        st.write(f"**{str(item.verdict).capitalize()}.** {as_text(item.why)}")


def review_form(desk: Desk, analysis: Analysis, item: Opportunity, entry: Entry) -> None:
    """Ask for a verdict, reasons and a note, and record them."""
    with st.form(f"review-{len(desk.records)}-{item.activity}"):
        verdict = st.radio(
            "What would you do with this step?",
            list(Verdict),
            index=None,
            format_func=lambda one: str(one).capitalize(),
            captions=[_MEANT[one] for one in Verdict],
        )
        reasons = st.multiselect("Why? Choose one or more", list(REASONS), format_func=REASONS.__getitem__)
        note = st.text_area(
            "Note, if you want to add one",
            max_chars=LONGEST_NOTE,
            height=80,
            help="Write nothing about a person: no names, references or addresses.",
        )
        st.caption(
            "Do not write about a person. What looks like a postcode, a phone number or an e-mail address is masked."
        )
        if not st.form_submit_button("Record"):
            return
    if verdict is None:
        show_refusal("Choose what you would do with this step.")
        return
    filters = tuple(in_plain_english(one) for one in desk.study.filters)
    try:
        found = review(
            snapshot_of(analysis, item, model_of(desk.study.whole.settings.ranking), desk.log, filters),
            desk.reviewer,
            verdict,
            (reasons, note),
            entry,
        )
    except ReviewRefused as refusal:
        show_refusal(str(refusal))
        return
    desk.keep(found, said=f"Recorded “{verdict}” for {item.activity}.")
