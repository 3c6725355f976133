"""Hidden counts stay hidden from somebody who puts everything together that is told of a map."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from mining.disclosure.flows import disclosed_graph
from mining.discovery.flows import DirectlyFollowsGraph
from tests.disclosure.attack import graph_of, what_follows

BASE = 5
SMALL = (1, 1, 2, 3, 4, 5, 6, 7, 9, 14, 50, 98)


def some_traces(seed: int) -> list[tuple[list[str], int]]:
    """A few traces in which no step comes twice, so that a hidden count is known to be less than the base."""
    rng = random.Random(seed)
    names = "ABCDEF"[: rng.randint(2, 6)]
    return [
        (rng.sample(names, rng.randint(1, len(names))), rng.choice(SMALL)) for _ in range(rng.randint(1, 9))
    ]


def only_left_out(graph: DirectlyFollowsGraph) -> DirectlyFollowsGraph:
    """The map as it was told before: small counts left out, all others exact."""
    kept = {one.name for one in graph.activities if one.n_cases >= BASE}
    return DirectlyFollowsGraph(
        tuple(
            replace(
                one,
                n_starting=one.n_starting if one.n_starting >= BASE else 0,
                n_ending=one.n_ending if one.n_ending >= BASE else 0,
            )
            for one in graph.activities
            if one.name in kept
        ),
        tuple(one for one in graph.flows if one.n_cases >= BASE and {one.source, one.target} <= kept),
        graph.n_cases,
    )


def widths(graphs, told_by, slack: int, n_slack: int) -> Counter[int]:
    """How many hidden counts there are for each number of values that they may have, as far as can be told."""
    found: Counter[int] = Counter()
    for graph in graphs:
        told = told_by(graph)
        n_cases = told.n_cases, told.n_cases + n_slack
        for low, high in what_follows(graph, told, BASE, slack, BASE - 1, n_cases).values():
            found[high - low + 1] += 1
    return found


GRAPHS = [graph for graph in map(graph_of, map(some_traces, range(200))) if graph.n_cases >= BASE]


def test_leaving_small_counts_out_is_not_enough():
    # What the attack is worth: of the exact rest most hidden counts follow.
    found = widths(GRAPHS, only_left_out, slack=0, n_slack=0)
    assert found[1] > found.total() / 2


def test_no_hidden_count_follows_from_what_is_told():
    found = widths(GRAPHS, lambda graph: disclosed_graph(graph, BASE), BASE - 1, BASE - 1)
    assert found.total() > 500
    assert found[1] == 0
    # Nearly always nothing is learnt at all: it may be 1, 2, 3 or 4.
    assert found[BASE - 1] > 0.9 * found.total()


def test_the_difference_of_two_maps_tells_nothing_of_the_few_that_only_one_has():
    # Two cases more, on a path of their own and on the usual one: what is told of both maps is a multiple of the base.
    usual = [("ABC", 40), ("ABBC", 20)]
    before, after = graph_of(usual), graph_of([*usual, ("ABD", 2), ("ABC", 2)])
    told = [disclosed_graph(graph, BASE) for graph in (before, after)]
    assert {one.name for one in told[1].activities} == set("ABC")
    counts = [Counter({(f.source, f.target): f.n for f in graph.flows}) for graph in told]
    assert all((counts[1][pair] - counts[0][pair]) % BASE == 0 for pair in counts[0] | counts[1])
