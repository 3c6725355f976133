"""A process map as it may be told: rare steps and flows left out, all counts rounded such that they add up.

The counts of a directly-follows graph are a flow: what goes into a step is what comes out of it. Rounded one by
one they would no longer add up, and where they miss could give a count away. So they are rounded together: each
count goes to the multiple of the base just below or just above it, such that every step still has as much
going in as coming out. That can always be done (a flow whose bounds are whole numbers has a solution in whole
numbers), and what is told could come of any log within those bounds.

References
----------
Cox (1987), A constructive procedure for unbiased controlled rounding. JASA 82(398), 520-524.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

from mining.disclosure.rounding import cases_of, down, quantile
from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph, Flow
from mining.units import Clock, Seconds

__all__ = ["disclosed_graph"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Names of activities may be anything, so what is no activity is a number.
_OUTSIDE, _UNTOLD = 0, 1
_INTO, _OUT_OF = "into", "out of"
_Node = tuple[str | int, str]


@dataclass(frozen=True)
class _Arc:
    """A count that is told, or that can be worked out of those that are; it goes from node to node."""

    source: _Node
    target: _Node
    n: int


def disclosed_graph(graph: DirectlyFollowsGraph, base: int) -> DirectlyFollowsGraph:
    """Return the graph as it may be told.

    Parameters
    ----------
    graph
        Of a log, whole: not simplified.
    base
        Steps and flows of fewer cases than this are left out; counts are rounded to multiples of it; medians
        and other quantiles are None where fewer cases lie on a side of them. With 1, nothing changes.
    """
    if base <= 1:
        return graph
    kept = {one.name: one for one in graph.activities if one.n_cases >= base}
    flows = [one for one in graph.flows if one.n_cases >= base and {one.source, one.target} <= kept.keys()]
    told = _rounded(_arcs(graph.n_cases, kept, flows, base), base)
    n_cases, times = told[_through(_OUTSIDE)], _Times(base, graph.clock)
    activities = [_activity(one, told, n_cases, times) for one in kept.values()]
    rounded = [_flow(one, told[_between(one.source, one.target)], n_cases, times) for one in flows]
    return DirectlyFollowsGraph(
        tuple(sorted(activities, key=lambda one: (-one.n_events, one.name))),
        tuple(sorted(rounded, key=lambda one: (-one.n, one.source, one.target))),
        n_cases,
        graph.clock,
    )


def _between(source: str | int, target: str | int) -> tuple[_Node, _Node]:
    return (source, _OUT_OF), (target, _INTO)


def _through(name: str | int) -> tuple[_Node, _Node]:
    return (name, _INTO), (name, _OUT_OF)


def _arcs(n_cases: int, kept: dict[str, ActivityFigures], flows: list[Flow], base: int) -> list[_Arc]:
    """Every count that is told, and what these leave of each sum: that is told too, in effect."""
    sums = [_Arc(*_through(one.name), one.n_events) for one in kept.values()]
    everything = _Arc(*_through(_OUTSIDE), n_cases)
    parts = [_Arc(*_between(one.source, one.target), one.n) for one in flows]
    parts += [_Arc(*_between(_OUTSIDE, one.name), one.n_starting) for one in kept.values()]
    parts += [_Arc(*_between(one.name, _OUTSIDE), one.n_ending) for one in kept.values()]
    parts = [arc for arc in parts if arc.n >= base]
    going, coming = Counter[_Node](), Counter[_Node]()
    for arc in parts:
        going[arc.source] += arc.n
        coming[arc.target] += arc.n
    untold = (_UNTOLD, "")
    rest = [_Arc(arc.target, untold, arc.n - going[arc.target]) for arc in (*sums, everything)]
    rest += [_Arc(untold, arc.source, arc.n - coming[arc.source]) for arc in (*sums, everything)]
    # The number of cases stands alone elsewhere, so it is rounded alone. The others can follow: where all have
    # a solution in between two whole numbers of cases, they have one with either.
    everything = replace(everything, n=down(n_cases, base))
    return [everything, *sums, *parts, *(arc for arc in rest if arc.n)]


def _rounded(arcs: list[_Arc], base: int) -> defaultdict[tuple[_Node, _Node], int]:
    """Round all counts to a neighbouring multiple, as near as can be such that every node stays in balance."""
    nodes = {
        node: number
        for number, node in enumerate({n: None for arc in arcs for n in (arc.source, arc.target)})
    }
    ends = np.array([(nodes[arc.source], nodes[arc.target]) for arc in arcs])
    below, over = np.divmod(np.array([arc.n for arc in arcs]), base)
    free = np.flatnonzero(over)
    below[free] += _lifted(ends, below, free, over[free] / base)
    told = defaultdict[tuple[_Node, _Node], int](int)
    told |= {(arc.source, arc.target): int(n) * base for arc, n in zip(arcs, below, strict=True)}
    return told


def _lifted(ends: Ints, below: Ints, free: Ints, over: Floats) -> Ints:
    """Return 1 for each free arc that goes to the multiple above, 0 for those that go to the one below.

    A vertex of a network's linear program is in whole numbers, and the simplex method ends at a vertex.
    """
    if not len(free):
        return free
    n_nodes, columns = int(ends.max()) + 1, np.arange(len(free))
    missing = np.bincount(ends[:, 0], below, n_nodes) - np.bincount(ends[:, 1], below, n_nodes)
    signs = np.concatenate([np.ones(len(free)), -np.ones(len(free))])
    places = (np.concatenate([ends[free, 1], ends[free, 0]]), np.concatenate([columns, columns]))
    balance: Any = coo_array((signs, places), shape=(n_nodes, len(free)))
    found = linprog(1 - 2 * over, A_eq=balance, b_eq=missing, bounds=(0, 1), method="highs-ds")
    if found.x is None:
        raise AssertionError("The counts of a log are in balance, and then there always is a solution.")
    lifted: Ints = np.rint(found.x).astype(np.int64)
    return lifted


@dataclass(frozen=True)
class _Times:
    """How times are told: of so many cases on both sides of a quantile, counted by a clock."""

    base: int
    clock: Clock

    def of(
        self, n_cases: int, quantiles: tuple[Seconds | None, ...], clock: Clock | None = None
    ) -> list[Seconds | None]:
        """A median and a ninth decile of the times in some cases."""
        return [
            quantile(one, share, n_cases, self.base, clock or self.clock)
            for one, share in zip(quantiles, (0.5, 0.9), strict=True)
        ]


def _activity(
    one: ActivityFigures, told: defaultdict[tuple[_Node, _Node], int], n_cases: int, times: _Times
) -> ActivityFigures:
    n_events = told[_through(one.name)]
    with_it = min(cases_of(one.n_events, one.n_cases, n_events, times.base), n_cases)
    n_starting = told[_between(_OUTSIDE, one.name)]
    # Only where it does not come first is there surely a time since the step before.
    waiting = with_it - n_starting
    return ActivityFigures(
        one.name,
        n_events,
        with_it,
        n_starting,
        told[_between(one.name, _OUTSIDE)],
        *times.of(waiting, (one.median_wait, one.p90_wait)),
        *times.of(waiting, (one.working_median, one.working_p90), Clock.WORKING),
    )


def _flow(one: Flow, n: int, n_cases: int, times: _Times) -> Flow:
    in_them = min(cases_of(one.n, one.n_cases, n, times.base), n_cases)
    return Flow(
        one.source,
        one.target,
        n,
        in_them,
        *times.of(in_them, (one.median, one.p90)),
        *times.of(in_them, (one.working_median, one.working_p90), Clock.WORKING),
    )
