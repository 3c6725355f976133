"""How an administrator says who has which role: a TOML file that THROUGHLINE_ACCESS names."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mining.audit.key import read_key
from mining.audit.trail import Trail
from mining.errors import NotAllowed
from ui.access.roles import Role

__all__ = ["AccessSettings", "audit_trail", "read_access"]


class AccessSettings(BaseModel):
    """Who has which role, and for how long.

    Attributes
    ----------
    name_claim
        The claim that names a person in the audit log and under `people`.
    role_claim
        The claim that lists a person's roles or groups.
    roles
        For each role, the values of that claim that give it.
    people
        Roles given by name, whatever the claim says.
    session_hours
        How long a sign-in lasts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name_claim: str = "email"
    role_claim: str = "roles"
    roles: dict[Role, list[str]] = Field(default_factory=dict)
    people: dict[str, Role] = Field(default_factory=dict)
    session_hours: float = Field(default=8, gt=0, le=12)


def read_access() -> AccessSettings:
    """Return who has which role, as the file says now.

    It is read each time, so that a role taken away is gone at once.

    Raises
    ------
    NotAllowed
        No file is named, or it cannot be used: then nobody has a role.
    """
    named = os.environ.get("THROUGHLINE_ACCESS", "")
    if not named:
        message = "Sign-in is set but nobody has a role. Name the file of roles in THROUGHLINE_ACCESS."
        raise NotAllowed(message)
    try:
        return AccessSettings.model_validate(tomllib.loads(Path(named).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"The file of roles cannot be read: {error}. See docs/sign_in.md."
        raise NotAllowed(message) from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        message = f"The file of roles cannot be used: {wrong}. See docs/sign_in.md."
        raise NotAllowed(message) from error


def audit_trail() -> Trail | None:
    """Return the audit log that THROUGHLINE_AUDIT names; None where it names none.

    Raises
    ------
    AuditRefused
        Its key, which THROUGHLINE_AUDIT_KEY names, cannot be read.
    """
    folder = os.environ.get("THROUGHLINE_AUDIT", "")
    if not folder:
        return None
    return Trail(Path(folder), read_key(Path(os.environ.get("THROUGHLINE_AUDIT_KEY", "audit.key"))))
