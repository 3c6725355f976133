"""What a reviewer had before them, kept with what they said: later figures may differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from mining.ranking.verdicts import Verdict

__all__ = ["STRICT", "Criterion", "Snapshot", "Text"]

STRICT = ConfigDict(extra="forbid", strict=True)
Text = Annotated[str, Field(max_length=500)]


@dataclass(frozen=True)
class Criterion:
    """One criterion of a step as it was when judged.

    Attributes
    ----------
    key
        Which.
    raw
        Its value, made from counts that may be told; None where it spoke neither for nor against.
    rank
        Its percentile rank within the log, 0 to 1.
    """

    key: Text
    raw: float | None
    rank: Annotated[float, Field(ge=0, le=1)]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Snapshot:
    """What a reviewer had before them: the step as the program told of it then.

    Attributes
    ----------
    log, fingerprint
        Which log (`mining.feedback.place.log_id`), and a digest of what was told of it.
    filters
        What the cases were chosen by, in plain English.
    activity
        Name of the step.
    n_events, n_cases
        As told: rounded.
    criteria
        In the order of the model's features; empty where the step could not be judged.
    score, rank, rank_low, rank_high
        Suitability score and place; None where there was none.
    verdict, rule
        What the program said, and the row of the decision table that said so.
    model, definitions_version
        Digest of the model, and version of the criteria.
    """

    log: Text
    fingerprint: Text
    filters: tuple[Text, ...]
    activity: str
    n_events: int
    n_cases: int
    criteria: tuple[Criterion, ...]
    score: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    verdict: Verdict
    rule: Text
    model: Text
    definitions_version: int

    __pydantic_config__ = STRICT
