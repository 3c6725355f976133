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
    kept, posed = log.asking.kept, log.asking.posed
    # Kept by itself, so that all that follows is in the same words whatever the filters are.
    passing = kept(cases.select("case_no", was=cases.variant_no), "passing")
    numbered = kept(posed(_numbered, log.variants, passing), "variants")
    chosen = kept(posed(_cases, log.cases, passing, numbered), "cases")
    narrow = replace(
        log,
        events=posed(_events, log.events, chosen),
        cases=chosen,
        variants=posed(_variants, numbered),
        steps=posed(_steps, log.steps, numbered),
        n_read=None,
        held=(*log.held, numbered, chosen),
    )
    if not narrow.n_cases:
        message = f"No case of {log.name} passes the filters. Take one of them away."
        raise NothingLeft(message)
    return narrow


def _numbered(variants: ir.Table, passing: ir.Table) -> ir.Table:
    """The variants of the cases that pass, with the number that each `was` and has now."""
    counts = passing.group_by("was").agg(n_cases=_.count())
    taken = variants.drop("n_cases").rename(was="variant_no").inner_join(counts, "was")
    rank = ibis.row_number().over(order_by=[ibis.desc("n_cases"), "activities"]) + 1
    return taken.mutate(variant_no=rank.cast("int32"))


def _cases(cases: ir.Table, passing: ir.Table, numbered: ir.Table) -> ir.Table:
    numbers = passing.inner_join(numbered.select("variant_no", "was"), "was").drop("was")
    return cases.drop("variant_no").inner_join(numbers, "case_no")


def _events(events: ir.Table, chosen: ir.Table) -> ir.Table:
    return events.semi_join(chosen, "case_no")


def _variants(numbered: ir.Table) -> ir.Table:
    return numbered.drop("was")


def _steps(steps: ir.Table, numbered: ir.Table) -> ir.Table:
    return steps.rename(was="variant_no").inner_join(numbered.select("variant_no", "was"), "was").drop("was")
