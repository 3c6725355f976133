"""The whole run: what the app and the command line both call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from mining.disclosure.flows import disclosed_graph
from mining.disclosure.untold import Untold
from mining.discovery.flows import DirectlyFollowsGraph, directly_follows, with_working_times
from mining.discovery.model import ModelSettings
from mining.discovery.variants import Variant, top_variants
from mining.errors import TooFew
from mining.eventlog import EventLog
from mining.judging import Telling, judge
from mining.performance.calendar import WorkingCalendar
from mining.performance.throughput import Throughput, throughput
from mining.performance.working_time import in_working_time
from mining.privacy.rules import PrivacyRules
from mining.quality import LogQuality
from mining.ranking.opportunities import Ranking
from mining.ranking.settings import RankingSettings
from mining.results import Unanswered
from mining.room import room_told
from mining.routines import Routine, RoutineKind
from mining.sensitivity.results import Sensitivity
from mining.sensitivity.trying import SMALL, STAGE, not_run, try_readings

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
    calendar
        When people work: what waits in working time are counted by.
    try_readings
        Whether the ranking is tried under other readings of the log; a log of more than
        `mining.sensitivity.trying.SMALL` events is no small one.
    """

    model: ModelSettings = field(default_factory=ModelSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    hide_below: int = HIDE_BELOW
    told_because: str = ""
    n_variants: int = 50
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    try_readings: Literal["if small", "always", "never"] = "if small"

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
    quality, privacy
        What was wrong with the rows, and what was done about the people in them.
    throughput, graph, variants
        How long cases take, what follows what and how long after, which paths they take.
    working
        How long cases take in working time, or why that cannot be told; the graph has its working times too.
    routines, unanswered, routines_left_out
        Patterns of more than one step, those that this log cannot tell, and how many more of each kind there are.
    ranking
        The steps: worth automating, set aside, already automated, not to be judged.
    sensitivity
        Whether that holds if the log is read in another way that it leaves open.
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
    privacy: PrivacyRules
    throughput: Throughput
    graph: DirectlyFollowsGraph
    variants: tuple[Variant, ...]
    routines: tuple[Routine, ...]
    unanswered: dict[RoutineKind, Unanswered]
    ranking: Ranking
    sensitivity: Sensitivity
    working: Throughput | Unanswered
    routines_left_out: dict[RoutineKind, int] = field(default_factory=dict)
    untold: Untold | None = None


@room_told()
def analyse(
    log: EventLog,
    settings: Settings | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> Analysis:
    """Return the whole analysis of a log, with exact counts: `mining.disclosure` says what may be told of it.

    Raises
    ------
    NoRoom
        The disk of the temporary folder is full, or memory is used up.
    """
    settings = settings or Settings()
    ranking_settings = _as_the_log_names_them(log, settings.ranking)
    progress("Counting what follows what")
    worked = in_working_time(log, settings.calendar)
    graph = directly_follows(log)
    if isinstance(worked, EventLog):
        graph = with_working_times(graph, worked)
    judged = judge(log, ranking_settings, progress, telling=_telling(graph, worked, settings))
    sensitivity = _sensitivity(log, judged.ranking, replace(settings, ranking=ranking_settings), progress)
    return Analysis(
        name=log.name,
        settings=settings,
        n_cases=log.n_cases,
        n_events=log.n_events,
        n_instances=log.n_instances,
        n_activities=len(graph.activities) if log.is_narrowed else log.n_activities,
        n_variants=log.n_variants,
        quality=log.quality,
        privacy=log.rules.privacy,
        throughput=throughput(log),
        graph=graph,
        variants=top_variants(log, settings.n_variants),
        routines=judged.routines,
        unanswered=judged.unanswered,
        ranking=judged.ranking,
        sensitivity=sensitivity,
        routines_left_out=judged.left_out,
        working=throughput(worked) if isinstance(worked, EventLog) else worked,
    )


def _telling(graph: DirectlyFollowsGraph, worked: EventLog | Unanswered, settings: Settings) -> Telling:
    told = disclosed_graph(graph, settings.hide_below)
    return Telling(told, settings.hide_below, worked.days if isinstance(worked, EventLog) else None)


def _sensitivity(
    log: EventLog, ranking: Ranking, settings: Settings, progress: Callable[[str], None]
) -> Sensitivity:
    progress(STAGE)
    if settings.try_readings == "never":
        return not_run(ranking, "Other readings of this log were not asked for.")
    if settings.try_readings == "if small" and log.n_instances > SMALL:
        return not_run(
            ranking,
            f"This log has more than {SMALL:,} events, so other readings of it are tried only on request.",
        )
    return try_readings(log, ranking, settings.ranking, progress)


def _as_the_log_names_them(log: EventLog, settings: RankingSettings) -> RankingSettings:
    """Settings with the system accounts that the user named under the pseudonyms that the log has for them."""
    if not settings.system_accounts:
        return settings
    return replace(
        settings, system_accounts=tuple(log.identities.performer(name) for name in settings.system_accounts)
    )
