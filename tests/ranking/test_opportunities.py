from __future__ import annotations

import math

import pytest

from mining.mapping import Mapping
from mining.narrowing import narrowed
from mining.ranking.classifier import score
from mining.ranking.criteria import CRITERIA
from mining.ranking.opportunities import RoutineEvidence, case_ids, rank
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from mining.ranking.wording import percent
from mining.results import Unanswered
from tests.event_logs import THREE_CASES, at, log_of
from tests.ranking.conftest import COLUMNS, FAST, MAPPING, council_rows


def names(found) -> list[str]:
    return [one.activity for one in found]


def test_every_step_is_in_exactly_one_list(ranking, council_log):
    assert sorted(names(ranking.everything)) == list(council_log.activity_names)
    assert names(ranking.already_automated) == ["Update ledger"]
    assert set(names(ranking.set_aside)) == {
        "Submit application", "Site visit", "Assess eligibility", "Safeguarding referral",
    }  # fmt: skip
    assert names(ranking.cannot_tell) == ["Rare form"]
    assert (ranking.abstention, ranking.automation_unknown) == (None, None)


def test_the_list_is_ranked_without_gaps_by_score(ranking):
    assert [one.rank for one in ranking.opportunities] == list(range(1, len(ranking.opportunities) + 1))
    scores = [one.score for one in ranking.opportunities]
    assert scores == sorted(scores, reverse=True)
    for one in ranking.opportunities:
        assert 1 <= one.rank_low <= one.rank <= one.rank_high <= len(ranking.opportunities)


def test_reasons_add_up_to_the_score_exactly(ranking):
    for one in ranking.everything:
        if one.score is None:
            assert not one.reasons_for + one.reasons_against
            continue
        total = sum(reason.contribution for reason in one.reasons_for + one.reasons_against)
        assert one.score == pytest.approx(float(score(total)), abs=1e-10)
        assert all(reason.contribution > 0 for reason in one.reasons_for)
        assert all(reason.contribution < 0 for reason in one.reasons_against)


def test_reasons_are_weightiest_first_and_carry_the_raw_value(ranking):
    first = ranking.opportunities[0]
    for reasons in (first.reasons_for, first.reasons_against):
        weights = [abs(reason.contribution) for reason in reasons]
        assert weights == sorted(weights, reverse=True)
    every = {reason.criterion: reason for reason in first.reasons_for + first.reasons_against}
    assert set(every) <= {criterion.key for criterion in CRITERIA}
    assert every["coverage"].raw == first.n_cases / 60
    assert every["coverage"].sentence == f"It happens in {percent(first.n_cases / 60)} of cases."


def test_the_place_of_a_step_reaches_the_decision_table(ranking):
    assert "not ranked" not in {one.rule for one in ranking.opportunities}


def test_guarded_steps_are_never_automated_and_show_why(ranking):
    for one in ranking.set_aside:
        assert one.guard is not None
        assert one.verdict in {Verdict.KEEP_WITH_PEOPLE, Verdict.ASSIST}
        assert one.guard.reason in one.why


def test_the_cases_behind_a_step_can_be_followed(ranking, council_log):
    rare = next(one for one in ranking.everything if one.activity == "Rare form")
    assert (
        rare.example_cases
        == case_ids(council_log, "Rare form")
        == ("case 000", "case 015", "case 030", "case 045")
    )
    common = next(one for one in ranking.everything if one.activity == "Create case")
    assert common.example_cases == tuple(f"case {n:03}" for n in range(10))
    assert len(case_ids(council_log, "Create case")) == common.n_cases == 60


def test_an_unknown_step_has_no_cases(council_log):
    with pytest.raises(ValueError, match="no step called 'Nothing'"):
        case_ids(council_log, "Nothing")


def test_the_same_seed_gives_the_same_ranking(ranking, council_log, model):
    assert repr(rank(council_log, model, FAST)) == repr(ranking)


