from __future__ import annotations

from dataclasses import replace

from mining.routines import Detector, Found, Routine, RoutineKind
from mining.routines.groups import routine_groups
from mining.units import Seconds, Share

ONE, TWO = RoutineKind("one"), RoutineKind("two")
KNOWN = [Detector(kind, f"What is {kind}.", lambda _log, _support: Found(())) for kind in (ONE, TWO)]
ROUTINE = Routine(ONE, ("A",), 10, 10, Share(0.5), Seconds(60), "Seen.", ("c1",), ("A",))


def test_kinds_and_routines_that_cost_most_come_first():
    # 10 times 60 s, 30 times 60 s; of the other kind once a day and something without a time.
    routines = [
        ROUTINE,
        replace(ROUTINE, activities=("B",), n_occurrences=30),
        replace(ROUTINE, kind=TWO, median_seconds=None),
        replace(ROUTINE, kind=TWO, activities=("D",), n_occurrences=1, median_seconds=Seconds(86_400)),
    ]
    groups = routine_groups(routines, {ONE: 1}, KNOWN)
    assert [(group.kind, [one.activities for one in group.routines]) for group in groups] == [
        (TWO, [("D",), ("A",)]),
        (ONE, [("B",), ("A",)]),
    ]
    assert [group.definition for group in groups] == ["What is two.", "What is one."]
    assert [group.more for group in groups] == ["", "1 more is not shown: it costs less."]


def test_no_more_than_ten_of_a_kind_are_shown():
    many = [replace(ROUTINE, activities=(f"A{n}",)) for n in range(14)]
    (group,) = routine_groups(many, {ONE: 3}, KNOWN)
    assert len(group.routines) == 10
    assert group.more == "7 more are not shown: they cost less."


def test_kinds_without_routines_are_not_shown():
    assert routine_groups([], {ONE: 3}, KNOWN) == ()
