"""What the privacy page shows and does: the data flow, a case found by its reference, and the end of a log."""

from __future__ import annotations

import streamlit as st

from mining.errors import ThroughlineError
from mining.eventlog import EventLog
from mining.privacy.dataflow import Fact, Where
from mining.privacy.rules import PrivacyRules
from ui.access.gate import demand, record
from ui.access.roles import Action
from ui.cases import opened_case
from ui.charts import timeline_table
from ui.escape import as_text
from ui.session import Session

__all__ = ["delete_log", "deletion_button", "facts_table", "find_a_case", "identities_line", "whereabouts"]


def whereabouts(session: Session) -> Where:
    """Return where the log of a session lies, and under which address it is served."""
    address = f"{st.get_option('server.address') or 'every address of this computer'}"
    if session.shared_store:
        return Where(session.shared_store, address)
    return Where(session.store, address, is_session=True)


def identities_line(rules: PrivacyRules) -> str:
    """Return what was done about case references and people, as one line of Markdown."""
    if rules.uses_pseudonyms:
        return "Case references and people are pseudonyms."
    return (
        f"Case references and people are kept as written. Reason given: “{as_text(rules.keep_identities)}”."
    )


def facts_table(facts: tuple[Fact, ...]) -> None:
    """Show questions and answers as a table."""
    st.table(
        {
            "Question": [fact.question for fact in facts],
            "Answer": [as_text(fact.answer) for fact in facts],
        },
        hide_index=True,
    )


def find_a_case(log: EventLog) -> None:
    """Let a person who knows a reference see its case; what is typed is hashed here and kept nowhere."""
    if not log.identities.can_be_found:
        st.info("The key of the pseudonyms is not at hand, so no case can be found by its reference.")
        return
    written = st.text_input(
        "Case reference",
        key="find-case",
        autocomplete="off",
        help="Type it exactly as the source writes it, with capitals, zeros and spaces.",
    )
    if not written:
        return
    try:
        case = log.identities.case(written)
    except ThroughlineError as refusal:
        st.error(as_text(str(refusal)), icon=":material/error:")
        return
    moments = opened_case(log, case)
    if not moments:
        st.warning("This log has no such case. Check capitals, zeros and spaces.")
        return
    if log.identities.are_hidden:
        st.write(f"In this log the case is called {as_text(case)}.")
    # Whoever asks what is held about them is told all of it, also steps too rare to be named elsewhere.
    timeline_table(moments, {moment.activity for moment in moments})


def deletion_button(session: Session) -> None:
    """Let a person delete the log under study, after a question."""
    if st.button("Delete this log", icon=":material/delete_forever:"):
        _confirm_deletion(session)


def delete_log(session: Session) -> None:
    """Delete the log under study; whoever does is written down before it is gone."""
    name = session.study.whole.log.name if session.study else ""
    demand(Action.DELETE, name)
    record(Action.DELETE, name)
    session.delete()


@st.dialog("Delete this log for good?")
def _confirm_deletion(session: Session) -> None:
    st.write(
        "Its key is destroyed, and its files are overwritten and removed. This cannot be undone. The file that you "
        "uploaded from, reports that you downloaded, and backups are not touched."
    )
    if session.shared_store:
        st.warning(f"{as_text(session.shared_store.name)} is deleted for everybody who uses it.")
    with st.container(horizontal=True):
        if st.button("Delete for good", type="primary"):
            try:
                delete_log(session)
            except (ThroughlineError, OSError) as refusal:
                st.error(as_text(str(refusal)), icon=":material/error:")
                return
            st.rerun()
        if st.button("Keep it"):
            st.rerun()
