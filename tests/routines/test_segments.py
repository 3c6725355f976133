from __future__ import annotations

from mining.routines import Found, Support, traces
from mining.routines.segments import DETECTOR
from tests.event_logs import log_of
from tests.routines.finding import FEW, ask, log_by, log_with


def told(log, support=FEW):
    return [(one.activities, one.n_occurrences, one.n_cases) for one in ask(DETECTOR, log, support)]


def test_steps_that_always_follow_each_other_are_one_segment():
    # B C D in all ten cases; what comes before and after it varies. From B to D: two hours.
    log = log_by(["ABCDE"] * 3 + ["XBCDY"] * 3 + ["BCDA"] * 4)
    (one,) = ask(DETECTOR, log)
    assert (one.activities, one.n_occurrences, one.n_cases) == (("B", "C", "D"), 10, 10)
    assert one.median_seconds == 2 * 3600
    assert one.example_cases == tuple(f"c{number:03}" for number in range(10))
    assert (
        "In all or nearly all cases these 3 steps are done directly one after the other: “B”, “C”, “D”."
        in one.sentence
    )


def test_a_part_that_is_no_more_frequent_is_not_told_again():
    # A B C and B C D lie in A B C D, and so does whatever else recurs.
    assert told(log_by(["ABCD"] * 5)) == [(("A", "B", "C", "D"), 5, 5)]


def test_a_part_of_other_cases_is_told_too():
    # A B C leads on to D E F in half of the cases, to X Y Z in the others: three pieces, none of them twice.
    log = log_by(["ABCDEF"] * 10 + ["ABCXYZ"] * 10)
    assert sorted(told(log)) == [
        (("A", "B", "C"), 20, 20), (("D", "E", "F"), 10, 10), (("X", "Y", "Z"), 10, 10),
    ]  # fmt: skip


def test_a_step_done_again_at_once_does_not_part_a_segment():
    assert told(log_by(["ABBBC"] * 3 + ["ABC"] * 3)) == [(("A", "B", "C"), 6, 6)]


def test_two_steps_or_a_loop_or_a_chance_are_none():
    assert told(log_by(["AB"] * 10)) == []
    assert told(log_by(["ABABABAB"] * 10)) == []
    # B C D is only one of many ways in which B, C and D are done.
    assert told(log_by(["BCD"] * 2 + ["BDC"] * 3 + ["DBC"] * 3 + ["CDB"] * 3), Support(2, 0.1)) != [
        (("B", "C", "D"), 2, 2)
    ]


def test_a_segment_of_one_system_is_seen_through_parallel_work_in_another():
    crm = [("Open", 0.0), ("Fill", 2.0), ("Close", 4.0)]
    cases = []
    for number in range(12):
        # Something in another system happens now here, now there in between.
        others = [(f"Check {(number * 5) % 7}", 1.0), (f"Check {(number * 3 + 1) % 7}", 3.0)]
        events = [(name, hour, "Ann", "CRM") for name, hour in crm]
        events += [(name, hour, "Ben", "Post") for name, hour in others]
        cases.append(sorted(events, key=lambda event: event[1]))
    (one,) = ask(DETECTOR, log_with(cases), Support(10, 0.5))
    assert one.activities == ("Open", "Fill", "Close")
    assert (one.n_occurrences, one.median_seconds) == (12, 4 * 3600)
    assert "one after the other in CRM, whatever else happens in between" in one.sentence


def test_what_software_does_alone_is_left_out():
    log = log_with([[(name, hour, "svc", "CRM") for hour, name in enumerate("ABC")]] * 3)
    assert len(ask(DETECTOR, log)) == 1
    assert ask(DETECTOR, log, Support(1, 0, frozenset({"svc"}))) == ()


def test_no_more_are_told_than_asked_for_and_the_rest_is_counted():
    paths = [f"{a}{b}{c}" for a, b, c in ("ABC", "DEF", "GHI", "JKL") for _ in range(3)]
    answer = DETECTOR.find(log_by(paths), Support(1, 0, most=3))
    assert isinstance(answer, Found)
    assert (len(answer.routines), answer.n_left_out) == (3, 1)


def test_a_log_of_single_steps_has_none():
    assert ask(DETECTOR, log_of([("c", "A", "2025-01-01T00:00:00Z")])) == ()


def test_of_very_many_variants_the_rarest_are_left_out_and_it_says_so(monkeypatch):
    log = log_by(["ABCD"] * 5 + ["XYZ"])
    monkeypatch.setattr(traces, "MOST_STEPS", 5)
    (one,) = ask(DETECTOR, log)
    assert one.activities == ("A", "B", "C", "D")
    assert one.sentence.startswith("In at least 83% of cases")
    monkeypatch.setattr(traces, "MOST_STEPS", 8)
    assert len(ask(DETECTOR, log)) == 2
