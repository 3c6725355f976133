"""What a routine is, and what a detector of one kind of routine is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any, NewType

import ibis.expr.types as ir

from mining.disclosure.rounding import share_of, time
from mining.eventlog import EventLog
from mining.performance.working_time import reclocked
from mining.results import Unanswered
from mining.units import Clock, Seconds, Share, in_words, to_the_grain

__all__ = ["Detector", "Found", "Occurrences", "Routine", "RoutineKind", "Support", "costly_first"]

N_EXAMPLES = 10
_NEARLY_ALL = 0.985
_LONG_ENOUGH_FOR_WORKING_HOURS = 3_600


RoutineKind = NewType("RoutineKind", str)
"""Name of a kind of pattern; the module of its detector defines it as KIND."""


@dataclass(frozen=True)
class Support:
    """How much of a log a pattern must touch to be worth a mention.

    Attributes
    ----------
    occurrences
        Least number of times.
    share_of_cases
        Least share of cases, 0..1.
    system_accounts
        Resources that are software, not people.
    most
        How many patterns of a kind are told of at most; those that decide verdicts are all told.
    base
        Shares in sentences are of counts rounded to multiples of this, and times have three digits.
    days
        Of the working calendar, in the engine; None where working time is not asked for, or cannot be told.
    """

    occurrences: int = 20
    share_of_cases: float = 0.02
    system_accounts: frozenset[str] = field(default_factory=frozenset)
    most: int = 10
    base: int = 1
    days: ir.Table | None = field(default=None, compare=False, repr=False)

    def enough(self, occurrences: int, n_cases: int, of_cases: int) -> bool:
        """Whether a pattern is frequent enough."""
        return occurrences >= self.occurrences and n_cases >= self.share_of_cases * of_cases

    def least(self, of_cases: int) -> int:
        """Least number of occurrences that can be enough."""
        return max(self.occurrences, ceil(self.share_of_cases * of_cases), 1)


@dataclass(frozen=True)
class Routine:
    """A pattern found in a log, with its support and the cases behind it.

    Attributes
    ----------
    kind
        What sort of pattern.
    activities
        The steps, in order.
    n_occurrences, n_cases
        Times it happened, and cases in which it did.
    share_of_cases
        0..1.
    median_seconds
        What it takes or costs in elapsed time; `sentence` says what is measured.
    working_seconds
        The same in working time; None where it takes less than an hour, or cannot be told.
    sentence
        The finding in plain English. Activity names stand in it as they are in the log: escape it.
    example_cases
        Ids of the first few cases, in the order of the log.
    bears_on
        The steps whose verdict it bears on: all of them, or fewer.
    """

    kind: RoutineKind
    activities: tuple[str, ...]
    n_occurrences: int
    n_cases: int
    share_of_cases: Share
    median_seconds: Seconds | None
    sentence: str
    example_cases: tuple[str, ...]
    bears_on: tuple[str, ...]
    working_seconds: Seconds | None = None


@dataclass(frozen=True)
class Found:
    """The routines of one kind, what costs most first, and how many more there are."""

    routines: tuple[Routine, ...]
    n_left_out: int = 0


@dataclass(frozen=True)
class Detector:
    """One kind of routine and how to find it; a module of this package defines one as DETECTOR.

    Attributes
    ----------
    kind
        What it finds.
    definition
        When something is one, in a sentence for people.
    find
        Finds it, or says why the log cannot tell.
    """

    kind: RoutineKind
    definition: str
    find: Callable[[EventLog, Support], Found | Unanswered]


@dataclass(frozen=True)
class Occurrences:
    """Where a pattern of some activities was seen: its events, and the counts over them.

    `span` names the column of the events that says how long it took, up to their ``time``; `bears_on` the
    steps whose verdict it bears on, where not all.
    """

    kind: RoutineKind
    activities: tuple[str, ...]
    events: ir.Table
    n: int
    n_cases: int
    median: float | None
    span: str = "gap_seconds"
    bears_on: tuple[str, ...] | None = None

    def share(self, log: EventLog, base: int = 1) -> Share:
        """Share of the cases of a log, 0..1, both rounded to the base."""
        return share_of(self.n_cases, log.n_cases, base)

    def in_cases(self, log: EventLog, base: int = 1) -> str:
        """Return in how many of the cases it was seen, in words that begin a sentence."""
        share = self.share(log, base)
        return f"In {share:.0%} of cases" if share < _NEARLY_ALL else "In all or nearly all cases"

    def took(self, log: EventLog, base: int = 1) -> str:
        """Return how long it took at the median, in words, as it may be told."""
        median = None if self.median is None else Seconds(self.median)
        return in_words(time(median, base, log.clock), log.clock)

    def told(self, log: EventLog, sentence: str, support: Support) -> Routine:
        """Return the routine, with its first few cases, and what it takes in working time."""
        median = None if self.median is None else to_the_grain(self.median)
        working = None if support.days is None else self._in_working_time(log, support.days)
        if working is not None:
            said = in_words(time(working, support.base), Clock.WORKING)
            sentence = f"{sentence} Counted in working time, the median is {said}."
        bears_on = self.activities if self.bears_on is None else self.bears_on
        return Routine(
            self.kind, self.activities, self.n, self.n_cases, self.share(log), median, sentence,
            examples_of(log, self.events), bears_on, working,
        )  # fmt: skip

    def _in_working_time(self, log: EventLog, days: ir.Table) -> Seconds | None:
        if (self.median or 0) < _LONG_ENOUGH_FOR_WORKING_HOURS:
            return None
        spans = self.events.select(self.span, "time")
        worked = reclocked(log, spans, (self.span, "time"), days)
        (row,) = log.rows(worked.agg(median=worked[self.span].quantile(0.5)))
        return None if row["median"] is None else to_the_grain(row["median"])


def examples_of(log: EventLog, events: ir.Table) -> tuple[str, ...]:
    """Return the ids of the first few cases among some events."""
    numbers = events.select("case_no").distinct().order_by("case_no").limit(N_EXAMPLES)
    named = log.cases.semi_join(numbers, "case_no").order_by("case_no").select("case_id")
    return tuple(row["case_id"] for row in log.rows(named))


def costly_first(*keys: str) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what to sort rows of counts by: times ``n`` by ``median``, then times, then the given keys."""
    return lambda row: (-row["n"] * (row["median"] or 0), -row["n"], *(row[key] for key in keys))
