"""The adapter against pm4py itself on whole event logs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pm4py
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pm4py.algo.discovery.heuristics.variants import classic as heuristics_miner
from pm4py.algo.evaluation.precision.variants import etconformance_token
from pm4py.algo.evaluation.replay_fitness.variants import token_replay
from pm4py.algo.evaluation.simplicity.variants import arc_degree
from pm4py.objects.log.importer.xes import importer
from pm4py.objects.log.obj import Event, EventLog, Trace

from mining.discovery.child import Limits, ask
from mining.discovery.model import ModelSettings, _question
from mining.discovery.process_tree import Operator, ProcessTree
from mining.discovery.selection import Selection, WeightedTrace, by_frequency
from mining.discovery.worker import answers

QUIET = {"show_progress_bar": False}


def variants_of(log):
    counts = Counter(tuple(event["concept:name"] for event in trace) for trace in log)
    return [WeightedTrace(trace, n_cases) for trace, n_cases in counts.items()]


def log_of(variants, once=False):
    """Every case as a trace of its own, as pm4py wants it; or one case a variant."""
    return EventLog(
        Trace([Event({"concept:name": name}) for name in variant.activities])
        for variant in variants
        for _ in range(1 if once else variant.n_cases)
    )


def question_of(variants, noise=0.2):
    ordered = by_frequency(variants)
    chosen = Selection(ordered, len(ordered))
    return _question(chosen, ModelSettings(noise_threshold=noise)), chosen.names


def ours(variants, noise=0.2):
    """The adapter's answer, in this process."""
    question, names = question_of(variants, noise)
    parts = {}
    for part in answers(question):
        parts |= part
    return parts, names


def raw_edges(log):
    net = heuristics_miner.apply_heu(log)
    return {
        (node.node_name, target.node_name, edge.dfg_value, edge.dependency_value)
        for node in net.nodes.values()
        for target, edges in node.output_connections.items()
        for edge in edges
    }


def named(edges, names):
    return {(names[source], names[target], n, dependency) for source, target, n, dependency in edges}


def from_pm4py(tree):
    if tree.operator is None:
        return ProcessTree(activity=tree.label)
    return ProcessTree(Operator(tree.operator.value), children=tuple(map(from_pm4py, tree.children)))


def assert_equal_to_pm4py(log, variants, noise):
    parts, names = ours(variants, noise)
    tree = pm4py.discover_process_tree_inductive(log, noise_threshold=noise)
    net, initial, final = pm4py.convert_to_petri_net(tree)
    fitness = token_replay.apply(log, net, initial, final, QUIET)["log_fitness"]
    precision = etconformance_token.apply(log, net, initial, final, QUIET)

    assert ProcessTree.from_coded(parts["tree"], names) == from_pm4py(tree)
    assert named(parts["heuristics"], names) == raw_edges(log)
    assert parts["net"][:2] == [len(net.places), len(net.transitions)]
    assert parts["net"][3] == len(net.arcs)
    assert parts["simplicity"] == pytest.approx(arc_degree.apply(net), rel=1e-12)
    assert parts["conformance"]["fitness"] == pytest.approx(fitness, rel=1e-12)
    assert parts["conformance"]["precision"] == pytest.approx(precision, rel=1e-12)


@pytest.fixture(scope="module")
def receipt(public_logs):
    path = str(public_logs / "receipt.xes.gz")
    return importer.apply(path, variant=importer.Variants.ITERPARSE, parameters=QUIET)


@pytest.mark.public_logs
@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_variants_give_what_pm4py_gives_on_every_event_of_receipt(receipt, noise):
    assert_equal_to_pm4py(receipt, variants_of(receipt), noise)


@pytest.mark.public_logs
def test_precision_is_that_of_all_cases_where_one_trace_a_variant_gives_another(receipt):
    variants = variants_of(receipt)
    tree = pm4py.discover_process_tree_inductive(receipt, noise_threshold=0.2)
    net = pm4py.convert_to_petri_net(tree)
    compressed = etconformance_token.apply(log_of(variants, once=True), *net, QUIET)

    assert compressed == pytest.approx(0.2132, abs=1e-4)
    assert ours(variants)[0]["conformance"]["precision"] == pytest.approx(0.2662, abs=1e-4)


@pytest.mark.public_logs
def test_fitness_is_that_of_all_cases_where_one_trace_a_variant_gives_another(receipt):
    variants = variants_of(receipt)
    tree = pm4py.discover_process_tree_inductive(receipt, noise_threshold=0.2)
    net = pm4py.convert_to_petri_net(tree)
    compressed = token_replay.apply(log_of(variants, once=True), *net, QUIET)["log_fitness"]

    assert compressed == pytest.approx(0.8839, abs=1e-4)
    assert ours(variants)[0]["conformance"]["fitness"] == pytest.approx(0.9447, abs=1e-4)


