"""A reviewer's desk: who reviews, what is recorded of this log so far, and the one way to record more."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from mining.errors import ThroughlineError
from mining.feedback.book import Book
from mining.feedback.records import LONGEST_NAME, Record
from ui.access.gate import demand, is_sign_in_set, record, who
from ui.access.roles import Action
from ui.escape import as_text
from ui.intake import show_refusal
from ui.review.place import place_of
from ui.session import Session
from ui.study import Study

__all__ = ["Desk"]


@dataclass(frozen=True)
class Desk:
    """What the page works with.

    Attributes
    ----------
    session, study
        Whose, and the log under study.
    log, book
        What records call the log, and the file of its reviews.
    records
        All that was recorded so far.
    reviewer
        Who sits here; "" until they have said.
    """

    session: Session
    study: Study
    log: str
    book: Book
    records: tuple[Record, ...]
    reviewer: str

    @classmethod
    def of(cls, session: Session, study: Study) -> Desk:
        """Return the desk of a session; without sign-in, ask who reviews."""
        log, book = place_of(session, study)
        return cls(session, study, log, book, book.records(), _reviewer(session))

    def keep(self, *records: Record, said: str, action: Action = Action.REVIEW) -> None:
        """Record something and draw the page anew, or show why not; the audit log gets its id, nothing of it.

        Raises
        ------
        NotAllowed
            The person may not record.
        """
        name = self.study.whole.log.name
        demand(action, name)
        try:
            record(action, name, ", ".join(one.id for one in records[:1]))
            self.book.append(*records)
        except ThroughlineError as refusal:
            show_refusal(str(refusal))
            return
        self.session.recorded = said
        st.rerun()

    def say_what_was_recorded(self) -> None:
        """Show once what the last recording was."""
        if self.session.recorded:
            st.success(as_text(self.session.recorded), icon=":material/check:")
            self.session.recorded = ""


def _reviewer(session: Session) -> str:
    if is_sign_in_set():
        return who().name
    session.reviewer = st.text_input(
        "Your name or initials",
        session.reviewer,
        max_chars=LONGEST_NAME,
        autocomplete="off",
        width=320,
        help="It is kept with what you record, and stands in the files that you download.",
    ).strip()
    return session.reviewer
