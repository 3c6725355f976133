"""Fitting the classifier to the labelled logs, and writing what the program ships with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mining.ranking.classifier import SuitabilityModel, fit
from mining.ranking.evaluation import evaluate_table
from mining.ranking.labels import LABELLED_LOGS, LabelledLog, labelled_table
from mining.ranking.model_card import model_card
from mining.ranking.model_file import MODEL_FOLDER, save_model
from mining.ranking.training_table import TRAINING_TABLE, TrainingLog, TrainingTable

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["MODEL_CARD", "Destination", "Training", "train"]

MODEL_CARD = Path(__file__).parents[2] / "docs" / "model_card.md"


@dataclass(frozen=True)
class Destination:
    """Where a training run writes.

    Attributes
    ----------
    folder
        For the model, its description and the training table.
    card
        The model card; not written where its folder is missing, as in an installed program.
    """

    folder: Path = MODEL_FOLDER
    card: Path = MODEL_CARD


@dataclass(frozen=True)
class Training:
    """What a training run made.

    Attributes
    ----------
    model
        The fitted classifier.
    logs
        What it was fitted to.
    missing
        Labelled logs that the folder does not hold.
    written
        The files written.
    """

    model: SuitabilityModel
    logs: tuple[TrainingLog, ...]
    missing: tuple[str, ...]
    written: tuple[Path, ...]


def train(
    folder: Path,
    read: Callable[[Path], EventLog],
    progress: Callable[[str], None] = lambda _stage: None,
    destination: Destination | None = None,
    sources: Sequence[LabelledLog] = LABELLED_LOGS,
) -> Training:
    """Fit the classifier to the labelled logs of a folder; write it, its training table and its card.

    Parameters
    ----------
    folder, read, progress, sources
        As for `mining.ranking.labels.labelled_table`.
    destination
        Where everything goes; by default where the program looks for it.

    Raises
    ------
    NotReadable
        The folder holds none of the logs.
    ThroughlineError
        Fewer than two organisations have a step that a system runs: nothing could be said of another.
    """
    table, logs = labelled_table(folder, read, progress, sources)
    destination = destination or Destination()
    out, card = destination.folder, destination.card
    out.mkdir(parents=True, exist_ok=True)
    table.write(out / TRAINING_TABLE)
    # Fitted to the table as written, so that fitting anew from the table gives the same model.
    written = TrainingTable.read(out / TRAINING_TABLE)
    progress("Fitting the classifier")
    model = fit(written.ranks, written.labels, written.schema)
    path = save_model(model, logs, out)
    files = [path, path.with_suffix(".json"), out / TRAINING_TABLE]
    if card.parent.is_dir():
        progress("Evaluating it on organisations left out")
        card.write_text(model_card(model, evaluate_table(written), logs), encoding="utf-8")
        files.append(card)
    missing = tuple(source.file for source in sources if source.file not in {log.file for log in logs})
    return Training(model, logs, missing, tuple(files))
