"""Logs that somebody else labelled: added to the leave-one-organisation-out table, and tried on the shipped model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mining.errors import NotReadable
from mining.evaluation.given_labels import given_rows, read_labels
from mining.ranking.averages import RANDOM, Averages, Figure, RankedList
from mining.ranking.classifier import FeatureSchema, SuitabilityModel
from mining.ranking.evaluation import N_RESAMPLES, Evaluation, evaluate_table
from mining.ranking.metrics import average_precision, expected_average_precision
from mining.ranking.model_file import MODEL_FOLDER, load_model
from mining.ranking.training_table import TRAINING_TABLE, TrainingRow, TrainingTable

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["Unseen", "evaluate_unseen", "shipped_on"]

SHIPPED, EQUAL, FREQUENCY = "classifier as shipped", "equal weights", "frequency alone"


@dataclass(frozen=True)
class Unseen:
    """What further labelled logs tell.

    Attributes
    ----------
    with_them
        The leave-one-organisation-out table of the shipped training rows and theirs together.
    shipped
        Average precision on their lists alone of the model as it is shipped, fitted to nothing of theirs,
        beside the baselines.
    shipped_minus_equal
        Paired difference, on the same resamples.
    n_lists, n_rows, n_positives
        How much they are; lists with a step labelled yes only.
    n_too_rare
        Labelled steps left out because they are done fewer than 20 times.
    known_organisations
        Organisations of theirs that the shipped model was fitted to: on those it is not unseen.
    """

    with_them: Evaluation
    shipped: dict[str, Figure]
    shipped_minus_equal: Figure
    n_lists: int
    n_rows: int
    n_positives: int
    n_too_rare: int
    known_organisations: tuple[str, ...]

    def rows(self) -> list[dict[str, str]]:
        """Return the table of the shipped model for people."""
        return [
            {
                "Ranking": name,
                "Average precision [90 %]": str(figure),
                "AP 95 %": "[{:.2f}, {:.2f}]".format(*figure.interval_95),
            }
            for name, figure in self.shipped.items()
        ]

    @property
    def sentence(self) -> str:
        """What the shipped table rests on, and what it allows to be said."""
        known = (
            f" The model was fitted to others of {', '.join(self.known_organisations)}."
            if self.known_organisations
            else ""
        )
        return (
            f"{self.n_rows} labelled steps, {self.n_positives} of them automated, in {self.n_lists} logs with at least "
            f"one; {self.n_too_rare} left out because they are done too seldom. Classifier as shipped less "
            f"equal weights, paired: {self.shipped_minus_equal}.{known}"
        )


def evaluate_unseen(
    folder: Path,
    labels: Path,
    read: Callable[[Path], EventLog],
    progress: Callable[[str], None] = lambda _stage: None,
) -> Unseen:
    """Return what the labelled logs of a folder tell.

    Parameters
    ----------
    folder
        Holds the logs.
    labels
        CSV file with ``log``, ``activity``, ``label`` and perhaps ``organisation``.
    read, progress
        Reads a log; is told what is being done.

    Raises
    ------
    NotReadable
        The file of labels or a log is not as it must be, or no step is labelled yes.
    """
    given = read_labels(labels, folder)
    found: list[TrainingRow] = []
    for one in given:
        progress(f"Reading {one.file}")
        found += given_rows(read(folder / one.file), one)
    n_labelled = sum(len(one.labels) for one in given)
    shipped = TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)
    theirs = TrainingTable(tuple(found), FeatureSchema())
    if not any(row.label for row in found):
        message = f"{labels.name}: no step that is done 20 times is labelled yes, so nothing can be found. Label one."
        raise NotReadable(message)
    progress("Trying the shipped model")
    figures, difference, n_lists = shipped_on(theirs, load_model())
    progress("Leaving out one organisation at a time")
    together = TrainingTable((*shipped.rows, *theirs.rows), shipped.schema)
    known = set(shipped.organisations.tolist()) & set(theirs.organisations.tolist())
    return Unseen(
        evaluate_table(together), figures, difference, n_lists, len(found), int(theirs.labels.sum()),
        n_labelled - len(found), tuple(sorted(known)),
    )  # fmt: skip


def shipped_on(
    table: TrainingTable, model: SuitabilityModel, *, n_resamples: int = N_RESAMPLES, seed: int = 0
) -> tuple[dict[str, Figure], Figure, int]:
    """Return average precision of each way of ranking, the classifier less equal weights, and the number of lists."""
    scores = {
        FREQUENCY: np.array([row.raw[table.schema.keys.index("frequency")] for row in table.rows]),
        EQUAL: table.ranks.mean(axis=1),
        SHIPPED: model.log_odds(table.ranks),
    }
    lists = []
    for file in dict.fromkeys(table.files.tolist()):
        here = table.files == file
        if table.labels[here].any():
            organisation = str(table.organisations[here][0])
            lists.append(
                RankedList(organisation, table.labels[here], {name: s[here] for name, s in scores.items()})
            )
    random = np.random.default_rng(seed)
    draws = [[one.resampled(random) for one in lists] for _ in range(n_resamples)]
    averages = Averages.of(lists, draws, average_precision, expected_average_precision)
    figures = {name: averages.figure(name) for name in (RANDOM, *scores)}
    return figures, averages.difference(SHIPPED, EQUAL), len(lists)
