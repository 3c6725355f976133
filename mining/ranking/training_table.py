"""The training table: what was computed from each labelled log, so that nobody needs the logs again."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mining.ranking.classifier import FeatureSchema
from mining.ranking.statistics import Floats, Ints

__all__ = ["TRAINING_TABLE", "TrainingLog", "TrainingRow", "TrainingTable"]

TRAINING_TABLE = "training_table.csv"
_ABOUT = ("organisation", "process", "file", "activity", "n_executions", "n_known", "n_system", "label")


@dataclass(frozen=True)
class TrainingLog:
    """One log a model was fitted to.

    Attributes
    ----------
    file, organisation, process
        What it is.
    sha256
        Digest of the file.
    n_rows, n_positives
        Labelled activities, and those that systems run.
    """

    file: str
    organisation: str
    process: str
    sha256: str
    n_rows: int
    n_positives: int


@dataclass(frozen=True)
class TrainingRow:
    """One labelled activity.

    Attributes
    ----------
    organisation, process, file, activity
        What it is and where it comes from.
    n_executions, n_known, n_system
        Executions; those with a known performer; those by a system account.
    label
        1 where systems perform at least half of what is known.
    raw, ranks
        The criteria in the order of the schema: raw values (NaN where not answerable), and percentile
        ranks within the log.
    """

    organisation: str
    process: str
    file: str
    activity: str
    n_executions: int
    n_known: int
    n_system: int
    label: int
    raw: tuple[float, ...]
    ranks: tuple[float, ...]


@dataclass(frozen=True)
class TrainingTable:
    """All labelled activities, in order of log and activity."""

    rows: tuple[TrainingRow, ...]
    schema: FeatureSchema

    @property
    def ranks(self) -> Floats:
        """Percentile ranks, shape (n, number of criteria)."""
        return np.array([row.ranks for row in self.rows], dtype=float)

    @property
    def labels(self) -> Ints:
        """Labels, 0 or 1, shape (n,)."""
        return np.array([row.label for row in self.rows], dtype=np.int64)

    @property
    def organisations(self) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
        """Organisation of each row, shape (n,)."""
        return np.array([row.organisation for row in self.rows])

    @property
    def files(self) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
        """Log of each row, shape (n,)."""
        return np.array([row.file for row in self.rows])

    def write(self, path: Path) -> None:
        """Write the table as CSV; numbers keep nine decimals, which is what ranks tell apart."""
        keys = self.schema.keys
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*_ABOUT, *(f"raw_{key}" for key in keys), *(f"rank_{key}" for key in keys)])
            for row in self.rows:
                numbers = ["" if np.isnan(value) else f"{value:.9g}" for value in row.raw]
                ranks = [f"{value:.9f}" for value in row.ranks]
                writer.writerow([*(getattr(row, name) for name in _ABOUT), *numbers, *ranks])

    @classmethod
    def read(cls, path: Path, schema: FeatureSchema | None = None) -> TrainingTable:
        """Return the table of a CSV file that `write` made.

        Raises
        ------
        ValueError
            It was made for other criteria.
        """
        schema = schema or FeatureSchema()
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        try:
            return cls(tuple(_row(cells, schema.keys) for cells in rows), schema)
        except KeyError as error:
            message = f"{path.name} has no column {error}; it was made for other criteria. Make it anew with 'train'."
            raise ValueError(message) from error


def _row(cells: dict[str, str], keys: tuple[str, ...]) -> TrainingRow:
    about = (cells["organisation"], cells["process"], cells["file"], cells["activity"])
    done, known, system, label = (int(cells[name]) for name in _ABOUT[len(about) :])
    raw = tuple(float(cells[f"raw_{key}"] or "nan") for key in keys)
    ranks = tuple(float(cells[f"rank_{key}"]) for key in keys)
    return TrainingRow(*about, done, known, system, label, raw, ranks)
