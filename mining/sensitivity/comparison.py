"""What another reading of a log changes: verdicts, places outside their interval, the first five."""

from __future__ import annotations

from mining.ranking.opportunities import Opportunity, Ranking
from mining.ranking.verdicts import Verdict

__all__ = ["TOP", "changes"]

TOP = 5
"""Places at the head of the list that somebody will look at first."""


def changes(ranking: Ranking, other: Ranking) -> dict[str, tuple[str, ...]]:
    """Return what changes, by activity, each change to follow "If ...,"; activities without a change are left out.

    Parameters
    ----------
    ranking
        Of the log.
    other
        Of another reading of it. A step that it does not have cannot be told anything of.
    """
    found = {item.activity: item for item in other.everything}
    told = {item.activity: _changes(item, found.get(item.activity)) for item in ranking.everything}
    return {activity: change for activity, change in told.items() if change}


def _changes(item: Opportunity, other: Opportunity | None) -> tuple[str, ...]:
    verdict = other.verdict if other else Verdict.CANNOT_TELL
    told = [] if verdict is item.verdict else [f"it becomes “{verdict}”"]
    place = other.rank if other else None
    if item.rank and place:
        told += _moves(item, place)
    elif item.rank or place:
        told.append("it leaves the ranked list" if item.rank else f"it is ranked, at place {place}")
    return tuple(told)


def _moves(item: Opportunity, place: int) -> list[str]:
    low, high = item.rank_low or 0, item.rank_high or 0
    rank = item.rank or 0
    if not low <= place <= high:
        return [f"it moves from place {rank} to place {place}, outside its interval ({low} to {high})"]
    if (rank <= TOP) != (place <= TOP):
        return [f"it {'leaves' if rank <= TOP else 'enters'} the first five: place {rank} becomes {place}"]
    return []
