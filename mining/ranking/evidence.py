"""What is known of each step before any verdict, gathered in one place for the decision table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mining.ranking.automated import AutomatedShare
from mining.ranking.guards import Guard, GuardKind
from mining.ranking.means import Suggestion, suggest
from mining.ranking.scores import Places, Scores
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import Floats, Statistics
from mining.ranking.verdicts import Facts

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["Evidence", "RoutineEvidence", "kinds_by_activity"]


@dataclass(frozen=True)
class RoutineEvidence:
    """That some activities belong to a routine.

    Attributes
    ----------
    kind
        Name of the kind; which of them a verdict reads stands in `mining.ranking.verdicts.Facts`.
    activities
        Names of its activities.
    """

    kind: str
    activities: tuple[str, ...]


def kinds_by_activity(routines: Sequence[RoutineEvidence]) -> dict[str, tuple[str, ...]]:
    """Return the kinds of routine that each activity belongs to, by its name."""
    kinds: dict[str, tuple[str, ...]] = {}
    for routine in routines:
        for activity in routine.activities:
            kinds[activity] = (*kinds.get(activity, ()), routine.kind)
    return kinds


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of each activity.

    Attributes
    ----------
    log, settings, statistics
        The log, the thresholds, and the statistics of the log.
    told
        The statistics with no counts but those that may be told, for sentences.
    automated, guards
        By activity number; `automated` is empty where the log names no performer.
    scores, standing, places
        Scores of the judged activities, their places among each other, and the places of those that
        stay on the list; None and empty where nothing could be ranked.
    resampled, weights
        Log-odds of the judged activities in each resample, shape (resamples, n), and the weights of the
        criteria; empty where nothing could be ranked.
    routines
        Kinds of routine by activity name.
    examples
        Ids of example cases by activity number.
    """

    log: EventLog
    settings: RankingSettings
    statistics: Statistics
    told: Statistics
    automated: tuple[AutomatedShare, ...]
    guards: tuple[Guard | None, ...]
    scores: Scores | None
    standing: dict[int, Places]
    places: dict[int, Places]
    resampled: Floats
    weights: tuple[float, ...]
    routines: dict[str, tuple[str, ...]]
    examples: dict[int, tuple[str, ...]]

    def how(self, number: int) -> Suggestion | None:
        """Return what kind of help fits one activity, if anything tells."""
        name = self.log.activity_names[number]
        return suggest(name, self.routines.get(name, ()))

    def facts(self, number: int) -> Facts:
        """Return what the decision table reads of one activity."""
        guard, place, how = self.guards[number], self.standing.get(number), self.how(number)
        row = self.scores.place_of(number) if self.scores else None
        return Facts(
            n_executions=int(self.statistics.executions[number]),
            min_executions=self.settings.min_executions,
            automated_share=self.automated[number].share if self.automated else None,
            cap=guard.cap if guard else None,
            cap_reason=guard.reason if guard else "",
            is_clerical=how is not None and how.means.runs_alone,
            may_be_removed=guard is None or guard.kind is GuardKind.JUDGEMENT,
            routines=self.routines.get(self.log.activity_names[number], ()),
            rank_low=place.low if place else None,
            rank_high=place.high if place else None,
            n_judged=len(self.standing),
            balance=float(self.scores.balance[row]) if self.scores and row is not None else 0.0,
        )
