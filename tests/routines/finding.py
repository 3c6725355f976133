"""Logs and questions that tests of detectors share."""

from __future__ import annotations

from collections.abc import Sequence

from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.results import Unanswered
from mining.routines import Detector, Routine, Support
from tests.event_logs import at, log_of

COLUMNS = ("case", "activity", "time", "who", "where")
MAPPING = Mapping(case="case", activity="activity", timestamp="time", resource="who", system="where")
FEW = Support(occurrences=1, share_of_cases=0)

Event = tuple[str, float, str, str]
"""Activity, hour, who and where."""


def log_with(cases: Sequence[Sequence[Event]]) -> EventLog:
    """A log of some cases, numbered c000 and on."""
    rows = [
        (f"c{number:03}", activity, at(hour), who, where)
        for number, case in enumerate(cases)
        for activity, hour, who, where in case
    ]
    return log_of(rows, COLUMNS, MAPPING)


def log_by(traces: Sequence[str | Sequence[str]]) -> EventLog:
    """A log with nothing but steps, an hour apart."""
    rows = [
        (f"c{number:03}", activity, at(hour))
        for number, trace in enumerate(traces)
        for hour, activity in enumerate(trace)
    ]
    return log_of(rows)


def ask(detector: Detector, log: EventLog, support: Support = FEW) -> tuple[Routine, ...]:
    answer = detector.find(log, support)
    assert not isinstance(answer, Unanswered), answer
    return answer.routines


def why_not(detector: Detector, log: EventLog) -> str:
    answer = detector.find(log, FEW)
    assert isinstance(answer, Unanswered), answer
    return answer.reason
