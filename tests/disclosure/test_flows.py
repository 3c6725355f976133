"""A map as it is told: rare steps and flows left out, the rest rounded such that it adds up."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.disclosure.flows import disclosed_graph
from tests.disclosure.attack import END, START, cells_of, graph_of

TRACES = st.lists(
    st.tuples(st.text("ABCDE", min_size=1, max_size=7), st.integers(1, 30)), min_size=1, max_size=12
)


def flows(graph):
    return {(flow.source, flow.target): flow.n for flow in graph.flows}


def test_a_path_of_two_cases_beside_one_of_998_cannot_be_worked_out():
    # 998 cases A C, two cases B C. To hide the two, 998 must not stand beside the 1,000 that came to C.
    told = disclosed_graph(graph_of([("AC", 998), ("BC", 2)]), 5)
    assert [(one.name, one.n_events, one.n_cases) for one in told.activities] in (
        [("A", 1000, 1000), ("C", 1000, 1000)],
        [("C", 1000, 1000), ("A", 995, 995)],
    )
    assert set(flows(told)) == {("A", "C")}
    assert told.n_cases == 1000


def test_what_adds_up_in_multiples_of_the_base_is_told_as_it_is():
    graph = graph_of([("AB", 20), ("AAB", 10), ("B", 5)])
    told = disclosed_graph(graph, 5)
    assert cells_of(told) == cells_of(graph)
    assert disclosed_graph(told, 5) == told


def test_base_one_tells_everything():
    graph = graph_of([("AB", 3), ("B", 1)])
    assert disclosed_graph(graph, 1) is graph


def test_times_need_enough_cases_on_both_sides():
    # A median of 5 in 10 or more cases, a ninth decile in 50 or more.
    told = disclosed_graph(graph_of([("AB", 9), ("CD", 10), ("EF", 50)]), 5)
    assert {one.source: (one.median is not None, one.p90 is not None) for one in told.flows} == {
        "A": (False, False),
        "C": (True, False),
        "E": (True, True),
    }


def test_few_that_repeat_a_step_are_not_told_by_times_and_cases():
    # Three of 40 cases do B twice, so B is done 43 times.
    told = disclosed_graph(graph_of([("ABC", 37), ("ABBC", 3)]), 5).activity("B")
    assert (told.n_events, told.n_cases) in ((40, 40), (45, 40))


def test_of_too_few_cases_nothing_is_told():
    told = disclosed_graph(graph_of([("AB", 4)]), 5)
    assert (told.activities, told.flows, told.n_cases) == ((), (), 0)


@settings(deadline=None)
@given(TRACES, st.integers(2, 12))
def test_every_count_is_a_neighbouring_multiple_and_small_ones_are_gone(traces, base):
    graph = graph_of(traces)
    told = disclosed_graph(graph, base)
    exact = cells_of(graph)
    for cell, n in cells_of(told).items():
        assert n % base == 0
        assert n >= base
        assert abs(n - exact[cell]) < base
    small = {(one.source, one.target) for one in graph.flows if one.n_cases < base}
    assert not small & cells_of(told).keys()
    assert {one.name for one in told.activities} == {
        one.name for one in graph.activities if one.n_cases >= base
    }
    for one in told.activities:
        was = graph.activity(one.name)
        assert abs(one.n_events - was.n_events) < base
        assert base <= one.n_cases <= one.n_events
        assert one.n_cases % base == 0
    assert disclosed_graph(told, base) == told


@settings(deadline=None)
@given(TRACES, st.integers(2, 12))
def test_no_sum_less_what_is_told_of_it_is_a_small_count(traces, base):
    told = disclosed_graph(graph_of(traces), base)
    into, out_of = Counter(), Counter()
    for (source, target), n in cells_of(told).items():
        into[target] += n
        out_of[source] += n
    sums = {one.name: one.n_events for one in told.activities} | {START: told.n_cases, END: told.n_cases}
    for name, total in sums.items():
        for parts in (into, out_of):
            if name not in ({START} if parts is into else {END}):
                assert (total - parts[name]) % base == 0
                assert total >= parts[name]


@pytest.mark.parametrize("n", [1, 4])
def test_a_hidden_step_hides_what_leads_to_it(n):
    told = disclosed_graph(graph_of([("AC", 30), ("AXC", n)]), 5)
    assert {one.name for one in told.activities} == {"A", "C"}
