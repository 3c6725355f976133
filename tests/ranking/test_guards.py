"""Council labels, and the guard-rail that must hold for each."""

from __future__ import annotations

import numpy as np
import pytest

from mining.ranking.guards import Guard, GuardKind, guard_for, guard_rails, performer_kind
from mining.ranking.performers import Performers
from mining.ranking.verdicts import Verdict

CLERICAL = """
    Send decision letter
    Print notice
    Notify applicant of decision
    Issue permit
    Register application
    Log request
    Update CRM
    Copy details to Northgate
    Enter details in Uniform
    Close case
    Assign to team
    Create invoice
    Take payment
    Send acknowledgement
    Scan post
    Index document
    Check for duplicates
    Calculate council tax
    Archive file
    Publish decision notice
    Upload decision to website
    Record decision
    Book inspection
    Schedule visit
    Send inspection report to customer
    Order new bin
    Send reminder
    Chase contractor
    Request evidence from customer
    Request further information
    Collect payment
    Clean data
    Install software
    Repair reported
    Log repair request
    Raise repair order
    Crew assigned
    Allocate to crew
    Citizen informed
    Customer notified
    Resident permit issued
    Customer record updated
    Customer request logged
    Generate decision letter
    Refuse collection request logged
    Report received
    Duplicate search
    Address checked
    Payment taken
    Assigned to team
    Closed
    Scan evidence received
    Update decision in CRM
    Decision letter sent
    Print and send decision notice
    Send approval letter
    Issue planning consent
    Rent collection posting
    Assign case ID
    Email confirmation
    T05 Print and send confirmation of receipt
    Confirmation of receipt
    Post decision letter
    Request approval
    Debt collection
    SendDecisionLetter
    Customer Services call logged
    Record Goods Receipt
    Application received
    Send welcome pack
    Send customer response
    Customer response sent
    Data collection
    Create decision letter
    Export report
    Enter meter reading
    Letter sent
    Create CRM case
    Copy details to Revenues
    Generate bill
    Submit report
    Reply to resident
    Open portal report
    Enter report in CRM
    Generate award number
    Add collection to register
    Reprint lost award
    Reissue repair card
    Licence holder record updated
"""
JUDGEMENT = """
    Assess application
    Assess eligibility
    Make decision
    Decision made
    Decide and notify applicant
    Review evidence
    Approve application
    Refuse application
    Panel decision
    Needs assessment
    Risk assessment
    Officer judgement
    Appeal hearing
    Consider objection
    Committee decision
    Exercise discretion
    Award discretionary housing payment
    Make decision and send letter
    Review letter before sending
    Investigate complaint
    Interview applicant
    Decision on request
    Confirm decision
    Determine application
    T06 Determine necessity of stop advice
    assess_application
    AssessApplication
    Triage request
    Sign off payment
    Declaration REJECTED by ADMINISTRATION
    Permit FINAL_APPROVED by SUPERVISOR
    Homelessness decision
    Waive fee
    Assess & send
    Application approved
    Enforcement decision
    Licence granted
    Appeal upheld
    Application declined
    Agree payment plan
    Draft intern advice
    Mobility assessment by occupational therapist
    Reconsider decision
"""
SAFEGUARDING = """
    Safeguarding referral
    Send safeguarding referral
    Check vulnerability
    Child protection conference
    Welfare check
    MARAC meeting
    Mental capacity assessment
    Care needs assessment
    Adult at risk alert
    Children's services referral
    Domestic abuse risk check
    Record safeguarding concern
"""
IDENTITY = """
    Verify identity
    Check ID
    ID check
    Check passport
    Proof of address
    Consent obtained
    Record consent
    Right to work check
    Verify customer's ID
    DBS check
    Check signature
    Power of attorney registered
    Check customer ID
    Check identity and photo
"""
PHYSICAL = """
    Site visit
    Inspect property
    Inspection
    Repair street light
    Bin collected
    Collect bin
    Clean graffiti
    Install dropped kerb
    Crew attends
    Pothole filled
    Fill pothole
    Home visit
    Collection completed
    Inspection completed
    Visit and photograph
    Deliver bin
    Street light repaired
    Remove fly-tipped waste
    Collect missed bin
"""
CITIZEN = """
    Licence holder accepts offer
    Ratepayer applies online
    Plot_holder_sends_documents
    Organiser pays fee
    SUBMIT APPLICATION
    Submit online claim
    Evidence received
    Customer replies
    Resident responds
    Awaiting customer
    Documents provided by applicant
    Customer response received
    Applicant submits evidence
    Wait for evidence
    Reply from customer
    Resident pays
    Receive further information
    Customer reply
    Awaiting payment
    Information received from applicant
    Resident supplies photos
    Resident appeals
    Form completed by resident
    Resident chases progress
    Waiting for customer
    Customer chases progress
    Applicant asks for reconsideration
    Waiting for further information
"""

