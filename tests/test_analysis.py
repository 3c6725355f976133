"""What the whole run hands to discovery: the most frequent variants only, without steps too rare to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mining import analysis
from mining.analysis import Settings, analyse
from mining.discovery.model import LogSize, ModelSettings, WeightedTrace
from mining.discovery.process_model import ProcessModel
from tests.event_logs import at, log_of


def rows(traces):
    """One case a trace, each an hour after the other."""
    return [
        (f"case {case:03}", activity, at(case * 24 + hour))
        for case, trace in enumerate(traces)
        for hour, activity in enumerate(trace)
    ]


# 13 cases, 5 variants. X is in three cases only; without it A X B is A B, and X alone is nothing.
LOG = log_of(rows(["AB"] * 6 + ["ABB"] * 3 + ["AXB"] * 2 + ["B"] + ["X"]))
SETTINGS = Settings(hide_below=4, told_because="a test", n_variants=2)


@pytest.fixture
def asked(monkeypatch):
    """What the store is asked for and what discovery is given, in place of a child process."""
    seen = {}
    top_variants = analysis.top_variants

    def counted(log, limit=None):
        seen["limit"] = limit
        return top_variants(log, limit)

    def discover(traces, settings, whole):
        seen.update(traces=traces, whole=whole)

    monkeypatch.setattr(analysis, "top_variants", counted)
    monkeypatch.setattr(analysis, "discover", discover)
    return seen


def test_discovery_is_given_traces_without_rare_steps_and_the_size_of_the_log(asked):
    analyse(LOG, SETTINGS)
    assert asked["traces"] == (
        WeightedTrace(("A", "B"), 8),
        WeightedTrace(("A", "B", "B"), 3),
        WeightedTrace(("B",), 1),
    )
    assert asked["whole"] == LogSize(n_cases=13, n_variants=5)


def test_no_more_variants_are_fetched_than_are_needed(asked):
    found = analyse(LOG, replace(SETTINGS, model=ModelSettings(max_variants=3)))
    assert asked["limit"] == 3
    assert asked["traces"] == (WeightedTrace(("A", "B"), 8), WeightedTrace(("A", "B", "B"), 3))
    assert len(found.variants) == 2


def test_a_list_longer_than_the_model_needs_is_not_given_to_discovery(asked):
    found = analyse(
        LOG, Settings(hide_below=1, told_because="a test", n_variants=4, model=ModelSettings(max_variants=1))
    )
    assert asked["limit"] == 4
    assert asked["traces"] == (WeightedTrace(("A", "B"), 6),)
    assert len(found.variants) == 4


def test_the_model_tells_of_the_log_as_it_was_read():
    model = analyse(LOG, SETTINGS).model
    assert isinstance(model, ProcessModel)
    # The case of X alone is in no trace, so the model covers 12 of 13 cases at most.
    assert model.whole == LogSize(13, 5)
    assert model.used == model.measured == LogSize(12, 3)
    assert model.scope == (
        "Made from the 3 most frequent of 5 variants, which cover 92.3% of cases: the most frequent are kept until "
        "they cover 90% of cases, but at most 1,000. Measured on the same variants."
    )
