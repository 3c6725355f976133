"""Plug-ins: values that the modules of a package declare, found by walking its folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import TypeVar

__all__ = ["declared_in"]

T = TypeVar("T")


def declared_in(folders: Iterable[str], package: str, name: str, kind: type[T]) -> list[T]:
    """Return what the modules of a package declare under a name; modules without it declare nothing.

    Parameters
    ----------
    folders
        The package's ``__path__``.
    package
        The package's name.
    name, kind
        What they declare, and of which type it must be.

    Raises
    ------
    TypeError
        A module declares something else under that name.
    """
    found = []
    for module in pkgutil.iter_modules(list(folders)):
        value = getattr(importlib.import_module(f"{package}.{module.name}"), name, None)
        if value is None:
            continue
        if not isinstance(value, kind):
            message = f"{name} in {package}.{module.name} is not a {kind.__name__}."
            raise TypeError(message)
        found.append(value)
    return found
