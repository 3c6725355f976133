"""Cases that are looked at, all of a log or some, and what has been computed of them so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from mining.analysis import Analysis, Settings, analyse
from mining.disclosure.analysis import disclosed, disclosed_throughput, disclosed_variants
from mining.disclosure.flows import disclosed_graph
from mining.disclosure.names import told_channels, told_systems
from mining.disclosure.readings import disclosed_sensitivity
from mining.disclosure.rounding import down
from mining.disclosure.untold import Untold
from mining.discovery.flows import DirectlyFollowsGraph, directly_follows, with_working_times
from mining.discovery.layout import MapLayout, lay_out
from mining.discovery.process_model import ProcessModel
from mining.discovery.variants import Variant, top_variants
from mining.eventlog import EventLog
from mining.performance.calendar import WorkingCalendar
from mining.performance.throughput import Throughput, throughput
from mining.performance.working_time import in_working_time
from mining.report import process_model
from mining.results import Unanswered
from mining.sensitivity.trying import try_readings
from mining.units import Clock
from ui.results import Results
from ui.turns import heavy

__all__ = ["DEFAULT_PATHS", "Work"]

_SAME_IS_RUNNING = "Somebody else is waiting for the same analysis; both get it"
DEFAULT_PATHS = 0.6
"""Share of paths on the map before anybody moves the slider."""


@dataclass
class Work:
    """Cases of a log, and what has been computed of them so far; it belongs to one session only.

    The map needs figures that take a moment, the ranking takes seconds, the process model, which only a report
    shows, up to a minute: each is computed when it is first asked for. Whatever a screen may show has been
    through `mining.disclosure`; exact counts are private.

    Attributes
    ----------
    log
        The cases.
    name
        What reports call them.
    analysis
        Ranking and routines, as they may be told; None until `analyse` was called.
    model
        The process model as it may be told, or why there is none; None until `discover` was called.
    settings
        How they are analysed and what is too small to show.
    results
        What takes long to compute; sessions that look at the whole of the same store share it.
    """

    log: EventLog
    name: str
    analysis: Analysis | None = None
    model: ProcessModel | Unanswered | None = None
    settings: Settings = field(default_factory=Settings)
    results: Results = field(default_factory=Results)

    def analyse(self, progress: Callable[[str], None] = lambda _stage: None) -> Analysis:
        """Return the whole analysis as it may be told, computed once; `progress` is told each stage."""

        def compute() -> Analysis:
            with heavy.turn(progress):
                return disclosed(replace(analyse(self.log, self.settings, progress), name=self.name))

        if self.analysis is None:
            key = ("analysis", self.settings)
            self.analysis = self.results.once(key, compute, lambda: progress(_SAME_IS_RUNNING))
        return self.analysis

    def discover(self, progress: Callable[[str], None] = lambda _stage: None) -> ProcessModel | Unanswered:
        """Return the process model as it may be told, computed once; what `progress` raises stops it."""

        def compute() -> ProcessModel | Unanswered:
            with heavy.turn(progress):
                return process_model(self.log, self.graph, self.settings, progress)

        if self.model is None:
            key = ("model", self.settings.model, self.settings.hide_below)
            self.model = self.results.once(key, compute, lambda: progress(_SAME_IS_RUNNING))
        return self.model

    def try_readings(self, progress: Callable[[str], None] = lambda _stage: None) -> None:
        """Rank the steps anew under every other reading that the log leaves open, and keep what comes of it."""
        analysis = self.analyse()
        found = try_readings(self.log, analysis.ranking, self.settings.ranking, progress)
        told = disclosed_sensitivity(found, self.graph.names, self.settings.hide_below)
        self.analysis = replace(analysis, sensitivity=told)

    @property
    def n_cases(self) -> int:
        """How many cases there are, as it may be told."""
        return down(self.log.n_cases, self.settings.hide_below)

    @cached_property
    def graph(self) -> DirectlyFollowsGraph:
        """What follows what, as it may be told."""
        if self.analysis:
            return self.analysis.graph
        return disclosed_graph(self._graph, self.settings.hide_below)

    @cached_property
    def untold(self) -> Untold:
        """What the graph leaves out."""
        if self.analysis and self.analysis.untold:
            return self.analysis.untold
        return Untold.of(self._graph, self.graph, self.settings)

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """The most frequent variants, as they may be told."""
        most = top_variants(self.log, self.settings.n_variants)
        return disclosed_variants(most, self.n_cases, self.settings.hide_below)

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """Names of the channels that may be told."""
        return told_channels(self.log, self.settings.hide_below)

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """Names of the systems that may be told."""
        return told_systems(self.log, self.settings.hide_below)

    @cached_property
    def layout(self) -> MapLayout:
        """Where everything stands on the map at first; later views move lines, not boxes."""
        first = self.graph.simplified(activities=1, paths=DEFAULT_PATHS)
        return self.results.once(("layout", self.settings), lambda: lay_out(first))

    @cached_property
    def working(self) -> tuple[DirectlyFollowsGraph, Throughput] | Unanswered:
        """The graph with working times beside the others, and how long cases take in them, as they may be told."""
        if self.analysis:
            worked_by = self.analysis.working
            return worked_by if isinstance(worked_by, Unanswered) else (self.analysis.graph, worked_by)
        worked, base = in_working_time(self.log, self.settings.calendar), self.settings.hide_below
        if isinstance(worked, Unanswered):
            return worked
        graph = disclosed_graph(with_working_times(self._graph, worked), base)
        return graph, disclosed_throughput(throughput(worked), self.n_cases, base)

    def told_in(self, clock: Clock) -> tuple[DirectlyFollowsGraph, Throughput]:
        """Return the graph and the throughput times in working time, where that is asked for and can be told."""
        if clock is not Clock.WORKING or isinstance(self.working, Unanswered):
            return self.graph, self.throughput
        graph, times = self.working
        return graph.in_working_time, times

    def under(self, settings: Settings) -> Work:
        """Return the same cases, with nothing computed yet, to be analysed in another way."""
        return Work(self.log, self.name, settings=settings, results=self.results)

    def by(self, calendar: WorkingCalendar) -> Work:
        """Return the same cases, with nothing computed yet, to be counted by another calendar."""
        return self.under(replace(self.settings, calendar=calendar))

    @cached_property
    def throughput(self) -> Throughput:
        """How long the cases take, as it may be told."""
        return disclosed_throughput(self._throughput, self.n_cases, self.settings.hide_below)

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, in the time zone the log was read in."""
        zone = ZoneInfo(self.log.rules.timezone)

        def day(moment: datetime) -> date:
            return moment.replace(tzinfo=UTC).astimezone(zone).date()

        return day(self._throughput.first), day(self._throughput.last)

    @cached_property
    def _graph(self) -> DirectlyFollowsGraph:
        return self.results.once("graph", lambda: directly_follows(self.log))

    @cached_property
    def _throughput(self) -> Throughput:
        return self.results.once("throughput", lambda: throughput(self.log))
