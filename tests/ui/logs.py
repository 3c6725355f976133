"""A small log with channels, large enough that not all of it is too small to show."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mining.eventlog import EventLog
from mining.mapping import Mapping
from tests.event_logs import CLEAR, at, raw_table
from ui.study import Study
from ui.work import Work

COLUMNS = ("case", "activity", "time", "how", "system")
MAPPING = Mapping(case="case", activity="activity", timestamp="time", channel="how", system="system")

# Trace, channel, number of cases. B is done in 15 of 27 cases, D in 3.
GROUPS = (("ABC", "Web", 8), ("ABBC", "Phone", 7), ("AC", "Web", 9), ("AD", "Post", 3))


def rows() -> list[tuple[str, ...]]:
    """Events an hour apart; every case of a group starts a day after the one before."""
    found = []
    for group, (trace, channel, n) in enumerate(GROUPS):
        for number in range(n):
            for place, activity in enumerate(trace):
                when = at(24 * number + place)
                found.append((f"{group}-{number}", activity, when, channel, "Portal" if place else "CRM"))
    return found


def study_of(store: Path | None = None) -> Study:
    log = EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING, CLEAR, store=store)
    return Study(Work(log, log.name))


@cache
def shared_study() -> Study:
    """Return a study for tests that change nothing in it."""
    return study_of()
