"""Costs of alignments: by hand on small models, and against pm4py on any log."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pm4py.algo.conformance.alignments.petri_net import algorithm as pm4py_alignments
from pm4py.objects.conversion.process_tree.variants import to_petri_net
from pm4py.objects.log.importer.xes import importer
from pm4py.objects.log.obj import Event, Trace
from pm4py.objects.process_tree.utils.generic import parse
from r4pm.bindings.conformance.case_centric.alignments import align_empty_trace

from mining.discovery import r4pm_adapter
from mining.discovery.model import ModelSettings, _question
from mining.discovery.pm4py_adapter import as_petri_net, code, coded, mine_tree
from mining.discovery.process_tree import ProcessTree
from mining.discovery.r4pm_adapter import alignment_costs, as_r4pm
from mining.discovery.selection import Selection, WeightedTrace, by_frequency

MANY_SECONDS = 600


def costs(net, traces):
    *_, last = alignment_costs(as_r4pm(*net), traces, MANY_SECONDS)
    return last


def net_of(text):
    return to_petri_net.apply(parse(text))


@pytest.mark.parametrize(
    ("tree", "trace", "cost"),
    [
        # A, then B or C, then D.
        ("->( 'A', X( 'B', 'C' ), 'D' )", "ABD", 0),
        ("->( 'A', X( 'B', 'C' ), 'D' )", "AD", 1),  # B or C is lacking
        ("->( 'A', X( 'B', 'C' ), 'D' )", "ABCD", 1),  # one of them is too many
        ("->( 'A', X( 'B', 'C' ), 'D' )", "AXBXD", 2),  # the model knows no X: one each time
        ("->( 'A', X( 'B', 'C' ), 'D' )", "DA", 3),  # keep A: drop D, add B and D
        ("->( 'A', X( 'B', 'C' ), 'D' )", "XY", 5),  # nothing in common: 2 + 3
        # Silent steps are free: none or more of A, then B or nothing.
        ("->( *( tau, 'A' ), X( 'B', tau ) )", "AAA", 0),
        ("->( *( tau, 'A' ), X( 'B', tau ) )", "AABA", 1),
        ("+( 'A', 'B', 'C' )", "CAB", 0),
        ("+( 'A', 'B', 'C' )", "C", 2),
    ],
)
def test_costs_by_hand(tree, trace, cost):
    assert costs(net_of(tree), [list(trace)]) == [cost]


def test_costs_come_in_the_order_of_the_traces():
    assert costs(net_of("->( 'A', 'B' )"), [["A"], ["A", "B"], ["X", "A", "X"]]) == [1, 0, 3]


def test_no_time_no_costs():
    net = as_r4pm(*net_of("'A'"))
    assert list(alignment_costs(net, [["A"]], seconds=0)) == [[]]


def test_costs_known_so_far_are_told_on_the_way(monkeypatch):
    monkeypatch.setattr(r4pm_adapter, "_TELL_SECONDS", 0)
    net = as_r4pm(*net_of("'A'"))
    assert list(alignment_costs(net, [["A"], ["B"]], MANY_SECONDS)) == [[], [0], [0, 2]]


def test_a_search_that_explodes_is_given_up_and_the_next_trace_aligned():
    # Side by side, forty steps can stand in 2 ** 40 ways; pm4py and r4pm without a limit would not end.
    steps = [f"s{number}" for number in range(40)]
    net = net_of(f"+( {', '.join(map(repr, steps))} )")
    assert costs(net, [steps[:2], steps[::-1]]) == [None, 0]


def test_a_wider_net_allows_fewer_states():
    def most(n):
        return r4pm_adapter._most_states(
            as_r4pm(*net_of(f"+( {', '.join(repr(f's{i}') for i in range(n))} )"))
        )

    assert most(5) == 100_000
    assert 1_000 < most(300) < 10_000


def test_a_trace_longer_than_r4pm_can_count_is_given_up():
    # r4pm would align four of the 65,540 steps and call the cost 4, where it is 65,540.
    assert costs(net_of("->( 'A', 'B' )"), [["A"] * 65_540, ["A", "B"]]) == [None, 0]


def test_what_r4pm_refuses_for_another_reason_is_no_trace_given_up():
    net = as_r4pm(*net_of("'A'"))
    with pytest.raises(TypeError, match="NoFinalMarking"):
        list(alignment_costs({**net, "final_markings": None}, [["A"]], MANY_SECONDS))


def mined(variants, noise=0.2):
    """The question of a log, the tree that answers it, and its net."""
    ordered = by_frequency(variants)
    question = _question(Selection(ordered, len(ordered)), ModelSettings(noise_threshold=noise))
    tree = mine_tree(question)
    return question, tree, as_petri_net(tree)


# Which of pm4py's searches: the first is the only one quick enough for real logs, but now and then takes a dearer way
# through silent steps on small ones; the second is always right.
QUICK, RIGHT = (
    pm4py_alignments.VERSION_DIJKSTRA_LESS_MEMORY,
    pm4py_alignments.VERSION_DIJKSTRA_NO_HEURISTICS,
)


def assert_equal_to_pm4py(variants, noise=0.2, longest=100, search=QUICK):
    question, _, net = mined(variants, noise)
    traces = [list(map(code, trace)) for trace, _ in question.variants if len(trace) <= longest]
    theirs = [
        pm4py_alignments.apply(
            Trace([Event({"concept:name": name}) for name in trace]),
            *net,
            variant=search,
        )["cost"]
        // 10_000
        for trace in traces
    ]
    assert costs(net, traces) == theirs
    return len(traces)


TRACES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=7).map(tuple)
LOGS = st.dictionaries(TRACES, st.integers(1, 30), min_size=1, max_size=8).map(
    lambda counts: tuple(WeightedTrace(trace, n_cases) for trace, n_cases in counts.items())
)


@given(LOGS, st.sampled_from([0.0, 0.2, 0.5]))
@settings(max_examples=100, deadline=None)
def test_costs_are_those_of_pm4py_on_any_small_log(variants, noise):
    assert_equal_to_pm4py(variants, noise, search=RIGHT)


@given(LOGS, st.sampled_from([0.0, 0.2, 0.5]))
@settings(max_examples=100, deadline=None)
def test_the_shortest_run_of_a_tree_is_what_an_empty_trace_costs(variants, noise):
    question, tree, net = mined(variants, noise)
    ours = ProcessTree.from_coded(coded(tree), [code(n) for n in range(len(question.branch_keys))])
    assert ours.n_fewest() == align_empty_trace(as_r4pm(*net))["cost"]


def variants_of(traces):
    return [WeightedTrace(trace, n_cases) for trace, n_cases in Counter(map(tuple, traces)).items()]


@pytest.mark.public_logs
def test_costs_are_those_of_pm4py_on_receipt(public_logs):
    log = importer.apply(
        str(public_logs / "receipt.xes.gz"),
        variant=importer.Variants.ITERPARSE,
        parameters={"show_progress_bar": False},
    )
    variants = variants_of([event["concept:name"] for event in trace] for trace in log)
    # pm4py needs minutes for the longest of the 116.
    assert assert_equal_to_pm4py(variants, longest=12) > 100


@pytest.mark.public_logs
def test_costs_are_those_of_pm4py_on_helpdesk(public_logs):
    traces: dict[str, list[str]] = {}
    with (public_logs / "helpdesk.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            traces.setdefault(row["Case ID"], []).append(row["Activity"])
    assert assert_equal_to_pm4py(variants_of(traces.values())) == 226
