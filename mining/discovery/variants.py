"""Variants: the different paths cases took, and how many cases each covers."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.units import Share

__all__ = ["Variant", "top_variants"]


@dataclass(frozen=True)
class Variant:
    """One distinct trace.

    Attributes
    ----------
    number
        1 is the most frequent.
    activities
        The trace: activity names in order.
    n_cases
        Cases that took it.
    coverage
        Share of all cases that took this or a more frequent variant, 0..1.
    """

    number: int
    activities: tuple[str, ...]
    n_cases: int
    coverage: Share


def top_variants(log: EventLog, limit: int | None = None) -> tuple[Variant, ...]:
    """Return the most frequent variants, the most frequent first; all of them without a limit."""
    table = log.asking.posed(_in_order, log.variants)
    rows = log.rows(table.limit(limit) if limit else table)
    names, n_cases, covered, found = log.activity_names, log.n_cases, 0, []
    for row in rows:
        covered += row["n_cases"]
        trace = tuple(names[number] for number in row["activities"])
        found.append(Variant(row["variant_no"], trace, row["n_cases"], Share(covered / n_cases)))
    return tuple(found)


def _in_order(variants: ir.Table) -> ir.Table:
    return variants.order_by("variant_no")
