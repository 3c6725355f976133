"""Stretches of steps, found in variants: where they lie in cases, and how long they took."""

from __future__ import annotations

import ibis.expr.types as ir

from mining.engine import microseconds
from mining.eventlog import EventLog
from mining.intake.store import whole_days

__all__ = ["elapsed", "in_cases"]


def in_cases(log: EventLog, places: ir.Table) -> ir.Table:
    """Return stretches of variants in every case that took them.

    Parameters
    ----------
    log
        The log.
    places
        ``variant_no``, ``position`` of the last step and ``was_at`` of the first, and further columns.

    Returns
    -------
    ir.Table
        The places, with ``case_no``, ``time`` of the last step and ``span_seconds`` since that of the first.
    """
    cases = log.cases.select("case_no", "variant_no").inner_join(places, "variant_no")
    moments = log.events.select("case_no", "position", "time")
    first = moments.rename(was_at="position", first_time="time")
    timed = cases.inner_join(moments, ["case_no", "position"]).inner_join(first, ["case_no", "was_at"])
    now, then = (microseconds(log.engine, timed[name]) for name in ("time", "first_time"))
    return timed.mutate(span_seconds=elapsed(log, now - then))


def elapsed(log: EventLog, span: ir.IntegerValue) -> ir.NumericValue:
    """Return a span of microseconds as seconds, in whole days where the log has dates without times."""
    took = span.cast("float64") / 1e6
    return whole_days(took) if log.is_date_only else took
