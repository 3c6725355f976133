"""Counting trouble while a source streams past, so that no row is lost without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mining.quality import MAX_LINES, Effect, Issue, in_order

__all__ = ["Tally", "Trouble"]

MAX_EXAMPLES = 5
"""Example values kept for one trouble."""


@dataclass(frozen=True)
class Trouble:
    """A kind of trouble: an `Issue` without its rows.

    Attributes
    ----------
    code, effect, message, remedy, column
        As in `mining.quality.Issue`.
    """

    code: str
    effect: Effect
    message: str
    remedy: str
    column: str = ""

    def once(self, *examples: str) -> Issue:
        """Return the issue of a remark about the whole file."""
        return Issue(self.code, self.effect, 1, self.message, self.remedy, self.column, examples=examples)


@dataclass
class _Found:
    count: int = 0
    lines: list[int] = field(default_factory=list)
    examples: dict[str, None] = field(default_factory=dict)


class Tally:
    """Rows counted by trouble, with the first line numbers and examples of each."""

    def __init__(self) -> None:
        self._found: dict[Trouble, _Found] = {}

    def add(self, trouble: Trouble, lines: Iterable[int], *, examples: Iterable[str] = ()) -> None:
        """Count one row a line number.

        Parameters
        ----------
        trouble
            What is wrong with the rows.
        lines
            Their line, row or event numbers, ascending.
        examples
            Offending values, none of which may point at a person.
        """
        numbers = list(lines)
        if not numbers:
            return
        found = self._found.setdefault(trouble, _Found())
        found.count += len(numbers)
        found.lines += numbers[: MAX_LINES - len(found.lines)]
        for example in examples:
            if len(found.examples) < MAX_EXAMPLES:
                found.examples[example] = None

    @property
    def refused(self) -> int:
        """Rows refused so far."""
        return sum(found.count for trouble, found in self._found.items() if trouble.effect is Effect.REFUSED)

    def issues(self) -> tuple[Issue, ...]:
        """Return an issue for each trouble met, the gravest first."""
        return in_order([_issue(trouble, found) for trouble, found in self._found.items()])


def _issue(trouble: Trouble, found: _Found) -> Issue:
    return Issue(
        trouble.code,
        trouble.effect,
        found.count,
        trouble.message,
        trouble.remedy,
        trouble.column,
        tuple(found.lines),
        tuple(found.examples),
    )
