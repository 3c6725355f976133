"""What is planted in each sample log, for tests and evaluation to hold an analysis against."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLANTED", "Planted"]


@dataclass(frozen=True)
class Planted:
    """The truth about one sample log, in the names of its activities.

    An activity in none of these is ordinary office work: it may be recommended or not.

    Attributes
    ----------
    re_keying
        Pairs of steps: read in one system, typed into another at once by the same person.
    rework
        Activities that happen again in a noticeable part of the cases.
    chasers
        The citizen asks what has become of the case: a sign of waiting, not work to automate.
    already_automated
        Done by a service account.
    keep_with_people
        Never to be recommended: judgement, identity, safeguarding, physical work, the citizen's own acts.
    citizen_waits
        The time before these is spent waiting for the citizen.
    worth_automating
        Frequent, rule-like, stable steps done by officers: a right analysis ranks these high.
    must_say
        What a right analysis must say, in plain sentences.
    unreadable_times, exact_duplicates
        Rows spoiled on purpose.
    """

    re_keying: tuple[tuple[str, str], ...]
    rework: tuple[str, ...]
    chasers: tuple[str, ...]
    already_automated: tuple[str, ...]
    keep_with_people: tuple[str, ...]
    citizen_waits: tuple[str, ...]
    worth_automating: tuple[str, ...]
    must_say: tuple[str, ...]
    unreadable_times: int = 0
    exact_duplicates: int = 0


PLANTED: dict[str, Planted] = {
    "missed_bins": Planted(
        re_keying=(("Open portal report", "Enter report in CRM"),),
        rework=("Raise crew job", "Collect missed bin", "Close report in CRM", "Send outcome message"),
        chasers=("Resident chases progress",),
        already_automated=("Send acknowledgement",),
        keep_with_people=("Submit report", "Collect missed bin", "Decide on repeat misses"),
        citizen_waits=(),
        worth_automating=(
            "Open portal report",
            "Enter report in CRM",
            "Close report in CRM",
            "Send outcome message",
        ),
        must_say=(
            "Officers read every report in the portal and type it into the CRM minutes later: the same"
            " person, the same order, the same property reference. Joining the two systems comes first.",
            "Now and then the property reference is mistyped on the way. That speaks for joining the"
            " systems, not against it.",
            "“Close report in CRM” and “Send outcome message” follow each other by rote.",
            "“Send acknowledgement” is automated already and must not be counted as a saving.",
            "“Collect missed bin” is physical work of a crew, “Decide on repeat misses” is a supervisor’s"
            " judgement and “Submit report” is the resident’s own act. None of them is a candidate.",
            "Chasers come after long waits. The cure is a shorter wait, not an automatic reply.",
            "Some jobs are raised again because the crew could not collect or the resident wrote back:"
            " rework to be looked into, not to be sped up.",
        ),
    ),
    "council_tax_moves": Planted(
        re_keying=(("Open case in CRM", "Copy details to Revenues"),),
        rework=("Check form", "Return form for correction", "Request evidence", "Evidence received"),
        chasers=("Customer chases progress",),
        already_automated=("Create CRM case", "Generate bill"),
        keep_with_people=("Submit change of address", "Evidence received", "Decide discount or exemption"),
        citizen_waits=("Evidence received",),
        worth_automating=(
            "Open case in CRM",
            "Copy details to Revenues",
            "Update address in Revenues",
            "Close case in CRM",
        ),
        must_say=(
            "Officers open the case in the CRM and copy it into Revenues at once, with the same account"
            " number. “Update address in Revenues” follows by rule. These come first.",
            "“Close case in CRM” waits for the nightly bill run and is done by rote the next morning.",
            "“Generate bill” and “Create CRM case” are automated already.",
            "Forms sent back for correction are checked again. Emailed forms are sent back far more often"
            " than those from the web: mend the form, do not automate the returning.",
            "The time between “Return form for correction” and the next “Check form”, and the time before"
            " “Evidence received”, is spent waiting for the customer, not for an officer.",
            "“Decide discount or exemption” is a decision on a person’s entitlement and stays with people.",
            "Chasers come after long waits. The cure is a shorter wait.",
            "The quality report names two times that cannot be read and one row that stands twice.",
        ),
        unreadable_times=2,
        exact_duplicates=1,
    ),
    "blue_badge": Planted(
        re_keying=(),
        rework=("Check identity and photo", "Request documents", "Documents received"),
        chasers=(),
        already_automated=("Take payment",),
        keep_with_people=(
            "Submit application",
            "Documents received",
            "Check identity and photo",
            "Assess eligibility (professional judgement)",
            "Mobility assessment by occupational therapist",
            "Record safeguarding concern",
            "Applicant asks for reconsideration",
            "Reconsider decision",
        ),
        citizen_waits=("Documents received", "Applicant asks for reconsideration"),
        worth_automating=(
            "Create case record",
            "Upload application to case file",
            "Print badge",
            "Send decision letter",
        ),
        must_say=(
            "“Create case record” and “Upload application to case file” are done for every application in"
            " the same order; “Print badge” and “Send decision letter” follow the decision by rule.",
            "Both assessments are as regular as the paperwork around them, and stay with people all the"
            " same: they are professional judgement on a person’s entitlement.",
            "“Check identity and photo”, “Reconsider decision” and “Record safeguarding concern” stay with"
            " people whatever their score. Safeguarding is too rare here to be scored at all.",
            "“Take payment” is automated already.",
            "The time before “Documents received” is spent waiting for the applicant.",
            "There is no re-keying between systems in this log: an analysis that finds some is wrong.",
            "Replacement badges skip the assessment: the application type alone tells the way.",
        ),
    ),
}
