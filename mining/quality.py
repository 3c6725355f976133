"""What was wrong with the rows: every one refused, changed or doubted, counted, with examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

__all__ = ["MAX_LINES", "Effect", "Issue", "LogQuality"]

MAX_LINES = 1000
"""Line numbers kept for one issue; the count is always of all rows."""


class Effect(StrEnum):
    """What happened to the rows an issue is about."""

    REFUSED = "refused"
    CHANGED = "changed"
    DOUBTED = "doubted"
    NOTED = "noted"


@dataclass(frozen=True)
class Issue:
    """One kind of trouble in a log.

    Attributes
    ----------
    code
        Stable name for machines, for instance ``"time_unreadable"``.
    effect
        Whether the rows were refused, changed, kept but doubted, or merely noted.
    count
        Number of rows concerned (for file-wide remarks: 1).
    message
        One plain sentence: what is wrong.
    remedy
        One plain sentence: what the user can do.
    column
        The column of the source file, or "" when the whole row or file is meant.
    lines
        Physical line (or spreadsheet row, or event) numbers, ascending, at most `MAX_LINES`.
    examples
        A few offending values as they stand in the file. Never case ids or people.
    """

    code: str
    effect: Effect
    count: int
    message: str
    remedy: str
    column: str = ""
    lines: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogQuality:
    """The quality report of one log.

    Attributes
    ----------
    rows_read
        Rows the connector delivered, refused ones included.
    rows_kept
        Rows that became events.
    issues
        Refusals first, then changes, doubts and notes; each ordered by count.
    """

    rows_read: int
    rows_kept: int
    issues: tuple[Issue, ...] = ()

    @property
    def rows_refused(self) -> int:
        """Rows that did not become events."""
        return sum(issue.count for issue in self.issues if issue.effect is Effect.REFUSED)

    def with_doubts(self, issues: Iterable[Issue]) -> LogQuality:
        """Return the report with further issues."""
        return replace(self, issues=in_order([*self.issues, *issues]))

    def has(self, code: str) -> bool:
        """Whether an issue of this code was found."""
        return any(issue.code == code for issue in self.issues)

    @property
    def refused_lines(self) -> tuple[int, ...]:
        """Line numbers of refused rows, ascending, as far as they were kept."""
        refused = (issue.lines for issue in self.issues if issue.effect is Effect.REFUSED)
        return tuple(sorted({line for lines in refused for line in lines}))


def in_order(issues: list[Issue]) -> tuple[Issue, ...]:
    """Issues with the gravest effect first, larger counts before smaller."""
    gravity = list(Effect)
    return tuple(sorted(issues, key=lambda issue: (gravity.index(issue.effect), -issue.count, issue.code)))
