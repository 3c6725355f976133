"""Cases that are looked at, all of a log or some, and what has been computed of them so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mining.analysis import Analysis, Settings, analyse
from mining.discovery.flows import DirectlyFollowsGraph, directly_follows
from mining.discovery.layout import MapLayout, lay_out
from mining.discovery.variants import Variant, top_variants
from mining.eventlog import EventLog
from mining.performance.throughput import Throughput, throughput
from ui.results import Results
from ui.turns import heavy

__all__ = ["DEFAULT_PATHS", "Work"]

DEFAULT_PATHS = 0.6
"""Share of paths on the map before anybody moves the slider."""
_SAME_IS_RUNNING = "Somebody else is waiting for the same analysis; both get it"
T = TypeVar("T")


@dataclass
class Work:
    """Cases of a log, and what has been computed of them so far; the log belongs to one session only.

    The map needs figures that take a moment, the ranking and the process model take seconds: each is
    computed when it is first asked for.

    Attributes
    ----------
    log
        The cases.
    name
        What reports call them.
    settings
        How they are analysed and what is too small to show.
    results
        What has been computed; sessions that look at the whole of the same store share them.
    """

    log: EventLog
    name: str
    settings: Settings = field(default_factory=Settings)
    results: Results = field(default_factory=Results)

    @property
    def analysis(self) -> Analysis | None:
        """Ranking, routines and model; None until `analyse` was called."""
        found: Analysis | None = self.results.known(("analysis", self.settings))
        return found

    def analyse(self, progress: Callable[[str], None] = lambda _stage: None) -> Analysis:
        """Return the whole analysis, computed once, when its turn comes; `progress` is told each stage."""

        def compute() -> Analysis:
            with heavy.turn(progress):
                return replace(analyse(self.log, self.settings, progress), name=self.name)

        return self.results.once(("analysis", self.settings), compute, lambda: progress(_SAME_IS_RUNNING))

    def _once(self, what: str, compute: Callable[[], T]) -> T:
        return self.results.once((what, self.settings), compute)

    @property
    def is_too_small(self) -> bool:
        """Whether figures about so few cases could point at a person."""
        return self.log.n_cases < self.settings.hide_below

    @property
    def graph(self) -> DirectlyFollowsGraph:
        """What follows what."""
        return self._once(
            "graph", lambda: self.analysis.graph if self.analysis else directly_follows(self.log)
        )

    @property
    def shown_graph(self) -> DirectlyFollowsGraph:
        """The graph without the counts too small to show."""
        return self._once("shown graph", lambda: self.graph.at_least(self.settings.hide_below))

    @property
    def shown_variants(self) -> tuple[Variant, ...]:
        """The most frequent variants, without those too small to show."""
        most = self._once("variants", lambda: top_variants(self.log, self.settings.n_variants))
        return tuple(variant for variant in most if variant.n_cases >= self.settings.hide_below)

    @property
    def layout(self) -> MapLayout:
        """Where everything stands on the map at first; later views move lines, not boxes."""
        first = self.shown_graph.simplified
        return self._once("layout", lambda: lay_out(first(activities=1, paths=DEFAULT_PATHS)))

    @property
    def throughput(self) -> Throughput:
        """How long the cases take."""
        return self._once("throughput", lambda: throughput(self.log))
