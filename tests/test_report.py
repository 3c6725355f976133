"""What a report hands to discovery: the most frequent variants only, without steps too rare to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mining import report
from mining.analysis import Settings, analyse
from mining.disclosure.flows import disclosed_graph
from mining.discovery.flows import directly_follows
from mining.discovery.model import LogSize, ModelSettings, WeightedTrace
from mining.discovery.process_model import ProcessModel
from mining.report import DISCOVERING, process_model, report_on
from tests.event_logs import NO_MODEL, at, log_of


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
    top_variants = report.top_variants

    def counted(log, limit=None):
        seen["limit"] = limit
        return top_variants(log, limit)

    def discover(traces, settings, should_stop, whole):
        seen.update(traces=traces, whole=whole)
        return NO_MODEL

    monkeypatch.setattr(report, "top_variants", counted)
    monkeypatch.setattr(report, "discover", discover)
    return seen


def modelled(settings):
    return process_model(LOG, disclosed_graph(directly_follows(LOG), settings.hide_below), settings)


def test_discovery_is_given_traces_without_rare_steps_and_the_size_of_the_log(asked):
    assert modelled(SETTINGS) == NO_MODEL
    assert asked["traces"] == (
        WeightedTrace(("A", "B"), 8),
        WeightedTrace(("A", "B", "B"), 3),
        WeightedTrace(("B",), 1),
    )
    assert asked["whole"] == LogSize(n_cases=13, n_variants=5)


def test_no_more_variants_are_fetched_than_are_needed(asked):
    modelled(replace(SETTINGS, model=ModelSettings(max_variants=3)))
    assert asked["limit"] == 3
    assert asked["traces"] == (WeightedTrace(("A", "B"), 8), WeightedTrace(("A", "B", "B"), 3))


def test_an_analysis_discovers_no_model_and_a_report_does(asked):
    alone = analyse(LOG, SETTINGS)
    assert asked == {}
    assert len(alone.variants) == 2
    stages: list[str] = []
    whole = report_on(LOG, SETTINGS, stages.append)
    assert whole.analysis == alone
    assert whole.model == NO_MODEL
    assert asked["limit"] == SETTINGS.model.max_variants
    assert stages[-1] == DISCOVERING


def test_the_model_tells_of_the_log_as_it_was_read():
    model = modelled(Settings(hide_below=1, told_because="a test"))
    assert isinstance(model, ProcessModel)
    assert model.whole == model.measured == LogSize(13, 5)
    # Four variants are enough for 90 % of the cases.
    assert model.used == LogSize(12, 4)


def test_a_model_is_told_in_counts_that_give_no_few_cases_away():
    model = report_on(LOG, SETTINGS).model
    assert isinstance(model, ProcessModel)
    # The case of X alone is in no trace, so the model lacks 1 of 13 cases: told as 4 of 12, by fours.
    assert model.whole == LogSize(12, 5)
    assert model.used == model.measured == LogSize(8, 3)
    assert "X" not in model.bpmn_xml.replace("XMLSchema", "")
    assert model.scope.startswith("Made from the 3 most frequent of 5 variants")


def test_whoever_leaves_stops_the_discovery():
    class Left(Exception):
        pass

    def leave(stage):
        assert stage == DISCOVERING
        raise Left

    with pytest.raises(Left):
        process_model(LOG, directly_follows(LOG), Settings(hide_below=1, told_because="a test"), leave)
