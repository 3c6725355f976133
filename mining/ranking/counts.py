"""The queries behind the statistics: counts by group of cases, as Ibis expressions.

What depends on the order of steps only is counted once for each variant and multiplied by the cases of
the variant in each group; only the gaps need the events. Sums are of whole numbers, so that they come
out the same in whatever order the engine adds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["BIN_WIDTH", "MICRO", "cases_by_variant", "dealt", "executions", "follows", "gaps"]

BIN_WIDTH = 0.05
"""Of log(1 + gap seconds): waiting times in one bin differ by at most 5 per cent."""
MICRO = 1_000_000
_ = ibis._


def dealt(cases: ir.Table, n_cases: int, groups: int, seed: int) -> ir.Table:
    """Case numbers with their groups: dealt out like shuffled cards, so sizes differ by one at most."""
    alone = groups == n_cases
    shuffled = np.arange(n_cases) if alone else np.random.default_rng(seed).permutation(n_cases)
    group = (np.arange(n_cases) % groups).astype(np.int32)
    hands = ibis.memtable(pa.table({"place": shuffled.astype(np.int64), "group": group}))
    placed = cases.select("case_no", "variant_no", place=ibis.row_number().over(order_by="case_no"))
    return placed.inner_join(hands, "place").drop("place")


def cases_by_variant(groups: ir.Table) -> ir.Table:
    """Return how many cases of each variant each group holds: ``group``, ``variant_no``, ``n_cases``."""
    return groups.group_by("group", "variant_no").agg(n_cases=_.count())


def executions(steps: ir.Table, variants: ir.Table, weights: ir.Table) -> ir.Table:
    """Executions, cases, and sums of relative positions and their squares in millionths, by group and activity."""
    long = steps.inner_join(variants.select("variant_no", "n_events"), "variant_no")
    share = (long.position - 1) * MICRO / ibis.greatest(long.n_events - 1, 1)
    once = (
        long.mutate(place=share.round().cast("int64"))
        .group_by("variant_no", "activity_no")
        .agg(n=_.count(), position=_.place.sum(), square=(_.place * _.place).sum())
    )
    return (
        once.inner_join(weights, "variant_no")
        .group_by("group", "activity_no")
        .agg(
            n=(_.n * _.n_cases).sum(),
            n_cases=_.n_cases.sum(),
            position=(_.position * _.n_cases).sum(),
            square=(_.square * _.n_cases).sum(),
        )
    )


def follows(steps: ir.Table, weights: ir.Table, m: int) -> ir.Table:
    """How often each activity follows another, by group; m stands for the start and the end of a case."""
    later = steps.select(
        "variant_no", source=steps.activity_no, target=ibis.coalesce(steps.next_activity_no, m)
    )
    first = steps.filter(steps.position == 1).select(
        "variant_no", source=ibis.literal(m, type="int32"), target=steps.activity_no
    )
    once = ibis.union(later, first).group_by("variant_no", "source", "target").agg(n=_.count())
    joined = once.inner_join(weights, "variant_no")
    return joined.group_by("group", "source", "target").agg(n=(_.n * _.n_cases).sum())


def gaps(events: ir.Table, groups: ir.Table) -> ir.Table:
    """Gaps by group, activity and fine bin of log(1 + seconds), with the sum of the logs in millionths."""
    waited = events.filter(events.gap_seconds.notnull()).inner_join(groups, "case_no")
    logged = waited.select("group", "activity_no", log=(_.gap_seconds + 1).ln())
    binned = logged.mutate(
        bin=(_.log / BIN_WIDTH).floor().cast("int64"), micro=(_.log * MICRO).round().cast("int64")
    )
    return binned.group_by("group", "activity_no", "bin").agg(n=_.count(), log_sum=_.micro.sum())
