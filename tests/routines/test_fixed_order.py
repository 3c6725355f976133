from __future__ import annotations

import pytest

from mining.routines import Support, traces
from mining.routines.fixed_order import DETECTOR
from tests.event_logs import log_of
from tests.routines.finding import ask, log_by, why_not


def test_steps_that_keep_their_order_through_whatever_lies_between():
    # A, B and C always in that order, from hour 0 to hours 4, 3, 2; X and Y change places.
    (one,) = ask(DETECTOR, log_by(["AXBYC"] * 4 + ["AYBC"] * 3 + ["ABC"] * 3))
    assert (one.activities, one.n_occurrences, one.n_cases) == (("A", "B", "C"), 10, 10)
    assert one.median_seconds == 3 * 3600
    assert one.sentence.startswith("In all or nearly all cases these 3 steps are done in this order")


def test_one_that_changes_places_is_left_out_of_it():
    (one,) = ask(DETECTOR, log_by(["ABCDX"] * 5 + ["AXBCD"] * 5))
    assert one.activities == ("A", "B", "C", "D")


def test_a_step_that_comes_again_after_a_later_one_keeps_no_order():
    assert ask(DETECTOR, log_by(["ABCB"] * 10)) == ()


def test_one_case_in_two_hundred_may_differ():
    assert len(ask(DETECTOR, log_by(["ABC"] * 199 + ["BAC"]))) == 1
    assert ask(DETECTOR, log_by(["ABC"] * 197 + ["BAC"] * 3)) == ()


def test_steps_of_few_cases_or_fewer_than_three_are_none():
    assert ask(DETECTOR, log_by(["ABC"] * 7 + ["ABD"] * 3)) == ()
    assert ask(DETECTOR, log_by(["ABC"] * 10), Support(occurrences=11)) == ()


def test_dates_without_times_and_too_many_paths_cannot_tell(monkeypatch: pytest.MonkeyPatch):
    days = [("c", name, f"2025-01-0{day}") for day, name in enumerate("ABC", start=1)]
    assert "dates without times" in why_not(DETECTOR, log_of(days))
    monkeypatch.setattr(traces, "MOST_STEPS", 3)
    assert "too many different paths" in why_not(DETECTOR, log_by(["ABC"]))
