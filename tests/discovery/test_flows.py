from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pm4py
import pytest
from hypothesis import given, settings

from mining.discovery.flows import directly_follows
from mining.discovery.variants import top_variants
from mining.performance.throughput import throughput
from tests.event_logs import THREE_CASES, at, event_rows, log_of


def test_three_cases_by_hand():
    graph = directly_follows(log_of(THREE_CASES))
    figures = {a.name: (a.n_events, a.n_cases, a.n_starting, a.n_ending) for a in graph.activities}
    assert figures == {"A": (3, 3, 3, 0), "B": (3, 2, 0, 0), "C": (3, 3, 0, 3)}
    flows = {(f.source, f.target): (f.n, f.n_cases, f.median) for f in graph.flows}
    # A→B after 1 h and 2 h; B→C after 2 h and 1 h; B→B and A→C once, an hour each.
    assert flows == {
        ("A", "B"): (2, 2, 5400), ("B", "C"): (2, 2, 5400), ("B", "B"): (1, 1, 3600), ("A", "C"): (1, 1, 3600)
    }  # fmt: skip
    assert graph.activity("B").median_wait == 3600  # 1 h, 2 h, 1 h
    assert graph.activity("A").median_wait is None


def test_ninetieth_percentile_is_interpolated_exactly():
    rows = [row for i in range(1, 12) for row in ((f"c{i}", "A", at(0)), (f"c{i}", "B", at(i)))]
    (flow,) = directly_follows(log_of(rows)).flows
    assert (flow.median, flow.p90) == (6 * 3600, 10 * 3600)  # of 1..11 hours


def test_throughput_runs_from_first_start_to_last_completion():
    times = throughput(log_of(THREE_CASES))  # 3 h, 4 h, 1 h
    assert (times.median, times.mean) == (3 * 3600, pytest.approx(8 / 3 * 3600))


def test_variants_cover_all_cases():
    variants = top_variants(log_of(THREE_CASES))
    assert [v.n_cases for v in variants] == [1, 1, 1]
    assert variants[-1].coverage == 1
    assert len(top_variants(log_of(THREE_CASES), 2)) == 2


def test_a_simplified_graph_stays_connected():
    rows = [(f"c{i}", name, at(j)) for i in range(9) for j, name in enumerate("ABC" if i else "AXC")]
    graph = directly_follows(log_of(rows))
    least = graph.simplified(activities=1, paths=0)
    for name in graph.names:
        ways = (
            {f.source for f in least.flows if f.target == name},
            {f.target for f in least.flows if f.source == name},
        )
        figures = graph.activity(name)
        assert ways[0] or figures.n_starting
        assert ways[1] or figures.n_ending
    assert graph.simplified(activities=0.5, paths=1).names == ("A", "C")


@settings(max_examples=12, deadline=None)
@given(event_rows())
def test_counts_agree_with_pm4py(rows):
    graph = directly_follows(log_of(rows))
    ordered = sorted(rows, key=lambda row: (row[0], row[2]))
    traces: dict[str, list[str]] = {}
    for case, activity, _ in ordered:
        traces.setdefault(case, []).append(activity)
    log = pm4py.objects.log.obj.EventLog(
        [
            pm4py.objects.log.obj.Trace(
                [{"concept:name": a} for a in trace], attributes={"concept:name": case}
            )
            for case, trace in traces.items()
        ]
    )
    expected = pm4py.algo.discovery.dfg.algorithm.apply(log)
    assert {(f.source, f.target): f.n for f in graph.flows} == Counter(expected)
    assert sum(f.n for f in graph.flows) == sum(len(list(pairwise(t))) for t in traces.values())
