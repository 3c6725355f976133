"""The criteria, one file each; a new file in this folder is all it takes to add one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

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
    found = []
    for module in pkgutil.iter_modules(list(folders)):
        value = getattr(importlib.import_module(f"{package}.{module.name}"), "CRITERION", None)
        if value is None:
            continue
        if not isinstance(value, Criterion):
            message = f"CRITERION in {package}.{module.name} is not a Criterion."
            raise TypeError(message)
        found.append(value)
    if len({criterion.key for criterion in found}) < len(found):
        message = f"Two criteria in {package} share a key; give each its own."
        raise ValueError(message)
    return tuple(sorted(found, key=lambda criterion: (criterion.order, criterion.key)))


CRITERIA: tuple[Criterion, ...] = criteria_in(__path__, __name__)
"""The criteria of this program, in the order of the model's features."""
