"""Models from start to end: a child process, its limits, and names that may hold anything."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mining.discovery import child, model
from mining.discovery.child import Limits, Question, Reply
from mining.discovery.model import ModelSettings, ProcessModel, WeightedTrace, discover
from mining.discovery.process_model import Dependency
from mining.discovery.selection import LogSize, by_frequency, select
from mining.errors import ThroughlineError
from mining.results import Unanswered

# Three cases, worked out by hand:
#   c1: A B D      c2: A B D      c3: A C D
THREE_CASES = (WeightedTrace(("A", "B", "D"), 2), WeightedTrace(("A", "C", "D"), 1))


@pytest.fixture(scope="module")
def three_cases() -> ProcessModel:
    found = discover(THREE_CASES, ModelSettings(coverage=1))
    assert isinstance(found, ProcessModel)
    return found


def test_the_model_of_three_cases(three_cases):
    # A first, D last, between them B or C: one tree says exactly that.
    assert str(three_cases.tree) in {"->( 'A', X( 'B', 'C' ), 'D' )", "->( 'A', X( 'C', 'B' ), 'D' )"}
    assert three_cases.method == "inductive miner, noise 0.2"
    assert three_cases.activities_left_out == ()


def test_how_well_the_model_of_three_cases_agrees_with_them(three_cases):
    # It replays all three, and after each prefix allows what was seen there and no more:
    #   () A;  A: B, C;  A B: D;  A C: D.
    assert three_cases.fitness == 1.0
    assert three_cases.fitting_share == 1.0
    assert three_cases.precision == 1.0


def test_the_petri_net_of_three_cases(three_cases):
    # o -> A -> o -> (B or C) -> o -> D -> o: four places, four transitions, eight arcs, none silent.
    net = three_cases.net
    assert (net.n_places, net.n_transitions, net.n_silent, net.n_arcs) == (4, 4, 0, 8)
    # Arcs at places 1 + 3 + 3 + 1, at transitions 2 each: 16 / 8 = 2 on average.
    assert three_cases.simplicity == 1.0


def test_the_heuristics_net_of_three_cases(three_cases):
    # A>B twice and never back: (2 - 0) / (2 + 0 + 1) = 2/3; A>C once: 1/2.
    assert three_cases.heuristics_net == (
        Dependency("A", "B", 2, pytest.approx(2 / 3)),
        Dependency("A", "C", 1, 0.5),
        Dependency("B", "D", 2, pytest.approx(2 / 3)),
        Dependency("C", "D", 1, 0.5),
    )


def test_a_higher_threshold_leaves_weaker_dependencies_out():
    found = discover(THREE_CASES, ModelSettings(dependency_threshold=0.6))
    assert [(edge.source, edge.target) for edge in found.heuristics_net] == [("A", "B"), ("B", "D")]


def test_what_the_model_of_three_cases_was_made_from(three_cases):
    assert three_cases.start_activities == (("A", 3),)
    assert three_cases.end_activities == (("D", 3),)
    assert three_cases.whole == three_cases.used == three_cases.measured == LogSize(3, 2)
    assert three_cases.covered == 1.0
    assert three_cases.scope == "Made from all 2 variants, and measured on them."


def test_the_order_and_the_splitting_of_the_variants_make_no_difference(three_cases):
    once = [replace(trace, n_cases=1) for trace in THREE_CASES]
    assert discover([*reversed(once), once[0]], ModelSettings(coverage=1)) == three_cases


def test_only_the_most_frequent_variants_are_used_and_the_model_says_so():
    found = discover(THREE_CASES, ModelSettings(max_variants=1))
    assert str(found.tree) == "->( 'A', 'B', 'D' )"
    assert found.used == found.measured == LogSize(2, 1)
    assert found.scope == (
        "Made from the 1 most frequent of 2 variants, which cover 66.7% of cases: the most frequent are kept "
        "until they cover 90% of cases, but at most 1. Measured on the same variants."
    )


def test_the_variants_left_out_of_the_model_are_measured_all_the_same():
    found = discover(THREE_CASES, ModelSettings(coverage=0.6))
    assert str(found.tree) == "->( 'A', 'B', 'D' )"
    assert found.used == LogSize(2, 1)
    assert found.measured == LogSize(3, 2)
    assert found.scope.endswith("but at most 1,000. Measured on all 2.")
    assert found.activities_left_out == ("C",)
    # The third case, A C D, is no run of A B D: 2 of 3 fit. Token replay passes C over and then lacks the
    # token before D; an alignment passes over C in the case and B in the model: cost 2 of 3 + 3.
    assert found.fitting_share == pytest.approx(2 / 3)
    assert found.alignments.fitness == pytest.approx((1 + 1 + (1 - 2 / 6)) / 3)
    assert found.alignments.fitting_share == pytest.approx(2 / 3)


def test_coverage_is_of_the_whole_log_where_only_the_most_frequent_variants_are_at_hand():
    found = discover(THREE_CASES, ModelSettings(coverage=0.2), whole=LogSize(10, 5))
    assert found.scope == (
        "Made from the 1 most frequent of 5 variants, which cover 20.0% of cases: the most frequent are kept "
        "until they cover 20% of cases, but at most 1,000. Measured on the 2 most frequent, which cover 30.0%."
    )
    assert discover(THREE_CASES, ModelSettings(coverage=0.3), whole=LogSize(10, 5)).used == LogSize(3, 2)


def test_a_log_without_cases_has_no_model():
    assert discover(()) == Unanswered("There is no process model, because the log has no cases.")


@pytest.mark.parametrize(("activities", "n_cases"), [((), 1), (("A",), 0)])
def test_a_trace_has_an_activity_and_a_case(activities, n_cases):
    with pytest.raises(ValueError, match="at least one activity and at least one case"):
        WeightedTrace(activities, n_cases)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"noise_threshold": 7}, "The noise threshold must lie between 0 and 1; 7 was given."),
        ({"dependency_threshold": -2}, "The dependency threshold must lie between -1 and 1; -2 was given."),
        ({"coverage": 80}, "The share of cases to cover must lie between 0 and 1; 80 was given."),
        ({"max_variants": 0}, "A model needs at least one variant; allow one or more."),
    ],
)
def test_a_setting_out_of_range_is_refused_with_its_range(setting, words):
    with pytest.raises(ThroughlineError) as refusal:
        ModelSettings(**setting)
    assert str(refusal.value) == words


COUNTS = st.lists(st.integers(1, 20), min_size=1, max_size=12)


@given(COUNTS, st.floats(0, 1), st.integers(1, 15))
def test_no_more_variants_are_used_than_cover_the_share_or_are_allowed(counts, coverage, most):
    ordered = by_frequency(WeightedTrace((f"{i:02}",), n) for i, n in enumerate(counts))
    chosen = select(ordered, most, coverage, sum(counts))
    used = chosen.used
    assert chosen.measured == ordered[:most]
    assert used == ordered[: len(used)]
    assert 1 <= len(used) <= most
    assert LogSize.of(used[:-1]).n_cases / sum(counts) < coverage or len(used) == 1
    assert len(used) in {most, len(ordered)} or LogSize.of(used).n_cases / sum(counts) >= coverage


HOSTILE = (
    "<script>alert('x')</script>",
    "a \"quoted\" name, with 'both'",
    "NUL\x00inside",
    "line\nbreak",
    "{{ template }} %s \\",
    "🏛️ décision",
    "long " * 4000,
    "tau",
    "a000001",
)


def test_hostile_names_come_back_as_they_went_in():
    found = discover(
        [WeightedTrace(HOSTILE, 3), WeightedTrace(HOSTILE[::-1], 2)], ModelSettings(noise_threshold=0)
    )
    assert set(found.tree.activities()) == set(HOSTILE)
    assert {edge.source for edge in found.heuristics_net} <= set(HOSTILE)
    assert found.start_activities == ((HOSTILE[0], 3), (HOSTILE[-1], 2))
    root = etree.fromstring(found.bpmn_xml.encode())
    shown = [task.get("name") for task in root.iter("{*}task")]
    assert sorted(shown) == sorted(name.replace("\x00", "").strip() for name in HOSTILE)


def test_no_name_leaves_this_process(monkeypatch):
    asked = []
    monkeypatch.setattr(
        model, "ask", lambda question, _limits: asked.append(question) or Reply({}, "Stopped.")
    )
    discover([WeightedTrace(("Interview Mrs Smith",), 1)])
    assert "Smith" not in str(asked)


# An unlucky log: as many activities as cases, in every order; the miner tries each activity in turn.
UNLUCKY = tuple(
    WeightedTrace(tuple(f"{(start + factor * i) % 199}" for i in range(199)), 1)
    for start, factor in ((start, 1 + start % 97) for start in range(60))
)


def test_a_model_that_takes_too_long_is_given_up():
    begun = time.monotonic()
    found = discover(UNLUCKY, ModelSettings(noise_threshold=0, seconds=0.5))
    assert time.monotonic() - begun < 10
    assert isinstance(found, Unanswered)
    assert found.reason.startswith("There is no process model. It was not finished within the 0.5 seconds")


def test_the_child_is_dead_when_it_was_given_up(monkeypatch):
    started = []

    class Watched(child.subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(child.subprocess, "Popen", Watched)
    discover(UNLUCKY, ModelSettings(seconds=0.2))
    assert len(started) == 1
    assert started[0].returncode not in {None, 0}


def test_a_model_nobody_waits_for_any_more_is_stopped():
    asked = []

    def should_stop():
        asked.append(time.monotonic())
        return len(asked) == 3

    found = discover(UNLUCKY, ModelSettings(seconds=600), should_stop)
    assert found == Unanswered("There is no process model. It was stopped on request.")
    assert len(asked) == 3


def test_a_model_that_takes_too_much_memory_is_given_up():
    found = discover(UNLUCKY, ModelSettings(max_memory_mb=64))
    assert isinstance(found, Unanswered)
    assert "memory" in found.reason


def test_a_model_without_its_measures_says_why(monkeypatch):
    def late(question, limits):
        whole = child.ask(question, limits)
        late = {"conformance", "alignment_costs"}
        return Reply({k: v for k, v in whole.parts.items() if k not in late}, "It was late.")

    monkeypatch.setattr(model, "ask", late)
    found = discover(THREE_CASES)
    assert isinstance(found, ProcessModel)
    late = Unanswered("Not measured. It was late.")
    assert found.fitness == found.precision == found.fitting_share == found.alignments == late


def test_a_model_that_allows_nothing_has_no_precision(monkeypatch):
    def silent(question, limits):
        parts = child.ask(question, limits).parts
        return Reply({**parts, "conformance": {"fitness": 1.0, "n_fitting": 0, "precision": None}})

    monkeypatch.setattr(model, "ask", silent)
    assert isinstance(discover(THREE_CASES).precision, Unanswered)


def test_a_line_cut_short_is_not_taken_for_an_answer():
    assert child._parts(b'{"tree": null}\n{"conformance": {"fit') == {"tree": None}


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (0, b"", ""),
        (1, b"Traceback ...\nMemoryError\n", "It needed more memory than it may take."),
        (
            -6,
            b"memory allocation of 4294967296 bytes failed\nskipping backtrace printing\n",
            "It needed more memory than it may take.",
        ),
        (-9, b"", "It needed more memory than it may take."),
        (
            1,
            b"Traceback ...\nRecursionError: maximum depth\n",
            "The calculation failed on this log (RecursionError).",
        ),
        (3, b"", "The calculation failed on this log (exit code 3)."),
    ],
)
def test_why_a_child_ended_by_itself(code, said, words):
    assert child._accident(code, said).startswith(words)
    assert bool(child._accident(code, said)) == bool(words)


def test_a_question_that_cannot_be_answered_is_told_with_the_kind_of_error():
    reply = child.ask(Question([([0], 1)], 1, [], 0.2, 0.5, 10, 3072), Limits(60))
    assert reply.trouble == "The calculation failed on this log (IndexError)."
    assert set(reply.parts) == {"heuristics"}
