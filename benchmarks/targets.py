"""What was asked of the speed and the memory, held against what was measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.results import Results

__all__ = ["TARGETS", "Target"]

Measured = Callable[[Results], float | None]


@dataclass(frozen=True)
class Target:
    """A figure that must not be above a limit.

    Attributes
    ----------
    what
        The figure, in words.
    limit
        What was asked: seconds, GB of 10^9 bytes, or a share of pm4py's figure.
    unit
        "s", "GB" or "" for a share.
    measured
        Gives the figure; None where it was not measured.
    """

    what: str
    limit: float
    unit: str
    measured: Measured

    def row(self, results: Results) -> tuple[str, str, str, str]:
        """Return what, asked, measured, and whether it is met."""
        found = self.measured(results)
        unit = f" {self.unit}" if self.unit else ""
        asked = f"≤ {self.limit:g}{unit}"
        if found is None:
            return self.what, asked, "", "not measured"
        return self.what, asked, f"{found:.3g}{unit}", "met" if found <= self.limit else "**not met**"


def _seconds(size: int, task: str, engine: str = "ours") -> Measured:
    def measured(results: Results) -> float | None:
        figure = results.figure(size, task, engine)
        return figure.seconds if figure else None

    return measured


def _gb(size: int, task: str, engine: str = "ours") -> Measured:
    def measured(results: Results) -> float | None:
        figure = results.figure(size, task, engine)
        return figure.peak_mb / 1000 if figure else None

    return measured


def _share(of: Callable[[int, str, str], Measured], size: int, task: str) -> Measured:
    """Ours as a share of pm4py's."""

    def measured(results: Results) -> float | None:
        ours, theirs = of(size, task, "ours")(results), of(size, task, "pm4py")(results)
        return None if ours is None or theirs is None else ours / theirs

    return measured


_M, _10M, _50M = 1_000_000, 10_000_000, 50_000_000
TARGETS = (
    Target("Re-filter, 10 M events: time, of pm4py's", 1 / 100, "", _share(_seconds, _10M, "refilter")),
    Target("Re-filter, 10 M events: memory, of pm4py's", 1 / 10, "", _share(_gb, _10M, "refilter")),
    Target("Re-filter, 1 M events: time, of pm4py's", 1 / 50, "", _share(_seconds, _M, "refilter")),
    Target("Re-filter, 10 M events: time", 0.3, "s", _seconds(_10M, "refilter")),
    Target("Ingest, 1 M events: time, of pm4py's", 1, "", _share(_seconds, _M, "ingest")),
    Target("Ingest, 1 M events: memory, of pm4py's", 1 / 2, "", _share(_gb, _M, "ingest")),
    Target("Ingest, 10 M events: time, of pm4py's", 1, "", _share(_seconds, _10M, "ingest")),
    Target("Ingest, 10 M events: memory, of pm4py's", 1 / 2, "", _share(_gb, _10M, "ingest")),
    Target("Ingest, 10 M events: time", 25, "s", _seconds(_10M, "ingest")),
    Target("Ingest, 10 M events: memory", 2.5, "GB", _gb(_10M, "ingest")),
    Target("XES, 1 M events: time, of pm4py's default importer", 1 / 3, "", _share(_seconds, _M, "xes")),
    Target("Ingest, 50 M events: memory", 6, "GB", _gb(_50M, "ingest")),
    Target("Analysis after ingest, 10 M events: time", 20, "s", _seconds(_10M, "analysis")),
)
