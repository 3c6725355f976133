"""What an engine is, and what all of them are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["ASKED", "BEFORE", "Answer", "Engine", "Selection", "Timed"]

Answer = Mapping[str, float]
"""A few figures of what was found, by which engines are compared: the same key must mean the same."""

Timed = Callable[[], Answer]


@dataclass(frozen=True)
class Selection:
    """Cases of a channel that begin within a period, its end left out."""

    channel: str
    begin: datetime
    end: datetime


BEFORE = Selection("Web", datetime(2024, 4, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC))
ASKED = Selection("Phone", datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Engine:
    """Who does the tasks.

    Attributes
    ----------
    packages
        What must be installed; their versions are told.
    code
        Files and folders of this project that decide what is timed: figures of other code are out of date.
    mb_per_million
        About how much memory a million events takes, in MB: a size that will not fit is left out.
    prepare
        Turns the file into the form in which the engine opens it fastest, beside the file.
    tasks
        By the name of the task, a function of the file that makes ready (imports, and for a question the
        opened log) and returns the part that is timed.
    """

    packages: tuple[str, ...]
    code: tuple[str, ...]
    mb_per_million: float
    prepare: Callable[[Path], object]
    tasks: dict[str, Callable[[Path], Timed]]
