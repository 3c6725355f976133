"""Names that may be told: those of channels and systems that enough cases have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from mining.eventlog import EventLog

__all__ = ["told_channels", "told_systems"]

_ = ibis._


def told_channels(log: EventLog, base: int) -> tuple[str, ...]:
    """Return the names of channels that at least so many cases came by."""
    return _told(log, log.cases, "channel_no", log.channel_names, base)


def told_systems(log: EventLog, base: int) -> tuple[str, ...]:
    """Return the names of systems that at least so many cases have an event in."""
    return _told(log, log.events, "system_no", log.system_names, base)


def _told(log: EventLog, table: ir.Table, column: str, names: tuple[str, ...], base: int) -> tuple[str, ...]:
    if base <= 1 or not names:
        return names
    counted = table.filter(_[column].notnull()).group_by(column).agg(n=_.case_no.nunique())
    enough = {row[column] for row in log.rows(counted) if row["n"] >= base}
    return tuple(name for number, name in enumerate(names) if number in enough)
