"""The wordings of the fifteen services that may be looked at while the program is improved."""

from __future__ import annotations

from sample_logs.services.vocabulary import Nature, Service, Stage, Vocabulary, Wording

__all__ = ["FIRST_WORDS"]

_N, _S = Nature, Stage

_SERVICES = (
    Service("parking_permits", "application", "applicant", "permit", "CRM", "Parking system", "Payments"),
    Service("housing_register", "application", "applicant", "registration", "Portal", "Housing system", "Rents"),
    Service("single_person_discount", "claim", "customer", "discount", "CRM", "Revenues", "Revenues ledger"),
    Service("business_rates_relief", "claim", "ratepayer", "relief", "Web forms", "Revenues", "Ledger"),
    Service("taxi_licences", "application", "licence holder", "licence", "Licensing inbox", "Licensing system", "Fees"),
    Service("information_requests", "request", "requester", "response", "Mailbox", "Case tracker", "Finance"),
    Service("school_transport", "application", "parent", "travel pass", "Portal", "Transport system", "Finance"),
    Service("free_school_meals", "claim", "parent", "award", "Web forms", "Education system", "Finance"),
    Service("garden_waste", "order", "resident", "subscription", "CRM", "Waste system", "Payments"),
    Service("bulky_waste", "booking", "resident", "collection", "CRM", "Waste system", "Payments"),
    Service("dropped_kerbs", "application", "householder", "licence", "Portal", "Highways system", "Finance"),
    Service("temporary_events", "notice", "organiser", "receipt", "Licensing inbox", "Licensing system", "Fees"),
    Service("housing_benefit", "claim", "claimant", "award", "Portal", "Benefits system", "Ledger"),
    Service("street_lighting", "report", "resident", "repair", "CRM", "Asset system", "Finance"),
    Service("allotments", "application", "plot holder", "tenancy", "Mailbox", "Allotment system", "Finance"),
)  # fmt: skip

_STEPS = (
    Wording(_N.RULE, _S.INTAKE, (
        "Create {noun} in {front}", "Log {noun} on spreadsheet", "Scan and index {noun} form",
        "Allocate {noun} to work queue", "Set up case folder", "Acknowledge {noun} by email",
        "Record contact details in {back}",
    )),
    Wording(_N.RULE, _S.CHECK, (
        "Match address to gazetteer", "Look up account in {finance}", "Check fee has been paid",
        "Check for duplicate {noun}", "Validate postcode against zone list", "Check form is complete",
    )),
    Wording(_N.RULE, _S.DECIDE, (
        "Calculate charge from tariff", "Work out start and end dates", "Apply standard rate in {back}",
    )),
    Wording(_N.RULE, _S.OUTCOME, (
        "Send decision letter", "Update {back} with outcome", "Issue {thing}", "Raise invoice in {finance}",
        "Post payment to account", "Print {thing}", "Set renewal date", "Update public register",
        "Email confirmation to {citizen}",
    )),
    Wording(_N.RULE, _S.CLOSE, ("Close {noun} in {front}", "File documents", "Archive {noun}")),
    Wording(_N.VARIED, _S.CHECK, (
        "Phone {citizen} to talk it through", "Deal with correspondence", "Answer query", "Liaise with other team",
    )),
    Wording(_N.VARIED, _S.OUTCOME, ("Amend {noun}", "General note", "Handle special request")),
    Wording(_N.SYSTEM, _S.INTAKE, ("Send automatic acknowledgement", "Create reference number")),
    Wording(_N.SYSTEM, _S.OUTCOME, ("Take card payment", "Nightly update of {back}", "Send text message")),
    Wording(_N.JUDGEMENT, _S.DECIDE, (
        "Assess {noun}", "Decide {noun}", "Determine entitlement", "Consider exceptional circumstances",
        "Review medical evidence", "Officer makes decision", "Exercise discretion on hardship",
    )),
    Wording(_N.JUDGEMENT, _S.CHECK, ("Triage {noun}", "Investigate discrepancy", "Assess priority")),
    Wording(_N.SAFEGUARDING, _S.CHECK, (
        "Safeguarding check", "Screen for vulnerability", "Record concern about child at risk",
        "Domestic abuse risk review",
    )),
    Wording(_N.IDENTITY, _S.CHECK, (
        "Verify identity", "Check proof of address", "Check photo ID", "Confirm right to rent", "Record consent",
    )),
    Wording(_N.PHYSICAL, _S.CHECK, ("Inspect site", "Visit property", "Measure up on site")),
    Wording(_N.PHYSICAL, _S.OUTCOME, ("Deliver bin", "Repair lamp", "Collect items from kerbside")),
    Wording(_N.CITIZEN, _S.INTAKE, ("Submit {noun}", "{citizen} applies online")),
    Wording(_N.CITIZEN, _S.CHECK, (
        "Evidence received", "{citizen} sends documents", "Await reply from {citizen}",
        "{citizen} provides further information",
    )),
    Wording(_N.CITIZEN, _S.OUTCOME, ("{citizen} pays fee", "{citizen} accepts offer")),
)  # fmt: skip

FIRST_WORDS = Vocabulary(
    services=_SERVICES,
    steps=_STEPS,
    re_keying=(
        ("Open {noun} in {front}", "Enter {noun} in {back}"),
        ("Read {noun} in inbox", "Copy details to {back}"),
        ("Look up {noun} on {front}", "Key {noun} onto {back}"),
    ),
    segments=(
        ("Create folder", "Upload form", "Upload evidence", "Assign category"),
        ("Print letter", "Print envelope label", "Log post out"),
        ("Generate {thing} number", "Add {thing} to register", "Update status to issued"),
    ),
    loops=(
        ("Check form", "Return form to {citizen}", "{citizen} resubmits form"),
        ("Check evidence list", "Request missing documents", "Documents received"),
    ),
    chasers=("{citizen} chases progress", "Progress call from {citizen}", "Chaser email received"),
    contacts=("Repeat contact from {citizen}", "{citizen} reports same problem again", "Reopen {noun}"),
    hand_backs=(
        ("Pass to {back} team", "Return to contact centre"),
        ("Refer to technical team", "Send back for more details"),
    ),
    approvals=("Manager approval", "Approve {noun}", "Supervisor sign off"),
    fixed_ways=(
        ("Sort by type", "Handle under standard scheme", "Handle under reduced scheme"),
        ("Select letter template", "Send standard letter", "Send business letter"),
    ),
    batches=("Print and post letters", "Bank cheques", "Send file to {finance}"),
    rare=("Reprint lost {thing}", "Correct postcode in {back}", "Refund overpaid fee", "Send large print copy"),
    accounts=("SYSTEM", "svc-forms", "batch_user", "Workflow", "payments-api"),
    officers=("Officer", "Support officer", "Business support", "Customer adviser", "Team member"),
    crews=("Crew", "Inspector", "Operative"),
)  # fmt: skip
