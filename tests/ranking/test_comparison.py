"""Which step is most like another, and the smallest change that alters a verdict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.ranking.features import Features
from mining.ranking.opportunities import RoutineEvidence, rank
from mining.ranking.scores import Scores, places, places_if
from mining.ranking.top import top_in_words
from mining.ranking.verdicts import Verdict
from tests.ranking.conftest import FAST


def judged(log_odds) -> Scores:
    empty = np.zeros((len(log_odds), 1))
    return Scores(Features(np.arange(len(log_odds)), empty, empty), empty, np.asarray(log_odds, dtype=float))


whole = st.integers(-3, 3).map(float)


@given(st.lists(st.lists(whole, min_size=4, max_size=4), min_size=2, max_size=6), whole, st.integers(0, 3))
def test_a_place_after_a_shift_is_that_of_a_log_with_shifted_log_odds(rows, shift, row):
    table, use = np.array(rows), np.array([9.0, 5.0, 5.0, 1.0])
    moved = table.copy()
    moved[:, row] += shift
    found = places_if(table, row, np.array([0.0, shift]), 0.9)
    for one, rows_then in zip(found, (table, moved), strict=True):
        assert one == places(judged(rows_then[0]), rows_then[1:], np.arange(4), use, 0.9)[row]


def test_every_ranked_step_is_compared_with_another_step_of_the_log(ranking):
    named = {one.activity for one in ranking.everything}
    for one in ranking.opportunities:
        assert one.compared.alike in named - {one.activity}
        assert one.compared.turn


def test_a_turn_names_another_verdict_and_a_step_that_has_the_figure(ranking):
    turned = [one for one in ranking.opportunities if one.compared.turn.startswith("The verdict would be")]
    assert turned
    for one in turned:
        told = one.compared.turn.split("”")[0].removeprefix("The verdict would be “")
        assert Verdict(told) is not one.verdict


def test_a_guard_rail_is_altered_by_no_figure(ranking):
    for one in ranking.set_aside:
        assert one.compared.turn == "No figure alters this: a guard-rail holds, whatever the score says."


def test_a_routine_that_decides_is_what_the_verdict_turns_on(council_log, model):
    loop = [RoutineEvidence("rework loop", ("Create case",))]
    plain = {one.activity: one for one in rank(council_log, model, FAST).everything}["Create case"]
    (found,) = [
        one for one in rank(council_log, model, FAST, loop).opportunities if one.activity == "Create case"
    ]
    assert found.verdict is Verdict.REDESIGN
    assert plain.verdict is not Verdict.REDESIGN
    assert found.compared.turn == f"Without the rework loop the verdict would be “{plain.verdict}”."


def test_who_is_among_the_first_for_sure_and_who_perhaps(ranking):
    one, two, three = ranking.opportunities[:3]
    few = replace(
        ranking,
        opportunities=(
            replace(one, rank_low=1, rank_high=1),
            replace(two, rank_low=1, rank_high=3),
            replace(three, rank_low=3, rank_high=3),
        ),
    )
    assert few.top(2) == ((one.activity,), (two.activity,))
    assert top_in_words(few, 2) == f"Among the first 2 for sure: “{one.activity}”. Perhaps: “{two.activity}”."
    assert top_in_words(few, 3) == ""


@pytest.mark.parametrize("places_asked", [1, 2])
def test_nothing_is_among_the_first_where_intervals_reach_further(ranking, places_asked):
    wide = tuple(replace(one, rank_low=1, rank_high=9) for one in ranking.opportunities)
    sure, perhaps = replace(ranking, opportunities=wide).top(places_asked)
    assert sure == ()
    assert perhaps == tuple(one.activity for one in wide)
