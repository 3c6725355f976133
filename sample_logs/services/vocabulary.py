"""The words a council service is made of: what a vocabulary must offer, whoever words it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Nature", "Service", "Stage", "Vocabulary", "Wording"]


class Nature(StrEnum):
    """What decides how a step is done, and who does it; all truths follow from it."""

    RULE = "rule"
    """An officer at a desk does it by rule: the same input always asks for the same output."""
    VARIED = "varied"
    """An officer does it, and what is to be done differs from case to case."""
    SYSTEM = "system"
    """Software does it."""
    JUDGEMENT = "judgement"
    """Somebody answers for a discretion."""
    SAFEGUARDING = "safeguarding"
    """It protects somebody."""
    IDENTITY = "identity"
    """It settles who somebody is, or what they consent to."""
    PHYSICAL = "physical"
    """Somebody has to be there."""
    CITIZEN = "citizen"
    """The citizen does it, and the council waits."""

    @property
    def is_trap(self) -> bool:
        """Whether a person must do it, however regular it looks."""
        return self not in {Nature.RULE, Nature.VARIED, Nature.SYSTEM}


class Stage(StrEnum):
    """Where in a case a step belongs."""

    INTAKE = "intake"
    CHECK = "check"
    DECIDE = "decide"
    OUTCOME = "outcome"
    CLOSE = "close"


@dataclass(frozen=True)
class Service:
    """One service: what people ask for, what they are called, and the software behind it."""

    key: str
    noun: str
    citizen: str
    thing: str
    front: str
    back: str
    finance: str


@dataclass(frozen=True)
class Wording:
    """Names of one kind of step; ``{noun}``, ``{citizen}``, ``{thing}`` and the systems are filled in."""

    nature: Nature
    stage: Stage
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything one author would call things.

    Attributes
    ----------
    services, steps
        What there is to do, and how steps are named.
    re_keying
        Pairs of labels: read in one system, typed into another.
    segments
        Clerical steps always done in one go, by rule.
    loops
        The check, the sending back, and what the citizen then does.
    chasers, contacts
        What citizens do when nothing happens, and when something went wrong.
    hand_backs
        A case sent to another team, and sent back.
    approvals
        Approvals that are hardly ever refused.
    fixed_ways
        The step at which a case attribute decides, and the two steps it decides between.
    batches
        Clerical work kept for a certain hour of the week.
    rare
        Clerical steps that are seldom needed.
    accounts, officers, crews
        How performers are named.
    """

    services: tuple[Service, ...]
    steps: tuple[Wording, ...]
    re_keying: tuple[tuple[str, str], ...]
    segments: tuple[tuple[str, ...], ...]
    loops: tuple[tuple[str, str, str], ...]
    chasers: tuple[str, ...]
    contacts: tuple[str, ...]
    hand_backs: tuple[tuple[str, str], ...]
    approvals: tuple[str, ...]
    fixed_ways: tuple[tuple[str, str, str], ...]
    batches: tuple[str, ...]
    rare: tuple[str, ...]
    accounts: tuple[str, ...]
    officers: tuple[str, ...]
    crews: tuple[str, ...]
