"""What is written down: a review with what it judged, or that a former record is taken back. No record is changed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from mining.errors import ReviewRefused
from mining.feedback.snapshot import STRICT, Snapshot, Text
from mining.ranking.verdicts import Verdict

__all__ = [
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "OURS",
    "Answer",
    "Answers",
    "Choice",
    "Lifting",
    "Record",
    "Review",
    "Stratum",
    "Undo",
    "as_line",
    "from_line",
    "standing",
]

LONGEST_NOTE = 300
LONGEST_NAME = 80
OURS = ""
"""Organisation of what was recorded here; what was imported from another one names it."""
_ID = r"^[0-9a-f]{16}$"
_Id = Annotated[str, Field(pattern=_ID)]
_Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class Stratum(StrEnum):
    """Why a step came up for review."""

    TOP = "top"
    UNCERTAIN = "uncertain"
    RANDOM = "random"
    CHOSEN = "chosen by the reviewer"


Answer = Literal["yes", "no", "don't know"]


def _new_id() -> str:
    return secrets.token_hex(8)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, kw_only=True)
class Review:
    """A reviewer's verdict on one step.

    Attributes
    ----------
    reviewer
        Who.
    verdict, reasons, note
        What they would do with the step, why (keys of `mining.feedback.reasons.REASONS`), and in their own words.
    snapshot
        What they judged.
    stratum, is_common
        Which part of the queue it came from, and whether a second reviewer gets it too.
    organisation
        Where it was recorded; `OURS` for here.
    id, at
        Name of the record, and when it was made, in UTC (ISO 8601).
    """

    reviewer: _Name
    verdict: Verdict
    snapshot: Snapshot
    reasons: tuple[Text, ...] = ()
    note: Annotated[str, Field(max_length=LONGEST_NOTE * 2)] = ""
    stratum: Stratum = Stratum.CHOSEN
    is_common: bool = False
    organisation: Annotated[str, Field(max_length=LONGEST_NAME)] = OURS
    id: _Id = field(default_factory=_new_id)
    at: Text = field(default_factory=_now)
    kind: Literal["review"] = "review"

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Undo:
    """That a former record is taken back; an `Undo` can be taken back too.

    Attributes
    ----------
    undoes
        Id of that record.
    """

    reviewer: _Name
    undoes: _Id
    id: _Id = field(default_factory=_new_id)
    at: Text = field(default_factory=_now)
    kind: Literal["undo"] = "undo"

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a reviewer answered to the questions about one step.

    Attributes
    ----------
    activity
        Which step.
    said
        Key of each question that was answered, and the answer.
    """

    reviewer: _Name
    activity: str
    said: dict[Text, Answer]
    organisation: Annotated[str, Field(max_length=LONGEST_NAME)] = OURS
    id: _Id = field(default_factory=_new_id)
    at: Text = field(default_factory=_now)
    kind: Literal["answers"] = "answers"

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Lifting:
    """That an administrator agrees with a "no": the guard-rail that words of the name gave is lifted.

    Attributes
    ----------
    activity, question
        Which step, and key of the question.
    reason
        Why; it stands in the report.
    """

    reviewer: _Name
    activity: str
    question: Text
    reason: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE * 2)]
    id: _Id = field(default_factory=_new_id)
    at: Text = field(default_factory=_now)
    kind: Literal["lifting"] = "lifting"

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which model ranks this log from now on.

    Attributes
    ----------
    model
        Digest of a refitted model; "" for the one that comes with the program.
    because
        What the test said.
    """

    reviewer: _Name
    model: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")]
    because: Text
    id: _Id = field(default_factory=_new_id)
    at: Text = field(default_factory=_now)
    kind: Literal["choice"] = "choice"

    __pydantic_config__ = STRICT


Record = Review | Undo | Answers | Lifting | Choice
_ADAPTER: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])


def as_line(record: Record) -> str:
    """Return a record as one line of JSON."""
    return _ADAPTER.dump_json(record).decode()


def from_line(line: str) -> Record:
    """Return the record of a line.

    Raises
    ------
    ReviewRefused
        It holds none, or one of another version of this program.
    """
    try:
        return _ADAPTER.validate_json(line)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        message = f"A record of a review cannot be read (at {where or 'its beginning'}). Put the file back from a copy."
        raise ReviewRefused(message) from error


def standing(records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records that hold, in order: not taken back, or taken back by one that was itself taken back.

    An undo comes after what it undoes, so one pass from the last record to the first settles all.
    """
    gone: set[str] = set()
    kept: list[Record] = []
    for record in reversed(records):
        if record.id in gone:
            continue
        if isinstance(record, Undo):
            gone.add(record.undoes)
        else:
            kept.append(record)
    return tuple(reversed(kept))
