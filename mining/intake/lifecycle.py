"""Lifecycle transitions to activity instances: a start and its completion become one row.

Within a case and activity, completions are matched to starts first in, first out. A completion that
no open start precedes stands alone. In window form: with S and C the running counts of starts and
completions, the completions without a start so far are u = max(0, max prefix of C - S); a completion
that does not raise u is matched, and the k-th matched completion belongs to the k-th start.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of, settled
from mining.quality import Effect, Issue

__all__ = ["pair_instances"]

_NO_EXECUTION = ("schedule", "assign", "reassign", "suspend", "resume", "withdraw", "autoskip", "manualskip",
                 "pi_abort", "ate_abort")  # fmt: skip


def pair_instances(engine: Backend, rows: ir.Table) -> tuple[ir.Table, list[Issue]]:
    """Return one row an activity instance, and what became of the other transitions.

    Parameters
    ----------
    engine, rows
        Rows with ``case_no``, ``activity_code``, ``timestamp_us``, ``start_us``, ``lifecycle``, ``sequence_no``
        and ``line``.

    Returns
    -------
    table, issues
        The rows without ``lifecycle``; a matched start gives ``start_us``. A start that never
        completes stays, with its own time, since the work did begin.
    """
    stage = rows.lifecycle.lower()
    counts = {
        row["stage"]: row["n"]
        for row in engine.to_pyarrow(rows.group_by(stage=stage).agg(n=ibis._.count())).to_pylist()
    }
    idle = {name: counts[name] for name in _NO_EXECUTION if counts.get(name)}
    executed = rows.filter(stage.isnull() | ~stage.isin(_NO_EXECUTION)) if idle else rows
    issues = [_idle_issue(idle)] if idle else []
    if not counts.get("start"):
        return executed.drop("lifecycle"), issues
    matched, unfinished = _matched(engine, executed)
    if unfinished:
        issues.append(_unfinished_issue(unfinished))
    return matched, issues


def _matched(engine: Backend, rows: ir.Table) -> tuple[ir.Table, int]:
    per_activity = {
        "group_by": ["case_no", "activity_code"],
        "order_by": ["timestamp_us", "sequence_no", "line"],
    }
    so_far = ibis.window(**per_activity, preceding=None, following=0)
    is_start = rows.lifecycle.lower() == "start"
    # Where a log has starts, other transitions (complete, or none written) are completions.
    marked = rows.mutate(is_start=is_start.fill_null(False))
    counted = marked.mutate(
        starts=marked.is_start.cast("int64").sum().over(so_far),
        ends=(~marked.is_start).cast("int64").sum().over(so_far),
    )
    surplus = (counted.ends - counted.starts).max().over(so_far)
    lone = counted.mutate(unmatched=ibis.greatest(surplus, 0))
    before = lone.unmatched.lag().over(ibis.window(**per_activity)).fill_null(0)
    lone = settled(engine, lone.mutate(is_lone=~lone.is_start & (lone.unmatched > before)))
    starts = lone.filter(lone.is_start).select(
        "case_no", "activity_code", "line", pair=_.starts, began=_.timestamp_us
    )
    ends = lone.filter(~lone.is_start).mutate(pair=(~_.is_lone).ifelse(_.ends - _.unmatched, None))
    joined = ends.left_join(starts.drop("line"), ["case_no", "activity_code", "pair"])
    finished = joined.mutate(start_us=ibis.coalesce(joined.began, joined.start_us))
    open_starts = starts.anti_join(ends.filter(ends.pair.notnull()), ["case_no", "activity_code", "pair"])
    open_rows = marked.semi_join(open_starts, "line").mutate(start_us=_.timestamp_us)
    kept = [name for name in rows.columns if name != "lifecycle"]
    both = settled(engine, ibis.union(finished.select(kept), open_rows.select(kept)))
    return both, count_of(engine, open_starts)


_ = ibis._


def _idle_issue(idle: dict[str, int]) -> Issue:
    listed = ", ".join(f"{count:,} {name}" for name, count in idle.items())
    return Issue(
        "lifecycle_not_an_execution",
        Effect.NOTED,
        sum(idle.values()),
        f"Some events tell that work was planned or paused, not done ({listed}). They are read, but are no steps.",
        "Nothing to do.",
    )


def _unfinished_issue(count: int) -> Issue:
    return Issue(
        "start_without_completion",
        Effect.DOUBTED,
        count,
        f"{count:,} steps were started but never completed in this log. They count as steps of no duration.",
        "Check whether the log was cut off, or whether the system records completions.",
    )
