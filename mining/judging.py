"""Routines and ranking of a log: what is judged of its steps, and judged alike of every reading of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import ibis.expr.types as ir

from mining.discovery.flows import DirectlyFollowsGraph
from mining.eventlog import EventLog
from mining.feedback.models import model_of
from mining.ranking.automated import is_system_account
from mining.ranking.dealing import Dealing
from mining.ranking.opportunities import Given, Ranking, RoutineEvidence, rank
from mining.ranking.settings import RankingSettings
from mining.results import Unanswered
from mining.routines import Routine, RoutineKind, Support, find_routines

__all__ = ["Judgement", "Telling", "judge"]


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
    routines, unanswered, left_out
        Patterns of more than one step, those that this log cannot tell, and how many more of each kind there are.
    ranking
        The steps: worth automating, set aside, already automated, not to be judged.
    """

    routines: tuple[Routine, ...]
    unanswered: dict[RoutineKind, Unanswered]
    ranking: Ranking
    left_out: dict[RoutineKind, int] = field(default_factory=dict)


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
    routines, unanswered, left_out = find_routines(log, support)
    progress("Ranking steps")
    evidence = [RoutineEvidence(one.kind, one.bears_on) for one in routines]
    ranking = rank(log, model_of(settings), settings, evidence, Given(dealing, telling.graph))
    return Judgement(routines, unanswered, ranking, left_out)


def _system_accounts(log: EventLog, settings: RankingSettings) -> frozenset[str]:
    named = settings.system_accounts
    return frozenset(name for name in log.resource_names if is_system_account(name, named))
