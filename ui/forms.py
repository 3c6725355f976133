"""Forms: which column plays which part, proposed from the file and confirmed by the person."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import available_timezones

import streamlit as st

from connectors.detection import Preview
from mining.errors import QuestionForUser
from mining.mapping import DateOrder, Mapping, ReadingRules
from mining.privacy.rules import PrivacyRules
from sample_logs import samples
from ui.escape import as_text
from ui.session import Session

__all__ = ["answer_form", "mapping_form"]

_PARTS = {
    "case": ("Case reference", "The reference that all rows of one request share."),
    "activity": ("Activity", "What was done."),
    "timestamp": ("Completed at", "When it was done."),
    "start": ("Started at (if known)", "When the work on it began. Leave empty if the log does not tell."),
    "resource": ("Done by (if known)", "Who or what did it. Used to find steps that systems do already."),
    "channel": ("Channel (if known)", "How the citizen came: web, phone, post."),
    "system": ("System (if known)", "Which software recorded it. Used to find re-keying."),
    "lifecycle": ("Lifecycle (if known)", "Whether the row is the start or the completion of a step."),
}
_NONE = "(none)"
_ORDERS: dict[str, DateOrder | None] = {
    "Let the dates decide, and ask if they cannot": None,
    "Day first (31/12/2025)": "dmy",
    "Month first (12/31/2025)": "mdy",
}


def mapping_form(preview: Preview, sample_key: str) -> tuple[Mapping, ReadingRules] | None:
    """Show the proposed mapping with its reasons; return what was confirmed, or None before that."""
    st.write("The first rows:")
    st.dataframe(preview.sample.select(list(preview.columns)).slice(0, 5).to_pandas(), hide_index=True)
    known = {sample.key: sample for sample in samples()}.get(sample_key)
    proposed = known.mapping if known else preview.proposal.mapping
    with st.form("mapping"):
        chosen = _parts(preview, proposed, has_reasons=known is None)
        rules = _rules(known.rules if known else ReadingRules())
        confirmed = st.form_submit_button("Analyse this log")
    if not confirmed:
        return None
    wide = proposed.milestones if not (chosen["activity"] and chosen["timestamp"]) else ()
    return replace(Mapping(milestones=wide), **chosen), rules  # type: ignore[arg-type]


def answer_form(session: Session, question: QuestionForUser) -> None:
    """Ask what a file leaves open before its columns can be seen: which sheet, which file of an archive."""
    st.warning(as_text(str(question)))
    is_sheet = "sheet" in question.about
    with st.form("answer"):
        answer = st.text_input("Name of the sheet" if is_sheet else "Name of the file")
        if st.form_submit_button("Read this one") and answer:
            said = session.read_options
            session.read_options = replace(said, sheet=answer) if is_sheet else replace(said, member=answer)
            st.rerun()


def _parts(preview: Preview, proposed: Mapping, *, has_reasons: bool) -> dict[str, str]:
    """One choice a part, in two columns."""
    if proposed.is_wide:
        steps = ", ".join(f"{as_text(m.column)} as “{as_text(m.activity)}”" for m in proposed.milestones)
        st.info(f"Each row looks like a whole request. Its times are read as steps: {steps}.")
    columns = st.columns(2)
    options = [_NONE, *preview.columns]
    chosen = {}
    for i, (part, (label, tip)) in enumerate(_PARTS.items()):
        guess = getattr(proposed, part)
        with columns[i % 2]:
            index = options.index(guess) if guess in options else 0
            picked = st.selectbox(
                label, options, index=index, help=tip, key=f"part-{part}-{hash(preview.columns)}"
            )
            proposal = getattr(preview.proposal, part)
            if has_reasons and proposal:
                st.caption(as_text(proposal.reason))
        chosen[part] = "" if picked == _NONE else picked
    return chosen


def _rules(rules: ReadingRules) -> ReadingRules:
    """How times and repeated rows are to be read."""
    left, right = st.columns(2)
    zones = sorted(available_timezones())
    with left:
        zone = st.selectbox(
            "Time zone of times written without one", zones, index=zones.index(rules.timezone), key="timezone"
        )
    with right:
        orders = list(_ORDERS)
        order = st.selectbox(
            "Dates such as 03/04/2025",
            orders,
            index=list(_ORDERS.values()).index(rules.date_order),
            key="date-order",
        )
    drop = st.checkbox(
        "Drop rows that repeat an earlier row exactly",
        help="In some systems equal rows are events that really happened twice: look at the quality report first.",
    )
    reason = st.text_input(
        "Keep case references and people as written, because",
        max_chars=300,
        placeholder="Leave empty to have them replaced by pseudonyms",
        autocomplete="off",
        help="A reason is needed. It is kept with the log and stands in the report.",
    )
    st.caption(
        "Unless you give a reason, case references and people are replaced by pseudonyms before anything is kept. On "
        "the Privacy page you can still find a case by its reference."
    )
    return ReadingRules(
        zone, _ORDERS[order], drop_duplicates=drop, privacy=PrivacyRules(keep_identities=reason.strip())
    )
