"""Missed bin collections: residents report in the portal, officers type the report into the CRM."""

from __future__ import annotations

from datetime import date

from mining.mapping import Mapping
from sample_logs.hours import OFFICE, Shift, Spread
from sample_logs.process import END, Channel, Chase, Go, Keyed, Process, Step, Team

__all__ = ["MISSED_BINS"]

_WAKING = Shift(7, 22.5)

_RESIDENTS = Team(("Resident",), _WAKING, one_at_a_time=False)
_PORTAL = Team(("SYSTEM",), Shift(0, 24), one_at_a_time=False)
_SERVICE_DESK = Team(tuple(f"Officer {number:02d}" for number in range(1, 7)))
_WASTE_DESK = Team(tuple(f"Officer {number:02d}" for number in range(7, 11)))
_SUPERVISORS = Team(("Supervisor 1", "Supervisor 2"))
_CREWS = Team(tuple(f"Crew {number}" for number in range(1, 6)), Shift(6, 14.5, frozenset(range(5))))

_STEPS = (
    Step(
        "Submit report",
        _RESIDENTS,
        "Portal",
        Spread(4),
        (Go("Send acknowledgement", Spread(0.04, 0.9)),),
    ),
    Step(
        "Send acknowledgement",
        _PORTAL,
        "Portal",
        Spread(0.008),
        (Go("Open portal report", Spread(80, 0.8)),),
    ),
    Step(
        "Open portal report",
        _SERVICE_DESK,
        "Portal",
        Spread(1.3, 0.3),
        (Go("Enter report in CRM", Spread(0.4), same_hands=True),),
    ),
    Step(
        "Enter report in CRM",
        _SERVICE_DESK,
        "CRM",
        Spread(4.5, 0.25),
        (Go("Check collection round", Spread(140, 0.9)),),
    ),
    Step(
        "Check collection round",
        _WASTE_DESK,
        "Depot",
        Spread(6, 0.5),
        (
            Go("Raise crew job", Spread(1), 0.76, same_hands=True),
            Go("Decline report", Spread(2), 0.12, same_hands=True),
            Go("Decline report", Spread(2), 0.30, only=("Garden waste",), same_hands=True),
            Go("Decide on repeat misses", Spread(OFFICE.days(0.5)), 0.09),
        ),
    ),
    Step(
        "Decide on repeat misses",
        _SUPERVISORS,
        "CRM",
        Spread(14, 0.5),
        (
            Go("Raise crew job", Spread(45, 0.7), 0.8),
            Go("Decline report", Spread(45, 0.7), 0.2),
        ),
    ),
    Step(
        "Decline report",
        _WASTE_DESK,
        "Depot",
        Spread(4, 0.5),
        (Go("Close report in CRM", Spread(50, 0.4)),),
    ),
    Step(
        "Raise crew job",
        _WASTE_DESK,
        "Depot",
        Spread(3, 0.4),
        (Go("Collect missed bin", Spread(OFFICE.days(0.9), 0.6)),),
    ),
    Step(
        "Collect missed bin",
        _CREWS,
        "Depot",
        Spread(9, 0.5),
        (
            Go("Close report in CRM", Spread(50, 0.4), 0.95),
            Go("Raise crew job", Spread(90, 0.6), 0.05),
        ),
    ),
    Step(
        "Close report in CRM",
        _SERVICE_DESK,
        "CRM",
        Spread(2, 0.3),
        (Go("Send outcome message", Spread(0.5), same_hands=True),),
    ),
    Step(
        "Send outcome message",
        _SERVICE_DESK,
        "CRM",
        Spread(2.5, 0.3),
        (Go(END, share=0.93), Go("Reopen report", Spread(OFFICE.days(1), 0.7), 0.07, on_citizen=True)),
    ),
    Step(
        "Reopen report",
        _SERVICE_DESK,
        "CRM",
        Spread(6, 0.5),
        (Go("Raise crew job", Spread(120, 0.7)),),
    ),
    Step(
        "Resident chases progress",
        _RESIDENTS,
        "CRM",
        Spread(2.5),
        (Go("Reply to resident", Spread(70, 0.9)),),
        channels=(("Phone", 0.7), ("Email", 0.2), ("Web", 0.1)),
    ),
    Step("Reply to resident", _SERVICE_DESK, "CRM", Spread(5, 0.6)),
)

MISSED_BINS = Process(
    key="missed_bins",
    title="Missed bin collections",
    description="Residents report a missed bin in the portal; officers type each report into the CRM.",
    mapping=Mapping(
        case="Case reference",
        activity="Activity",
        timestamp="Completed at",
        start="Started at",
        resource="Officer",
        channel="Channel",
        system="System",
        case_attributes=("Ward", "Bin type"),
        event_attributes=("Property ref",),
    ),
    first_day=date(2025, 6, 2),
    arrival_days=78,
    log_days=80,
    n_cases=1000,
    reference="MB-25-{:05d}",
    channels=(
        Channel("Web", 0.56, _WAKING),
        Channel("Phone", 0.34, OFFICE),
        Channel("Email", 0.07, _WAKING),
        Channel("Face to face", 0.03, OFFICE),
    ),
    case_mix=(
        (("Abbey", 0.2), ("Castle", 0.15), ("Millbrook", 0.25), ("Northgate", 0.22), ("St Mary's", 0.18)),
        (("Refuse", 0.42), ("Recycling", 0.33), ("Garden waste", 0.17), ("Food waste", 0.08)),
    ),
    steps=_STEPS,
    chase=Chase("Resident chases progress", Spread(_WAKING.days(1.3), 0.5), 0.3),
    keyed=Keyed("Property ref", "P{:06d}", ("Open portal report", "Enter report in CRM"), slips=0.02),
)
