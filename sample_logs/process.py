"""A process as data: who does which step, and the odds of what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mining.mapping import Mapping
from sample_logs.hours import AT_ONCE, OFFICE, Shift, Spread

__all__ = [
    "END",
    "Aside",
    "Channel",
    "Chase",
    "Dirt",
    "Go",
    "Keyed",
    "Mix",
    "Process",
    "Step",
    "Team",
]

END = ""
"""Where a case goes when it is over."""

Mix = tuple[tuple[str, float], ...]
"""Values, each with its weight."""


@dataclass(frozen=True)
class Team:
    """Those who can do a step, as the resource column names them.

    Attributes
    ----------
    members
        Names of roles, never of people.
    shift
        When they work.
    one_at_a_time
        True for staff, who queue up work and can be chased; False for the public and for software.
    """

    members: tuple[str, ...]
    shift: Shift = OFFICE
    one_at_a_time: bool = True


@dataclass(frozen=True)
class Go:
    """A way on from a step.

    Attributes
    ----------
    to
        Name of the next step, or `END`.
    wait
        Time until it can be taken up, counted in the open hours of the team that does it.
    share
        Weight among the ways open to the case.
    only
        Channels or case attributes of which the case must have one; empty means any case.
    same_hands
        Whether the same person goes straight on.
    on_citizen
        Whether the wait is for the citizen to move, so that nobody chases.
    """

    to: str
    wait: Spread = AT_ONCE
    share: float = 1.0
    only: tuple[str, ...] = ()
    same_hands: bool = False
    on_citizen: bool = False


@dataclass(frozen=True)
class Step:
    """One activity: who does it, in which system, for how long, and what follows.

    Attributes
    ----------
    channels
        How the citizen came, where that can differ from how the case began.
    """

    name: str
    team: Team
    system: str
    work: Spread
    then: tuple[Go, ...] = (Go(END),)
    channels: Mix = ()


@dataclass(frozen=True)
class Channel:
    """A way to the council: its weight, and the hours in which it is open."""

    name: str
    share: float
    shift: Shift


@dataclass(frozen=True)
class Chase:
    """What citizens do when they wait for staff longer than their patience.

    Attributes
    ----------
    step
        The step that then happens beside the others.
    patience
        Counted in the open hours of the citizens.
    share
        How many of those who wait too long do chase.
    """

    step: str
    patience: Spread
    share: float


@dataclass(frozen=True)
class Aside:
    """Something that may happen beside a case while it goes on.

    Attributes
    ----------
    step
        The step that then happens.
    after
        The steps it may come after.
    share
        How often it comes after one of them.
    wait
        Time until it is taken up.
    """

    step: str
    after: frozenset[str]
    share: float
    wait: Spread


@dataclass(frozen=True)
class Keyed:
    """A reference that people read in one step and type in a later one.

    Attributes
    ----------
    column
        Header it stands under, filled at these steps only.
    pattern
        Format string for its number.
    steps
        The reading step, then the typing step.
    slips
        Share of cases in which the typing step swaps the last two digits.
    """

    column: str
    pattern: str
    steps: tuple[str, str]
    slips: float


@dataclass(frozen=True)
class Dirt:
    """What is wrong with the file on purpose.

    Attributes
    ----------
    activity
        Rows of this activity are spoiled.
    unreadable
        Texts that take the place of a time, one row each.
    duplicates
        Rows written twice.
    """

    activity: str
    unreadable: tuple[str, ...]
    duplicates: int


@dataclass(frozen=True)
class Process:
    """A whole process and the table its log is written to.

    Attributes
    ----------
    mapping
        Headers of the file by the part they play; the file has its columns in this order.
    first_day
        A Monday: the first day on which cases arrive.
    arrival_days, log_days
        Days from `first_day` in which cases arrive, and after which the log was drawn.
    steps
        The first one is where every case begins.
    case_mix
        Values of each case attribute, in the order of `mapping.case_attributes`.
    reference
        Format string for case ids.
    """

    key: str
    title: str
    description: str
    mapping: Mapping
    first_day: date
    arrival_days: int
    log_days: int
    n_cases: int
    reference: str
    channels: tuple[Channel, ...]
    case_mix: tuple[Mix, ...]
    steps: tuple[Step, ...]
    chase: Chase | None = None
    asides: tuple[Aside, ...] = ()
    keyed: Keyed | None = None
    dirt: Dirt | None = None
