"""Events of equal time: their order is that of the file, and may as well have been another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ibis.expr.types as ir

from mining.eventlog import EventLog
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.remaking import count, remade, rows_of

__all__ = ["ALTERNATIVES"]

_PRIME = 2_147_483_647
_DRAWS = (1, 2, 3)


def _reversed(events: ir.Table) -> ir.IntegerValue:
    return -events.position


def _alphabetical(events: ir.Table) -> ir.IntegerValue:
    return events.activity_no


def _drawn(seed: int, events: ir.Table) -> ir.IntegerValue:
    """A number for each event that looks drawn by lot, the same whatever the engine or its version."""
    number = (
        events.line.cast("int64") * 1_664_525 + events.position * 69_621 + seed * 1_013_904_223
    ) % _PRIME
    for step in range(1, 4):
        number = (number * number + step * seed) % _PRIME
    return number


def _reordered(key: Callable[[ir.Table], ir.IntegerValue], log: EventLog) -> Reread | None:
    """Put events of equal time in the order of a key; where a column tells their order, nothing is open."""
    if log.mapping.sequence:
        return None
    events = log.events
    touched = events.filter(events.tied).select("case_no").distinct()
    n_cases = count(log, touched)
    if not n_cases:
        return None
    mine = events.semi_join(touched, "case_no")
    rows = rows_of(mine, key=key(mine), position=mine.position)
    return Reread(remade(log, rows, touched, ("key", "position")), n_cases)


def _alternative(
    name: str, order: int, other: str, key: Callable[[ir.Table], ir.IntegerValue]
) -> Alternative:
    return Alternative(
        key=f"tie_order_{name}",
        order=order,
        question="In which order did events of the same moment happen?",
        taken="The order of the file.",
        other=f"events of the same moment are put in {other}",
        reread=partial(_reordered, key),
    )


ALTERNATIVES = (
    _alternative("reversed", 20, "the reverse of the file’s order", _reversed),
    _alternative("alphabetical", 21, "alphabetical order", _alphabetical),
    *(
        _alternative(
            f"drawn_{seed}", 21 + seed, f"an order drawn by lot (draw {seed} of 3)", partial(_drawn, seed)
        )
        for seed in _DRAWS
    ),
)
