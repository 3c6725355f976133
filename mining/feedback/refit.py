"""Fitting the classifier anew with what reviewers said, and whether that earns a place.

*Automate* counts as 1; *assist*, *redesign*, *remove* and *keep with people* as 0: software is not to do the step as
it is. *Cannot tell* says nothing of the step, and *already automated* tells what was done, not what should be: both
are left out. The random part of the queue is never fitted, because it is the only fair test; what is tested is the
model as it would be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mining.feedback.agreement import latest_reviews
from mining.feedback.models import model_id
from mining.feedback.records import Record, Review, Stratum
from mining.feedback.snapshot import Snapshot
from mining.ranking.averages import Averages, Figure, RankedList
from mining.ranking.classifier import FeatureSchema, SuitabilityModel, fit
from mining.ranking.criteria import DEFINITIONS_VERSION
from mining.ranking.metrics import average_precision, expected_average_precision
from mining.ranking.model_file import MODEL_FOLDER
from mining.ranking.training_table import TRAINING_TABLE, TrainingTable
from mining.ranking.verdicts import Verdict
from mining.results import Unanswered

__all__ = ["LEAST_DOUBLE", "LEAST_ORGANISATIONS", "LEAST_TESTED", "Gate", "Move", "Refit", "gate", "refit"]

LEAST_TESTED = 20
"""Steps of the random part below which a difference is not told."""
LEAST_ORGANISATIONS, LEAST_DOUBLE = 5, 100
N_RESAMPLES = 1000
_LABELS = {
    Verdict.AUTOMATE: 1,
    **dict.fromkeys((Verdict.ASSIST, Verdict.REDESIGN, Verdict.REMOVE, Verdict.KEEP_WITH_PEOPLE), 0),
}
_SHIPPED, _REFITTED = "shipped", "refitted"


@dataclass(frozen=True)
class Move:
    """Where a step stands by the shipped model, and where by the refitted one."""

    activity: str
    before: int
    after: int


@dataclass(frozen=True)
class Gate:
    """Whether a refitted model may rank a log, and why."""

    is_open: bool
    sentence: str


@dataclass(frozen=True)
class Refit:
    """What fitting anew comes to.

    Attributes
    ----------
    model
        The refitted classifier; the shipped one where there is nothing to fit.
    n_fitted, n_automate
        Reviewed steps it was fitted to, and how many of them are to be automated.
    n_disagreed, n_other
        Steps left out because reviewers disagree, and because their verdict is no label or they had no criteria.
    n_double
        Steps that two people judged.
    moves
        Every ranked step, in the order of the refitted model.
    test
        Average precision of the refitted model less that of the shipped one, on the random part; or why not told.
    gate
        Whether it may be used.
    """

    model: SuitabilityModel
    n_fitted: int
    n_automate: int
    n_disagreed: int
    n_other: int
    n_double: int
    moves: tuple[Move, ...]
    test: Figure | Unanswered
    gate: Gate


@dataclass(frozen=True)
class _Row:
    organisation: str
    snapshot: Snapshot
    label: int
    is_random: bool

    @property
    def ranks(self) -> list[float]:
        return [one.rank for one in self.snapshot.criteria]


def refit(records: Sequence[Record], shipped: SuitabilityModel, ranked: Sequence[Snapshot]) -> Refit:
    """Return what the classifier becomes with the reviews, held against the shipped one.

    Parameters
    ----------
    records
        All that was recorded, what was imported included.
    shipped
        The model that comes with the program.
    ranked
        The ranked steps of the log as they are now.
    """
    groups = _by_step(records)
    rows = [row for row in map(_row, groups) if isinstance(row, _Row)]
    fitted, tested = [row for row in rows if not row.is_random], [row for row in rows if row.is_random]
    model = _fitted(fitted) if fitted else shipped
    lists = _lists(tested, shipped, model)
    test = _paired(lists, len(tested), is_same=model_id(model) == model_id(shipped))
    n_double = sum(len(group) > 1 for group in groups)
    return Refit(
        model,
        len(fitted),
        sum(row.label for row in fitted),
        sum(_row(group) == "disagreed" for group in groups),
        sum(_row(group) == "other" for group in groups),
        n_double,
        _moves(ranked, shipped, model),
        test,
        gate(test, len(lists), n_double),
    )


def gate(test: Figure | Unanswered, n_organisations: int, n_double: int) -> Gate:
    """Return whether a refitted model may take the place of the shipped one.

    Parameters
    ----------
    test
        The paired difference in average precision.
    n_organisations, n_double
        Organisations that it was tested on, and steps that two people judged.
    """
    if isinstance(test, Unanswered):
        return Gate(is_open=False, sentence="It stays a challenger: there is no fair test of it yet.")
    if test.interval_95[0] <= 0:
        return Gate(
            is_open=False, sentence="It stays a challenger: the test does not show that it ranks better."
        )
    if n_organisations < LEAST_ORGANISATIONS and n_double < LEAST_DOUBLE:
        sentence = (
            f"It stays a challenger: the test speaks for it, but it takes {LEAST_ORGANISATIONS} organisations "
            f"(there are {n_organisations}) or {LEAST_DOUBLE} steps that two people judged (there are {n_double})."
        )
        return Gate(is_open=False, sentence=sentence)
    return Gate(is_open=True, sentence="It may rank this log: it ranks better on steps drawn at random.")


def _by_step(records: Sequence[Record]) -> list[list[Review]]:
    groups: dict[tuple[str, str], list[Review]] = {}
    for one in latest_reviews(records):
        groups.setdefault((one.organisation, one.snapshot.activity), []).append(one)
    return list(groups.values())


def _row(group: Sequence[Review]) -> _Row | str:
    """What a step teaches; "disagreed" or "other" where it is left out."""
    labels = {_LABELS.get(one.verdict) for one in group} - {None}
    snapshot = group[-1].snapshot
    keys = tuple(one.key for one in snapshot.criteria)
    if len(labels) > 1:
        return "disagreed"
    if not labels or keys != FeatureSchema().keys or snapshot.definitions_version != DEFINITIONS_VERSION:
        return "other"
    is_random = any(one.stratum is Stratum.RANDOM for one in group)
    return _Row(group[0].organisation, snapshot, int(labels.pop() or 0), is_random)


def _fitted(rows: Sequence[_Row]) -> SuitabilityModel:
    table = TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)
    ranks = np.vstack([table.ranks, [row.ranks for row in rows]])
    return fit(ranks, np.concatenate([table.labels, [row.label for row in rows]]), table.schema)


def _lists(rows: Sequence[_Row], shipped: SuitabilityModel, model: SuitabilityModel) -> list[RankedList]:
    """The random part, one list an organisation; a list of one kind only tells nothing."""
    found = []
    for organisation in dict.fromkeys(row.organisation for row in rows):
        here = [row for row in rows if row.organisation == organisation]
        ranks, labels = np.array([row.ranks for row in here]), np.array([row.label for row in here])
        if 0 < labels.sum() < len(labels):
            scores = {_SHIPPED: shipped.log_odds(ranks), _REFITTED: model.log_odds(ranks)}
            found.append(RankedList(organisation or "here", labels, scores))
    return found


def _paired(lists: list[RankedList], n_tested: int, *, is_same: bool) -> Figure | Unanswered:
    if is_same:
        return Unanswered("There is nothing to compare: no verdict has been fitted.")
    n = sum(len(one.labels) for one in lists)
    if n < LEAST_TESTED:
        return Unanswered(
            f"Too few to tell: of the steps drawn at random {n_tested} are judged and {n} can be compared; it takes "
            f"{LEAST_TESTED}, some to automate and some not."
        )
    random = np.random.default_rng(0)
    draws = [[one.resampled(random) for one in lists] for _ in range(N_RESAMPLES)]
    averages = Averages.of(lists, draws, average_precision, expected_average_precision)
    return averages.difference(_REFITTED, _SHIPPED)


def _moves(
    ranked: Sequence[Snapshot], shipped: SuitabilityModel, model: SuitabilityModel
) -> tuple[Move, ...]:
    scored = [one for one in ranked if one.criteria]
    if not scored:
        return ()
    ranks = np.array([[criterion.rank for criterion in one.criteria] for one in scored])

    def order(by: SuitabilityModel) -> dict[str, int]:
        odds = np.round(by.log_odds(ranks), 6)
        # Of equals, the one that stands first now: a refit that changes nothing moves nothing.
        best = sorted(range(len(scored)), key=lambda n: (-odds[n], scored[n].rank or 0))
        return {scored[n].activity: place for place, n in enumerate(best, 1)}

    before, after = order(shipped), order(model)
    return tuple(Move(name, before[name], place) for name, place in after.items())
