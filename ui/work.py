"""Cases that are looked at, all of a log or some, and what has been computed of them so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from mining.analysis import Analysis, Settings, analyse
from mining.discovery.flows import DirectlyFollowsGraph, directly_follows, with_working_times
from mining.discovery.layout import MapLayout, lay_out
from mining.discovery.variants import Variant, top_variants
from mining.eventlog import EventLog
from mining.performance.calendar import WorkingCalendar
from mining.performance.throughput import Throughput, throughput
from mining.performance.working_time import in_working_time
from mining.results import Unanswered
from mining.sensitivity.trying import try_readings
from mining.units import Clock
from ui.turns import a_turn

__all__ = ["DEFAULT_PATHS", "Work"]

DEFAULT_PATHS = 0.6
"""Share of paths on the map before anybody moves the slider."""


@dataclass
class Work:
    """Cases of a log, and what has been computed of them so far; it belongs to one session only.

    The map needs figures that take a moment, the ranking and the process model take seconds: each is
    computed when it is first asked for.

    Attributes
    ----------
    log
        The cases.
    name
        What reports call them.
    analysis
        Ranking, routines and model; None until `analyse` was called.
    settings
        How they are analysed and what is too small to show.
    """

    log: EventLog
    name: str
    analysis: Analysis | None = None
    settings: Settings = field(default_factory=Settings)

    def analyse(self, progress: Callable[[str], None] = lambda _stage: None) -> Analysis:
        """Return the whole analysis, computed once; `progress` is told each stage."""
        if self.analysis is None:
            with a_turn(progress):
                self.analysis = replace(analyse(self.log, self.settings, progress), name=self.name)
        return self.analysis

    def try_readings(self, progress: Callable[[str], None] = lambda _stage: None) -> None:
        """Rank the steps anew under every other reading that the log leaves open, and keep what comes of it."""
        analysis = self.analyse()
        found = try_readings(self.log, analysis.ranking, self.settings.ranking, progress)
        self.analysis = replace(analysis, sensitivity=found)

    @property
    def is_too_small(self) -> bool:
        """Whether figures about so few cases could point at a person."""
        return self.log.n_cases < self.settings.hide_below

    @cached_property
    def graph(self) -> DirectlyFollowsGraph:
        """What follows what."""
        return self.analysis.graph if self.analysis else directly_follows(self.log)

    @cached_property
    def shown_graph(self) -> DirectlyFollowsGraph:
        """The graph without the counts too small to show."""
        return self.graph.at_least(self.settings.hide_below)

    @cached_property
    def shown_variants(self) -> tuple[Variant, ...]:
        """The most frequent variants, without those too small to show."""
        most = top_variants(self.log, self.settings.n_variants)
        return tuple(variant for variant in most if variant.n_cases >= self.settings.hide_below)

    @cached_property
    def layout(self) -> MapLayout:
        """Where everything stands on the map at first; later views move lines, not boxes."""
        return lay_out(self.shown_graph.simplified(activities=1, paths=DEFAULT_PATHS))

    @cached_property
    def working(self) -> tuple[DirectlyFollowsGraph, Throughput] | Unanswered:
        """The graph with working times beside the others, and how long cases take in them; or why neither."""
        worked = in_working_time(self.log, self.settings.calendar)
        if isinstance(worked, Unanswered):
            return worked
        return with_working_times(self.shown_graph, worked), throughput(worked)

    def told_in(self, clock: Clock) -> tuple[DirectlyFollowsGraph, Throughput]:
        """Return the graph and the throughput times in working time, where that is asked for and can be told."""
        if clock is not Clock.WORKING or isinstance(self.working, Unanswered):
            return self.shown_graph, self.throughput
        graph, times = self.working
        return graph.in_working_time, times

    def by(self, calendar: WorkingCalendar) -> Work:
        """Return the same cases, with nothing computed yet, to be counted by another calendar."""
        return Work(self.log, self.name, settings=replace(self.settings, calendar=calendar))

    @cached_property
    def throughput(self) -> Throughput:
        """How long the cases take."""
        return throughput(self.log)
