"""The table of who may do what. Nothing else decides."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

__all__ = ["MAY", "Action", "Role", "what_may"]


class Role(StrEnum):
    """What a person is here."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    ADMIN = "admin"


class Action(StrEnum):
    """What a person can do; the value is what the audit log calls it once it is done."""

    OPEN = "opened"
    OPEN_CASE = "opened a case"
    UPLOAD = "uploaded"
    ANALYSE = "analysed"
    EXPORT = "exported"
    REVIEW = "recorded a review"
    DELETE = "deleted"
    SETTINGS = "changed settings"
    READ_AUDIT = "read the audit log"

    @property
    def in_words(self) -> str:
        """What a person would call it."""
        return _IN_WORDS[self]


_IN_WORDS = {
    Action.OPEN: "look at the pages",
    Action.OPEN_CASE: "look at single cases",
    Action.UPLOAD: "upload a log",
    Action.ANALYSE: "read and analyse a log",
    Action.EXPORT: "download files",
    Action.REVIEW: "record reviews",
    Action.DELETE: "delete a log",
    Action.SETTINGS: "change settings",
    Action.READ_AUDIT: "read the audit log",
}
_VIEWER = frozenset({Action.OPEN})
_ANALYST = _VIEWER | {Action.OPEN_CASE, Action.UPLOAD, Action.ANALYSE, Action.EXPORT, Action.REVIEW}
MAY = MappingProxyType({Role.VIEWER: _VIEWER, Role.ANALYST: _ANALYST, Role.ADMIN: frozenset(Action)})
"""What each role may do."""


def what_may(role: Role) -> str:
    """Return in words what a role may do.

    Examples
    --------
    >>> what_may(Role.VIEWER)
    'look at the pages'
    """
    return ", ".join(action.in_words for action in Action if action in MAY[role])
