from __future__ import annotations

from dataclasses import replace

from mining.ranking.opportunities import Opportunity, Ranking
from mining.ranking.verdicts import Verdict
from mining.sensitivity.comparison import changes


def step(
    name: str, rank: int | None, verdict: Verdict = Verdict.ASSIST, low: int = 0, high: int = 0
) -> Opportunity:
    return Opportunity(
        name, verdict, "", "", 30, 20, (), rank=rank, rank_low=low or rank, rank_high=high or rank
    )


def ranking(*steps: Opportunity) -> Ranking:
    listed = tuple(one for one in steps if one.rank)
    return Ranking(listed, (), (), tuple(one for one in steps if not one.rank), None, 200, 20, True)


def change(before: Opportunity, *after: Opportunity) -> tuple[str, ...]:
    return changes(ranking(before), ranking(*after)).get(before.activity, ())


def test_a_step_that_stays_is_not_told_of():
    assert change(step("A", 2, low=1, high=3), step("A", 2)) == ()
    assert change(step("A", 2, low=1, high=3), step("A", 3)) == ()


def test_another_verdict_is_a_change():
    assert change(step("A", 2), step("A", 2, Verdict.AUTOMATE)) == ("it becomes “automate”",)


def test_a_place_outside_the_interval_is_a_change():
    assert change(step("A", 2, low=1, high=3), step("A", 4)) == (
        "it moves from place 2 to place 4, outside its interval (1 to 3)",
    )


def test_crossing_the_fifth_place_is_a_change_even_within_the_interval():
    assert change(step("A", 5, low=4, high=7), step("A", 6)) == (
        "it leaves the first five: place 5 becomes 6",
    )
    assert change(step("A", 6, low=4, high=7), step("A", 5)) == (
        "it enters the first five: place 6 becomes 5",
    )
    assert change(step("A", 6, low=4, high=8), step("A", 8)) == ()


def test_coming_and_going_is_a_change():
    gone = replace(step("A", None), verdict=Verdict.ASSIST)
    assert change(step("A", 2), gone) == ("it leaves the ranked list",)
    assert change(gone, step("A", 2)) == ("it is ranked, at place 2",)


def test_a_step_that_the_other_reading_does_not_have_cannot_be_told():
    assert change(step("A", 2), step("B", 1)) == ("it becomes “cannot tell”", "it leaves the ranked list")
    assert change(step("A", None, Verdict.CANNOT_TELL), step("B", 1)) == ()


def test_the_verdict_and_the_place_are_told_together():
    assert change(step("A", 3), step("A", 1, Verdict.AUTOMATE)) == (
        "it becomes “automate”",
        "it moves from place 3 to place 1, outside its interval (3 to 3)",
    )
