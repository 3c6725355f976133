"""Start and completion of a step: which of the two places it, and whether one without the other counts."""

from __future__ import annotations

import ibis

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.remaking import count, microseconds, remade, rows_of

__all__ = ["ALTERNATIVES"]

_ = ibis._


def _by_start(log: EventLog) -> Reread | None:
    events = log.events
    earlier = events.filter(events.start < events.time).select("case_no").distinct()
    n_cases = count(log, earlier)
    if not n_cases:
        return None
    mine = events.semi_join(earlier, "case_no")
    rows = rows_of(mine).mutate(timestamp_us=ibis.coalesce(_.start_us, _.timestamp_us))
    return Reread(remade(log, rows, earlier), n_cases)


def _without_unfinished(log: EventLog) -> Reread | Unanswered | None:
    told = sum(issue.count for issue in log.quality.issues if issue.code == "start_without_completion")
    if not told:
        return None
    events = log.events
    begun = events.filter(microseconds(events.start) == microseconds(events.time))
    if not log.is_narrowed and count(log, begun) != told:
        return Unanswered(
            "Other steps of this log take no time either, so those without a completion cannot be told from them."
        )
    touched = log.asking.kept(begun.select("case_no").distinct(), "begun")
    rest = events.semi_join(touched, "case_no").anti_join(begun, ["case_no", "position"])
    return Reread(remade(log, rows_of(rest), touched), count(log, touched))


def _planned_counted(log: EventLog) -> Unanswered | None:
    if not log.quality.has("lifecycle_not_an_execution"):
        return None
    return Unanswered("Such events are not kept once the file has been read.")


ALTERNATIVES = (
    Alternative(
        key="placed_by_start",
        order=60,
        question="Is a step placed by when it was completed, or by when it was begun?",
        taken="By when it was completed.",
        other="steps are placed by when they were begun",
        reread=_by_start,
    ),
    Alternative(
        key="unfinished_out",
        order=61,
        question="Does a step count that was begun and never completed?",
        taken="It counts, as a step that takes no time.",
        other="steps that were begun and never completed are left out",
        reread=_without_unfinished,
    ),
    Alternative(
        key="planned_counted",
        order=62,
        question="Do events count that only tell that work was planned or paused?",
        taken="They are no steps.",
        other="events that tell that work was planned or paused are counted",
        reread=_planned_counted,
    ),
)
