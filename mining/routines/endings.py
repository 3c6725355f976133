"""The steps with which cases end, as far as detectors ask."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from mining.eventlog import EventLog

__all__ = ["ending_steps"]

_MOSTLY = 0.8
_ = ibis._


def ending_steps(log: EventLog) -> ir.Table:
    """Return the numbers of the activities that end the case at least 8 times in 10: ``activity_no``."""
    steps = log.steps.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
    ends = steps.next_activity_no.isnull().ifelse(steps.n_cases, 0)
    counted = steps.mutate(ends=ends).group_by("activity_no").agg(times=_.n_cases.sum(), ends=_.ends.sum())
    return counted.filter(_.ends >= _MOSTLY * _.times).select("activity_no")
