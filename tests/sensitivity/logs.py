"""Logs in which one other reading changes the verdict of one step, worked out by hand.

None has the eight steps that a ranking needs, so verdicts come from routines only, and all else is “cannot tell”.
"""

from __future__ import annotations

from mining.mapping import Mapping
from tests.event_logs import COLUMNS, at

CHASER = "Customer chases"


def with_copies() -> list[tuple[str, str, str]]:
    """Thirty cases, of which ten have one chaser that stands twice: twenty chasers, or ten."""
    rows = []
    for n in range(30):
        chased = [(CHASER, 1), (CHASER, 1)] if n < 10 else []
        rows += [(f"c{n:02}", name, at(24 * n + hour)) for name, hour in [("A", 0), *chased, ("B", 2)]]
    return rows


def with_unfinished() -> list[tuple[str, str, str]]:
    """420 cases, of which twenty, under one in twenty, end with a chaser."""
    rows = []
    for n in range(420):
        end = CHASER if n % 21 == 0 else "B"
        rows += [(f"c{n:03}", "A", at(n)), (f"c{n:03}", end, at(n + 1))]
    return rows


KEYED = (*COLUMNS, "who", "system")
KEYED_MAPPING = Mapping("case", "activity", "time", resource="who", system="system")


def with_ties() -> list[tuple[str, ...]]:
    """150 cases: one person opens in one system and types in another at the same moment.

    In alphabetical order somebody else's note comes between the two.
    """
    rows = []
    for n in range(150):
        name, when = f"c{n:03}", at(24 * n)
        rows += [
            (name, "Open", when, "Ann", "Portal"),
            (name, "Type", when, "Ann", "CRM"),
            (name, "Quick note", when, "Bob", "Paper"),
            (name, "File", at(24 * n + 5), "Bob", "Paper"),
        ]
    return rows
