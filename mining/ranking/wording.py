"""Numbers in plain words."""

from __future__ import annotations

__all__ = ["percent"]


def percent(share: float) -> str:
    """Return a share of rounded counts as a percentage; near all or nothing it claims neither.

    Examples
    --------
    >>> percent(0.9712), percent(0.9999), percent(1.0), percent(0.001)
    ('97 %', 'about 100 %', 'about 100 %', 'about 0 %')
    """
    if share > 0.99:
        return "about 100 %"
    return "about 0 %" if share < 0.01 else f"{100 * share:.0f} %"
