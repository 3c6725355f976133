"""Why a step stands where it stands: exact shares of its score, in plain sentences with the raw figures."""

from __future__ import annotations

from dataclasses import dataclass

from mining.ranking.criteria import CRITERIA
from mining.ranking.scores import Scores
from mining.ranking.statistics import Statistics

__all__ = ["Reason", "reasons"]


@dataclass(frozen=True)
class Reason:
    """One criterion's part in a score.

    Attributes
    ----------
    criterion
        Its key.
    contribution
        Log-odds it adds; negative if it speaks against.
    raw
        Its raw value; NaN where not answerable.
    sentence
        The raw value in plain words.
    """

    criterion: str
    contribution: float
    raw: float
    sentence: str


def reasons(
    statistics: Statistics, activity: int, scores: Scores, row: int
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return the reasons for and the reasons against, each weightiest first.

    Parameters
    ----------
    statistics
        Of the log, with no counts but those that may be told.
    activity
        Its number.
    scores, row
        The scores, and the activity's row there. Criteria that add nothing are in neither list.
    """
    found = [
        Reason(
            criterion.key,
            float(scores.contributions[row, column]),
            float(criterion.assess(statistics)[activity]),
            criterion.sentence(statistics, activity),
        )
        for column, criterion in enumerate(CRITERIA)
    ]
    ordered = sorted(found, key=lambda reason: -abs(reason.contribution))
    support = tuple(reason for reason in ordered if reason.contribution > 0)
    return support, tuple(reason for reason in ordered if reason.contribution < 0)
