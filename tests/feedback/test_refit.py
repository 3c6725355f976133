from __future__ import annotations

import pytest

from mining.errors import ModelRefused
from mining.feedback.effect import as_reviewed
from mining.feedback.models import keep_model, model_id, model_of
from mining.feedback.place import delete_reviews, models_folder
from mining.feedback.recording import snapshot_of, undo
from mining.feedback.records import Choice, Stratum
from mining.feedback.refit import LEAST_DOUBLE, LEAST_ORGANISATIONS, gate, refit
from mining.ranking.averages import Figure
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from mining.results import Unanswered
from tests.feedback.making import analysed, judged

BETTER = Figure(0.2, (0.06, 0.3), (0.05, 0.35))


def ranked(model):
    analysis = analysed()
    return [snapshot_of(analysis, item, model, "log") for item in analysis.ranking.opportunities]


def test_without_verdicts_nothing_changes(model):
    found = refit((), model, ranked(model))
    assert found.model is model
    assert [move.before for move in found.moves] == [move.after for move in found.moves]
    assert [move.before for move in found.moves] == [one.rank for one in ranked(model)]
    assert isinstance(found.test, Unanswered) and not found.gate.is_open


def test_what_says_nothing_of_a_step_is_left_out(model):
    records = [judged("A", Verdict.CANNOT_TELL), judged("B", Verdict.ALREADY_AUTOMATED)]
    records += [judged("C", Verdict.AUTOMATE, "R"), judged("C", Verdict.ASSIST, "S")]
    found = refit(records, model, ranked(model))
    assert (found.n_fitted, found.n_other, found.n_disagreed, found.n_double) == (0, 2, 1, 1)
    assert model_id(found.model) == model_id(model)


def test_two_who_would_not_automate_it_agree_though_their_verdicts_differ(model):
    found = refit([judged("C", Verdict.REMOVE, "R"), judged("C", Verdict.ASSIST, "S")], model, ranked(model))
    assert (found.n_fitted, found.n_automate, found.n_disagreed) == (1, 0, 0)


def test_verdicts_move_the_model_and_undoing_them_all_brings_it_back(model):
    records = [judged(f"S{n}", Verdict.KEEP_WITH_PEOPLE, rank=0.95) for n in range(5)]
    moved = refit(records, model, ranked(model))
    assert not moved.model.uses_equal_weights
    assert sum(moved.model.weights) < sum(model.weights)
    back = [*records, *(undo(records, one.id, "R") for one in records)]
    assert model_id(refit(back, model, ranked(model)).model) == model_id(model)


def test_the_random_part_is_tested_and_never_fitted(model):
    records = [
        judged(f"S{n}", Verdict.AUTOMATE if n % 2 else Verdict.ASSIST, stratum=Stratum.RANDOM, rank=n / 40)
        for n in range(40)
    ]
    assert refit(records, model, ranked(model)).n_fitted == 0
    found = refit([*records, judged("T", rank=0.9)], model, ranked(model))
    assert found.n_fitted == 1
    # All criteria alike: any positive weights order the steps alike, so nothing is gained.
    assert isinstance(found.test, Figure) and found.test.value == 0
    assert "does not show" in found.gate.sentence


def test_too_few_of_the_random_part_are_said_to_be_too_few(model):
    records = [judged(f"S{n}", stratum=Stratum.RANDOM) for n in range(19)]
    found = refit([*records, judged("T", rank=0.9)], model, ranked(model))
    assert isinstance(found.test, Unanswered) and found.test.reason.startswith("Too few to tell")


@pytest.mark.parametrize(
    ("test", "n_organisations", "n_double", "is_open"),
    [
        (Unanswered("too few"), 9, 999, False),
        (BETTER, LEAST_ORGANISATIONS, 0, True),
        (BETTER, 1, LEAST_DOUBLE, True),
        (BETTER, LEAST_ORGANISATIONS - 1, LEAST_DOUBLE - 1, False),
        (Figure(0.2, (0.01, 0.3), (0.0, 0.35)), 9, 999, False),
        (Figure(-0.2, (-0.3, -0.1), (-0.3, -0.1)), 9, 999, False),
    ],
)
def test_the_gate(test, n_organisations, n_double, is_open):
    assert gate(test, n_organisations, n_double).is_open is is_open


def test_a_model_is_kept_chosen_left_again_and_deleted_with_the_reviews(model):
    records = [judged(f"S{n}", Verdict.KEEP_WITH_PEOPLE, rank=0.95) for n in range(40)]
    found = refit(records, model, ())
    named = keep_model(found.model, "abc123", (found.n_fitted, found.n_automate))
    chosen = as_reviewed(RankingSettings(), [Choice(reviewer="A", model=named, because="b")], "abc123")
    assert model_of(chosen).weights == pytest.approx(found.model.weights)
    back = [Choice(reviewer="A", model=named, because="b"), Choice(reviewer="A", model="", because="b")]
    assert as_reviewed(RankingSettings(), back, "abc123").model == ""
    assert as_reviewed(RankingSettings(), back[:1], "session").model == ""
    assert delete_reviews("abc123") == 2
    assert not models_folder("abc123").exists()
    with pytest.raises(ModelRefused):
        model_of(chosen)


@pytest.mark.parametrize("name", ["../keys/0123456789abcdef", "abc/../../x", "/etc/passwd"])
def test_a_name_of_a_model_leads_nowhere_else(name):
    with pytest.raises(ModelRefused, match="no name that this program gives"):
        model_of(RankingSettings(model=name))
