"""The wordings of the fifteen services that are kept sealed: improve nothing by what you see of them.

They were written before the first figure was taken, by the same author as the first wordings and the guard-rails'
readers, so they are other words and no independent ones.
"""

from __future__ import annotations

from sample_logs.services.vocabulary import Nature, Service, Stage, Vocabulary, Wording

__all__ = ["SEALED_WORDS"]

_N, _S = Nature, Stage

_SERVICES = (
    Service("blue_badge_renewals", "renewal", "badge holder", "badge", "Web forms", "Badge system", "Payments"),
    Service("council_tax_support", "claim", "taxpayer", "support", "MyCouncil", "Northgate", "Ledger"),
    Service("homelessness", "enquiry", "household", "offer", "Front desk", "Jigsaw", "Finance"),
    Service("school_admissions", "application", "family", "place", "MyCouncil", "Admissions system", "Finance"),
    Service("planning_validation", "submission", "agent", "notice", "Planning portal", "Uniform", "Payments"),
    Service("premises_licences", "application", "business", "licence", "Inbox", "Uniform", "Payments"),
    Service("adult_care_finance", "assessment form", "service user", "contribution", "Inbox", "Mosaic", "ContrOCC"),
    Service("disabled_facilities_grants", "enquiry", "client", "grant", "Front desk", "Grants database", "Ledger"),
    Service("pest_control", "request", "customer", "treatment", "MyCouncil", "Field system", "Payments"),
    Service("noise_complaints", "complaint", "complainant", "notice", "MyCouncil", "Uniform", "Finance"),
    Service("library_membership", "registration", "member", "card", "Front desk", "Library system", "Payments"),
    Service("registrars_copies", "order", "customer", "certificate", "Web forms", "Registrars system", "Payments"),
    Service("sundry_debts", "account", "debtor", "arrangement", "Inbox", "Debt system", "Ledger"),
    Service("tree_works", "notification", "landowner", "notice", "Planning portal", "Uniform", "Finance"),
    Service("potholes", "report", "member of the public", "job", "MyCouncil", "Confirm", "Finance"),
)  # fmt: skip

_STEPS = (
    Wording(_N.RULE, _S.INTAKE, (
        "Register {noun}", "Add {noun} to tracker", "Rename and save attachments", "Put {noun} in team tray",
        "Open new record in {back}", "Send receipt to {citizen}", "Type up phone message",
    )),
    Wording(_N.RULE, _S.CHECK, (
        "Find UPRN", "Search {back} for existing record", "Confirm payment reference", "Tick off required documents",
        "Compare dates with calendar", "Check mandatory fields",
    )),
    Wording(_N.RULE, _S.DECIDE, (
        "Work out amount due", "Look up band in table", "Set target date in {back}",
    )),
    Wording(_N.RULE, _S.OUTCOME, (
        "Produce letter from template", "Mark as granted in {back}", "Dispatch {thing}", "Create bill in {finance}",
        "Allocate receipt in {finance}", "Put {thing} details on website", "Diary next review date",
        "Tell {citizen} the outcome", "Amend standing data in {back}",
    )),
    Wording(_N.RULE, _S.CLOSE, ("Mark {noun} complete", "Move papers to archive", "End case in {front}")),
    Wording(_N.VARIED, _S.CHECK, (
        "Call back {citizen}", "Work on {noun}", "Discuss with colleagues", "Look into query",
    )),
    Wording(_N.VARIED, _S.OUTCOME, ("Change to {noun}", "Ad hoc task", "Follow up points raised")),
    Wording(_N.SYSTEM, _S.INTAKE, ("E-form imported", "Case ID assigned")),
    Wording(_N.SYSTEM, _S.OUTCOME, ("Direct debit collected", "Overnight feed to {finance}", "Text alert sent")),
    Wording(_N.JUDGEMENT, _S.DECIDE, (
        "Eligibility ruling", "Weigh up case for help", "Form a view on priority need", "Panel meeting",
        "Case officer recommendation", "Set level of discretionary help", "Professional assessment",
    )),
    Wording(_N.JUDGEMENT, _S.CHECK, ("Score needs", "Gauge seriousness of {noun}", "Look at merits of {noun}")),
    Wording(_N.SAFEGUARDING, _S.CHECK, (
        "Welfare concern raised", "Check on adult with care and support needs", "MASH enquiry",
        "Child protection lookup",
    )),
    Wording(_N.IDENTITY, _S.CHECK, (
        "ID check", "See original passport or licence", "Face to face identity interview", "Obtain signed consent",
        "Confirm {citizen} is who they say",
    )),
    Wording(_N.PHYSICAL, _S.CHECK, ("Site inspection", "Home visit", "Walk the boundary")),
    Wording(_N.PHYSICAL, _S.OUTCOME, ("Crew attends", "Fit equipment", "Treat infestation")),
    Wording(_N.CITIZEN, _S.INTAKE, ("{citizen} fills in form", "{noun} made by {citizen}")),
    Wording(_N.CITIZEN, _S.CHECK, (
        "Documents back from {citizen}", "Waiting for {citizen}", "{citizen} uploads evidence",
        "On hold pending further details from {citizen}",
    )),
    Wording(_N.CITIZEN, _S.OUTCOME, ("{citizen} signs agreement", "Payment made by {citizen}")),
)  # fmt: skip

SEALED_WORDS = Vocabulary(
    services=_SERVICES,
    steps=_STEPS,
    re_keying=(
        ("View {noun} in {front}", "Set up {noun} on {back}"),
        ("Download {noun}", "Input {noun} to {back}"),
        ("Print {noun} from {front}", "Type {noun} into {back}"),
    ),
    segments=(
        ("Save email", "Save attachment", "Name file", "Link file to record"),
        ("Run mail merge", "Stuff envelope", "Frank letter"),
        ("Reserve {thing} number", "Write {thing} details", "Switch status to live"),
    ),
    loops=(
        ("Vet paperwork", "Reject as invalid", "Corrected {noun} comes in"),
        ("Go through checklist", "Query with {citizen}", "Answer from {citizen}"),
    ),
    chasers=("{citizen} asks for update", "Where is my {thing} call", "Follow-up call from {citizen}"),
    contacts=("Second call about same {noun}", "{citizen} complains of delay", "Case re-opened"),
    hand_backs=(
        ("Transfer to {back} specialists", "Bounce back to front office"),
        ("Ask finance", "Finance replies"),
    ),
    approvals=("Team leader authorisation", "Head of service signs off", "Countersign {noun}"),
    fixed_ways=(
        ("Pick route", "Process as renewal", "Process as first time"),
        ("Choose pack", "Send pack A", "Send pack B"),
    ),
    batches=("Weekly post run", "Pay-in run", "Upload BACS file"),
    rare=("Replace damaged {thing}", "Change title on record", "Write off small balance", "Order braille copy"),
    accounts=("RPA-03", "integration user", "Scheduler", "e-forms server", "auto_process"),
    officers=("Caseworker", "Administrator", "Clerk", "CSA", "Assistant"),
    crews=("Warden", "Field inspector", "Gang"),
)  # fmt: skip
