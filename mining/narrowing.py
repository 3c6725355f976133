"""The log of some cases of a log: what filters leave."""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from mining.errors import NothingLeft
from mining.eventlog import EventLog

__all__ = ["narrowed"]

_ = ibis._


def narrowed(log: EventLog, cases: ir.Table) -> EventLog:
    """Return the log of some cases; `mining.filters.filtered` is how to choose them.

    Variants are counted and numbered anew; cases, activities and all other names keep their numbers.

    Parameters
    ----------
    log
        The log.
    cases
        Rows of its ``cases``.

    Raises
    ------
    NothingLeft
        There are none.
    """
    kept = log.asking.kept
    # Kept by itself, so that all that follows is in the same words whatever the filters are.
    passing = kept(cases.select("case_no", was=cases.variant_no), "passing")
    counts = passing.group_by("was").agg(n_cases=_.count())
    taken = log.variants.drop("n_cases").rename(was="variant_no").inner_join(counts, "was")
    rank = ibis.row_number().over(order_by=[ibis.desc("n_cases"), "activities"]) + 1
    variants = kept(taken.mutate(variant_no=rank.cast("int32")), "variants")
    numbers = variants.select("variant_no", "was")
    numbered = passing.inner_join(numbers, "was").drop("was")
    chosen = kept(log.cases.drop("variant_no").inner_join(numbered, "case_no"), "cases")
    narrow = replace(
        log,
        events=log.events.semi_join(chosen, "case_no"),
        cases=chosen,
        variants=variants.drop("was"),
        steps=log.steps.rename(was="variant_no").inner_join(numbers, "was").drop("was"),
        held=(*log.held, variants, chosen),
    )
    if not narrow.n_cases:
        message = f"No case of {log.name} passes the filters. Take one of them away."
        raise NothingLeft(message)
    return replace(narrow, n_events=narrow.n_instances)
