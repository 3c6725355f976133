"""A process model as it may be told. The model itself has no counts; what is said of it has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mining.disclosure.rounding import down, nearest, share_of
from mining.discovery.alignments import Alignments
from mining.discovery.selection import LogSize
from mining.units import Share

if TYPE_CHECKING:
    from mining.discovery.flows import DirectlyFollowsGraph
    from mining.discovery.process_model import ProcessModel
    from mining.results import Unanswered

__all__ = ["disclosed_model"]

_DIGITS, _FEWER_DIGITS = 3, 2


def disclosed_model(model: ProcessModel, graph: DirectlyFollowsGraph, base: int) -> ProcessModel:
    """Return a model with sizes, shares and counts as they may be told.

    Parameters
    ----------
    model
        As it was discovered.
    graph
        The map, as told: the heuristics net keeps only what is on it.
    base
        Counts below are left out, others rounded to multiples; with 1, nothing changes.
    """
    if base <= 1:
        return model
    told = {(flow.source, flow.target) for flow in graph.flows}
    net = (edge for edge in model.heuristics_net if (edge.source, edge.target) in told and edge.n >= base)
    return replace(
        model,
        heuristics_net=tuple(
            replace(edge, n=nearest(edge.n, base), dependency=round(edge.dependency, _FEWER_DIGITS))
            for edge in net
        ),
        start_activities=_counts(model.start_activities, base),
        end_activities=_counts(model.end_activities, base),
        whole=replace(model.whole, n_cases=down(model.whole.n_cases, base)),
        used=_part(model.used, model.whole, base),
        measured=_part(model.measured, model.whole, base),
        fitness=_measure(model.fitness),
        precision=_measure(model.precision),
        fitting_share=_share(model.fitting_share, model.measured.n_cases, base),
        alignments=_alignments(model.alignments, base),
    )


def _counts(counts: tuple[tuple[str, int], ...], base: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, nearest(n, base)) for name, n in counts if n >= base)


def _part(part: LogSize, whole: LogSize, base: int) -> LogSize:
    """A part that lacks any case of the whole is told to lack at least as many as the base."""
    lacking = whole.n_cases - part.n_cases
    told = max(nearest(lacking, base), base) if lacking else 0
    return LogSize(max(down(whole.n_cases, base) - told, 0), part.n_variants)


def _measure(value: float | Unanswered) -> float | Unanswered:
    return round(value, _DIGITS) if isinstance(value, float) else value


def _share(value: Share | Unanswered, n_cases: int, base: int) -> Share | Unanswered:
    return share_of(value * n_cases, n_cases, base) if isinstance(value, float) else value


def _alignments(found: Alignments | Unanswered, base: int) -> Alignments | Unanswered:
    if not isinstance(found, Alignments):
        return found
    return replace(
        found,
        fitness=round(found.fitness, _DIGITS),
        fitting_share=share_of(found.fitting_share * found.n_cases, found.n_cases, base),
        n_cases=nearest(found.n_cases, base),
    )
