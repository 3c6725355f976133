"""Blue Badge applications: routine paperwork around professional judgement."""

from __future__ import annotations

from datetime import date

from mining.mapping import Mapping
from sample_logs.hours import OFFICE, Shift, Spread
from sample_logs.process import END, Channel, Go, Process, Step, Team

__all__ = ["BLUE_BADGE"]

_WAKING = Shift(7, 22.5)

_APPLICANTS = Team(("Applicant",), _WAKING, one_at_a_time=False)
_PAYMENTS = Team(("svc-payments",), Shift(0, 24), one_at_a_time=False)
_OFFICERS = Team(tuple(f"Officer {number:02d}" for number in range(1, 6)))
_ASSESSORS = Team(("Assessor 1", "Assessor 2", "Assessor 3"))
_THERAPISTS = Team(("Therapist 1", "Therapist 2"))
_SENIORS = Team(("Senior officer 1",))

_ASSESS = "Assess eligibility (professional judgement)"
_MOBILITY = "Mobility assessment by occupational therapist"

_STEPS = (
    Step(
        "Submit application",
        _APPLICANTS,
        "Portal",
        Spread(22, 0.5),
        (Go("Create case record", Spread(OFFICE.days(0.5), 0.6)),),
    ),
    Step(
        "Create case record",
        _OFFICERS,
        "Case management",
        Spread(6, 0.25),
        (Go("Upload application to case file", Spread(0.5), same_hands=True),),
    ),
    Step(
        "Upload application to case file",
        _OFFICERS,
        "Case management",
        Spread(3, 0.25),
        (Go("Check identity and photo", Spread(110, 0.7)),),
    ),
    Step(
        "Check identity and photo",
        _OFFICERS,
        "Case management",
        Spread(6, 0.4),
        (
            Go(_ASSESS, Spread(OFFICE.days(0.9), 0.4), 0.68),
            Go("Request documents", Spread(2), 0.32, same_hands=True),
            Go(_MOBILITY, Spread(OFFICE.days(5), 0.3), 0.75, only=("New",)),
            Go("Take payment", Spread(0.03, 0.9), 12, only=("Replacement",)),
        ),
    ),
    Step(
        "Request documents",
        _OFFICERS,
        "Case management",
        Spread(4, 0.4),
        (Go("Documents received", Spread(_WAKING.days(5), 0.7)),),
    ),
    Step(
        "Documents received",
        _APPLICANTS,
        "Portal",
        Spread(5, 0.5),
        (
            Go("Check identity and photo", Spread(150, 0.6), 0.75),
            Go(_ASSESS, Spread(OFFICE.days(0.9), 0.4), 0.25),
        ),
        channels=(("Web", 0.55), ("Post", 0.3), ("Face to face", 0.15)),
    ),
    Step(
        _MOBILITY,
        _THERAPISTS,
        "Case management",
        Spread(42, 0.2),
        (
            Go(_ASSESS, Spread(OFFICE.days(0.9), 0.4), 0.98),
            Go("Record safeguarding concern", Spread(4), 0.02, same_hands=True),
        ),
    ),
    Step(
        _ASSESS,
        _ASSESSORS,
        "Case management",
        Spread(24, 0.35),
        (
            Go("Take payment", Spread(0.03, 0.9), 0.852),
            Go("Send decision letter", Spread(60, 0.5), 0.14),
            Go("Record safeguarding concern", Spread(4), 0.008, same_hands=True),
        ),
    ),
    Step(
        "Record safeguarding concern",
        Team((*_ASSESSORS.members, *_THERAPISTS.members)),
        "Case management",
        Spread(20, 0.4),
        (Go("Take payment", Spread(30, 0.5)),),
    ),
    Step(
        "Take payment",
        _PAYMENTS,
        "Payments",
        Spread(0.02),
        (Go("Print badge", Spread(90, 0.4)),),
    ),
    Step(
        "Print badge",
        _OFFICERS,
        "Badge printing",
        Spread(3, 0.2),
        (
            Go("Send decision letter", Spread(40, 0.4), 0.98),
            Go("Print badge", Spread(10, 0.5), 0.02, same_hands=True),
        ),
    ),
    Step(
        "Send decision letter",
        _OFFICERS,
        "Case management",
        Spread(4, 0.2),
        (
            Go(END, share=0.94),
            Go("Applicant asks for reconsideration", Spread(_WAKING.days(6), 0.5), 0.06),
        ),
    ),
    Step(
        "Applicant asks for reconsideration",
        _APPLICANTS,
        "Portal",
        Spread(12, 0.5),
        (Go("Reconsider decision", Spread(OFFICE.days(3), 0.5)),),
        channels=(("Email", 0.4), ("Post", 0.35), ("Phone", 0.25)),
    ),
    Step(
        "Reconsider decision",
        _SENIORS,
        "Case management",
        Spread(35, 0.4),
        (
            Go("Send decision letter", Spread(60, 0.5), 0.6),
            Go("Take payment", Spread(0.03, 0.9), 0.4),
        ),
    ),
)

BLUE_BADGE = Process(
    key="blue_badge",
    title="Blue Badge applications",
    description="Paperwork that could be automated around assessments that must stay with people.",
    mapping=Mapping(
        case="Application number",
        activity="Task",
        timestamp="Finished",
        start="Started",
        resource="Worked by",
        channel="Channel",
        system="System",
        case_attributes=("Application type", "Locality"),
    ),
    first_day=date(2025, 1, 6),
    arrival_days=92,
    log_days=102,
    n_cases=900,
    reference="BB/25/{:04d}",
    channels=(
        Channel("Web", 0.7, _WAKING),
        Channel("Phone", 0.12, OFFICE),
        Channel("Face to face", 0.14, OFFICE),
        Channel("Email", 0.04, _WAKING),
    ),
    case_mix=(
        (("New", 0.52), ("Renewal", 0.42), ("Replacement", 0.06)),
        (("Coast", 0.24), ("Hill Top", 0.2), ("Old Town", 0.31), ("Riverside", 0.25)),
    ),
    steps=_STEPS,
)
