"""A result that could not be had, and why: never a nought in place of an answer."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Unanswered"]


@dataclass(frozen=True)
class Unanswered:
    """A question the log cannot answer.

    Attributes
    ----------
    reason
        One plain sentence: what is missing.
    """

    reason: str
