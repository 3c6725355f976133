"""What a discovered process model is, and how well it and the log agree."""

from __future__ import annotations

from dataclasses import dataclass

from mining.discovery.alignments import Alignments
from mining.discovery.process_tree import ProcessTree
from mining.discovery.selection import LogSize
from mining.results import Unanswered
from mining.units import Share

__all__ = ["Dependency", "PetriNetSize", "ProcessModel"]


@dataclass(frozen=True)
class Dependency:
    """An edge of the heuristics net.

    Attributes
    ----------
    source, target
        Names of the activities.
    n
        How often the target directly followed the source.
    dependency
        (a - b) / (a + b + 1), where a counts source before target and b the reverse; n / (n + 1) for an
        activity that follows itself; 0 for an edge that is only there for a loop of two activities.
    """

    source: str
    target: str
    n: int
    dependency: float


@dataclass(frozen=True)
class PetriNetSize:
    """Size of the Petri net that stands for the process tree; silent transitions are counted in both."""

    n_places: int
    n_transitions: int
    n_silent: int
    n_arcs: int


@dataclass(frozen=True)
class ProcessModel:
    """A discovered model, and how well it and the log agree.

    Attributes
    ----------
    method
        How it was discovered, in words.
    tree, bpmn_xml, net
        The model: as process tree (`str` gives its text), as BPMN 2.0 with a picture, as Petri net.
    heuristics_net
        A second view, by the heuristics miner: edges by source and target.
    start_activities, end_activities
        Activities that cases began and ended with, and the number of cases, the most frequent first.
    activities_left_out
        Activities of the variants measured that the model lacks: they are in none of the variants used, or
        the miner dropped them as noise. Token replay passes them over; alignments count them.
    whole
        Size of the log as it was read, before anything was left out of its traces.
    used, measured
        What the model was made from, and what it is measured on: the most frequent variants. Variants
        that differ only in activities too rare to be shown count as one here, and as several in `whole`;
        a case of such activities alone is in neither. Were only the most frequent variants at hand, rarer
        ones that would have become like them are missing.
    rule
        How the variants it was made from were chosen, in words.
    fitness
        Token-based replay fitness, 0..1 (Rozinat and van der Aalst 2008), each case counting once.
    fitting_share
        Share of the cases measured that the model replays from start to end without a flaw, 0..1; a case
        with an activity that was left out does not fit.
    precision
        Escaping-edges precision by token replay, 0..1 (Muñoz-Gama and Carmona 2010), each case
        counting once.
    alignments
        The same question asked more strictly: how far each case is from the nearest run of the model.
    simplicity
        By arc degree, 0..1: 1 / (1 + max(0, mean number of arcs at a place or transition - 2)).
    """

    method: str
    tree: ProcessTree
    bpmn_xml: str
    net: PetriNetSize
    heuristics_net: tuple[Dependency, ...]
    start_activities: tuple[tuple[str, int], ...]
    end_activities: tuple[tuple[str, int], ...]
    activities_left_out: tuple[str, ...]
    whole: LogSize
    used: LogSize
    measured: LogSize
    rule: str
    fitness: float | Unanswered
    fitting_share: Share | Unanswered
    precision: float | Unanswered
    alignments: Alignments | Unanswered
    simplicity: float

    @property
    def covered(self) -> Share:
        """Share of all cases that the model was made from, 0..1."""
        return Share(self.used.n_cases / self.whole.n_cases)

    @property
    def scope(self) -> str:
        """What the model was made from and why, and what it is measured on, as sentences."""
        if self.used.n_cases == self.whole.n_cases:
            return f"Made from all {self.whole.n_variants:,} variants, and measured on them."
        return (
            f"Made from the {self.used.n_variants:,} most frequent of {self.whole.n_variants:,} variants, "
            f"which cover {self.covered:.1%} of cases: {self.rule}. Measured on {self._measured_on}."
        )

    @property
    def _measured_on(self) -> str:
        if self.measured.n_cases == self.whole.n_cases:
            return f"all {self.whole.n_variants:,}"
        if self.measured == self.used:
            return "the same variants"
        share = self.measured.n_cases / self.whole.n_cases
        return f"the {self.measured.n_variants:,} most frequent, which cover {share:.1%}"
