"""Cases that may be incomplete: not begun, not ended, or still open when the log was drawn."""

from __future__ import annotations

from datetime import timedelta

import ibis

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.ends import BEGINNING, ENDING, leaving_out, unusual

__all__ = ["ALTERNATIVES"]

_MOST_WAITS = 0.9


def _still_open(log: EventLog) -> Reread | Unanswered | None:
    """Leave out cases without a usual ending whose last event is so late that the next may still be to come."""
    wait = log.rows(log.events.agg(wait=log.events.gap_seconds.quantile(_MOST_WAITS)))[0]["wait"]
    end = log.rows(log.cases.agg(end=log.cases.last_time.max()))[0]["end"]
    if wait is None:
        return None
    since = ibis.literal(end - timedelta(seconds=wait), type="timestamp(6)")
    cases = unusual(log, ENDING)
    return leaving_out(log, cases.filter(cases.last_time >= since))


_TAKEN = "They are kept: the log does not say which cases are complete."

ALTERNATIVES = (
    Alternative(
        key="unusual_endings_out",
        order=40,
        question="Are cases complete that do not end in a usual way?",
        taken=_TAKEN,
        other="cases without a usual ending are left out",
        rule="Their last step ends fewer than 1 in 20 cases.",
        reread=lambda log: leaving_out(log, unusual(log, ENDING)),
    ),
    Alternative(
        key="still_open_out",
        order=41,
        question="Are cases still open that end shortly before the log does?",
        taken=_TAKEN,
        other="cases that may still be open are left out",
        rule="They have no usual ending, and the log ends sooner after their last event than 9 in 10 waits are long.",
        reread=_still_open,
    ),
    Alternative(
        key="unusual_beginnings_out",
        order=42,
        question="Did cases begin before the log does, that do not begin in a usual way?",
        taken=_TAKEN,
        other="cases without a usual beginning are left out",
        rule="Their first step begins fewer than 1 in 20 cases.",
        reread=lambda log: leaving_out(log, unusual(log, BEGINNING)),
    ),
)
