"""Guard-rails: steps that stay with people, whatever a score says.

A guard-rail is known from the words of the label and from who performs the step. It is written to err
on the side of people: a step that judges, protects or waits for a citizen must not slip through, while
plain paperwork about such a step ("send decision letter") is let go. English labels only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mining.ranking.guard_words import LEXICONS, PERSON, Lexicon
from mining.ranking.performers import Performers, name_words
from mining.ranking.verdicts import Verdict

__all__ = ["Guard", "GuardKind", "guard_for", "guard_rails", "performer_kind"]


class GuardKind(StrEnum):
    """Why a step stays with people."""

    SAFEGUARDING = "safeguarding"
    CITIZEN = "citizen"
    PHYSICAL = "physical"
    JUDGEMENT = "judgement"
    IDENTITY = "identity"


_REASONS = {
    GuardKind.SAFEGUARDING: "It concerns safeguarding or a vulnerable person, so a person must do it.",
    GuardKind.CITIZEN: "It is done by, or waits for, the citizen, so there is no work of the council's to automate.",
    GuardKind.PHYSICAL: "It is physical work: somebody has to be there.",
    GuardKind.JUDGEMENT: "It needs discretion or professional judgement, for which a person must answer.",
    GuardKind.IDENTITY: "It settles identity or consent, which a person must be able to check and to explain.",
}
_CAPS = {
    GuardKind.SAFEGUARDING: Verdict.KEEP_WITH_PEOPLE,
    GuardKind.CITIZEN: Verdict.KEEP_WITH_PEOPLE,
    GuardKind.PHYSICAL: Verdict.KEEP_WITH_PEOPLE,
    GuardKind.JUDGEMENT: Verdict.ASSIST,
    GuardKind.IDENTITY: Verdict.ASSIST,
}


@dataclass(frozen=True)
class Guard:
    """A guard-rail that holds for one step.

    Attributes
    ----------
    kind
        Why.
    reason
        The same as a sentence.
    evidence
        The words of the label, or the kind of performer, that gave it away.
    cap
        The furthest any verdict may go.
    """

    kind: GuardKind
    reason: str
    evidence: str
    cap: Verdict

    @classmethod
    def of(cls, kind: GuardKind, evidence: str) -> Guard:
        """Return the guard-rail of a kind with its standing reason and cap."""
        return cls(kind, _REASONS[kind], evidence, _CAPS[kind])


_CLAUSE = re.compile(r"(?i)[,;+&/>\n]|\band\b|\bthen\b")
_CODE = re.compile(r"^(?:(?:[^\W\d]?\d+|[^\W\d]) )+")
_CITIZEN_NAME = re.compile(rf"^(?:the )?(?:{PERSON}|public|service users?|self service)(?: .*)?$")
_STAFF_NAME = re.compile(
    r"\b(?:services? (?!users?\b)\w*|service$|services$|team|officer|advis[eo]r|care|support|contact|relations|manager"
    r"|liaison|agent|account|centre|desk|staff|assistant|clerk|engagement|involvement)s?\b"
)
_FIELD_NAME = re.compile(
    r"\b(?:crew|operative|inspector|street cleans\w*|refuse loader|handyman|warden|driver|gang)s?\b"
)
_MAJORITY = 0.5
_MIN_KNOWN = 20


def _clauses(label: str) -> list[str]:
    """Parts of a label that each tell of one doing, as lower-case words; leading codes ("T06") fall away."""
    parts = (name_words(part) for part in _CLAUSE.split(label))
    return [_CODE.sub("", part) for part in parts if part]


def _evidence(clause: str, lexicon: Lexicon) -> str:
    plain = " ".join(lexicon.exceptions.sub(" ", clause).split())
    if found := lexicon.always.search(plain):
        return found.group(0)
    found = lexicon.unless_handled.search(plain)
    return found.group(0) if found and not lexicon.handling.search(plain) else ""


def guard_for(
    label: str, performed_by: GuardKind | None = None, lifted: Collection[GuardKind] = ()
) -> Guard | None:
    """Return the strictest guard-rail that holds for a step, or None.

    Parameters
    ----------
    label
        The activity's name.
    performed_by
        `GuardKind.CITIZEN` or `GuardKind.PHYSICAL` where most of its performers are citizens or crews.
    lifted
        Kinds whose words do not count for this step.

    Examples
    --------
    >>> guard_for("Assess application").kind.value, guard_for("Send decision letter")
    ('judgement', None)
    """
    clauses = _clauses(label)
    for name, lexicon in LEXICONS.items():
        kind = GuardKind(name)
        evidence = next((found for clause in clauses if (found := _evidence(clause, lexicon))), "")
        if evidence and kind not in lifted:
            return Guard.of(kind, evidence)
        if performed_by is kind:
            return Guard.of(kind, f"performed by {kind.value}")
    return None


def performer_kind(name: str) -> GuardKind | None:
    """Return `CITIZEN` or `PHYSICAL` where a resource's name says so; "Customer Services" is neither.

    Examples
    --------
    >>> performer_kind("Applicant 17"), performer_kind("Customer Service Officer")
    (<GuardKind.CITIZEN: 'citizen'>, None)
    """
    words = name_words(name)
    if _CITIZEN_NAME.search(words) and not _STAFF_NAME.search(words.replace("self service", "")):
        return GuardKind.CITIZEN
    return GuardKind.PHYSICAL if _FIELD_NAME.search(words) else None


def guard_rails(
    names: tuple[str, ...], performers: Performers, lifted: Mapping[str, Collection[GuardKind]] | None = None
) -> tuple[Guard | None, ...]:
    """Return the guard-rail of each activity; the index is the activity number.

    `lifted` names the kinds whose words do not count, by activity.
    """
    kinds = (GuardKind.CITIZEN, GuardKind.PHYSICAL)
    known = performers.known
    by_kind = {kind: performers.executions_by(_is(kind)) for kind in kinds}

    def performed_by(number: int) -> GuardKind | None:
        enough = max(_MIN_KNOWN, _MAJORITY * known[number])
        return next((kind for kind in kinds if by_kind[kind][number] >= enough), None)

    return tuple(
        guard_for(name, performed_by(number), (lifted or {}).get(name, ()))
        for number, name in enumerate(names)
    )


def _is(kind: GuardKind) -> Callable[[str], bool]:
    return lambda name: performer_kind(name) is kind
