"""`python -m mining evaluate`: how good the judgements are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mining.console import Stages, refusals
from mining.errors import NotReadable

if TYPE_CHECKING:
    from mining.eventlog import EventLog
    from mining.reading import Sources

__all__ = ["evaluation_command"]

_TITLE = (
    "Planted truths: a test of the code, no evidence of accuracy. "
    "[90 % interval over logs; the exact binomial one where it is none or all]"
)
_SETS = {"first": "15 that may be looked at", "sealed": "15 kept sealed"}


def evaluation_command(sources: Sources, read: Callable[[Path], EventLog]) -> Callable[..., None]:
    """Return the command `evaluate`; `read` reads a log with the names of its performers."""

    def evaluate_model(
        folder: Annotated[
            Path | None,
            typer.Argument(help="Folder of the labelled public logs; without it, the figures kept of them."),
        ] = None,
        planted: Annotated[
            bool, typer.Option("--planted", help="Judge 30 made-up services whose truths are known.")
        ] = False,
        labels: Annotated[
            Path | None,
            typer.Option(
                help="CSV with log, activity, label (yes or no) and perhaps organisation: further logs."
            ),
        ] = None,
        out: Annotated[
            Path | None, typer.Option(help="Folder for a document of the figures, with pictures.")
        ] = None,
    ) -> None:
        """Compare the classifier with its baselines on labelled logs, or hold judgements against planted truths."""
        with refusals():
            if planted:
                _planted(sources)
            elif labels is None:
                _labelled(folder, read, out)
            elif folder is None:
                raise NotReadable("Say in which folder the labelled logs are.")
            else:
                _unseen(folder, labels, read)

    return evaluate_model


def _planted(sources: Sources) -> None:
    from mining.evaluation.planted import PlantedFigures, judge_planted
    from mining.evaluation.planted_report import mistakes, planted_rows
    from mining.reporting import terminal

    found = {}
    with Stages() as stages:
        for which, told in _SETS.items():
            stages(f"Making {told}")
            found[told] = judge_planted(sources.planted(which), stages)
    first, sealed = found.values()
    together = PlantedFigures((*first.logs, *sealed.logs), first.kinds)
    terminal.print_rows(_TITLE, planted_rows({**found, "All 30": together}))
    for sentence in mistakes(first):
        terminal.print_line(sentence)


def _labelled(folder: Path | None, read: Callable[[Path], EventLog], out: Path | None) -> None:
    from mining.evaluation.curves import curves
    from mining.evaluation.document import write_document
    from mining.ranking.evaluation import evaluate_table
    from mining.ranking.labels import labelled_table
    from mining.ranking.model_file import MODEL_FOLDER
    from mining.ranking.training_table import TRAINING_TABLE, TrainingTable
    from mining.reporting import terminal

    with Stages() as stages:
        table = (
            labelled_table(folder, read, stages)[0]
            if folder
            else TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE)
        )
        stages("Leaving out one organisation at a time")
        evaluation, found = evaluate_table(table), curves(table)
        written = write_document(evaluation, found, out) if out else ()
    terminal.print_evaluation(evaluation)
    terminal.print_rows("Calibration on organisations left out", found.rows())
    terminal.print_line(found.sentence)
    terminal.print_rows("Share of the first steps of each list that no system runs", found.risk_rows())
    for path in written:
        terminal.print_line(f"wrote {path}")


def _unseen(folder: Path, labels: Path, read: Callable[[Path], EventLog]) -> None:
    from mining.evaluation.unseen import evaluate_unseen
    from mining.reporting import terminal

    with Stages() as stages:
        unseen = evaluate_unseen(folder, labels, read, stages)
    terminal.print_rows("The model as shipped, on the logs given", unseen.rows())
    terminal.print_line(unseen.sentence)
    terminal.print_evaluation(unseen.with_them)
