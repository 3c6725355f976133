"""One reading flips a step and others do not; what is not tried is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mining.eventlog import EventLog
from mining.judging import judge
from mining.ranking.opportunities import Ranking
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from mining.results import Unanswered
from mining.sensitivity.base import Alternative, Reread
from mining.sensitivity.results import Firmness, Sensitivity
from mining.sensitivity.trying import STAGE, not_run, try_readings
from tests.event_logs import CLEAR, log_of
from tests.sensitivity.logs import CHASER, KEYED, KEYED_MAPPING, with_copies, with_ties, with_unfinished

FAST = RankingSettings(n_resamples=10)


def tried(log: EventLog, **asked) -> tuple[Ranking, Sensitivity]:
    ranking = judge(log, FAST).ranking
    return ranking, try_readings(log, ranking, FAST, **asked)


def fragile(found: Sensitivity) -> dict[str, tuple[str, ...]]:
    return {step.activity: step.flips for step in found.steps if step.firmness is Firmness.FRAGILE}


def test_dropping_copies_flips_the_step_that_stands_twice_and_no_other():
    ranking, found = tried(log_of(with_copies()))
    assert {one.activity: one.verdict for one in ranking.everything}[CHASER] is Verdict.REDESIGN
    # Without its copies it is too rare for a routine; to chase is the citizen's own act.
    told = "If rows that repeat an earlier row are dropped, it becomes “keep with people”."
    assert fragile(found) == {CHASER: (told,)}
    flipped = {trial.key: (trial.n_cases, trial.n_flipped) for trial in found.trials}
    assert flipped["duplicates_dropped"] == (10, 1)
    # The copies share their moment, but whichever comes first, the log is the same.
    assert flipped["tie_order_reversed"] == flipped["tie_order_drawn_3"] == (10, 0)
    assert found.of("A").firmness is found.of("B").firmness is Firmness.STABLE


def test_one_order_of_equal_times_flips_re_keying_and_the_others_do_not():
    ranking, found = tried(log_of(with_ties(), KEYED, KEYED_MAPPING))
    verdicts = {one.activity: one.verdict for one in ranking.everything}
    assert verdicts["Open"] is verdicts["Type"] is Verdict.AUTOMATE
    told = ("If events of the same moment are put in alphabetical order, it becomes “cannot tell”.",)
    assert fragile(found) == {"Open": told, "Type": told}
    assert {trial.key: trial.n_flipped for trial in found.trials} == {
        "tie_order_reversed": 0, "tie_order_alphabetical": 2,
        "tie_order_drawn_1": 0, "tie_order_drawn_2": 0, "tie_order_drawn_3": 0,
    }  # fmt: skip


def test_leaving_out_cases_without_a_usual_ending_flips_the_step_they_end_with():
    _ranking, found = tried(log_of(with_unfinished()))
    told = "If cases without a usual ending are left out, it becomes “cannot tell”."
    assert fragile(found)[CHASER][0] == told
    assert set(fragile(found)) == {CHASER}


def test_a_log_that_leaves_nothing_open_is_stable_and_nothing_is_tried():
    rows = [row for row in with_copies() if row[1] != CHASER]
    _ranking, found = tried(log_of(rows))
    assert found.trials == ()
    assert {step.firmness for step in found.steps} == {Firmness.STABLE}
    assert "nothing open" in found.summary


def test_what_was_open_and_could_not_be_tried_is_not_called_stable():
    log = log_of(with_copies(), rules=replace(CLEAR, drop_duplicates=True))
    _ranking, found = tried(log)
    assert [(trial.key, trial.n_cases) for trial in found.trials] == [("duplicates_kept", None)]
    assert found.trials[0].not_tried
    assert {step.firmness for step in found.steps} == {Firmness.NOT_TRIED}
    assert found.summary.endswith("1 further reading could not be tried.")


def test_a_step_stays_stable_where_one_reading_was_tried_and_another_could_not_be():
    same = Alternative("same", 1, "?", ".", "nothing changes", lambda log: Reread(log, 7))
    gone = Alternative("gone", 2, "?", ".", "nothing is left", lambda _log: Unanswered("It is gone."))
    _ranking, found = tried(log_of(with_copies()), asked=[same, gone])
    assert [(trial.n_cases, trial.n_flipped, trial.not_tried) for trial in found.trials] == [
        (7, 0, ""), (None, 0, "It is gone."),
    ]  # fmt: skip
    assert {step.firmness for step in found.steps} == {Firmness.STABLE}


def test_where_nothing_was_asked_every_step_is_not_tried():
    ranking = judge(log_of(with_copies()), FAST).ranking
    found = not_run(ranking, "Not asked for.")
    assert {step.firmness for step in found.steps} == {Firmness.NOT_TRIED}
    assert found.summary == "Not asked for."
    assert found.of("no such step").firmness is Firmness.NOT_TRIED


def test_the_same_reading_changes_nothing(council_log):
    same = Alternative("same", 1, "?", ".", "nothing changes", lambda log: Reread(log, 60))
    _ranking, found = tried(council_log, asked=[same])
    assert fragile(found) == {}


def test_it_can_be_stopped_between_readings_and_the_log_stays_of_use():
    log = log_of(with_copies())
    ranking = judge(log, FAST).ranking
    told: list[str] = []

    class StoppedError(Exception):
        pass

    def progress(stage: str) -> None:
        told.append(stage)
        if len(told) == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        try_readings(log, ranking, FAST, progress)
    assert told == [STAGE] * 3
    assert judge(log, FAST).ranking == ranking


def test_renaming_cases_people_and_steps_changes_nothing():
    def renamed(row: tuple[str, ...]) -> tuple[str, ...]:
        case, step, time, who, system = row
        return f"case {case}", f"{step} (s)", time, f"{who} Smith", f"Our {system}"

    _ranking, found = tried(log_of(with_ties(), KEYED, KEYED_MAPPING))
    _ranking, other = tried(log_of([renamed(row) for row in with_ties()], KEYED, KEYED_MAPPING))
    assert [(f"{step.activity} (s)", step.firmness, step.flips) for step in found.steps] == [
        (step.activity, step.firmness, step.flips) for step in other.steps
    ]
    assert other.trials == tuple(
        replace(trial, flipped=tuple(f"{name} (s)" for name in trial.flipped)) for trial in found.trials
    )
