"""Events of one simulation as the rows of a file a council might export."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

from sample_logs.hours import DAY
from sample_logs.process import Dirt, Process
from sample_logs.simulation import Event

__all__ = ["TIME_FORMAT", "Row", "log_rows", "n_open_cases", "to_csv"]

TIME_FORMAT = "%d/%m/%Y %H:%M:%S"
"""Day first, local time without a zone, as UK exports have it."""

Row = dict[str, str]
"""Cells by column header."""


def log_rows(process: Process, events: list[Event]) -> list[Row]:
    """Rows with the headers of the process's mapping, drawn on its last day.

    Parameters
    ----------
    events
        By completion. Those completed after the log was drawn are left out, so some cases stay open.

    Returns
    -------
    list of dict
        One an event, in the order of `events`, spoiled as `process.dirt` says.
    """
    rows = [_row(process, event) for event in events if _is_drawn(process, event)]
    return _spoiled(rows, process, process.dirt) if process.dirt else rows


def n_open_cases(process: Process, events: list[Event]) -> int:
    """Number of cases with a step still to come when the log was drawn."""
    return len({event.case.reference for event in events if not _is_drawn(process, event)})


def to_csv(rows: list[Row]) -> str:
    """Text of a CSV file with a header; lines end in a bare line feed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _is_drawn(process: Process, event: Event) -> bool:
    return event.completed < process.log_days * DAY


def _row(process: Process, event: Event) -> Row:
    mapping = process.mapping
    cells = {
        mapping.case: event.case.reference,
        mapping.activity: event.step.name,
        mapping.timestamp: _local(process, event.completed),
        mapping.start: _local(process, event.started),
        mapping.resource: event.resource,
        mapping.channel: event.channel,
        mapping.system: event.step.system,
        **dict(zip(mapping.case_attributes, event.case.attributes, strict=True)),
        **dict.fromkeys(mapping.event_attributes, event.keyed),
    }
    return {column: cells[column] for column in mapping.columns}


def _local(process: Process, seconds: int) -> str:
    midnight = datetime.fromisoformat(process.first_day.isoformat())
    return (midnight + timedelta(seconds=seconds)).strftime(TIME_FORMAT)


def _spoiled(rows: list[Row], process: Process, dirt: Dirt) -> list[Row]:
    """Spoil rows of one activity, spread evenly over the file."""
    candidates = [n for n, row in enumerate(rows) if row[process.mapping.activity] == dirt.activity]
    n_spoiled = len(dirt.unreadable) + dirt.duplicates
    chosen = [candidates[len(candidates) * (n + 1) // (n_spoiled + 1)] for n in range(n_spoiled)]
    for number, text in zip(chosen, dirt.unreadable, strict=False):
        rows[number] = {**rows[number], process.mapping.timestamp: text}
    for number in reversed(chosen[len(dirt.unreadable) :]):
        rows.insert(number + 1, dict(rows[number]))
    return rows
