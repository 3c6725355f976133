"""The command line: analyse a log, train the ranking, evaluate it.

It opens nothing itself: `build` is given the functions that open a source (docs/decisions/0003).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from mining.analysis import Settings, analyse
from mining.console import Stages, console, refusals
from mining.discovery.model import ModelSettings
from mining.errors import MappingProblem
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.rawtable import RawTable
from mining.reporting import terminal
from mining.reporting.files import write_analysis

__all__ = ["Sources", "build"]


@dataclass(frozen=True)
class Sources:
    """How the command line reaches its sources.

    Attributes
    ----------
    open
        Opens a file, with reading options (encoding, delimiter, sheet, member), as a raw table.
    propose
        Proposes a mapping for a file from its names and contents, and gives a reason for each part.
    """

    open: Callable[[Path, dict[str, str]], RawTable]
    propose: Callable[[Path, dict[str, str]], tuple[Mapping, tuple[str, ...]]]


def read_log(
    sources: Sources,
    file: Path,
    said: Mapping | None = None,
    rules: ReadingRules | None = None,
    *,
    options: dict[str, str] | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> EventLog:
    """Return the event log of a file; parts that were not said are proposed, with the reason told."""
    said, options = said or Mapping(), options or {}
    if not file.is_file():
        message = f"There is no file {file}. Check the name."
        raise MappingProblem(message)
    progress("Opening the file")
    raw = sources.open(file, options)
    mapping = raw.mapping or Mapping()
    if not raw.mapping and not (said.case and said.activity and said.timestamp):
        mapping, reasons = sources.propose(file, options)
        for reason in reasons:
            console.print(f"  {reason}", style="dim", markup=False, soft_wrap=True)
    # No analysis reads further attributes yet, and they are where citizens' data mostly stand.
    return EventLog.from_table(raw, mapping.overlaid(said).without_attributes(), rules, progress)


def build(sources: Sources) -> typer.Typer:
    """Return the command line over these sources."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.command(name="analyse")(_analyse(sources))
    app.command(name="train")(_train(sources))
    app.command(name="evaluate")(_evaluate(sources))
    return app


Column = Annotated[str, typer.Option(help="Name of the column; left out, it is proposed.")]


def _analyse(sources: Sources) -> Callable[..., None]:
    def analyse_file(
        file: Annotated[
            Path, typer.Argument(help="Event log: CSV, TSV, XLSX, Parquet or XES; also .gz and .zip")
        ],
        out: Annotated[Path, typer.Option(help="Folder for the results.")],
        case: Column = "",
        activity: Column = "",
        timestamp: Column = "",
        start: Column = "",
        resource: Column = "",
        channel: Column = "",
        system: Column = "",
        lifecycle: Column = "",
        tz: Annotated[str, typer.Option(help="Time zone of times written without one.")] = "Europe/London",
        date_order: Annotated[
            Literal["dmy", "mdy", "ymd"] | None, typer.Option(help="Order in dates such as 03/04/2025.")
        ] = None,
        drop_duplicates: Annotated[
            bool, typer.Option(help="Drop rows equal in every mapped column.")
        ] = False,
        pseudonymise: Annotated[
            bool, typer.Option(help="Replace case ids and people by keyed hashes.")
        ] = False,
        sheet: Annotated[str, typer.Option(help="Worksheet of a workbook.")] = "",
        member: Annotated[str, typer.Option(help="File inside a zip.")] = "",
        encoding: Annotated[str, typer.Option(help="Text encoding, where it cannot be told.")] = "",
        noise: Annotated[float, typer.Option(help="Noise threshold of the inductive miner, 0 to 1.")] = 0.2,
        hide_below: Annotated[int, typer.Option(help="Leave out counts of fewer cases than this.")] = 5,
    ) -> None:
        """Analyse an event log: process map, model, and steps in order of suitability."""
        said = Mapping(case, activity, timestamp, start, lifecycle, "", resource, channel, system)
        rules = ReadingRules(tz, date_order, pseudonymise=pseudonymise, drop_duplicates=drop_duplicates)
        options = {"sheet": sheet, "member": member, "encoding": encoding}
        settings = Settings(model=ModelSettings(noise_threshold=noise), hide_below=hide_below)
        with refusals(), Stages() as stages:
            log = read_log(sources, file, said, rules, options=options, progress=stages)
            analysis = analyse(log, settings, stages)
            stages("Writing the results")
            written = write_analysis(log, analysis, out)
        terminal.print_analysis(analysis, written)

    return analyse_file


Folder = Annotated[Path, typer.Argument(help="Folder of the labelled public logs.")]


def _train(sources: Sources) -> Callable[..., None]:
    def train_model(folder: Folder) -> None:
        """Train the suitability model on the labelled logs of a folder, and write its model card."""
        from mining.ranking.training import train

        with refusals(), Stages() as stages:
            trained = train(folder, lambda file: read_log(sources, file), stages)
        terminal.print_training(trained)

    return train_model


def _evaluate(sources: Sources) -> Callable[..., None]:
    def evaluate_model(folder: Folder) -> None:
        """Compare the classifier with its baselines, leaving one organisation out at a time."""
        from mining.ranking.evaluation import evaluate

        with refusals(), Stages() as stages:
            evaluation = evaluate(folder, lambda file: read_log(sources, file), stages)
        terminal.print_evaluation(evaluation)

    return evaluate_model
