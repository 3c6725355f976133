"""How well a column fits a part of an event log, and why, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connectors.profile import ColumnProfile, changes_within, rises_within
from connectors.vocabulary import is_plan, looks_like_channel, looks_like_lifecycle, name_fit

__all__ = ["Fitness", "fitness"]

_NAME, _CONTENT = 0.65, 0.35


@dataclass(frozen=True)
class Fitness:
    """How well a column fits a part.

    Attributes
    ----------
    score
        0 to 1, of name and contents together.
    by_name
        How well the name alone fits.
    reason
        A plain sentence.
    """

    score: float
    by_name: float
    reason: str


@dataclass(frozen=True)
class _Content:
    """What the values say: a share from 0 to 1, and in words."""

    share: float
    words: str


def fitness(part: str, column: ColumnProfile, case: ColumnProfile | None) -> Fitness:
    """Return how well a column fits a part.

    Parameters
    ----------
    part
        A part of `connectors.detection.Proposal`.
    column
        The column.
    case
        The case id, where it is known.
    """
    by_name = name_fit(part, column.name)
    content = _CONTENTS[part](column, case)
    if content.share == 0 or (part not in _BY_CONTENT and by_name == 0):
        return Fitness(0.0, by_name, "")
    score = _NAME * by_name + _CONTENT * content.share
    said = (
        f'Its name says "{column.name}", and' if by_name else f'Its name, "{column.name}", does not tell, but'
    )
    return Fitness(score, by_name, f"{said} {content.words}.")


def _case(column: ColumnProfile, _: ColumnProfile | None) -> _Content:
    if column.is_typed_time or column.filled < 0.3:
        return _Content(0.0, "")
    words = f"each value occurs {column.repeats:.1f} times on average"
    if column.repeats <= 1.05:
        return _Content(0.6, "no value occurs twice" if column.repeats <= 1 else words)
    many = min(1.0, column.n_distinct / 10) if column.n_filled > 100 else 1.0
    plausible = 1.0 if column.repeats < 200 else 0.3
    dates = 0.4 if column.time_share > 0.9 else 1.0
    return _Content(many * plausible * dates * column.filled, words)


def _activity(column: ColumnProfile, case: ColumnProfile | None) -> _Content:
    if column.is_typed_time or column.n_distinct == 0:
        return _Content(0.0, "")
    few = 1.0 if column.n_distinct <= max(30, 0.2 * column.n_filled) else 0.2
    texts = 1.0 if column.number_share < 0.5 and column.time_share < 0.5 else 0.3
    changes = changes_within(case, column) if case else 0.0
    words = f"it has {column.n_distinct:,} different values"
    if changes:
        words += ", which change from one row of a case to the next"
    return _Content(few * texts * column.filled * (0.3 + 0.7 * changes), words)


def _timestamp(column: ColumnProfile, case: ColumnProfile | None) -> _Content:
    share = column.time_share
    if share < 0.4:
        return _Content(0.0, "")
    rises = rises_within(case, column) if case else 0.0
    planned = 0.2 if is_plan(column.name) else 1.0
    words = "its values are dates or times"
    if rises > 0.9:
        words += ", which rise within a case"
    return _Content(planned * share * column.filled * (0.7 + 0.3 * rises), words)


def _start(column: ColumnProfile, case: ColumnProfile | None) -> _Content:
    return _timestamp(column, case)


def _lifecycle(column: ColumnProfile, _: ColumnProfile | None) -> _Content:
    share = looks_like_lifecycle(column.some_values)
    return _Content(
        share if share > 0.9 else 0.0, "its values are steps of a task's life, such as start and complete"
    )


def _resource(column: ColumnProfile, _: ColumnProfile | None) -> _Content:
    if column.time_share > 0.5:
        return _Content(0.0, "")
    few = 1.0 if column.n_distinct <= max(20, 0.5 * column.n_filled) else 0.3
    return _Content(few * max(0.3, column.filled), f"it has {column.n_distinct:,} different values")


def _channel(column: ColumnProfile, _: ColumnProfile | None) -> _Content:
    if column.time_share > 0.5 or column.n_distinct > 60:
        return _Content(0.0, "")
    share = looks_like_channel(column.some_values)
    words = (
        "its values are ways of getting in touch"
        if share > 0.3
        else f"it has {column.n_distinct:,} different values"
    )
    return _Content(min(1.0, 0.2 + share), words)


def _system(column: ColumnProfile, _: ColumnProfile | None) -> _Content:
    if column.time_share > 0.5 or column.n_distinct > 60:
        return _Content(0.0, "")
    return _Content(0.7, f"it has {column.n_distinct:,} different values")


_CONTENTS: dict[str, Callable[[ColumnProfile, ColumnProfile | None], _Content]] = {
    "case": _case,
    "activity": _activity,
    "timestamp": _timestamp,
    "start": _start,
    "lifecycle": _lifecycle,
    "resource": _resource,
    "channel": _channel,
    "system": _system,
}
_BY_CONTENT = ("case", "activity", "timestamp")