CASES = [
    pytest.param(label.strip(), kind, id=label.strip())
    for labels, kind in (
        (CLERICAL, None),
        (JUDGEMENT, GuardKind.JUDGEMENT),
        (SAFEGUARDING, GuardKind.SAFEGUARDING),
        (IDENTITY, GuardKind.IDENTITY),
        (PHYSICAL, GuardKind.PHYSICAL),
        (CITIZEN, GuardKind.CITIZEN),
    )
    for label in labels.strip().splitlines()
]


@pytest.mark.parametrize(("label", "kind"), CASES)
def test_labels(label, kind):
    guard = guard_for(label)
    assert (guard.kind if guard else None) == kind, guard


def test_a_guard_says_why_and_by_which_words():
    guard = guard_for("Assess application")
    assert guard == Guard(
        GuardKind.JUDGEMENT,
        "It needs discretion or professional judgement, for which a person must answer.",
        "assess",
        Verdict.ASSIST,
    )


@pytest.mark.parametrize("kind", list(GuardKind))
def test_no_guard_lets_a_step_be_automated(kind):
    assert Guard.of(kind, "x").cap in {Verdict.KEEP_WITH_PEOPLE, Verdict.ASSIST}


def test_the_strictest_guard_wins():
    guard = guard_for("Assess safeguarding concern and visit home")
    assert guard is not None
    assert guard.kind is GuardKind.SAFEGUARDING


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Customer", GuardKind.CITIZEN), ("resident_12", GuardKind.CITIZEN), ("Citizen (portal)", GuardKind.CITIZEN),
        ("Self-service", GuardKind.CITIZEN), ("Service user", GuardKind.CITIZEN), ("Applicant", GuardKind.CITIZEN),
        ("member of the public", GuardKind.CITIZEN), ("Crew 3", GuardKind.PHYSICAL), ("driver", GuardKind.PHYSICAL),
        ("Licence holder", GuardKind.CITIZEN), ("Ratepayer 7", GuardKind.CITIZEN), ("Organiser", GuardKind.CITIZEN),
        ("Account holder services team", None), ("Stakeholder", None), ("Customer Services", None), ("Customer contact centre", None), ("Parent Support Advisor", None),
        ("Resident Engagement Officer", None), ("Carer assessment team", None), ("Officer 1", None), ("SYSTEM", None),
    ],
)  # fmt: skip
def test_performers(name, kind):
    assert performer_kind(name) is kind


def test_a_step_that_citizens_do_is_guarded_whatever_it_is_called(council_log):
    guards = guard_rails(council_log.activity_names, Performers.of(council_log))
    found = {
        name: guard.kind for name, guard in zip(council_log.activity_names, guards, strict=True) if guard
    }
    assert found == {
        "Submit application": GuardKind.CITIZEN,
        "Site visit": GuardKind.PHYSICAL,
        "Assess eligibility": GuardKind.JUDGEMENT,
        "Safeguarding referral": GuardKind.SAFEGUARDING,
    }


@pytest.mark.parametrize(
    "label", ["", " ", "17", "T06", "<script>alert(1)</script>", "'; DROP TABLE x; --", "審査"]
)
def test_odd_labels_do_no_harm(label):
    assert guard_for(label) is None


def test_most_performers_and_twenty_of_them_must_be_citizens_or_crews():
    done = {
        ("Enter details", "Customer"): 20, ("Enter details", "Officer 1"): 20,
        ("Enter figures", "Customer"): 20, ("Enter figures", "Officer 1"): 21,
        ("Enter names", "Customer"): 19,
        ("Enter readings", "Crew 3"): 20, ("Enter readings", "Officer 1"): 1,
    }  # fmt: skip
    steps, people = (tuple(dict.fromkeys(pair[part] for pair in done)) for part in (0, 1))
    performers = Performers(
        people,
        np.array([steps.index(step) for step, _ in done]),
        np.array([people.index(who) for _, who in done]),
        np.array(list(done.values())),
        len(steps),
    )
    citizen, *neither, physical = guard_rails(steps, performers)
    assert citizen == Guard.of(GuardKind.CITIZEN, "performed by citizen")
    assert neither == [None, None]
    assert physical == Guard.of(GuardKind.PHYSICAL, "performed by physical")
