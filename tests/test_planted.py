"""The whole analysis of each sample log, held against what is planted in it."""

from __future__ import annotations

import pytest

from connectors import open_source
from mining.analysis import Analysis, analyse
from mining.eventlog import EventLog
from mining.ranking.verdicts import Verdict
from mining.routines import chasers, detectors, rekeying, rework
from sample_logs import samples
from sample_logs.planted import PLANTED

SAMPLES = {sample.key: sample for sample in samples()}


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def analysed(request) -> tuple[str, Analysis]:
    sample = SAMPLES[request.param]
    log = EventLog.from_table(open_source(sample.path), sample.mapping, sample.rules)
    return request.param, analyse(log)


def names(items) -> set[str]:
    return {item.activity for item in items}


def test_what_must_stay_with_people_is_never_ranked(analysed):
    key, analysis = analysed
    kept = set(PLANTED[key].keep_with_people) | set(PLANTED[key].citizen_waits)
    assert not kept & names(analysis.ranking.opportunities)
    # A guard-rail lets a step be assisted at most: software may prepare it, a person decides.
    verdicts = {item.activity: item.verdict for item in analysis.ranking.everything}
    allowed = {Verdict.KEEP_WITH_PEOPLE, Verdict.ASSIST, Verdict.REDESIGN, Verdict.CANNOT_TELL}
    assert {verdicts[name] for name in kept} <= allowed


def test_automated_steps_leave_the_list(analysed):
    key, analysis = analysed
    assert set(PLANTED[key].already_automated) == names(analysis.ranking.already_automated)


def test_worthy_steps_come_first(analysed):
    key, analysis = analysed
    worthy = set(PLANTED[key].worth_automating)
    top = [item.activity for item in analysis.ranking.opportunities if item.verdict is not Verdict.REDESIGN]
    assert len(worthy & set(top[: len(worthy)])) >= len(worthy) - 1


def test_re_keying_loops_and_chasers_are_found_and_nothing_else_is_called_re_keying(analysed):
    key, analysis = analysed
    planted = PLANTED[key]
    by_kind = {
        kind: [r.activities for r in analysis.routines if r.kind is kind]
        for kind in (one.kind for one in detectors())
    }
    assert by_kind[rekeying.KIND] == list(planted.re_keying)
    assert {activities[0] for activities in by_kind[chasers.KIND]} == set(planted.chasers)
    assert any(set(activities) & set(planted.rework) for activities in by_kind[rework.KIND])


def test_the_dirt_is_counted(analysed):
    key, analysis = analysed
    found = {issue.code: issue.count for issue in analysis.quality.issues}
    assert found.get("time_unreadable", 0) == PLANTED[key].unreadable_times
    assert found.get("duplicate_rows", 0) == PLANTED[key].exact_duplicates


def test_no_other_reading_recommends_what_must_stay_with_people(analysed):
    key, analysis = analysed
    kept = set(PLANTED[key].keep_with_people) | set(PLANTED[key].citizen_waits)
    for name in kept:
        assert not [flip for flip in analysis.sensitivity.of(name).flips if "“automate”" in flip]


def test_re_keying_stays_re_keying_however_the_log_is_read(analysed):
    key, analysis = analysed
    for name in {name for pair in PLANTED[key].re_keying for name in pair}:
        assert not [flip for flip in analysis.sensitivity.of(name).flips if "becomes “" in flip]


def test_the_readings_that_each_sample_leaves_open_are_tried(analysed):
    key, analysis = analysed
    trials = {trial.key: trial for trial in analysis.sensitivity.trials}
    ties = {name for name in trials if name.startswith("tie_order_")}
    assert len(ties) == (0 if key == "blue_badge" else 5)
    assert ("duplicates_dropped" in trials) == bool(PLANTED[key].exact_duplicates)
    # Few ties and one copy, against a thousand cases: they change nothing.
    assert all(trials[name].n_flipped == 0 for name in ties | ({"duplicates_dropped"} & set(trials)))
    assert {"unusual_endings_out", "still_open_out", "cut_where_reopened", "times_in_utc"} <= set(trials)
    assert not [trial for trial in trials.values() if trial.not_tried]
