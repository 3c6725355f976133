"""The alternatives, one file a question; a new file in this folder is all it takes to add one."""

from __future__ import annotations

import importlib
import pkgutil

from mining.sensitivity.base import Alternative

__all__ = ["alternatives"]


def alternatives() -> tuple[Alternative, ...]:
    """Return every alternative of this folder, in their declared order.

    Raises
    ------
    ValueError
        Two alternatives share a key.
    """
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [one for module in modules for one in module.ALTERNATIVES]
    if len({one.key for one in found}) < len(found):
        message = "Two alternatives share a key; give each its own."
        raise ValueError(message)
    return tuple(sorted(found, key=lambda one: (one.order, one.key)))
