from __future__ import annotations

from mining.mapping import Mapping
from mining.results import Unanswered
from mining.routines import Support, chasers, detectors, find_routines, rekeying, rework
from mining.routines.chasers import is_chaser
from tests.event_logs import at, log_of

MAPPING = Mapping(case="case", activity="activity", timestamp="time", resource="who", system="where")
COLUMNS = ("case", "activity", "time", "who", "where")
FEW = Support(occurrences=1, share_of_cases=0)


def only(log, kind, support=FEW):
    found = find_routines(log, support).found
    return [routine for routine in found if routine.kind is kind]


def keying_log(minutes: float = 5, second_person: str = "Ann", second_system: str = "CRM"):
    rows = []
    for i in range(3):
        rows += [
            (f"c{i}", "Open report", at(i), "Ann", "Portal"),
            (f"c{i}", "Enter report", at(i + minutes / 60), second_person, second_system),
            (f"c{i}", "Close", at(i + 5), "Ben", "CRM"),
        ]
    return log_of(rows, COLUMNS, MAPPING)


def test_the_same_person_in_another_system_soon_after_is_re_keying():
    (routine,) = only(keying_log(), rekeying.KIND)
    assert routine.activities == ("Open report", "Enter report")
    assert (routine.n_occurrences, routine.n_cases, routine.share_of_cases) == (3, 3, 1)
    assert routine.median_seconds == 300
    assert routine.example_cases == ("c0", "c1", "c2")
    assert "Portal" in routine.sentence


def test_late_or_by_another_or_in_the_same_system_or_by_software_is_not():
    assert only(keying_log(minutes=16), rekeying.KIND) == []
    assert only(keying_log(second_person="Cat"), rekeying.KIND) == []
    assert only(keying_log(second_system="Portal"), rekeying.KIND) == []
    software = Support(occurrences=1, share_of_cases=0, system_accounts=frozenset({"Ann"}))
    assert only(keying_log(), rekeying.KIND, software) == []


def test_without_systems_re_keying_is_unanswered_not_absent():
    unanswered = find_routines(log_of([("c", "A", at(0))])).unanswered
    assert isinstance(unanswered[rekeying.KIND], Unanswered)


def test_a_long_loop_is_seen_once_where_it_turns_back():
    # A B C D in ten cases; in four of them D leads back to B, and B C D are done again two hours later.
    rows = []
    for i in range(10):
        trace = "ABCDBCD" if i < 4 else "ABCD"
        rows += [(f"c{i}", name, at(hour)) for hour, name in enumerate(trace)]
    (loop,) = only(log_of(rows), rework.KIND)
    assert loop.activities == ("D", "B")
    assert (loop.n_occurrences, loop.n_cases, loop.share_of_cases) == (4, 4, 0.4)
    assert loop.median_seconds == 3 * 3600


def test_a_step_repeated_at_once_is_no_loop():
    assert only(log_of([("c", "A", at(0)), ("c", "B", at(1)), ("c", "B", at(2))]), rework.KIND) == []


def test_chasers_are_known_by_their_name():
    names = ("Resident chases progress", "Chase-up call", "Send reminder", "Progress call", "Follow-up email")
    assert all(is_chaser(name) for name in names)
    plain = ("Purchase order", "Record purchase", "Close case")
    assert not any(is_chaser(name) for name in plain)
    rows = [("c1", "Open", at(0)), ("c1", "Customer chases progress", at(48)), ("c2", "Open", at(0))]
    (chaser,) = only(log_of(rows), chasers.KIND)
    assert (chaser.n_cases, chaser.median_seconds, chaser.share_of_cases) == (1, 48 * 3600, 0.5)


def test_rare_patterns_are_not_reported():
    assert only(keying_log(), rekeying.KIND, Support(occurrences=4)) == []


def test_no_two_detectors_are_of_one_kind():
    kinds = [detector.kind for detector in detectors()]
    assert len(set(kinds)) == len(kinds) >= 3
