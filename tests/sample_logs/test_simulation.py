"""A process small enough to work through by hand: no spread, one officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from mining.mapping import Mapping
from sample_logs.hours import DAY, Shift, Spread
from sample_logs.process import Channel, Chase, Go, Keyed, Process, Step, Team
from sample_logs.processes import PROCESSES
from sample_logs.simulation import Event, Simulation

OFFICER = Team(("Officer 01",), Shift(8, 17, frozenset(range(5))))
CUSTOMERS = Team(("Customer",), Shift(0, 24), one_at_a_time=False)

HAND = Process(
    key="hand",
    title="",
    description="",
    mapping=Mapping(case="case", activity="activity", timestamp="time"),
    first_day=date(2025, 6, 2),
    arrival_days=1,
    log_days=5,
    n_cases=2,
    reference="C{}",
    channels=(Channel("Web", 1.0, Shift(9, 9)),),  # everybody arrives at 09:00 on Monday
    case_mix=(),
    steps=(
        Step("Apply", CUSTOMERS, "Portal", Spread(5, 0), (Go("Read", Spread(30, 0)),)),
        Step("Read", OFFICER, "Portal", Spread(10, 0), (Go("Type", Spread(1, 0), same_hands=True),)),
        Step("Type", OFFICER, "CRM", Spread(4, 0)),
        Step("Ask", CUSTOMERS, "CRM", Spread(2, 0)),
    ),
)


def clock(event: Event) -> tuple[str, str, str, str]:
    day, second = divmod(event.started, DAY)
    ends = event.completed % DAY
    return (
        event.case.reference,
        event.step.name,
        f"{day}+{second // 3600:02d}:{second % 3600 // 60:02d}",
        f"{ends // 3600:02d}:{ends % 3600 // 60:02d}",
    )


def test_two_cases_and_one_officer() -> None:
    # Both apply 09:00-09:05 and are ready at 09:35. C1 is read 09:35-09:45 and, in the same hands a minute
    # later, typed 09:46-09:50. Only then is the officer free for C2: read 09:50-10:00, typed 10:01-10:05.
    assert [clock(event) for event in Simulation(HAND, 1).run()] == [
        ("C1", "Apply", "0+09:00", "09:05"),
        ("C2", "Apply", "0+09:00", "09:05"),
        ("C1", "Read", "0+09:35", "09:45"),
        ("C1", "Type", "0+09:46", "09:50"),
        ("C2", "Read", "0+09:50", "10:00"),
        ("C2", "Type", "0+10:01", "10:05"),
    ]


def test_whoever_waits_too_long_asks_until_the_step_begins() -> None:
    # C1 waits 30 minutes from 09:05 and C2 45. With a patience of 20 minutes C1 asks once, at 09:25
    # (09:45 is after 09:35); C2 asks at 09:25 and again at 09:45 (10:05 is after 09:50).
    impatient = replace(HAND, chase=Chase("Ask", Spread(20, 0), share=1.0))
    asked = [clock(event)[:3] for event in Simulation(impatient, 1).run() if event.step.name == "Ask"]
    assert asked == [("C1", "Ask", "0+09:25"), ("C2", "Ask", "0+09:25"), ("C2", "Ask", "0+09:45")]


def test_nobody_chases_while_the_council_waits_for_the_citizen() -> None:
    # As above, but the 30 minutes are the citizen's own: only C2's last 15 (09:35-09:50) count, below 20.
    apply, *others = HAND.steps
    own = replace(apply, then=(Go("Read", Spread(30, 0), on_citizen=True),))
    patient = replace(HAND, steps=(own, *others), chase=Chase("Ask", Spread(20, 0), share=1.0))
    assert not [event for event in Simulation(patient, 1).run() if event.step.name == "Ask"]


def test_work_that_does_not_fit_before_closing_waits_for_the_next_day() -> None:
    # Ready at 16:55 with 10 minutes of work: begins on Tuesday within the first quarter of an hour.
    late = replace(HAND, n_cases=1, channels=(Channel("Web", 1.0, Shift(16 + 20 / 60, 16 + 20 / 60)),))
    read = next(event for event in Simulation(late, 1).run() if event.step.name == "Read")
    assert DAY + 8 * 3600 <= read.started < DAY + 8 * 3600 + 900


def test_a_way_with_a_condition_is_closed_to_other_cases() -> None:
    apply, read, *others = HAND.steps
    forked = replace(apply, then=(Go("Read", share=1e-9), Go("Ask", share=1.0, only=("Phone",))))
    web = replace(HAND, steps=(forked, read, *others))
    phone = replace(web, channels=(Channel("Phone", 1.0, Shift(9, 9)),))
    assert {event.step.name for event in Simulation(web, 1).run()} == {"Apply", "Read", "Type"}
    assert {event.step.name for event in Simulation(phone, 1).run()} == {"Apply", "Ask"}


@pytest.mark.parametrize("slips", [0.0, 1.0])
def test_a_slip_swaps_the_last_two_digits_where_it_is_typed(slips: float) -> None:
    keyed = replace(HAND, keyed=Keyed("Ref", "P{:06d}", ("Read", "Type"), slips), n_cases=20)
    events = Simulation(keyed, 1).run()
    assert {event.keyed for event in events if event.step.name == "Apply"} == {""}
    read = {event.case.reference: event.keyed for event in events if event.step.name == "Read"}
    for event in events:
        if event.step.name == "Type":
            truth = read[event.case.reference]
            assert event.keyed == (truth[:-2] + truth[:-3:-1] if slips else truth)
    assert len(set(read.values())) > 1


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.key)
def test_staff_do_one_thing_at_a_time_and_begin_in_their_hours(process: Process) -> None:
    by_resource: dict[str, list[Event]] = {}
    for event in Simulation(process, 7).run():
        assert event.started <= event.completed
        if event.step.team.one_at_a_time:
            by_resource.setdefault(event.resource, []).append(event)
            opens, closes = event.step.team.shift.opens, event.step.team.shift.closes
            assert (event.started // DAY) % 7 in event.step.team.shift.weekdays
            # Whoever goes straight on may overrun, by a few minutes.
            assert opens * 3600 <= event.started % DAY <= closes * 3600 + 900
    for events in by_resource.values():
        events.sort(key=lambda event: (event.started, event.completed))
        assert all(a.completed <= b.started for a, b in pairwise(events))


def test_another_seed_is_another_log_and_the_same_seed_the_same() -> None:
    process = replace(PROCESSES[0], n_cases=30)
    assert Simulation(process, 1).run() == Simulation(process, 1).run()
    assert Simulation(process, 1).run() != Simulation(process, 2).run()
