"""The entrance: signing in and out, and what is said to those who may not come in."""

from __future__ import annotations

import streamlit as st

from mining.errors import ThroughlineError
from ui.access.gate import (
    NotSignedIn,
    end_sign_in,
    is_sign_in_set,
    is_signed_in,
    record_refusal,
    record_sign_in,
    who,
)
from ui.access.identity import LOCAL, Person
from ui.access.roles import what_may
from ui.escape import as_text
from ui.session import forget

__all__ = ["come_in", "person_line", "show_entrance"]


def come_in() -> Person | ThroughlineError:
    """Return the person, or why nothing but the entrance may be shown to them."""
    try:
        person = who()
        if is_sign_in_set():
            record_sign_in(person)
    except ThroughlineError as refusal:
        return refusal
    return person


def show_entrance(refusal: ThroughlineError) -> None:
    """Ask a person to sign in, or say why they may not come in."""
    if isinstance(refusal, NotSignedIn):
        st.title("Sign in", anchor=False)
        st.write(
            "This service is about people's cases. What you open and download is recorded with your name."
        )
        st.button("Sign in", on_click=st.login)
        return
    st.title("You cannot use this service", anchor=False)
    st.error(as_text(str(refusal)), icon=":material/error:")
    if is_signed_in():
        with st.container(horizontal=True):
            st.button("Sign in again", on_click=st.login)
            leaves = st.button("Sign out")
        record_refusal(str(refusal))
        if leaves:
            _leave()


def person_line(person: Person, *, is_first_page: bool) -> None:
    """Say who is here and let them leave; at a computer without sign-in, say that there is none."""
    if person is LOCAL:
        if is_first_page:
            st.caption("No sign-in is set: whoever can open this page can do everything here.")
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.caption(
            f"{as_text(person.name)}, {person.role}", width="content", help=f"May {what_may(person.role)}"
        )
        leaves = st.button("Sign out", type="tertiary")
    if leaves:
        end_sign_in(person)
        _leave()


def _leave() -> None:
    """Drop the session and go to the provider; nothing more is drawn, for nobody is here any longer."""
    forget()
    st.logout()
    st.stop()