def test_few_cases_are_resampled_one_by_one(ranking):
    assert (ranking.n_groups, ranking.is_case_bootstrap, ranking.n_resamples) == (60, True, FAST.n_resamples)


def test_too_short_a_log_is_not_ranked_and_says_so(model):
    found = rank(log_of(THREE_CASES), model, FAST)
    assert isinstance(found.abstention, Unanswered)
    assert isinstance(found.automation_unknown, Unanswered)
    assert found.opportunities == ()
    assert {one.verdict for one in found.cannot_tell} == {Verdict.CANNOT_TELL}
    assert names(found.cannot_tell) == ["A", "B", "C"]


def test_routines_change_verdicts_but_not_guards(council_log, model):
    routines = (
        RoutineEvidence("re-keying", ("Create case", "Enter details", "Assess eligibility")),
        RoutineEvidence("rework loop", ("Close case",)),
    )
    found = {one.activity: one for one in rank(council_log, model, FAST, routines).everything}
    assert (found["Enter details"].verdict, found["Enter details"].rule) == (Verdict.AUTOMATE, "re-keying")
    assert found["Close case"].verdict is Verdict.REDESIGN
    assert found["Assess eligibility"].verdict in {Verdict.KEEP_WITH_PEOPLE, Verdict.ASSIST}


def test_the_user_may_name_system_accounts(council_log, model):
    settings = RankingSettings(n_resamples=5, system_accounts=("Officer 1", "Officer 2", "Officer 3"))
    found = rank(council_log, model, settings)
    assert "Close case" in names(found.already_automated)


def test_nothing_depends_on_who_did_the_judged_steps(ranking, model):
    # Performers swapped among people: no score may move, or it would leak the label.
    swapped = {"Officer 1": "Officer 3", "Officer 2": "Officer 1", "Officer 3": "Officer 2"}
    rows = [(case, step, time, swapped.get(who, who)) for case, step, time, who in council_rows()]
    found = rank(log_of(rows, COLUMNS, MAPPING), model, FAST)
    assert {one.activity: one.score for one in found.everything} == {
        one.activity: one.score for one in ranking.everything
    }


def test_hostile_names_stay_as_they_are(model):
    rows = [
        (case, "<img src=x onerror=alert(1)>" if step == "Create case" else step, time, who)
        for case, step, time, who in council_rows(30)
    ]
    found = rank(log_of(rows, COLUMNS, MAPPING), model, RankingSettings(n_resamples=2))
    assert "<img src=x onerror=alert(1)>" in names(found.everything)
    assert all(math.isfinite(one.score) for one in found.opportunities)


def test_a_step_that_was_only_planned_has_no_cases(model):
    columns = ("case", "activity", "time", "state")
    rows = [("c1", "A", at(0), "complete"), ("c1", "B", at(1), "schedule")]
    mapping = Mapping(case="case", activity="activity", timestamp="time", lifecycle="state")
    planned = rank(log_of(rows, columns, mapping), model, FAST).everything[-1]
    assert (planned.activity, planned.n_cases, planned.example_cases) == ("B", 0, ())


def test_in_some_cases_of_a_log_only_the_steps_that_they_have_are_listed(model):
    log = log_of(THREE_CASES)
    some = narrowed(log, log.cases.filter(log.cases.case_id == "c3"))
    assert names(rank(some, model, FAST).everything) == ["A", "C"]


def test_what_speaks_for_a_step_reaches_its_verdict(ranking, model):
    spoken_for = [one for one in ranking.opportunities if one.score > 50]
    assert spoken_for
    assert all(one.rule != "nothing clear" for one in spoken_for)
    rows = [(case, f"Assess {step}", time) for case, step, time in THREE_CASES]
    unjudged = rank(log_of(rows), model, FAST).everything
    assert {one.rule for one in unjudged} == {"guard-rail: nothing speaks for help"}
