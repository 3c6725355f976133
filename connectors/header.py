"""Column names as people can use them: no padding, no repeats, none empty; every change is told."""

from __future__ import annotations

from collections.abc import Sequence

from mining.quality import Effect, Issue
from mining.rawtable import LINE

__all__ = ["name_columns", "stripped"]

_PADDING = " \t\r\n\u00a0\u200b\u2007\u202f\ufeff"


def stripped(name: str) -> str:
    r"""Return a column name without blanks, non-breaking ones and byte-order marks at its ends.

    Examples
    --------
    >>> stripped("Activity\u00a0 ")
    'Activity'
    """
    return name.strip(_PADDING)


def name_columns(written: Sequence[str]) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """Return usable, unique column names, and what was done to get them.

    Parameters
    ----------
    written
        The names as they stand in the source.

    Returns
    -------
    names, issues
        As many names as were written, in their order.

    Examples
    --------
    >>> name_columns([" Case ID", "Note", "Note", ""])[0]
    ('Case ID', 'Note', 'Note (2)', 'Column 4')
    """
    wanted = [stripped(name) or f"Column {number}" for number, name in enumerate(written, 1)]
    names = _unique(wanted)
    padded = [name for old, name in zip(written, wanted, strict=True) if stripped(old) not in {"", old}]
    repeated = [new for new, name in zip(names, wanted, strict=True) if new != name]
    unnamed = [name for old, name in zip(written, names, strict=True) if not stripped(old)]
    remarks = (
        _remark("header_padded", "Spaces around a column name were left out: {}.", padded),
        _remark(
            "header_duplicate", "Some columns have the same name; the later ones are called {}.", repeated
        ),
        _remark("header_unnamed", "Some columns have no name; they are called {}.", unnamed),
    )
    return names, tuple(remark for remark in remarks if remark)


def _unique(wanted: Sequence[str]) -> tuple[str, ...]:
    taken, seen = set(wanted), {LINE}
    following: dict[str, int] = {}
    names: list[str] = []
    for name in wanted:
        unique = name
        while unique in seen or (unique != name and unique in taken):
            following[name] = following.get(name, 1) + 1
            unique = f"{name} ({following[name]})"
        seen.add(unique)
        names.append(unique)
    return tuple(names)


def _remark(code: str, message: str, names: list[str]) -> Issue | None:
    if not names:
        return None
    listed = ", ".join(f'"{name}"' for name in names[:10])
    remedy = "Nothing to do, unless the wrong column is meant."
    return Issue(code, Effect.NOTED, len(names), message.format(listed), remedy)
