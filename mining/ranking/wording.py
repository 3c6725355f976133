"""Numbers in plain words."""

from __future__ import annotations

__all__ = ["percent"]


def percent(share: float) -> str:
    """Return a share as a percentage that never claims all or nothing by rounding.

    Examples
    --------
    >>> percent(0.9712), percent(0.9999), percent(1.0), percent(0.001)
    ('97 %', 'over 99 %', '100 %', 'under 1 %')
    """
    if 0.99 < share < 1:
        return "over 99 %"
    if 0 < share < 0.01:
        return "under 1 %"
    return f"{100 * share:.0f} %"
