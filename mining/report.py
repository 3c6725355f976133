"""What a report is made of: an analysis, and the process model, which nothing but a report shows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mining.analysis import Analysis, Settings, analyse
from mining.disclosure.flows import disclosed_graph
from mining.disclosure.model import disclosed_model
from mining.discovery.flows import DirectlyFollowsGraph, directly_follows
from mining.discovery.model import LogSize, ProcessModel, WeightedTrace, discover
from mining.discovery.variants import Variant, top_variants
from mining.eventlog import EventLog
from mining.results import Unanswered

__all__ = ["DISCOVERING", "Report", "process_model", "report_on"]

DISCOVERING = "Discovering the process model"
"""The stage in which a model is waited for."""


@dataclass(frozen=True)
class Report:
    """What a report is made of.

    Attributes
    ----------
    analysis
        Everything else that was found.
    model
        The process model as it may be told, or why there is none.
    """

    analysis: Analysis
    model: ProcessModel | Unanswered


def report_on(
    log: EventLog,
    settings: Settings | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> Report:
    """Return the analysis of a log, with exact counts, and its process model.

    The model is discovered in a child process while the rest goes on.
    """
    settings = settings or Settings()
    graph = disclosed_graph(directly_follows(log), settings.hide_below)
    with ThreadPoolExecutor(max_workers=1) as worker:
        waiting = worker.submit(_discovery(log, graph, settings))
        analysis = analyse(log, settings, progress)
        progress(DISCOVERING)
        return Report(analysis, waiting.result())


def process_model(
    log: EventLog,
    graph: DirectlyFollowsGraph,
    settings: Settings,
    progress: Callable[[str], None] = lambda _stage: None,
) -> ProcessModel | Unanswered:
    """Return the process model of a log as it may be told, or why there is none.

    Parameters
    ----------
    log
        The cases.
    graph
        Their map as it may be told: the model has no other steps.
    settings
        How to discover, and what is too small to tell.
    progress
        Told the stage again and again; what it raises stops the discovery at once.
    """

    def should_stop() -> bool:
        progress(DISCOVERING)
        return False

    return _discovery(log, graph, settings)(should_stop)


def _discovery(
    log: EventLog, graph: DirectlyFollowsGraph, settings: Settings
) -> Callable[..., ProcessModel | Unanswered]:
    """What is left to do once the engine has been asked."""
    traces = _shown_traces(top_variants(log, settings.model.max_variants), {*graph.names})
    size = LogSize(log.n_cases, log.n_variants)

    def discovered(should_stop: Callable[[], bool] | None = None) -> ProcessModel | Unanswered:
        model = discover(traces, settings.model, should_stop, size)
        return model if isinstance(model, Unanswered) else disclosed_model(model, graph, settings.hide_below)

    return discovered


def _shown_traces(variants: tuple[Variant, ...], shown: set[str]) -> tuple[WeightedTrace, ...]:
    """Traces without the activities that are not told; traces alike without them are added up."""
    weights: dict[tuple[str, ...], int] = {}
    for variant in variants:
        trace = tuple(name for name in variant.activities if name in shown)
        weights[trace] = weights.get(trace, 0) + variant.n_cases
    return tuple(WeightedTrace(trace, n_cases) for trace, n_cases in weights.items() if trace)
