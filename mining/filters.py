"""Filters: which cases to look at. Each chooses whole cases, so that what is counted is never half a case."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from mining.errors import FilterProblem
from mining.eventlog import EventLog
from mining.narrowing import narrowed
from mining.units import Seconds

__all__ = [
    "CaseAttribute",
    "Channel",
    "Contains",
    "Duration",
    "Endpoints",
    "EventAttribute",
    "Filter",
    "Follows",
    "Period",
    "Repeats",
    "System",
    "Variants",
    "filtered",
]

_ = ibis._


@dataclass(frozen=True, kw_only=True)
class Filter(ABC):
    """One condition on cases.

    Attributes
    ----------
    exclude
        Leave out the cases that fit, in place of keeping them.
    """

    exclude: bool = False

    @abstractmethod
    def fitting(self, log: EventLog) -> ir.Table:
        """Return what fits, as a table of one column: ``case_no`` or ``variant_no``."""


def filtered(log: EventLog, filters: Sequence[Filter]) -> EventLog:
    """Return the log of those cases that pass every filter; without filters, the log itself.

    Raises
    ------
    NothingLeft
        No case passes.
    FilterProblem
        A filter names what the log does not have.
    """
    cases = log.cases
    for one in filters:
        fitting = one.fitting(log)
        join = cases.anti_join if one.exclude else cases.semi_join
        cases = join(fitting, fitting.columns[0])
    return narrowed(log, cases) if filters else log


@dataclass(frozen=True)
class Period(Filter):
    """Cases of a span of days, in the time zone that the log was read in.

    Attributes
    ----------
    first, last
        Both days belong to it.
    when
        Cases that "started" in it, "ended" in it, lie "within" it, or are "touching" it.
    """

    first: date
    last: date
    when: Literal["started", "ended", "within", "touching"] = "started"

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the cases of the span."""
        zone = ZoneInfo(log.rules.timezone)
        low = ibis.literal(_utc(self.first, zone), type="timestamp(6)")
        high = ibis.literal(_utc(self.last + timedelta(days=1), zone), type="timestamp(6)")
        began, ended = log.cases.start_time, log.cases.last_time
        fits = {
            "started": (began >= low) & (began < high),
            "ended": (ended >= low) & (ended < high),
            "within": (began >= low) & (ended < high),
            "touching": (began < high) & (ended >= low),
        }[self.when]
        return log.cases.filter(fits).select("case_no")


def _utc(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


@dataclass(frozen=True)
class Duration(Filter):
    """Cases that took from `at_least` to `at_most` seconds, first start to last completion; None is no bound."""

    at_least: Seconds | None = None
    at_most: Seconds | None = None

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the cases that took so long."""
        took = log.cases.duration_seconds
        fits = ibis.literal(value=True)
        if self.at_least is not None:
            fits &= took >= self.at_least
        if self.at_most is not None:
            fits &= took <= self.at_most
        return log.cases.filter(fits).select("case_no")


@dataclass(frozen=True)
class Channel(Filter):
    """Cases that came by one of some channels: the first channel that their events name."""

    names: tuple[str, ...]

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the cases of the channels."""
        numbers = _numbers(log.channel_names, self.names, "channel")
        return log.cases.filter(log.cases.channel_no.isin(numbers)).select("case_no")


@dataclass(frozen=True)
class System(Filter):
    """Cases with at least one event in one of some systems."""

    names: tuple[str, ...]

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the cases that met the systems."""
        numbers = _numbers(log.system_names, self.names, "system")
        return log.events.filter(log.events.system_no.isin(numbers)).select("case_no").distinct()


@dataclass(frozen=True)
class CaseAttribute(Filter):
    """Cases with one of some values in a case attribute, named as in the source."""

    name: str
    values: tuple[str, ...]

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the cases with the values."""
        (place,) = _numbers(log.mapping.case_attributes, (self.name,), "case attribute")
        return log.cases.filter(log.cases[f"case_attribute_{place}"].isin(self.values)).select("case_no")


@dataclass(frozen=True)
class EventAttribute(Filter):
    """Cases with at least one event that has one of some values in an attribute, named as in the source."""

    name: str
    values: tuple[str, ...]

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the cases with such an event."""
        (place,) = _numbers(log.mapping.event_attributes, (self.name,), "event attribute")
        events = log.events.filter(log.events[f"event_attribute_{place}"].isin(self.values))
        return events.select("case_no").distinct()


@dataclass(frozen=True)
class Contains(Filter):
    """Cases in which one of some activities happened."""

    activities: tuple[str, ...]

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the variants with the activities."""
        numbers = _numbers(log.activity_names, self.activities, "step")
        return log.steps.filter(log.steps.activity_no.isin(numbers)).select("variant_no").distinct()


@dataclass(frozen=True)
class Endpoints(Filter):
    """Cases that began with one of `starts` and ended with one of `ends`; none given means any."""

    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the variants with such ends."""
        steps = log.steps
        found = log.variants.select("variant_no")
        for names, neighbour in ((self.starts, "previous_activity_no"), (self.ends, "next_activity_no")):
            if names:
                numbers = _numbers(log.activity_names, names, "step")
                ends = steps.filter(steps[neighbour].isnull() & steps.activity_no.isin(numbers))
                found = found.semi_join(ends, "variant_no")
        return found


@dataclass(frozen=True)
class Follows(Filter):
    """Cases in which `target` came after `source`: directly, or at any time later."""

    source: str
    target: str
    directly: bool = True

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the variants in which it did."""
        source, target = _numbers(log.activity_names, (self.source, self.target), "step")
        steps = log.steps
        if self.directly:
            pair = (steps.activity_no == source) & (steps.next_activity_no == target)
            return steps.filter(pair).select("variant_no").distinct()
        places = steps.group_by("variant_no").agg(
            first=_.position.min(where=_.activity_no == source),
            last_=_.position.max(where=_.activity_no == target),
        )
        return places.filter(_.first < _.last_).select("variant_no")


@dataclass(frozen=True)
class Repeats(Filter):
    """Cases in which an activity (None: any) happened at least so many times."""

    activity: str | None = None
    at_least: int = 2

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the variants with such rework."""
        steps = log.steps
        if self.activity is not None:
            (number,) = _numbers(log.activity_names, (self.activity,), "step")
            steps = steps.filter(steps.activity_no == number)
        times = steps.group_by("variant_no", "activity_no").agg(n=_.count())
        return times.filter(_.n >= self.at_least).select("variant_no").distinct()


@dataclass(frozen=True)
class Variants(Filter):
    """Cases that took one of some variants, by number, 1 being the most frequent of the log that is filtered."""

    numbers: tuple[int, ...]

    def fitting(self, log: EventLog) -> ir.Table:
        """Return the variants."""
        return log.variants.filter(log.variants.variant_no.isin(self.numbers)).select("variant_no")


def _numbers(names: tuple[str, ...], wanted: tuple[str, ...], noun: str) -> list[int]:
    """Return the places of names among those of the log."""
    places = {name: place for place, name in enumerate(names)}
    unknown = [name for name in wanted if name not in places]
    if unknown:
        listed = ", ".join(f'"{name}"' for name in unknown)
        message = f"The log has no {noun} called {listed}. Choose one that it has."
        raise FilterProblem(message)
    return [places[name] for name in wanted]
