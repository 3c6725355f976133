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
        folder: Annotated[Path | None, typer.Argument(help="Folder of the labelled public logs.")] = None,
        planted: Annotated[
            bool, typer.Option("--planted", help="Judge 30 made-up services whose truths are known.")
        ] = False,
        labels: Annotated[
            Path | None,
            typer.Option(
                help="CSV with log, activity, label (yes or no) and perhaps organisation: further logs."
            ),
        ] = None,
    ) -> None:
        """Compare the classifier with its baselines on labelled logs, or hold judgements against planted truths."""
        with refusals():
            if planted:
                _planted(sources)
            elif folder is None:
                raise NotReadable("Say which folder holds the labelled logs, or say --planted.")
            elif labels is not None:
                _unseen(folder, labels, read)
            else:
                _labelled(folder, read)

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


def _labelled(folder: Path, read: Callable[[Path], EventLog]) -> None:
    from mining.ranking.evaluation import evaluate
    from mining.reporting import terminal

    with Stages() as stages:
        evaluation = evaluate(folder, read, stages)
    terminal.print_evaluation(evaluation)


def _unseen(folder: Path, labels: Path, read: Callable[[Path], EventLog]) -> None:
    from mining.evaluation.unseen import evaluate_unseen
    from mining.reporting import terminal

    with Stages() as stages:
        unseen = evaluate_unseen(folder, labels, read, stages)
    terminal.print_rows("The model as shipped, on the logs given", unseen.rows())
    terminal.print_line(unseen.sentence)
    terminal.print_evaluation(unseen.with_them)
