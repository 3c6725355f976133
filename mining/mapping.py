"""Which column of a source plays which part in an event log, and how its times are to be read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Literal

from mining.privacy.rules import PrivacyRules

__all__ = ["DateOrder", "EpochUnit", "Mapping", "Milestone", "ReadingRules"]

DateOrder = Literal["dmy", "mdy", "ymd"]
EpochUnit = Literal["s", "ms", "us", "excel"]


@dataclass(frozen=True)
class Milestone:
    """One time column of a wide table (a row a request), and the activity it records."""

    column: str
    activity: str


@dataclass(frozen=True)
class Mapping:
    """Names of source columns, by the part they play.

    Attributes
    ----------
    case, activity, timestamp
        Required, except that a wide table has `milestones` in place of activity and timestamp.
    start
        When the work began, where the row has both ends.
    lifecycle
        XES lifecycle transition (start, complete, schedule, ...).
    sequence
        Breaks ties of equal times; without it the order of the file does.
    resource, channel, system
        Who did it, how the citizen came, which software recorded it.
    case_attributes, event_attributes
        Further columns to keep, all as text.
    milestones
        For a table with one row a request: its time columns, each an activity.
    """

    case: str = ""
    activity: str = ""
    timestamp: str = ""
    start: str = ""
    lifecycle: str = ""
    sequence: str = ""
    resource: str = ""
    channel: str = ""
    system: str = ""
    case_attributes: tuple[str, ...] = ()
    event_attributes: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether a row is a whole request with a column for each step."""
        return bool(self.milestones)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every source column used, in a fixed order, without repeats or blanks."""
        single = [getattr(self, f.name) for f in fields(self) if f.type == "str"]
        many = [*self.case_attributes, *self.event_attributes, *(m.column for m in self.milestones)]
        return tuple(dict.fromkeys(name for name in [*single, *many] if name))

    def without_attributes(self) -> Mapping:
        """Return the mapping without further attributes: what is not kept cannot point at anyone."""
        return replace(self, case_attributes=(), event_attributes=())

    def overlaid(self, said: Mapping) -> Mapping:
        """Return this mapping with every part that `said` names put in its place.

        A column the user names for one part no longer plays another.

        Examples
        --------
        >>> Mapping(case="a", activity="b", resource="c").overlaid(Mapping(activity="c")).resource
        ''
        """
        named = {f.name: getattr(said, f.name) for f in fields(said) if getattr(said, f.name)}
        taken = {value for value in named.values() if isinstance(value, str)}
        freed = [
            f.name
            for f in fields(self)
            if f.type == "str" and f.name not in named and getattr(self, f.name) in taken
        ]
        return replace(self, **dict.fromkeys(freed, ""), **named)  # type: ignore[arg-type]


@dataclass(frozen=True)
class ReadingRules:
    """What the user has said about reading the columns; a missing answer stays open.

    Attributes
    ----------
    timezone
        IANA name for times written without a zone.
    date_order
        Order of day, month and year in slashed dates; None means not said, and a column
        that cannot decide is asked about.
    epoch_unit
        Unit of times written as bare numbers; None lets their size decide.
    drop_duplicates
        Drop rows equal in every mapped column. Off: they are kept and reported.
    privacy
        What is done about the people in the log.
    """

    timezone: str = "Europe/London"
    date_order: DateOrder | None = None
    epoch_unit: EpochUnit | None = None
    drop_duplicates: bool = False
    privacy: PrivacyRules = field(default_factory=PrivacyRules)
