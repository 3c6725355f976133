"""An attacker: what follows for hidden counts from a map as it is told, and from knowing how maps are made.

He knows more than is shown: the rule by which counts are rounded, and every step and flow that exists, the hidden ones
too. He takes all that could be true, as a linear program, and asks for the least and the
largest value of each hidden count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph, Flow
from mining.units import Seconds

START, END = "start of the case", "end of the case"
Trace = Sequence[str]
Cell = tuple[str, str]


def graph_of(traces: Iterable[tuple[Trace, int]]) -> DirectlyFollowsGraph:
    """The exact map of traces, each with its number of cases, counted in the plainest way; all times are a minute."""
    events, cases, starts, ends = Counter(), Counter(), Counter(), Counter()
    times, cases_of_flow = Counter(), Counter()
    total = 0
    for trace, n in traces:
        total += n
        starts[trace[0]] += n
        ends[trace[-1]] += n
        for name in trace:
            events[name] += n
        for name in set(trace):
            cases[name] += n
        for pair in pairwise(trace):
            times[pair] += n
        for pair in set(pairwise(trace)):
            cases_of_flow[pair] += n
    minute = Seconds(60.0)
    return DirectlyFollowsGraph(
        tuple(
            ActivityFigures(name, events[name], cases[name], starts[name], ends[name], minute, minute)
            for name in events
        ),
        tuple(Flow(*pair, times[pair], cases_of_flow[pair], minute, minute) for pair in times),
        total,
    )


def cells_of(graph: DirectlyFollowsGraph) -> dict[Cell, int]:
    """Every count of a map that adds up with others: flows, starts and ends."""
    cells = {(flow.source, flow.target): flow.n for flow in graph.flows}
    cells |= {(START, one.name): one.n_starting for one in graph.activities if one.n_starting}
    return cells | {(one.name, END): one.n_ending for one in graph.activities if one.n_ending}


def hidden_cells(exact: DirectlyFollowsGraph, told: DirectlyFollowsGraph) -> set[Cell]:
    return cells_of(exact).keys() - cells_of(told).keys()


def what_follows(
    exact: DirectlyFollowsGraph,
    told: DirectlyFollowsGraph,
    base: int,
    slack: int,
    most: int,
    n_cases: tuple[int, int],
) -> dict[Cell, tuple[int, int]]:
    """Least and largest possible value of every hidden count.

    Parameters
    ----------
    exact
        Read only for which cells there are.
    told
        The map as told.
    base
        Counts below it are hidden.
    slack
        By how much a count that is told may miss the truth.
    most
        Of a hidden count, as far as the attacker knows.
    n_cases
        Least and largest number of cases that there may be.
    """
    shown, hidden = cells_of(told), sorted(hidden_cells(exact, told))
    names = {one.name: one.n_events for one in told.activities}
    untold = {one.name for one in exact.activities} - names.keys()
    cells = [*shown, *hidden]
    bounds = [(max(base, n - slack), n + slack) for n in shown.values()] + [(1, most)] * len(hidden)
    rows, least, largest = [], [], []
    incoming, outgoing = defaultdict(list), defaultdict(list)
    for place, (source, target) in enumerate(cells):
        outgoing[source].append(place)
        incoming[target].append(place)

    def hold(plus: list[int], minus: list[int], low: float, high: float) -> None:
        row = np.zeros(len(cells))
        row[plus] += 1
        row[minus] -= 1
        rows.append(row)
        least.append(low)
        largest.append(high)

    for name, n in names.items():
        hold(incoming[name], [], max(base, n - slack), n + slack)
    for name in (*names, *untold):
        hold(incoming[name], outgoing[name], 0, 0)
    hold(outgoing[START], [], *n_cases)
    matrix = np.array(rows)
    limits = {
        "A_ub": np.vstack([matrix, -matrix]), "b_ub": np.concatenate([largest, -np.array(least)]),
        "bounds": bounds, "method": "highs",
    }  # fmt: skip
    found = {}
    for place, cell in enumerate(cells):
        if cell in shown:
            continue
        asked = np.zeros(len(cells))
        asked[place] = 1
        low, high = linprog(asked, **limits), linprog(-asked, **limits)
        assert low.status == high.status == 0, "the truth is among what could be true"
        found[cell] = ceil(low.fun - 1e-6), floor(-high.fun + 1e-6)
    return found
