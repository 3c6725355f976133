"""From the claims of an identity token to a person with a role, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from mining.errors import NotAllowed
from ui.access.roles import MAY, Action, Role
from ui.access.settings import AccessSettings

__all__ = ["LOCAL", "Person", "name_in", "person_of", "sign_in_of"]

_SKEW = timedelta(minutes=5)
_STRONGEST_FIRST = (Role.ADMIN, Role.ANALYST, Role.VIEWER)


@dataclass(frozen=True)
class Person:
    """Somebody who may use the program.

    Attributes
    ----------
    name
        What the audit log calls them.
    role
        What they are here.
    claims
        What their identity token says; empty where no sign-in is set.
    """

    name: str
    role: Role
    claims: Mapping[str, object] = field(default_factory=dict, repr=False)

    def may(self, action: Action) -> bool:
        """Whether their role may do this."""
        return action in MAY[self.role]


LOCAL = Person("local", Role.ADMIN)
"""Whoever opens the app where no sign-in is set: the one person at their own computer."""


def person_of(claims: Mapping[str, object], access: AccessSettings, client_id: str, now: datetime) -> Person:
    """Return the person whom the claims of a checked identity token are about.

    Signature, issuer, expiry and nonce of the token were checked when it was taken (Authlib). Its audience
    is checked here, because Authlib passes a foreign one beside our name as the authorized party.

    Raises
    ------
    NotAllowed
        The token is for another program or too old, or gives the person no name or no role.
    """
    audience = claims.get("aud")
    if client_id not in (audience if isinstance(audience, list) else [audience]):
        message = "The sign-in was made for another program. Sign in again."
        raise NotAllowed(message)
    if not _is_recent(claims.get("iat"), now, timedelta(hours=access.session_hours)):
        message = f"A sign-in lasts {access.session_hours:g} hours, and yours is over. Sign in again."
        raise NotAllowed(message)
    name = name_in(claims, access)
    if not name or (access.name_claim == "email" and claims.get("email_verified") is False):
        message = f"Your account has no confirmed {access.name_claim}, so nobody can say who you are here."
        raise NotAllowed(message)
    role = _role(claims, access, name)
    if role is None:
        message = (
            "You have signed in, but you have no role here. Ask the person who runs this service for one."
        )
        raise NotAllowed(message)
    return Person(name, role, dict(claims))


def name_in(claims: Mapping[str, object], access: AccessSettings) -> str:
    """Return what the claims call the person; "" if nothing."""
    name = claims.get(access.name_claim)
    return name if isinstance(name, str) else ""


def sign_in_of(claims: Mapping[str, object]) -> str:
    """Return a name for one sign-in, the same in every tab, which gives away nothing of the token."""
    told = "\n".join(str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce"))
    return sha256(told.encode()).hexdigest()[:16]


def _is_recent(issued: object, now: datetime, lifetime: timedelta) -> bool:
    if isinstance(issued, bool) or not isinstance(issued, (int, float)):
        return False
    age = now.timestamp() - issued
    return -_SKEW.total_seconds() <= age < lifetime.total_seconds()


def _role(claims: Mapping[str, object], access: AccessSettings, name: str) -> Role | None:
    """The strongest of the roles that claim and list give."""
    said = claims.get(access.role_claim)
    values = (
        {said} if isinstance(said, str) else set(filter(_is_text, said)) if isinstance(said, list) else set()
    )
    given = {role for role in Role if values & set(access.roles.get(role, ()))}
    given |= {role for listed, role in access.people.items() if listed.casefold() == name.casefold()}
    return next((role for role in _STRONGEST_FIRST if role in given), None)


def _is_text(value: object) -> bool:
    return isinstance(value, str)
