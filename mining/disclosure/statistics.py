"""What the criteria read, with the counts of the map as it may be told: sentences are made from these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mining.ranking.statistics import Follows

if TYPE_CHECKING:
    from mining.discovery.flows import DirectlyFollowsGraph
    from mining.ranking.statistics import Floats, Statistics

__all__ = ["told_statistics"]


def told_statistics(
    statistics: Statistics, names: tuple[str, ...], graph: DirectlyFollowsGraph
) -> Statistics:
    """Return statistics of a log that tell no count that its map does not tell.

    Parameters
    ----------
    statistics
        Of the log, without weights.
    names
        Of its activities, by number.
    graph
        Its map, as `mining.disclosure.flows.disclosed_graph` made it; steps that are not on it get no count.
    """
    numbers = {name: number for number, name in enumerate(names)}
    end = len(names)
    executions, cases_with = np.zeros(end), np.zeros(end)
    follows = [(numbers[one.source], numbers[one.target], one.n) for one in graph.flows]
    for one in graph.activities:
        number = numbers[one.name]
        executions[number], cases_with[number] = one.n_events, one.n_cases
        follows += [(end, number, one.n_starting), (number, end, one.n_ending)]
    source, target, count = np.array(follows, dtype=np.int64).reshape(-1, 3).T
    was = statistics.executions
    scale: Floats = np.divide(executions, was, out=np.zeros(end), where=was > 0)
    return replace(
        statistics,
        n_cases=float(graph.n_cases),
        executions=executions,
        cases_with=cases_with,
        position_sum=statistics.position_sum * scale,
        position_square_sum=statistics.position_square_sum * scale,
        follows=Follows(source, target, count.astype(float)),
    )
