"""Routines for people to read: by kind, what costs most first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mining.routines import Detector, Routine, RoutineKind, detectors

__all__ = ["RoutineGroup", "cost", "routine_groups"]

_MOST_SHOWN = 10


@dataclass(frozen=True)
class RoutineGroup:
    """The routines of one kind.

    Attributes
    ----------
    kind, definition
        What they are, and when something is one.
    routines
        The costliest ten.
    n_left_out
        How many more there are.
    """

    kind: RoutineKind
    definition: str
    routines: tuple[Routine, ...]
    n_left_out: int

    @property
    def more(self) -> str:
        """What is not shown, as a sentence; "" where all is."""
        if not self.n_left_out:
            return ""
        rest = "is not shown: it costs" if self.n_left_out == 1 else "are not shown: they cost"
        return f"{self.n_left_out:,} more {rest} less."


def cost(routine: Routine) -> float:
    """Return times by median, in seconds: what it adds up to. Routines overlap, so costs do not add up."""
    return routine.n_occurrences * (routine.median_seconds or 0.0)


def routine_groups(
    routines: Sequence[Routine],
    left_out: Mapping[RoutineKind, int],
    known: Sequence[Detector] | None = None,
) -> tuple[RoutineGroup, ...]:
    """Return routines by kind; kinds and routines that cost most come first.

    Parameters
    ----------
    routines
        As they may be told.
    left_out
        How many more were found of a kind.
    known
        The detectors that define the kinds; those of the program where none are given.
    """
    groups = []
    for detector in detectors() if known is None else known:
        mine = [one for one in routines if one.kind == detector.kind]
        mine.sort(key=lambda one: (-cost(one), one.activities))
        shown = tuple(mine[:_MOST_SHOWN])
        n_more = len(mine) - len(shown) + left_out.get(detector.kind, 0)
        groups.append(RoutineGroup(detector.kind, detector.definition, shown, n_more))
    filled = [group for group in groups if group.routines]
    return tuple(sorted(filled, key=lambda group: (-cost(group.routines[0]), group.kind)))
