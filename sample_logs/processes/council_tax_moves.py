"""Council tax change of address: portal form, CRM case, Revenues system, bill; and chasers in between."""

from __future__ import annotations

from datetime import date

from mining.mapping import Mapping
from sample_logs.hours import OFFICE, Shift, Spread
from sample_logs.process import END, Channel, Chase, Dirt, Go, Keyed, Process, Step, Team

__all__ = ["COUNCIL_TAX_MOVES"]

_WAKING = Shift(7, 22.5)

_CUSTOMERS = Team(("Customer",), _WAKING, one_at_a_time=False)
_CRM_LINK = Team(("svc-crm-link",), Shift(0, 24), one_at_a_time=False)
_NIGHTLY_BATCH = Team(("svc-batch-01",), Shift(19, 20, frozenset(range(5))), one_at_a_time=False)
_CUSTOMER_SERVICES = Team(tuple(f"Officer {number:02d}" for number in range(1, 6)))
_REVENUES = Team(tuple(f"Officer {number:02d}" for number in range(6, 10)))
_SENIORS = Team(("Senior officer 1", "Senior officer 2"))

_STEPS = (
    Step(
        "Submit change of address",
        _CUSTOMERS,
        "Portal",
        Spread(7),
        (Go("Create CRM case", Spread(0.05, 0.9)),),
    ),
    Step(
        "Create CRM case",
        _CRM_LINK,
        "CRM",
        Spread(0.01),
        (Go("Check form", Spread(OFFICE.days(0.6), 0.8)),),
    ),
    Step(
        "Check form",
        _CUSTOMER_SERVICES,
        "CRM",
        Spread(6, 0.5),
        (
            Go("Open case in CRM", Spread(OFFICE.days(1.1), 0.3), 0.62),
            Go("Request evidence", Spread(3), 0.20, same_hands=True),
            Go("Decide discount or exemption", Spread(OFFICE.days(1.5), 0.7), 0.10),
            Go("Return form for correction", Spread(1), 0.08, same_hands=True),
            Go("Return form for correction", Spread(1), 0.30, only=("Email",), same_hands=True),
        ),
    ),
    Step(
        "Return form for correction",
        _CUSTOMER_SERVICES,
        "CRM",
        Spread(4, 0.4),
        (Go("Check form", Spread(OFFICE.days(2.5), 0.6), on_citizen=True),),
    ),
    Step(
        "Request evidence",
        _CUSTOMER_SERVICES,
        "CRM",
        Spread(5, 0.4),
        (Go("Evidence received", Spread(_WAKING.days(4), 0.7)),),
    ),
    Step(
        "Evidence received",
        _CUSTOMERS,
        "Portal",
        Spread(3),
        (
            Go("Open case in CRM", Spread(OFFICE.days(1), 0.3), 0.62),
            Go("Decide discount or exemption", Spread(OFFICE.days(1.5), 0.7), 0.23),
            Go("Request evidence", Spread(OFFICE.days(0.8), 0.6), 0.15),
        ),
        channels=(("Web", 0.6), ("Email", 0.3), ("Face to face", 0.1)),
    ),
    Step(
        "Decide discount or exemption",
        _SENIORS,
        "CRM",
        Spread(18, 0.5),
        (
            Go("Open case in CRM", Spread(OFFICE.days(1), 0.3), 0.93),
            Go("Request evidence", Spread(60, 0.6), 0.07),
        ),
    ),
    Step(
        "Open case in CRM",
        _REVENUES,
        "CRM",
        Spread(1.2, 0.3),
        (Go("Copy details to Revenues", Spread(0.4), same_hands=True),),
    ),
    Step(
        "Copy details to Revenues",
        _REVENUES,
        "Revenues",
        Spread(5, 0.25),
        (Go("Update address in Revenues", Spread(0.3), same_hands=True),),
    ),
    Step(
        "Update address in Revenues",
        _REVENUES,
        "Revenues",
        Spread(2.5, 0.25),
        (Go("Generate bill", Spread(9, 0.5)),),
    ),
    Step(
        "Generate bill",
        _NIGHTLY_BATCH,
        "Revenues",
        Spread(0.03),
        (Go("Close case in CRM", Spread(70, 0.5)),),
    ),
    Step(
        "Close case in CRM",
        _REVENUES,
        "CRM",
        Spread(2, 0.3),
        (Go(END, share=0.97), Go("Update address in Revenues", Spread(OFFICE.days(1), 0.7), 0.03)),
    ),
    Step(
        "Customer chases progress",
        _CUSTOMERS,
        "CRM",
        Spread(3),
        (Go("Reply to customer", Spread(OFFICE.days(0.4), 0.9)),),
        channels=(("Phone", 0.65), ("Email", 0.25), ("Web", 0.1)),
    ),
    Step("Reply to customer", _CUSTOMER_SERVICES, "CRM", Spread(6, 0.6)),
)

COUNCIL_TAX_MOVES = Process(
    key="council_tax_moves",
    title="Council tax: change of address",
    description="A move is reported in a form, checked in the CRM, copied to Revenues and billed.",
    mapping=Mapping(
        case="Reference",
        activity="Step",
        timestamp="Date and time",
        resource="Done by",
        channel="Contact channel",
        system="System",
        case_attributes=("Move type", "Area"),
        event_attributes=("Account no",),
    ),
    first_day=date(2025, 9, 1),
    arrival_days=103,
    log_days=110,
    n_cases=1100,
    reference="{:08d}",
    channels=(
        Channel("Web", 0.68, _WAKING),
        Channel("Phone", 0.16, OFFICE),
        Channel("Email", 0.12, _WAKING),
        Channel("Face to face", 0.04, OFFICE),
    ),
    case_mix=(
        (("Moving in", 0.38), ("Moving out", 0.27), ("Moving within the area", 0.35)),
        (("East", 0.3), ("North", 0.2), ("South", 0.28), ("West", 0.22)),
    ),
    steps=_STEPS,
    chase=Chase("Customer chases progress", Spread(_WAKING.days(2.6), 0.4), 0.45),
    keyed=Keyed("Account no", "7{:07d}", ("Open case in CRM", "Copy details to Revenues"), slips=0.015),
    dirt=Dirt("Reply to customer", ("31/11/2025 10:14:00", "see notes"), duplicates=1),
)
