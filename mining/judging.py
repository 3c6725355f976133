"""Routines and ranking of a log: what is judged of its steps, and judged alike of every reading of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from mining.discovery.flows import DirectlyFollowsGraph
from mining.eventlog import EventLog
from mining.ranking.automated import is_system_account
from mining.ranking.dealing import Dealing
from mining.ranking.model_file import load_model
from mining.ranking.opportunities import Given, Ranking, RoutineEvidence, rank
from mining.ranking.settings import RankingSettings
from mining.results import Unanswered
from mining.routines import Routine, RoutineKind, Support, find_routines

__all__ = ["Judgement", "Telling", "judge"]

_ = ibis._


@dataclass(frozen=True)
class Telling:
    """What the sentences about steps and routines are made from; without it they have exact counts.

    Attributes
    ----------
    graph
        The map as it may be told.
    base
        Shares are of counts rounded to multiples of this.
    days
        Days of the working calendar, for the working time of routines; None where it cannot be told.
    """

    graph: DirectlyFollowsGraph | None = None
    base: int = 1
    days: ir.Table | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Judgement:
    """What is judged of the steps of a log.

    Attributes
    ----------
    routines, unanswered
        Patterns of more than one step, and those that this log cannot tell.
    ranking
        The steps: worth automating, set aside, already automated, not to be judged.
    """

    routines: tuple[Routine, ...]
    unanswered: dict[RoutineKind, Unanswered]
    ranking: Ranking


def judge(
    log: EventLog,
    settings: RankingSettings,
    progress: Callable[[str], None] = lambda _stage: None,
    dealing: Dealing | None = None,
    *,
    telling: Telling | None = None,
) -> Judgement:
    """Return the routines of a log and the ranking of its steps.

    Parameters
    ----------
    log, settings
        The log, and how its steps are ranked.
    progress
        Told what is being done.
    dealing
        How the cases are grouped for resampling, where they are not to be dealt anew.
    telling
        What sentences are made from. Verdicts and places do not hang on it.
    """
    telling = telling or Telling()
    progress("Looking for routines")
    accounts = _system_accounts(log, settings)
    support = Support(system_accounts=accounts, base=telling.base, days=telling.days)
    routines, unanswered = find_routines(log, support)
    progress("Ranking steps")
    ranking = rank(log, load_model(), settings, _evidence(log, routines), Given(dealing, telling.graph))
    return Judgement(routines, unanswered, ranking)


def _system_accounts(log: EventLog, settings: RankingSettings) -> frozenset[str]:
    named = settings.system_accounts
    return frozenset(name for name in log.resource_names if is_system_account(name, named))


def _evidence(log: EventLog, routines: tuple[Routine, ...]) -> list[RoutineEvidence]:
    """What routines say of single steps.

    A rework loop speaks only of the step that sends the case back, and only where that is what the step
    mostly does: a letter that now and then is followed by an objection is not there to be redesigned.
    """
    times = _times_done(log) if any(one.kind is RoutineKind.REWORK_LOOP for one in routines) else {}
    found = []
    for routine in routines:
        activities = routine.activities
        if routine.kind is RoutineKind.REWORK_LOOP:
            trigger = activities[0]
            activities = (trigger,) if 2 * routine.n_occurrences >= times[trigger] else ()
        found.append(RoutineEvidence(routine.kind, activities))
    return found


def _times_done(log: EventLog) -> dict[str, int]:
    steps = log.steps.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
    counted = steps.group_by("activity_no").agg(n=_.n_cases.sum())
    return {log.activity_names[row["activity_no"]]: row["n"] for row in log.rows(counted)}
