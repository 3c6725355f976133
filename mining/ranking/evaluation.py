"""How well the ranking transfers to an organisation it has never seen.

Each organisation is left out in turn: the classifier is fitted to the others and ranks the lists of the
one left out. Figures are taken for each list (log), averaged within an organisation, then over
organisations. Random cross-validation would flatter: rows of one log share its process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mining.errors import ThroughlineError
from mining.ranking.averages import RANDOM, Averages, Figure, RankedList
from mining.ranking.classifier import fit
from mining.ranking.labels import labelled_table
from mining.ranking.metrics import average_precision, expected_average_precision, expected_ndcg, ndcg
from mining.ranking.statistics import Floats
from mining.ranking.training_table import TrainingTable
from mining.ranking.trials import TRIALS

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["CHAMPION", "Evaluation", "ModelFigures", "evaluate", "evaluate_table"]

CHAMPION = "classifier (prior-shrunk)"
_EQUAL = "equal weights"
N_RESAMPLES = 1000


@dataclass(frozen=True)
class ModelFigures:
    """Average precision and NDCG@5 of one way of ranking, and AP by organisation."""

    model: str
    average_precision: Figure
    ndcg_5: Figure
    by_organisation: dict[str, float]


@dataclass(frozen=True)
class Evaluation:
    """The leave-one-organisation-out table.

    Attributes
    ----------
    models
        From the weakest baseline to the champion.
    champion_minus_equal
        Paired difference in average precision, on the same resamples.
    n_lists, n_rows, n_positives
        How much evidence there is.
    organisations
        Those left out in turn.
    prevalence
        Share of positives among all rows.
    trials
        Definitions and settings that were tried on these logs in all.
    """

    models: tuple[ModelFigures, ...]
    champion_minus_equal: Figure
    n_lists: int
    n_rows: int
    n_positives: int
    organisations: tuple[str, ...]
    prevalence: float
    trials: tuple[str, ...] = TRIALS

    @property
    def n_trials(self) -> int:
        """Number of variants tried; the more, the more a good figure owes to choice."""
        return len(self.trials)

    def rows(self) -> list[dict[str, str]]:
        """Return the table for people: one row a way of ranking."""
        return [
            {
                "Ranking": figures.model,
                "Average precision [90 %]": str(figures.average_precision),
                "AP 95 %": "[{:.2f}, {:.2f}]".format(*figures.average_precision.interval_95),
                "NDCG@5 [90 %]": str(figures.ndcg_5),
                **{name: f"{value:.2f}" for name, value in figures.by_organisation.items()},
            }
            for figures in self.models
        ]


def evaluate(
    folder: Path, read: Callable[[Path], EventLog], progress: Callable[[str], None] = lambda _stage: None
) -> Evaluation:
    """Return the leave-one-organisation-out figures of the labelled logs in a folder.

    Raises
    ------
    NotReadable
        The folder holds none of them.
    ThroughlineError
        Fewer than two of their organisations have a step that a system runs.
    """
    table, _logs = labelled_table(folder, read, progress)
    progress("Leaving out one organisation at a time")
    return evaluate_table(table)


def evaluate_table(table: TrainingTable, *, n_resamples: int = N_RESAMPLES, seed: int = 0) -> Evaluation:
    """Return the leave-one-organisation-out figures of a training table.

    Parameters
    ----------
    table
        Of two organisations at least. Lists without a positive have no average precision and are
        left out of the figures (not out of the fitting).
    n_resamples, seed
        Of the bootstrap. The fitted models are held; only the activities judged are resampled.

    Raises
    ------
    ThroughlineError
        Fewer than two organisations have a positive.
    """
    lists = list(_lists(table))
    names = tuple(lists[0].scores)
    random = np.random.default_rng(seed)
    draws = [[one.resampled(random) for one in lists] for _ in range(n_resamples)]
    ap = Averages.of(lists, draws, average_precision, expected_average_precision)
    gain = Averages.of(lists, draws, ndcg, expected_ndcg)
    models = tuple(
        ModelFigures(name, ap.figure(name), gain.figure(name), ap.by_organisation[name])
        for name in (RANDOM, *names)
    )
    return Evaluation(
        models,
        ap.difference(CHAMPION, _EQUAL),
        len(lists),
        len(table.rows),
        int(table.labels.sum()),
        tuple(dict.fromkeys(table.organisations.tolist())),
        float(table.labels.mean()),
    )


def _lists(table: TrainingTable) -> Iterator[RankedList]:
    ranks, labels, files = table.ranks, table.labels, table.files
    if len(set(table.organisations[labels == 1].tolist())) < 2:
        message = (
            "Leaving an organisation out needs labelled logs of two organisations at least, "
            "each with a step that a system runs. Add such a log to the folder."
        )
        raise ThroughlineError(message)
    keys = table.schema.keys
    scores = {
        "frequency alone": np.array([row.raw[keys.index("frequency")] for row in table.rows]),
        "coverage alone": np.array([row.raw[keys.index("coverage")] for row in table.rows]),
        _EQUAL: ranks.mean(axis=1),
        CHAMPION: left_out_scores(table),
    }
    for file in dict.fromkeys(files.tolist()):
        here = files == file
        if labels[here].any():
            organisation = str(table.organisations[here][0])
            yield RankedList(
                organisation, labels[here], {name: values[here] for name, values in scores.items()}
            )


def left_out_scores(table: TrainingTable) -> Floats:
    """Return the log-odds of each row by the classifier fitted to the other organisations, shape (n,)."""
    scores = np.zeros(len(table.rows))
    for organisation in set(table.organisations.tolist()):
        out = table.organisations == organisation
        scores[out] = fit(table.ranks[~out], table.labels[~out], table.schema).log_odds(table.ranks[out])
    return scores
