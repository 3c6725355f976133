from __future__ import annotations

import pytest

from mining.routines import Support, hand_overs, ping_pong
from mining.routines.hand_overs import DETECTOR
from tests.event_logs import at, log_of
from tests.routines.finding import ask, log_with, why_not


def two_steps(second_person: str = "Ben", second_step: str = "Check", hours: float = 3):
    return [("Enter", 0.0, "Ann", "CRM"), (second_step, hours, second_person, "CRM")]


def test_a_step_that_always_goes_on_to_another_person_is_a_hand_over():
    # 9 of 10 go on to Check, all of them to Ben, 3 hours later.
    cases = [two_steps()] * 9 + [two_steps(second_step="File")]
    (one,) = ask(DETECTOR, log_with(cases))
    assert (one.activities, one.n_occurrences, one.n_cases) == (("Enter", "Check"), 9, 9)
    assert one.median_seconds == 3 * 3600
    assert one.share_of_cases == 0.9


@pytest.mark.parametrize(
    "others",
    [[two_steps(second_step="File")] * 2, [two_steps("Ann")] * 3],
    ids=["it may go elsewhere", "it may stay"],
)
def test_one_that_often_does_not_is_none(others):
    assert ask(DETECTOR, log_with([two_steps()] * 10 + others), Support(5, 0.2)) == ()


@pytest.mark.parametrize("name", ["svc", "Applicant 7", "unknown"])
def test_software_citizens_and_nobody_are_no_other_person(name):
    support = Support(1, 0, frozenset({"svc"}))
    assert ask(DETECTOR, log_with([two_steps(name)] * 10), support) == ()


def a_detour(first: str, between: str, last: str):
    return [("Draft", 0.0, first, "CRM"), ("Price", 1.0, between, "CRM"), ("Send", 5.0, last, "CRM")]


def test_there_and_back_to_the_same_person_is_ping_pong():
    # Back to the first in 6 of 9; by chance it were (3 * 3 + 3 * 3 + 3 * 3) / 81, a third.
    cases = [a_detour(name, "Zoe", name) for name in ("Ann", "Ben", "Cat") * 2]
    cases += [a_detour("Ann", "Zoe", "Ben"), a_detour("Ben", "Zoe", "Cat"), a_detour("Cat", "Zoe", "Ann")]
    (one,) = ask(ping_pong.DETECTOR, log_with(cases))
    assert (one.activities, one.n_occurrences, one.n_cases) == (("Price",), 6, 6)
    assert one.median_seconds == 5 * 3600
    assert one.example_cases == ("c000", "c001", "c002", "c003", "c004", "c005")


def test_back_by_chance_is_none():
    # With one person before and after it cannot but come back.
    assert ask(ping_pong.DETECTOR, log_with([a_detour("Ann", "Zoe", "Ann")] * 10)) == ()
    rare = [a_detour(a, "Zoe", b) for a in ("Ann", "Ben", "Cat", "Dan") for b in ("Ann", "Ben", "Cat", "Dan")]
    assert ask(ping_pong.DETECTOR, log_with(rare)) == ()


@pytest.mark.parametrize("detector", [hand_overs.DETECTOR, ping_pong.DETECTOR], ids=lambda one: one.kind)
def test_without_people_it_cannot_be_told(detector):
    assert "without a column for who did a step" in why_not(detector, log_of([("c", "A", at(0))]))
