from __future__ import annotations

from dataclasses import replace

import pytest

from mining.analysis import Settings
from mining.errors import ReviewRefused
from mining.feedback.effect import as_reviewed
from mining.feedback.questions import QUESTIONS, answers, lifting, may_be_lifted, stated_in
from mining.feedback.recording import undo
from mining.ranking.guards import GuardKind, guard_for
from mining.ranking.opportunities import rank
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from mining.report import report_on
from mining.reporting.page import as_html
from tests.event_logs import log_of
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows

FAST = RankingSettings(n_resamples=30)
LAW = QUESTIONS[0]


@pytest.fixture(scope="module")
def log():
    return log_of(council_rows(), COLUMNS, MAPPING)


def verdict_of(log, model, records, activity):
    ranking = rank(log, model, as_reviewed(FAST, records))
    return next(one for one in ranking.everything if one.activity == activity)


def test_each_question_is_about_another_guard_rail_and_all_are_asked():
    assert {one.kind for one in QUESTIONS} == set(GuardKind)
    assert len({one.key for one in QUESTIONS}) == len(QUESTIONS) == 5


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_a_yes_adds_the_guard_rail_whatever_the_score(log, model, question):
    before = verdict_of(log, model, (), "Close case")
    assert before.guard is None
    after = verdict_of(log, model, (answers("Close case", "R", {question.key: "yes"}),), "Close case")
    assert after.guard is not None and after.guard.kind is question.kind
    assert after.guard.evidence == "a reviewer said so"
    assert after.rank is None
    assert after.verdict in {Verdict.ASSIST, Verdict.KEEP_WITH_PEOPLE}
    assert after.why.startswith(question.sentence)


def test_a_no_alone_lifts_nothing(log, model):
    records = (answers("Assess eligibility", "R", {"law": "no"}),)
    held = verdict_of(log, model, records, "Assess eligibility")
    assert held == verdict_of(log, model, (), "Assess eligibility")
    assert held.guard is not None


def test_a_second_person_lifts_what_words_say_with_a_reason_and_it_can_be_taken_back(log, model):
    records = [answers("Assess eligibility", "R", {"law": "no"})]
    assert may_be_lifted(records, "R") == ()
    what = ("Assess eligibility", LAW)
    assert may_be_lifted(records, "Admin") == (what,)
    with pytest.raises(ReviewRefused, match="second person"):
        lifting(records, "R", what, "sure")
    with pytest.raises(ReviewRefused, match="Say why"):
        lifting(records, "Admin", what, " ")
    records.append(lifting(records, "Admin", what, "It only adds up points"))
    assert verdict_of(log, model, records, "Assess eligibility").guard is None
    back = [*records, undo(records, records[-1].id, "Admin")]
    assert verdict_of(log, model, back, "Assess eligibility").guard is not None


def test_one_yes_outweighs_a_lifting(log, model):
    records = [answers("Assess eligibility", "R", {"law": "no"})]
    records.append(lifting(records, "Admin", ("Assess eligibility", LAW), "It only adds up points"))
    records.append(answers("Assess eligibility", "S", {"law": "yes"}))
    (one,) = stated_in(records)
    assert (one.answer, one.lifts) == ("yes", False)
    assert verdict_of(log, model, records, "Assess eligibility").guard is not None


def test_lifting_one_kind_leaves_the_others():
    assert guard_for("Assess eligibility", lifted={GuardKind.JUDGEMENT}) is None
    both = guard_for("Safeguarding assessment", lifted={GuardKind.SAFEGUARDING})
    assert both is not None and both.kind is GuardKind.JUDGEMENT
    # Who does a step is no word of its name, and is not lifted with it.
    done = guard_for("Submit application", GuardKind.CITIZEN, {GuardKind.CITIZEN})
    assert done is not None and done.evidence == "performed by citizen"


def test_a_later_answer_of_the_same_person_counts_and_other_organisations_do_not():
    first, second = answers("A", "R", {"law": "yes"}), answers("A", "R", {"law": "no"})
    assert [one.answer for one in stated_in([first, second])] == ["no"]
    assert stated_in([replace(first, organisation="Leeds")]) == ()
    with pytest.raises(ReviewRefused, match="at least one"):
        answers("A", "R", {})


def test_the_report_shows_what_was_said_but_not_of_steps_that_are_hidden(log):
    records = (answers("Close case", "R", {"law": "yes"}), answers("Rare form", "R", {"law": "yes"}))
    settings = Settings(ranking=as_reviewed(FAST, records), try_readings="never", hide_below=10)
    page = as_html(report_on(log, settings))
    assert "What reviewers said" in page and "The law requires a person to decide." in page
    assert "Rare form" not in page
