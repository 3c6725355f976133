"""Approvals that never refuse: a step that lets everything through."""

from __future__ import annotations

import re
from typing import Any

import ibis
from scipy.special import betaincinv

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support, costly_first
from mining.routines.performed import steps_of_software

__all__ = ["DETECTOR", "KIND", "is_approval", "refuses", "upper_bound"]

KIND = RoutineKind("approval that never refuses")
_HARDLY_EVER = 0.005
_SURE_ENOUGH = 0.03
_CONFIDENCE = 0.95
_APPROVES = (
    r"approv(?:e|es|ed|al|als|ing)|authori[sz](?:e|es|ed|ation|ing)|sign(?:ed|s|ing)?[- ]off"
    r"|signoff|counter-?sign(?:s|ed)?|ratif(?:y|ies|ied)|endors(?:e|es|ed|ing)"
)
_REFUSES = (
    r"reject(?:s|ed|ion|ing)?|refus(?:e|es|ed|al|ing)|declin(?:e|es|ed|ing)|den(?:y|ies|ied)|returns?|returned"
    r"|sen[dt]s?[- ]back|disapprov(?:e|es|ed|al)|not approved|withh(?:e|o)ld"
)
_APPROVAL = re.compile(rf"(?<![^\W_])(?:pre[- _]?|final[- _]?)?(?:{_APPROVES})(?![^\W_])", re.IGNORECASE)
_REFUSAL = re.compile(rf"(?<![^\W_])(?:{_REFUSES})(?![^\W_])", re.IGNORECASE)
_ASKS_FOR_IT = re.compile(r"(?i)^\W*(?:request|ask|send|submit|await|wait|prepare|notify|chase|remind|seek)")
_ = ibis._


def is_approval(activity: str) -> bool:
    """Whether a step's name says that somebody approves, and neither refuses nor only asks for approval.

    Examples
    --------
    >>> [is_approval(name) for name in ("Approve payment", "Send for approval", "Not approved")]
    [True, False, False]
    """
    return bool(_APPROVAL.search(activity)) and not refuses(activity) and not _ASKS_FOR_IT.search(activity)


def refuses(activity: str) -> bool:
    """Whether a step's name says that something is refused or sent back.

    Examples
    --------
    >>> refuses("Return form for correction"), refuses("Declaration REJECTED by SUPERVISOR"), refuses("Pay")
    (True, True, False)
    """
    return bool(_REFUSAL.search(activity))


def upper_bound(refused: int, n: int) -> float:
    """Return the share that is exceeded in no more than 5 of 100 samples (Clopper and Pearson 1934).

    Examples
    --------
    >>> round(upper_bound(0, 300), 4), upper_bound(5, 5)
    (0.0099, 1.0)
    """
    return 1.0 if refused >= n else float(betaincinv(refused + 1, n - refused, _CONFIDENCE))


def _find(log: EventLog, support: Support) -> Found | Unanswered:
    names = log.activity_names
    software = steps_of_software(log, support.system_accounts)
    asked = [number for number, name in enumerate(names) if is_approval(name) and number not in software]
    if not asked:
        return Found(())
    refusals = [number for number, name in enumerate(names) if refuses(name)]
    if not refusals:
        return Unanswered(
            "Whether approvals ever refuse cannot be told: no step of the log is named as a refusal."
        )
    refused = _.next_activity_no.isin(refusals).fill_null(False).sum()
    counted = log.events.group_by("activity_no").agg(
        n=_.count(), n_cases=_.case_no.nunique(), median=_.gap_seconds.quantile(0.5), refused=refused
    )
    every = {row["activity_no"]: row for row in log.rows(counted)}
    rows = [_with_siblings(every, number, names) for number in asked if number in every]
    rows = [
        row
        for row in rows
        if _lets_all_through(row) and support.enough(row["n"], row["n_cases"], log.n_cases)
    ]
    rows.sort(key=costly_first("activity_no"))
    told = tuple(_routine(log, row, support) for row in rows[: support.most])
    return Found(told, len(rows) - len(told))


def _with_siblings(every: dict[int, dict[str, Any]], number: int, names: tuple[str, ...]) -> dict[str, Any]:
    """Counts of an approval, and of the refusals that stand beside it under a name of their own."""
    rest = _APPROVAL.sub("", names[number]).casefold().split()
    siblings = [
        row["n"]
        for other, row in every.items()
        if refuses(names[other]) and _REFUSAL.sub("", names[other]).casefold().split() == rest
    ]
    row = every[number]
    return {**row, "refused": row["refused"] + sum(siblings), "decided": row["n"] + sum(siblings)}


def _lets_all_through(row: dict[str, Any]) -> bool:
    hardly_ever = row["refused"] <= _HARDLY_EVER * row["decided"]
    return hardly_ever and upper_bound(row["refused"], row["decided"]) <= _SURE_ENOUGH


def _routine(log: EventLog, row: dict[str, Any], support: Support) -> Routine:
    name = log.activity_names[row["activity_no"]]
    mine = log.events.filter(_.activity_no == row["activity_no"])
    seen = Occurrences(KIND, (name,), mine, row["n"], row["n_cases"], row["median"])
    # Up to the base, which of these few it was is not told.
    bound = upper_bound(max(row["refused"], support.base - 1), row["decided"])
    return seen.told(
        log,
        f"“{name}” hardly ever refuses: allowing for chance, at most {bound:.1%} of what it decides on. Cases wait "
        f"{seen.took(log, support.base)} for it at the median. Ask what it protects against, and whether a sample "
        "would do.",
        support,
    )


DETECTOR = Detector(
    KIND,
    "The name of the step says that somebody approves, and a step named as a refusal follows or stands in its place at "
    "most 5 times in 1,000. There are enough to be 95 % sure that it is less than 3 in 100.",
    _find,
)
