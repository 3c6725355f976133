from __future__ import annotations

from datetime import date

import pytest

from sample_logs.process import END, Process
from sample_logs.processes import PROCESSES

EVERY_PROCESS = pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.key)


@EVERY_PROCESS
def test_every_way_leads_to_a_step_and_every_step_is_reached(process: Process) -> None:
    names = [step.name for step in process.steps]
    targets = {go.to for step in process.steps for go in step.then} - {END}
    chased = {process.chase.step} if process.chase else set()
    assert len(set(names)) == len(names)
    assert {names[0]} | targets | chased == set(names)


@EVERY_PROCESS
def test_whoever_goes_straight_on_belongs_to_the_team(process: Process) -> None:
    steps = {step.name: step for step in process.steps}
    for step in process.steps:
        for go in step.then:
            if go.same_hands:
                assert set(step.team.members) <= set(steps[go.to].team.members)


@EVERY_PROCESS
def test_conditions_name_channels_or_attribute_values(process: Process) -> None:
    known = {channel.name for channel in process.channels}
    known |= {value for mix in process.case_mix for value, _ in mix}
    assert {mark for step in process.steps for go in step.then for mark in go.only} <= known
    assert len(process.case_mix) == len(process.mapping.case_attributes)


@EVERY_PROCESS
def test_the_calendar_begins_on_a_monday_and_has_no_bank_holiday(process: Process) -> None:
    # England and Wales, 2025; gov.uk/bank-holidays.
    holidays = {
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 26),
        date(2025, 8, 25),
        date(2025, 12, 25),
        date(2025, 12, 26),
    }
    assert process.first_day.weekday() == 0
    assert process.arrival_days < process.log_days
    offsets = {(holiday - process.first_day).days for holiday in holidays}
    assert not offsets & set(range(process.log_days))