# Loops, a long detour, an optional step, steps in either order, and a rare stray.
SYNTHETIC = (
    WeightedTrace(("Register", "Check", "Decide", "Close"), 40),
    WeightedTrace(("Register", "Check", "Ask", "Check", "Decide", "Close"), 17),
    WeightedTrace(("Register", "Check", "Ask", "Check", "Ask", "Check", "Decide", "Close"), 5),
    WeightedTrace(("Register", "Pay", "Check", "Decide", "Close"), 11),
    WeightedTrace(("Register", "Check", "Pay", "Decide", "Close"), 9),
    WeightedTrace(("Register", "Close"), 3),
    WeightedTrace(("Check", "Register", "Decide"), 1),
)


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.2, 0.5, 1.0])
def test_variants_give_what_pm4py_gives_on_every_event_of_a_synthetic_log(noise):
    assert_equal_to_pm4py(log_of(SYNTHETIC), SYNTHETIC, noise)


TRACES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=7).map(tuple)
LOGS = st.dictionaries(TRACES, st.integers(1, 30), min_size=1, max_size=8).map(
    lambda counts: tuple(WeightedTrace(trace, n_cases) for trace, n_cases in counts.items())
)


@given(LOGS, st.sampled_from([0.0, 0.2, 0.4]))
@settings(max_examples=100, deadline=None)
def test_variants_give_what_pm4py_gives_on_any_small_log(variants, noise):
    assert_equal_to_pm4py(log_of(variants), variants, noise)


@given(LOGS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_variants_makes_no_difference(variants, random):
    shuffled = list(variants)
    random.shuffle(shuffled)
    assert ours(shuffled) == ours(variants)


@given(LOGS)
@settings(max_examples=30, deadline=None)
def test_three_times_the_cases_give_the_same_model_fitness_and_precision(variants):
    tripled = [replace(variant, n_cases=3 * variant.n_cases) for variant in variants]
    once, thrice = ours(variants)[0], ours(tripled)[0]
    assert thrice["tree"] == once["tree"]
    assert thrice["conformance"]["fitness"] == pytest.approx(once["conformance"]["fitness"], rel=1e-12)
    assert thrice["conformance"]["precision"] == pytest.approx(once["conformance"]["precision"], rel=1e-12)
    assert thrice["conformance"]["n_fitting"] == 3 * once["conformance"]["n_fitting"]


def test_a_case_with_an_activity_that_the_model_lacks_does_not_fit():
    # The miner drops Ask as noise and finds: Note, again and again. pm4py passes Ask over in replay, so
    # to it the 21st case is Note, Note and fits: it would count 21 of 21.
    variants = (WeightedTrace(("Note",), 20), WeightedTrace(("Note", "Ask", "Note", "Ask"), 1))
    parts, names = ours(variants)
    tree = pm4py.discover_process_tree_inductive(log_of(variants), noise_threshold=0.2)
    net = pm4py.convert_to_petri_net(tree)
    theirs = token_replay.apply(log_of(variants), *net, QUIET)

    assert str(ProcessTree.from_coded(parts["tree"], names)) == "*( 'Note', tau )"
    assert theirs["perc_fit_traces"] == 100.0
    assert parts["conformance"]["n_fitting"] == 20
    assert parts["conformance"]["fitness"] == theirs["log_fitness"] == 1.0


def test_the_hash_seed_of_the_child_makes_no_difference():
    question, _ = question_of(SYNTHETIC)
    replies = [ask(question, Limits(60), hash_seed=seed) for seed in (0, 1, 4242)]
    assert replies[0].trouble == ""
    assert set(replies[0].parts) == {
        "heuristics",
        "tree",
        "net",
        "simplicity",
        "conformance",
        "alignment_costs",
        "alignments_ended",
    }
    assert replies[1] == replies[0]
    assert replies[2] == replies[0]


def test_the_child_gives_what_the_adapter_gives_in_this_process():
    question, _ = question_of(SYNTHETIC)
    parts, _ = ours(SYNTHETIC)
    reply = ask(question, Limits(60))
    assert reply.parts["tree"] == parts["tree"]
    assert reply.parts["conformance"] == parts["conformance"]
    assert reply.parts["alignment_costs"] == parts["alignment_costs"]
    assert [tuple(edge) for edge in reply.parts["heuristics"]] == parts["heuristics"]
