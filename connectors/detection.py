"""Which column is what: proposed from names and from contents, with a reason a person can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from connectors import ReadOptions, open_source
from connectors.fitness import Fitness, fitness
from connectors.profile import ColumnProfile
from connectors.vocabulary import is_bookkeeping, is_plan, milestone_name
from mining.mapping import Mapping, Milestone
from mining.rawtable import LINE, RawTable

__all__ = ["PARTS", "SAMPLE_ROWS", "Guess", "Preview", "Proposal", "preview", "propose"]

PARTS = ("case", "activity", "timestamp", "start", "lifecycle", "resource", "channel", "system")
"""Parts of an event log that one column plays, in the order people ask for them."""

SAMPLE_ROWS = 20_000
"""Rows that a proposal looks at."""

_LEAST = {"case": 0.3, "activity": 0.3, "timestamp": 0.35, "start": 0.6}
_LEAST_OTHERS = 0.55
_UNIQUE = 1.05
_CLEARLY = 0.75


@dataclass(frozen=True)
class Guess:
    """A column proposed for a part.

    Attributes
    ----------
    column
        The column.
    confidence
        0 (none) to 1 (certain).
    reason
        A plain sentence for the user.
    """

    column: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Proposal:
    """Columns proposed for the parts of an event log; None or empty where nothing fits.

    Attributes
    ----------
    case, activity, timestamp, start, lifecycle, resource, channel, system
        A guess for each part. A wide table has no activity, timestamp or start.
    milestones
        For a table with one row a request: its time columns, in the order of their times.
    case_attributes, event_attributes
        Further columns, where the format itself tells them apart.
    """

    case: Guess | None = None
    activity: Guess | None = None
    timestamp: Guess | None = None
    start: Guess | None = None
    lifecycle: Guess | None = None
    resource: Guess | None = None
    channel: Guess | None = None
    system: Guess | None = None
    milestones: tuple[Guess, ...] = ()
    case_attributes: tuple[str, ...] = ()
    event_attributes: tuple[str, ...] = ()

    @property
    def mapping(self) -> Mapping:
        """The proposal as a mapping; parts without a guess stay empty."""
        single: dict[str, Any] = {part: guess.column for part in PARTS if (guess := getattr(self, part))}
        return Mapping(
            **single,
            case_attributes=self.case_attributes,
            event_attributes=self.event_attributes,
            milestones=tuple(
                Milestone(guess.column, milestone_name(guess.column)) for guess in self.milestones
            ),
        )


_OPTIONAL = ("lifecycle", "resource", "channel", "system")


@dataclass(frozen=True)
class Preview:
    """The beginning of a source, and what its columns seem to be.

    Attributes
    ----------
    columns
        Names of all columns.
    sample
        First rows, with `mining.rawtable.LINE`.
    proposal
        Which column is what.
    """

    columns: tuple[str, ...]
    sample: pa.Table
    proposal: Proposal


def preview(path: Path, options: ReadOptions = ReadOptions()) -> Preview:  # noqa: B008 - a frozen value
    """Return the beginning of a file with a proposal.

    Parameters
    ----------
    path, options
        As for `connectors.open_source`; `sample_rows` defaults to `SAMPLE_ROWS`.

    Raises
    ------
    NotReadable, QuestionForUser
        As `connectors.open_source`.
    """
    raw = open_source(path, replace(options, sample_rows=options.sample_rows or SAMPLE_ROWS))
    sample = pa.Table.from_batches(raw.batches, schema=raw.schema)
    told = _told(raw)
    return Preview(raw.columns, sample, told or propose(raw.columns, sample))


def _told(raw: RawTable) -> Proposal | None:
    """Return what the format itself says."""
    if raw.mapping is None:
        return None
    reason = "The XES standard gives this attribute the part."
    told: dict[str, Any] = {
        part: Guess(column, 1.0, reason) for part in PARTS if (column := getattr(raw.mapping, part))
    }
    return Proposal(
        **told, case_attributes=raw.mapping.case_attributes, event_attributes=raw.mapping.event_attributes
    )


def propose(table_columns: Sequence[str], sample: pa.Table) -> Proposal:
    """Return which column is which part of an event log.

    Parameters
    ----------
    table_columns
        Names of the source's columns.
    sample
        Some first rows, in the order of the source; text, or timestamps where it is typed.

    Returns
    -------
    Proposal
        No column plays two parts.
    """
    columns = [ColumnProfile(name, sample[name]) for name in table_columns if name != LINE]
    case = _best("case", columns, None)
    milestones = _milestones(case, columns) if case else []
    if milestones:
        parts = _assigned([*_OPTIONAL], columns, case, [guess.column for guess in milestones])
        return replace(parts, milestones=tuple(milestones))
    return _assigned(["activity", "timestamp", "start", *_OPTIONAL], columns, case, [])


@dataclass(frozen=True)
class _Found:
    profile: ColumnProfile
    fitness: Fitness


def _assigned(
    parts: list[str], columns: list[ColumnProfile], case: _Found | None, taken: list[str]
) -> Proposal:
    """Give each part its best column, the surest first; a column once taken is gone."""
    proposal = Proposal(case=_guess(case) if case else None)
    gone = {*taken, *([case.profile.name] if case else [])}
    free = [column for column in columns if column.name not in gone]
    waiting = list(parts)
    while waiting:
        found = {
            part: best for part in waiting if (best := _best(part, free, case.profile if case else None))
        }
        if not found:
            break
        # Those an event log cannot do without choose first; among the others the surest does.
        part = max(found, key=lambda name: (name in _LEAST, found[name].fitness.score))
        best = found[part]
        chosen: dict[str, Any] = {part: _guess(best)}
        proposal = replace(proposal, **chosen)
        free = [column for column in free if column.name != best.profile.name]
        waiting.remove(part)
    if proposal.timestamp is None and proposal.start is not None:
        # A single time is the time of the event, whatever it is called.
        return replace(proposal, timestamp=proposal.start, start=None)
    return proposal


def _best(part: str, columns: list[ColumnProfile], case: ColumnProfile | None) -> _Found | None:
    judged = [_Found(column, fitness(part, column, case)) for column in columns if column.n_filled]
    best = max(judged, key=lambda found: found.fitness.score, default=None)
    least = _LEAST.get(part, _LEAST_OTHERS)
    return best if best is not None and best.fitness.score >= least else None


def _guess(found: _Found) -> Guess:
    return Guess(found.profile.name, round(min(1.0, found.fitness.score), 2), found.fitness.reason)


def _milestones(case: _Found, columns: list[ColumnProfile]) -> list[Guess]:
    """Return the time columns of a table with one row a request, or none where it is no such table."""
    others = [column for column in columns if column.name != case.profile.name]
    times = [
        column
        for column in others
        if column.time_share > _CLEARLY and not is_plan(column.name) and not is_bookkeeping(column.name)
    ]
    activity = _best("activity", [column for column in others if column not in times], case.profile)
    is_long = activity is not None and activity.fitness.by_name > _CLEARLY
    if case.profile.repeats > _UNIQUE or case.profile.n_filled < 2 or len(times) < 2 or is_long:
        return []
    order = sorted(times, key=_typical_time)
    reason = "Each row is one request, and this column holds the time of a step of it."
    return [Guess(column.name, round(min(column.time_share, 0.9), 2), reason) for column in order]


def _typical_time(column: ColumnProfile) -> float:
    known = column.times[~np.isnan(column.times)]
    return float(np.mean(known)) if known.size else np.inf
