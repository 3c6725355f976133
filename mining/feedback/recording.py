"""From what a reviewer says about a step to a record that can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from math import isfinite

from mining.analysis import Analysis
from mining.errors import ReviewRefused
from mining.feedback.models import model_id
from mining.feedback.queue import Entry
from mining.feedback.reasons import REASONS
from mining.feedback.records import (
    LONGEST_NAME,
    LONGEST_NOTE,
    OURS,
    Record,
    Review,
    Undo,
    standing,
)
from mining.feedback.snapshot import Criterion, Snapshot
from mining.privacy.personal import masked
from mining.ranking.classifier import SuitabilityModel
from mining.ranking.criteria import DEFINITIONS_VERSION
from mining.ranking.opportunities import Opportunity
from mining.ranking.verdicts import Verdict

__all__ = ["fingerprint", "review", "reviewer_named", "snapshot_of", "undo"]

_DIGITS = 16
_NINE = 9


def review(
    snapshot: Snapshot, reviewer: str, verdict: Verdict, because: tuple[Sequence[str], str], entry: Entry
) -> Review:
    """Return the record of a verdict.

    Parameters
    ----------
    snapshot, entry
        What was judged, and how it came up.
    reviewer, verdict
        Who, and what they would do with the step.
    because
        Keys of reasons, and a note; what looks like personal data in it is masked.

    Raises
    ------
    ReviewRefused
        There is no name or no reason, or the note is too long.
    """
    reasons, note = because
    if not reasons or set(reasons) - set(REASONS):
        message = "Choose at least one reason from the list."
        raise ReviewRefused(message)
    note = " ".join(note.split())
    if len(note) > LONGEST_NOTE:
        message = f"The note has {len(note)} characters; shorten it to {LONGEST_NOTE}."
        raise ReviewRefused(message)
    if "other" in reasons and not note:
        message = "Say in the note what the other reason is."
        raise ReviewRefused(message)
    return Review(
        reviewer=reviewer_named(reviewer),
        verdict=verdict,
        reasons=tuple(key for key in REASONS if key in reasons),
        note=masked(note),
        snapshot=snapshot,
        stratum=entry.stratum,
        is_common=entry.is_common,
    )


def undo(records: Sequence[Record], record_id: str, reviewer: str) -> Undo:
    """Return the record that takes another one back.

    Raises
    ------
    ReviewRefused
        No such record holds, or somebody else made it.
    """
    reviewer = reviewer_named(reviewer)
    found = next((one for one in standing(records) if one.id == record_id), None)
    if found is None:
        message = f"No record {record_id} holds; it may have been taken back already."
        raise ReviewRefused(message)
    if found.reviewer != reviewer or getattr(found, "organisation", OURS) != OURS:
        message = "Only the person who recorded something can take it back."
        raise ReviewRefused(message)
    return Undo(reviewer=reviewer, undoes=record_id)


def reviewer_named(name: str) -> str:
    """Return the name of a reviewer, trimmed.

    Raises
    ------
    ReviewRefused
        There is none, or it is too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        message = f"Say who reviews: a name or initials of 1 to {LONGEST_NAME} characters."
        raise ReviewRefused(message)
    return name


def snapshot_of(
    analysis: Analysis, item: Opportunity, model: SuitabilityModel, log: str, filters: tuple[str, ...] = ()
) -> Snapshot:
    """Return what the program tells of a step now.

    Parameters
    ----------
    analysis, item
        The analysis as it may be told, and the step in it.
    model
        That ranked it.
    log, filters
        What records call the log, and what its cases were chosen by.
    """
    return Snapshot(
        log=log,
        fingerprint=fingerprint(analysis),
        filters=filters,
        activity=item.activity,
        n_events=item.n_events,
        n_cases=item.n_cases,
        criteria=_criteria(item, model),
        score=item.score,
        rank=item.rank,
        rank_low=item.rank_low,
        rank_high=item.rank_high,
        verdict=item.verdict,
        rule=item.rule,
        model=model_id(model),
        definitions_version=DEFINITIONS_VERSION,
    )


def _criteria(item: Opportunity, model: SuitabilityModel) -> tuple[Criterion, ...]:
    """The criteria that the score was made from: contribution = weight (rank - 0.5), turned round."""
    if item.score is None:
        return ()
    reasons = {reason.criterion: reason for reason in (*item.reasons_for, *item.reasons_against)}
    found = []
    for key, weight in zip(model.schema.keys, model.weights, strict=True):
        reason = reasons.get(key)
        rank = 0.5 + reason.contribution / weight if reason and weight else 0.5
        raw = reason.raw if reason and isfinite(reason.raw) else None
        found.append(Criterion(key, raw, min(1.0, max(0.0, round(rank, _NINE)))))
    return tuple(found)


def fingerprint(analysis: Analysis) -> str:
    """Return a digest of what is told of a log, by which a later reader sees whether it has changed since.

    It is made from rounded counts, so that nothing hidden can be worked out from it.
    """
    steps = sorted(analysis.graph.names)
    told = (
        analysis.name,
        analysis.n_cases,
        analysis.n_events,
        f"{analysis.throughput.last:%Y-%m-%d}",
        *steps,
    )
    return sha256("\n".join(map(str, told)).encode()).hexdigest()[:_DIGITS]
