"""What a user may set about the ranking."""

from __future__ import annotations

from dataclasses import dataclass

from mining.ranking.stated import Stated

__all__ = ["RankingSettings"]


@dataclass(frozen=True)
class RankingSettings:
    """Settings of the ranking; the defaults are those the model was fitted with.

    Attributes
    ----------
    min_executions
        Fewest executions for an activity to be judged.
    min_activities
        Fewest judged activities for their ranks within the log to mean anything.
    n_resamples
        Bootstrap resamples of the cases behind the rank intervals.
    interval
        Share of resamples within a rank interval.
    seed
        Of the resampling.
    system_accounts
        Resource names the user says are systems, beside those recognised by their name.
    stated
        What reviewers answered about steps: it adds guard-rails, and lifts some.
    model
        Name of a model refitted to the reviews of this log; "" for the one that comes with the program.
    """

    min_executions: int = 20
    min_activities: int = 8
    n_resamples: int = 200
    interval: float = 0.9
    seed: int = 0
    system_accounts: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    model: str = ""
