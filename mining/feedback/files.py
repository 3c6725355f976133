"""The reviews as files: CSV to read, JSON to read back in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from mining.errors import ReviewRefused
from mining.feedback.reasons import REASONS
from mining.feedback.records import LONGEST_NAME, OURS, Answers, Record, Review, Undo, standing
from mining.reporting.cells import csv_text

__all__ = ["MOST_BYTES", "Imported", "read_records", "records_json", "reviews_csv"]

FORMAT: Literal[1] = 1
MOST_BYTES = 20_000_000
_HEADER = (
    "id", "at_utc", "holds", "organisation", "reviewer", "activity", "verdict", "reasons", "note", "came_up_as",
    "for_two_reviewers", "program_said", "rule", "score", "rank", "rank_low", "rank_high", "times_done", "cases",
    "filters", "log", "fingerprint", "model", "definitions_version", "criteria",
)  # fmt: skip


def reviews_csv(records: Sequence[Record]) -> str:
    """Return every review, also those taken back, one row each; formulas made harmless."""
    held = {one.id for one in standing(records)}
    return csv_text(_HEADER, (_row(one, one.id in held) for one in records if isinstance(one, Review)))


def _row(one: Review, holds: bool) -> tuple[object, ...]:  # noqa: FBT001 - a cell of the table
    was = one.snapshot
    criteria = (
        f"{c.key}: {'' if c.raw is None else f'{c.raw:.6g}'} (rank {c.rank:.3f})" for c in was.criteria
    )
    return (
        one.id, one.at, "yes" if holds else "taken back", one.organisation, one.reviewer, was.activity,
        str(one.verdict),
        "; ".join(REASONS.get(key, key) for key in one.reasons), one.note, str(one.stratum),
        "yes" if one.is_common else "no", str(was.verdict), was.rule, was.score, was.rank, was.rank_low, was.rank_high,
        was.n_events, was.n_cases, "; ".join(was.filters), was.log, was.fingerprint, was.model, was.definitions_version,
        "; ".join(criteria),
    )  # fmt: skip


def records_json(records: Sequence[Record]) -> str:
    """Return every record as JSON that `read_records` reads."""
    return _ADAPTER.dump_json(_Document(FORMAT, tuple(records)), indent=1).decode()


@dataclass(frozen=True)
class Imported:
    """What a file of records holds.

    Attributes
    ----------
    records
        Those that may be taken in.
    n_left_out
        Records that have force only where they were made.
    """

    records: tuple[Record, ...]
    n_left_out: int


def read_records(content: bytes, organisation: str = OURS) -> Imported:
    """Return the records of a JSON file.

    Only reviews, answers and undoing come in: what lifts a guard-rail or chooses a model has force only where
    an administrator said it.

    Parameters
    ----------
    content
        Of the file.
    organisation
        Where it was recorded, unless its records say; `OURS` where it is about this log.

    Raises
    ------
    ReviewRefused
        It is too large or no such file; nothing of it is taken in then.
    """
    message = "This file holds no reviews. Choose the JSON file that was exported from the Review page."
    if len(content) > MOST_BYTES:
        raise ReviewRefused(message)
    try:
        found = _ADAPTER.validate_json(content).records
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "its beginning"
        message = f"{message} What is wrong stands at {where}."
        raise ReviewRefused(message) from error
    taken = [one for one in found if isinstance(one, _COME_IN)]
    named = " ".join(organisation.split())[:LONGEST_NAME]
    return Imported(tuple(_of(one, named) for one in taken), len(found) - len(taken))


_COME_IN = (Review, Undo, Answers)


@dataclass(frozen=True)
class _Document:
    format: Literal[1]
    records: tuple[Annotated[Record, Field(discriminator="kind")], ...]

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)


_ADAPTER = TypeAdapter(_Document)


def _of(one: Record, organisation: str) -> Record:
    if isinstance(one, (Review, Answers)) and one.organisation == OURS and organisation:
        return replace(one, organisation=organisation)
    return one
