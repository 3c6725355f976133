"""The criteria, one file each; a new file in this folder is all it takes to add one."""

from __future__ import annotations

from collections.abc import Iterable

from mining.plugins import declared_in
from mining.ranking.criteria.base import Criterion

__all__ = ["CRITERIA", "DEFINITIONS_VERSION", "Criterion", "criteria_in"]

DEFINITIONS_VERSION = 1
"""Raised when a formula changes, so that a model fitted to the old one is refused."""


def criteria_in(folders: Iterable[str], package: str) -> tuple[Criterion, ...]:
    """Return the criteria of every module of a package, in their declared order.

    Parameters
    ----------
    folders
        The package's ``__path__``.
    package
        The package's name.

    Raises
    ------
    TypeError
        A module's ``CRITERION`` is not a `Criterion`.
    ValueError
        Two criteria share a key.
    """
    found = declared_in(folders, package, "CRITERION", Criterion)
    if len({criterion.key for criterion in found}) < len(found):
        message = f"Two criteria in {package} share a key; give each its own."
        raise ValueError(message)
    return tuple(sorted(found, key=lambda criterion: (criterion.order, criterion.key)))


CRITERIA: tuple[Criterion, ...] = criteria_in(__path__, __name__)
"""The criteria of this program, in the order of the model's features."""
