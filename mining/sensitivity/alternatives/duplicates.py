"""Rows that repeat an earlier row: events that happened twice, or copies."""

from __future__ import annotations

import ibis

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.remaking import count, remade, rows_of

__all__ = ["ALTERNATIVES"]

_ORDER = {"position", "line", "extract_no", "tied", "gap_seconds"}
_ = ibis._


def _without_copies(log: EventLog) -> Reread | None:
    if log.rules.drop_duplicates:
        return None
    events = log.events
    told = [
        name for name in events.columns if name not in _ORDER and not name.startswith(("next_", "previous_"))
    ]
    earlier = ibis.window(group_by=told, order_by="position")
    # Events equal in everything are equal in time, so only events with a tie need be looked at.
    tied = events.filter(events.tied)
    copies = tied.mutate(nth=ibis.row_number().over(earlier)).filter(_.nth > 0)
    copies = log.asking.kept(copies.select("case_no", "position"), "copies")
    touched = copies.select("case_no").distinct()
    n_cases = count(log, touched)
    if not n_cases:
        return None
    rest = events.semi_join(touched, "case_no").anti_join(copies, ["case_no", "position"])
    return Reread(remade(log, rows_of(rest), touched), n_cases)


def _with_copies(log: EventLog) -> Unanswered | None:
    if not (log.rules.drop_duplicates and log.quality.has("duplicate_rows")):
        return None
    return Unanswered(
        "The rows were dropped when the file was read, so they are not there to be counted. "
        "Read the file again without dropping them, and compare."
    )


_QUESTION = "Are rows that repeat an earlier row copies, or did it happen twice?"

ALTERNATIVES = (
    Alternative(
        key="duplicates_dropped",
        order=30,
        question=_QUESTION,
        taken="It happened twice: they are kept.",
        other="rows that repeat an earlier row are dropped",
        reread=_without_copies,
    ),
    Alternative(
        key="duplicates_kept",
        order=31,
        question=_QUESTION,
        taken="They are copies: they were dropped, as you asked.",
        other="rows that repeat an earlier row are kept",
        reread=_with_copies,
    ),
)
