"""Patterns of more than one step. One file a detector: a new file is found by itself."""

from __future__ import annotations

import importlib
import pkgutil

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Routine, RoutineKind, Support

__all__ = ["Detector", "Routine", "RoutineKind", "Support", "detectors", "find_routines"]


def detectors() -> tuple[Detector, ...]:
    """Return every detector of this folder, in the order of the names of their kinds."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.DETECTOR for module in modules if hasattr(module, "DETECTOR")]
    return tuple(sorted(found, key=lambda detector: detector.kind))


def find_routines(
    log: EventLog, support: Support | None = None
) -> tuple[tuple[Routine, ...], dict[RoutineKind, Unanswered]]:
    """Return the routines of a log, most frequent first within each kind, and what could not be asked."""
    found: list[Routine] = []
    unanswered: dict[RoutineKind, Unanswered] = {}
    for detector in detectors():
        answer = detector.find(log, support or Support())
        if isinstance(answer, Unanswered):
            unanswered[detector.kind] = answer
        else:
            found.extend(answer)
    return tuple(found), unanswered
