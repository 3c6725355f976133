"""What is known of a made-up log because of how it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["PlantedLog", "PlantedRoutine", "Truth"]


@dataclass(frozen=True)
class PlantedRoutine:
    """A pattern that was put into a log.

    Attributes
    ----------
    kind
        What a detector of it would call it; there need not be one.
    activities
        Its steps.
    """

    kind: str
    activities: tuple[str, ...]

    def is_found_in(self, activities: tuple[str, ...]) -> bool:
        """Whether a pattern that was found is this one: the same steps, or at least two of its steps and no others.

        Of longer patterns six tenths of the steps of both together suffice, because where a segment begins and
        ends is a matter of taste.

        Examples
        --------
        >>> pair = PlantedRoutine("re-keying", ("Read", "Type"))
        >>> pair.is_found_in(("Read", "Type")), pair.is_found_in(("Type", "Send"))
        (True, False)
        """
        mine, theirs = set(self.activities), set(activities)
        if len(theirs) > 1 and theirs <= mine:
            return True
        return len(mine & theirs) >= 0.6 * len(mine | theirs)


@dataclass(frozen=True)
class Truth:
    """The truths of one log, in the names of its activities; every activity is in one of the first three.

    Attributes
    ----------
    worth
        Done by officers, by rule, often: worth automating.
    traps
        What must stay with people however regular it looks, and why.
    look_alikes
        What looks worth automating and is not, and why: it varies, it is automated, it is rare.
    routines
        Patterns of several steps.
    """

    worth: frozenset[str]
    traps: Mapping[str, str]
    look_alikes: Mapping[str, str]
    routines: tuple[PlantedRoutine, ...]


@dataclass(frozen=True)
class PlantedLog:
    """A made-up log, its truths, and the way to it; `read` makes it anew each time."""

    name: str
    truth: Truth
    read: Callable[[], EventLog]
