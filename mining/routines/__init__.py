"""Patterns of more than one step. One file a detector: a new file is found by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mining.eventlog import EventLog
from mining.plugins import declared_in
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Routine, RoutineKind, Support

__all__ = [
    "Detector",
    "Found",
    "Routine",
    "RoutineKind",
    "Routines",
    "Support",
    "detectors",
    "detectors_in",
    "find_routines",
]


class Routines(NamedTuple):
    """What the detectors say of a log.

    Attributes
    ----------
    found
        Its routines, by kind; within each what costs most comes first.
    unanswered
        Kinds that this log cannot tell, and why.
    left_out
        How many more there are of a kind, where not all are told.
    """

    found: tuple[Routine, ...]
    unanswered: dict[RoutineKind, Unanswered]
    left_out: dict[RoutineKind, int]


def detectors() -> tuple[Detector, ...]:
    """Return every detector of this folder, in the order of the names of their kinds."""
    return detectors_in(__path__, __name__)


def detectors_in(folders: Iterable[str], package: str) -> tuple[Detector, ...]:
    """Return the detectors of every module of a package, in the order of the names of their kinds.

    Parameters
    ----------
    folders
        The package's ``__path__``.
    package
        The package's name.

    Raises
    ------
    TypeError
        A module's ``DETECTOR`` is not a `Detector`.
    ValueError
        Two detectors are of one kind.
    """
    found = declared_in(folders, package, "DETECTOR", Detector)
    if len({detector.kind for detector in found}) < len(found):
        message = f"Two detectors in {package} are of one kind; give each its own."
        raise ValueError(message)
    return tuple(sorted(found, key=lambda detector: detector.kind))


def find_routines(
    log: EventLog, support: Support | None = None, by: Iterable[Detector] | None = None
) -> Routines:
    """Return the routines of a log that detectors find, those of this folder where none are named."""
    found: list[Routine] = []
    unanswered: dict[RoutineKind, Unanswered] = {}
    left_out: dict[RoutineKind, int] = {}
    for detector in detectors() if by is None else by:
        answer = detector.find(log, support or Support())
        if isinstance(answer, Unanswered):
            unanswered[detector.kind] = answer
            continue
        found.extend(answer.routines)
        if answer.n_left_out:
            left_out[detector.kind] = answer.n_left_out
    return Routines(tuple(found), unanswered, left_out)
