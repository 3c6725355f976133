"""The whole run: what the app and the command line both call."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from mining.disclosure.flows import disclosed_graph
from mining.disclosure.untold import Untold
from mining.discovery.flows import DirectlyFollowsGraph, directly_follows
from mining.discovery.model import LogSize, ModelSettings, ProcessModel, WeightedTrace, discover
from mining.discovery.variants import Variant, top_variants
from mining.errors import TooFew
from mining.eventlog import EventLog
from mining.performance.throughput import Throughput, throughput
from mining.quality import LogQuality
from mining.ranking.automated import is_system_account
from mining.ranking.model_file import load_model
from mining.ranking.opportunities import Ranking, RoutineEvidence, rank
from mining.ranking.settings import RankingSettings
from mining.results import Unanswered
from mining.routines import Routine, RoutineKind, Support, find_routines

__all__ = ["HIDE_BELOW", "Analysis", "Settings", "analyse"]

HIDE_BELOW = 5
"""Usual least number of cases of which anything is told."""


@dataclass(frozen=True)
class Settings:
    """What a user may set about an analysis.

    Attributes
    ----------
    model
        How the process model is discovered.
    ranking
        How steps are ranked.
    hide_below
        Nothing is told of groups of fewer cases than this, because it could point at a person, and other
        counts are rounded to multiples of it (docs/decisions/0010). With 1, all is told.
    told_because
        Why less is hidden than usual, where somebody asked for that.
    n_variants
        How many variants are listed.
    """

    model: ModelSettings = field(default_factory=ModelSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    hide_below: int = HIDE_BELOW
    told_because: str = ""
    n_variants: int = 50

    def __post_init__(self) -> None:
        if self.hide_below < 1:
            raise TooFew("The least number of cases to tell of is 1 or more.")
        if self.hide_below < HIDE_BELOW and not self.told_because.strip():
            message = (
                f"To tell of fewer than {HIDE_BELOW} cases, say why with --because; the report says so too."
            )
            raise TooFew(message)


@dataclass(frozen=True)
class Analysis:
    """Everything one run found.

    Attributes
    ----------
    name
        What the source is called.
    n_cases, n_events, n_instances, n_activities, n_variants
        Size of the log; events are rows read, instances are executions of a step.
    quality
        What was wrong with the rows.
    throughput, graph, variants
        How long cases take, what follows what, which paths they take.
    model
        The discovered process model, or why there is none.
    routines, unanswered
        Patterns of more than one step, and those that this log cannot tell.
    ranking
        The steps: worth automating, set aside, already automated, not to be judged.
    untold
        What is left out, in an analysis as it may be told (`mining.disclosure.analysis.disclosed`); None in
        one with exact counts, which stays within the core.
    """

    name: str
    settings: Settings
    n_cases: int
    n_events: int
    n_instances: int
    n_activities: int
    n_variants: int
    quality: LogQuality
    throughput: Throughput
    graph: DirectlyFollowsGraph
    variants: tuple[Variant, ...]
    model: ProcessModel | Unanswered
    routines: tuple[Routine, ...]
    unanswered: dict[RoutineKind, Unanswered]
    ranking: Ranking
    untold: Untold | None = None


def analyse(
    log: EventLog,
    settings: Settings | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> Analysis:
    """Return the whole analysis of a log, with exact counts: `mining.disclosure` says what may be told of it.

    The process model is discovered in a child process while the rest goes on.
    """
    settings = settings or Settings()
    progress("Counting what follows what")
    graph = directly_follows(log)
    top = top_variants(log, max(settings.n_variants, settings.model.max_variants))
    traces = _shown_traces(top[: settings.model.max_variants], graph, settings)
    size = LogSize(log.n_cases, log.n_variants)
    with ThreadPoolExecutor(max_workers=1) as worker:
        waiting = worker.submit(discover, traces, settings.model, whole=size)
        progress("Looking for routines")
        accounts = _system_accounts(log, settings)
        routines, unanswered = find_routines(log, Support(system_accounts=accounts, base=settings.hide_below))
        progress("Ranking steps")
        told = disclosed_graph(graph, settings.hide_below)
        ranking = rank(log, load_model(), settings.ranking, _evidence(routines, graph), told)
        progress("Discovering the process model")
        model = waiting.result()
    return Analysis(
        name=log.name,
        settings=settings,
        n_cases=log.n_cases,
        n_events=log.n_events,
        n_instances=log.n_instances,
        n_activities=len(graph.activities) if log.is_narrowed else log.n_activities,
        n_variants=log.n_variants,
        quality=log.quality,
        throughput=throughput(log),
        graph=graph,
        variants=top[: settings.n_variants],
        model=model,
        routines=routines,
        unanswered=unanswered,
        ranking=ranking,
    )


def _system_accounts(log: EventLog, settings: Settings) -> frozenset[str]:
    named = settings.ranking.system_accounts
    return frozenset(name for name in log.resource_names if is_system_account(name, named))


def _evidence(routines: tuple[Routine, ...], graph: DirectlyFollowsGraph) -> list[RoutineEvidence]:
    """What routines say of single steps.

    A rework loop speaks only of the step that sends the case back, and only where that is what the step
    mostly does: a letter that now and then is followed by an objection is not there to be redesigned.
    """
    found = []
    for routine in routines:
        activities = routine.activities
        if routine.kind is RoutineKind.REWORK_LOOP:
            trigger = graph.activity(activities[0])
            activities = (trigger.name,) if 2 * routine.n_occurrences >= trigger.n_events else ()
        found.append(RoutineEvidence(routine.kind, activities))
    return found


def _shown_traces(
    variants: tuple[Variant, ...], graph: DirectlyFollowsGraph, settings: Settings
) -> tuple[WeightedTrace, ...]:
    """Traces without the activities too rare to be shown; traces alike without them are added up."""
    shown = {activity.name for activity in graph.activities if activity.n_cases >= settings.hide_below}
    weights: dict[tuple[str, ...], int] = {}
    for variant in variants:
        trace = tuple(name for name in variant.activities if name in shown)
        weights[trace] = weights.get(trace, 0) + variant.n_cases
    return tuple(WeightedTrace(trace, n_cases) for trace, n_cases in weights.items() if trace)
