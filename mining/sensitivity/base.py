"""What an alternative is: a question that a log leaves open, and the other answer to it, as a frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mining.eventlog import EventLog
from mining.results import Unanswered

__all__ = ["Alternative", "Reread"]


@dataclass(frozen=True)
class Reread:
    """A log read in another way.

    Attributes
    ----------
    log
        The other reading. It numbers activities and people as the log does; ``cases`` of cases that were
        cut have the column `mining.ranking.dealing.ORIGIN`.
    n_cases
        Cases of the log that are read otherwise, or are left out.
    """

    log: EventLog
    n_cases: int


@dataclass(frozen=True)
class Alternative:
    """Another way to read a log; a module of `mining.sensitivity.alternatives` defines some as ALTERNATIVES.

    Attributes
    ----------
    key
        Stable name for machines.
    order
        Place among the alternatives, lowest first.
    question
        What the log leaves open, in plain words.
    taken
        How the analysis reads it.
    other
        The other way, to follow "If".
    rule
        How the cases or events meant are told, in a sentence; "" where it goes without saying.
    reread
        The log read the other way; None where the log does not leave it open; `Unanswered` where it does,
        but the other way cannot be tried.
    """

    key: str
    order: int
    question: str
    taken: str
    other: str
    reread: Callable[[EventLog], Reread | Unanswered | None]
    rule: str = ""
