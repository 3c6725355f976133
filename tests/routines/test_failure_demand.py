"""Repeat contact, reopened cases and waits on the citizen."""

from __future__ import annotations

from mining.routines import Support, citizen_waits, contacts, reopened
from tests.event_logs import at, log_of
from tests.routines.finding import ask, log_by, log_with


def closed(*further: tuple[str, float]):
    return [("Open", 0.0), ("Close", 10.0), *further]


def plain(cases):
    return log_of(
        [(f"c{number:03}", name, at(hour)) for number, case in enumerate(cases) for name, hour in case]
    )


def test_a_case_that_goes_on_after_its_end_is_reopened():
    # Close ends 8 of 10; in two a complaint follows a day later.
    log = plain([closed()] * 8 + [closed(("Complaint", 34.0), ("Refund", 35.0))] * 2)
    (one,) = ask(reopened.DETECTOR, log)
    assert (one.activities, one.n_occurrences, one.n_cases) == (("Close", "Complaint"), 2, 2)
    assert one.median_seconds == 24 * 3600
    assert one.example_cases == ("c008", "c009")
    assert one.bears_on == ("Complaint",)


def test_what_follows_at_once_or_after_no_end_is_not():
    assert ask(reopened.DETECTOR, plain([closed()] * 8 + [closed(("File", 10.5))] * 2)) == ()
    assert ask(reopened.DETECTOR, plain([closed()] * 5 + [closed(("Complaint", 34.0))] * 5)) == ()


def test_a_reopening_is_known_by_its_name_however_soon():
    log = plain([closed(("Reopen case", 10.1), ("Close", 12.0))] * 3)
    (one,) = ask(reopened.DETECTOR, log)
    assert one.activities == ("Close", "Reopen case")
    assert one.n_occurrences == 3


def test_a_chaser_is_told_as_such():
    log = plain([closed()] * 8 + [closed(("Customer chases progress", 34.0))] * 2)
    assert ask(reopened.DETECTOR, log) == ()


def test_a_second_contact_about_one_case_is_repeat_contact():
    # Three calls make two that need not have been, 2 hours after the last.
    calls = [("Open", 0.0), ("Phone call", 1.0), ("Phone call", 3.0), ("Close", 4.0), ("Phone call", 5.0)]
    (one,) = ask(contacts.DETECTOR, plain([calls, calls[:2]]))
    assert (one.activities, one.n_occurrences, one.n_cases, one.share_of_cases) == (
        ("Phone call",),
        2,
        1,
        0.5,
    )
    assert one.median_seconds == 2 * 3600


def test_staff_who_do_a_step_again_are_no_contact():
    assert ask(contacts.DETECTOR, log_by([("Check", "Call customer", "Check", "Call customer")])) == ()


def test_what_the_citizen_does_is_told_by_who_did_it():
    # 20 executions by applicants, two in each case.
    case = [("Fill in", 0.0, "Applicant", "Web"), ("Fill in", 6.0, "Applicant", "Web")]
    (one,) = ask(contacts.DETECTOR, log_with([case] * 10))
    assert (one.activities, one.n_occurrences) == (("Fill in",), 10)


def test_work_that_waits_for_the_citizen():
    # 8 of 10 hours in half of the cases, 2 hours in the others: 40 of 60 hours.
    waiting = [("Open", 0.0), ("Evidence received", 8.0), ("Close", 10.0)]
    log = plain([waiting] * 5 + [[("Open", 0.0), ("Close", 2.0)]] * 5)
    (one,) = ask(citizen_waits.DETECTOR, log)
    assert (one.activities, one.n_cases, one.median_seconds) == (("Evidence received",), 5, 8 * 3600)
    assert "that is 67% of all the time that cases take" in one.sentence


def test_no_work_waits_after_the_end_or_for_moments():
    after = closed(("Customer appeals", 50.0))
    assert ask(citizen_waits.DETECTOR, plain([closed()] * 9 + [after])) == ()
    soon = [("Open", 0.0), ("Evidence received", 0.1), ("Close", 10.0)]
    assert ask(citizen_waits.DETECTOR, plain([soon] * 5)) == ()
    assert ask(citizen_waits.DETECTOR, plain([soon] * 5), Support()) == ()
