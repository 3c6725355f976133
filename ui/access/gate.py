"""The gate: every action passes `demand`, and what was done goes through `record`.

Buttons may be hidden by `allowed`; what keeps people out is `demand`, below the pages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock
from typing import cast

import streamlit as st

from mining.audit.entry import Entry
from mining.audit.verification import Verification, verify
from mining.errors import NotAllowed, ThroughlineError
from ui.access.identity import LOCAL, Person, name_in, person_of, sign_in_of
from ui.access.roles import Action
from ui.access.settings import audit_trail, read_access
from ui.session import current

__all__ = [
    "NotSignedIn",
    "allowed",
    "audit_records",
    "demand",
    "end_sign_in",
    "guarded",
    "is_served_by_tls",
    "is_sign_in_set",
    "is_signed_in",
    "keeps_audit",
    "record",
    "record_failed_sign_in",
    "record_refusal",
    "record_sign_in",
    "who",
]

_MOST_SHOWN = 200
# Known for as long as the program runs. A cookie that was copied outlives its deletion; its sign-in does not.
_begun: set[str] = set()
_ended: set[str] = set()
_one_at_a_time = Lock()


class NotSignedIn(NotAllowed):
    """Sign-in is set, and nobody has signed in."""


def is_sign_in_set() -> bool:
    """Whether people must sign in. Where roles are set they must, even if the secrets cannot be read."""
    return bool(os.environ.get("THROUGHLINE_ACCESS")) or bool(_auth_secrets())


def is_signed_in() -> bool:
    """Whether somebody signed in, whoever they are and whether or not they may do anything."""
    return bool(_claims())


def who() -> Person:
    """Return the person looking at the page.

    Raises
    ------
    NotAllowed
        They are not signed in, signed in too long ago, or have no role.
    """
    return _person_with(_claims()) if is_sign_in_set() else LOCAL


def allowed(action: Action) -> bool:
    """Whether the person looking at the page may do this. Hide a button by it; guard by `demand`."""
    try:
        return who().may(action)
    except NotAllowed:
        return False


def demand(action: Action, log: str = "") -> None:
    """Let the action go on, or record that it was refused and raise.

    Raises
    ------
    NotAllowed
        The person may not do this.
    """
    _demand(who(), current().id, action, log)


def record(action: Action, log: str = "", detail: str = "") -> None:
    """Write into the audit log that the person did this; nothing where no audit log is kept.

    Parameters
    ----------
    action
        What was done.
    log
        Name of the log, never a value from it.
    detail
        Name of the file that went out.

    Raises
    ------
    AuditRefused
        It could not be written; the action must then not be done.
    """
    _write(who(), current().id, action, log, detail)


def record_refusal(reason: str) -> None:
    """Write into the audit log that somebody was not let in, once a session for each reason."""
    try:
        trail, access = audit_trail(), read_access()
    except ThroughlineError:
        return  # the reason is that there is nowhere to write, or nobody has a role: the page says so
    if trail and current().is_first(f"refused {reason}"):
        named = name_in(_claims(), access) or "unknown"
        trail.append("refused", person=named, session=current().id, detail=reason)


def record_failed_sign_in() -> None:
    """Write into the audit log that an answer of the identity provider was refused; who it was about is not known."""
    with suppress(ThroughlineError):
        if trail := audit_trail():
            trail.append("refused", person="unknown", detail="a sign-in failed: the answer was not valid")


def is_served_by_tls() -> bool:
    """Whether the provider sends people back to an https address."""
    return str(_auth_secrets().get("redirect_uri", "")).startswith("https:")


def guarded(
    action: Action, make: Callable[[], str | bytes], log: str, detail: str
) -> Callable[[], str | bytes]:
    """Return a function that makes something only if the person still may, and records it.

    Streamlit calls it when a download is asked for, outside of any page: so the person and the session are
    held fast here, and looked at again then.
    """
    holder, session = who(), current().id

    def made() -> str | bytes:
        person = _person_with(holder.claims) if is_sign_in_set() else LOCAL
        _demand(person, session, action, log)
        content = make()
        _write(person, session, action, log, detail)
        return content

    return made


def keeps_audit() -> bool:
    """Whether there is an audit log to read."""
    return audit_trail() is not None


def audit_records() -> tuple[list[Entry], Verification]:
    """Return the latest records and whether the audit log is intact; recorded itself, once a session.

    Raises
    ------
    NotAllowed
        The person may not read it, or none is kept.
    """
    demand(Action.READ_AUDIT)
    trail = audit_trail()
    if trail is None:
        message = "No audit log is kept. Name its folder in THROUGHLINE_AUDIT."
        raise NotAllowed(message)
    if current().is_first(Action.READ_AUDIT):
        record(Action.READ_AUDIT)
    return trail.latest(_MOST_SHOWN), verify(trail)


def record_sign_in(person: Person) -> None:
    """Write into the audit log that the person signed in, once for all their tabs."""
    sign_in = sign_in_of(person.claims)
    with _one_at_a_time:
        if sign_in not in _begun:
            _write(person, current().id, "signed in", "", "")
            _begun.add(sign_in)


def end_sign_in(person: Person) -> None:
    """Let nobody in by this sign-in again, in whatever tab, and write that the person signed out."""
    _ended.add(sign_in_of(person.claims))
    _write(person, current().id, "signed out", "", "")


def _claims() -> Mapping[str, object]:
    claims = st.user.to_dict()
    return cast("Mapping[str, object]", claims) if claims.get("is_logged_in") is True else {}


def _person_with(claims: Mapping[str, object]) -> Person:
    if not _auth_secrets():
        message = "Roles are set, but how to sign in is not: secrets.toml or its section [auth] is missing."
        raise NotAllowed(message)
    if not claims:
        message = "Sign in first."
        raise NotSignedIn(message)
    if sign_in_of(claims) in _ended:
        message = "You have signed out. Sign in again."
        raise NotAllowed(message)
    if audit_trail() is None:
        message = "Sign-in is set but no audit log is kept. Name its folder in THROUGHLINE_AUDIT; see docs/sign_in.md."
        raise NotAllowed(message)
    return person_of(claims, read_access(), _client_id(claims), datetime.now(UTC))


def _auth_secrets() -> Mapping[str, object]:
    found = st.secrets.load_if_toml_exists() and "auth" in st.secrets
    return cast("Mapping[str, object]", st.secrets["auth"]) if found else {}


def _client_id(claims: Mapping[str, object]) -> str:
    """Our name at the provider that the person signed in with."""
    secrets = _auth_secrets()
    provider = secrets.get(str(claims.get("provider")), secrets)
    return str(cast("Mapping[str, object]", provider).get("client_id", ""))


def _demand(person: Person, session: str, action: Action, log: str) -> None:
    if person.may(action):
        return
    message = (
        f"You are here as {person.role} and may not {action.in_words}. Ask the person who runs this service."
    )
    if trail := audit_trail():
        trail.append(
            "refused", person=person.name, role=person.role, session=session, log=log, detail=action.in_words
        )
    raise NotAllowed(message)


def _write(person: Person, session: str, action: str, log: str, detail: str) -> None:
    if trail := audit_trail():
        trail.append(action, person=person.name, role=person.role, session=session, log=log, detail=detail)
