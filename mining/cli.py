"""The command line: make and grow stores, analyse logs, train the ranking, evaluate it.

It opens nothing itself: `build` is given the functions that open a source (docs/decisions/0003).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from mining.analysis import HIDE_BELOW, Settings
from mining.audit.command import audit_commands
from mining.console import Stages, console, refusals
from mining.disclosure.untold import why_nothing_is_told
from mining.discovery.model import ModelSettings
from mining.errors import MappingProblem, TooFew
from mining.evaluation.command import evaluation_command
from mining.eventlog import EventLog
from mining.feedback.command import review_commands
from mining.feedback.effect import ranking_of
from mining.filters import Channel, Contains, Filter, Period, filtered
from mining.folder import export_store
from mining.performance.calendar import WorkingCalendar
from mining.performance.calendar_file import calendar_in
from mining.privacy import commands
from mining.reading import Reading, Sources, opened_source, reading_options
from mining.report import report_on
from mining.reporting import terminal
from mining.reporting.files import write_analysis
from mining.sensitivity.trying import SMALL
from mining.storage import SUFFIX

__all__ = ["Sources", "build"]

Progress = Callable[[str], None]
_WHEN: dict[bool | None, Literal["if small", "always", "never"]] = {
    None: "if small", True: "always", False: "never"
}  # fmt: skip
Source = Annotated[Path, typer.Argument(help="Event log: CSV, TSV, XLSX, Parquet or XES; also .gz and .zip")]
Store = Annotated[Path, typer.Argument(help=f"Store, a file that ends in {SUFFIX}.")]


def build(sources: Sources) -> typer.Typer:
    """Return the command line over these sources."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.command(name="analyse")(_analyse(sources))
    app.command(name="ingest")(_ingest(sources))
    app.command(name="append")(_append(sources))
    app.command(name="export")(_export)
    app.command(name="about")(commands.about)
    app.command(name="dpia")(commands.impact_assessment)
    app.command(name="delete")(commands.delete)
    app.command(name="train")(_train(sources))
    app.command(name="evaluate")(evaluation_command(sources, _labelled(sources)))
    app.add_typer(audit_commands(), name="audit")
    app.add_typer(review_commands(), name="review")
    return app


def _read(
    sources: Sources, file: Path, reading: Reading, progress: Progress, store: Path | None = None
) -> EventLog:
    progress("Opening the file")
    raw, mapping = opened_source(sources, file, reading.mapping, reading.options)
    return EventLog.from_table(raw, mapping, reading.rules, progress, store)


def _opened(sources: Sources, log: Path, reading: Reading, engine: str, progress: Progress) -> EventLog:
    """A store or a folder as it is; any other file is read."""
    if engine or log.is_dir() or log.suffix == SUFFIX:
        return EventLog.open(log, engine)
    return _read(sources, log, reading, progress)


def _analyse(sources: Sources) -> Callable[..., None]:
    @reading_options
    def analyse_log(
        log: Annotated[Path, typer.Argument(help="Event log, store, or folder that `export` wrote.")],
        out: Annotated[Path, typer.Option(help="Folder for the results.")],
        reading: Reading,
        engine: Annotated[
            str, typer.Option(help="Spark master for a folder, such as spark://host:7077 or local[2].")
        ] = "",
        since: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Cases begun since.")
        ] = None,
        until: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Cases begun until.")
        ] = None,
        only_channel: Annotated[str, typer.Option(help="Cases that came by this channel.")] = "",
        with_step: Annotated[str, typer.Option(help="Cases in which this step happened.")] = "",
        without_step: Annotated[str, typer.Option(help="Cases in which it did not.")] = "",
        noise: Annotated[float, typer.Option(help="Noise threshold of the inductive miner, 0 to 1.")] = 0.2,
        hide_below: Annotated[
            int,
            typer.Option(help="Tell nothing of fewer cases than this, and round counts to it; 1: tell all."),
        ] = HIDE_BELOW,
        because: Annotated[str, typer.Option(help=f"Why to hide below less than {HIDE_BELOW}.")] = "",
        calendar: Annotated[
            Path | None, typer.Option(help="TOML file with opening hours and closed days.")
        ] = None,
        nation: Annotated[
            Literal["ENG", "WLS", "SCT", "NIR"] | None,
            typer.Option(help="Whose bank holidays are closed, in place of the calendar's or of England's."),
        ] = None,
        sensitivity: Annotated[
            bool | None,
            typer.Option(
                help=f"Rank anew under other readings of the log; by default up to {SMALL:,} events."
            ),
        ] = None,
    ) -> None:
        """Analyse an event log: process map, model, and steps in order of suitability."""
        filters = _filters((since, until), only_channel, with_step, without_step)
        with refusals(), Stages() as stages:
            opened = _opened(sources, log, reading, engine, stages)
            settings = Settings(
                ranking=ranking_of(opened, log),
                model=ModelSettings(noise_threshold=noise),
                hide_below=hide_below,
                told_because=because,
                calendar=_calendar(calendar, nation),
                try_readings=_WHEN[sensitivity],
            )
            chosen = _chosen(opened, filters, hide_below)
            report = report_on(chosen, settings, stages)
            stages("Writing the results")
            written = write_analysis(chosen, report, out)
        terminal.print_report(report, written)

    return analyse_log


def _chosen(log: EventLog, filters: list[Filter], hide_below: int) -> EventLog:
    """Return the cases that pass; raises TooFew where figures of them would tell of a few."""
    chosen = filtered(log, filters)
    if filters and (secret := why_nothing_is_told(chosen.n_cases, log.n_cases, hide_below)):
        raise TooFew(secret)
    return chosen


def _calendar(file: Path | None, nation: str | None) -> WorkingCalendar:
    said = calendar_in(file) if file else WorkingCalendar()
    return said if nation is None else replace(said, nation=nation)


def _filters(
    days: tuple[datetime | None, datetime | None], channel: str, with_step: str, without_step: str
) -> list[Filter]:
    since, until = days
    found: list[Filter] = []
    if since or until:
        first, last = since or datetime(1900, 1, 1), until or datetime(2200, 1, 1)  # noqa: DTZ001 - days, not moments
        found.append(Period(first.date(), last.date()))
    if channel:
        found.append(Channel((channel,)))
    if with_step:
        found.append(Contains((with_step,)))
    if without_step:
        found.append(Contains((without_step,), exclude=True))
    return found


def _ingest(sources: Sources) -> Callable[..., None]:
    @reading_options
    def ingest(
        file: Source,
        store: Annotated[Path, typer.Option(help=f"Store to write, a file that ends in {SUFFIX}.")],
        reading: Reading,
    ) -> None:
        """Read an event log once into a store, for every later question."""
        with refusals(), Stages() as stages:
            if store.suffix != SUFFIX:
                message = f"The name of a store ends in {SUFFIX}. Call it {store.name}{SUFFIX}."
                raise MappingProblem(message)
            log = _read(sources, file, reading, stages, store)
        terminal.print_log(log, store)

    return ingest


def _append(sources: Sources) -> Callable[..., None]:
    def append(store: Store, file: Source) -> None:
        """Add a further extract of the same source to a store."""
        with refusals(), Stages() as stages:
            stages("Opening the file")
            if not file.is_file():
                message = f"There is no file {file}. Check the name."
                raise MappingProblem(message)
            log = EventLog.append(store, sources.open(file, {}), stages)
        terminal.print_log(log, store)

    return append


def _export(store: Store, folder: Annotated[Path, typer.Argument(help="Folder to write.")]) -> None:
    """Write a store as a folder of partitioned Parquet, for Spark."""
    with refusals(), Stages() as stages:
        stages("Writing Parquet")
        export_store(store, folder)
    console.print(f"{folder}", markup=False)


_LABELLED = Reading(keep_identities="Public logs, labelled by the names of system accounts")
Folder = Annotated[Path, typer.Argument(help="Folder of the labelled public logs.")]


def _labelled(sources: Sources) -> Callable[[Path], EventLog]:
    return lambda file: _read(sources, file, _LABELLED, lambda _stage: None)


def _train(sources: Sources) -> Callable[..., None]:
    def train_model(folder: Folder) -> None:
        """Train the suitability model on the labelled logs of a folder, and write its model card."""
        from mining.ranking.training import train

        with refusals(), Stages() as stages:
            trained = train(folder, _labelled(sources), stages)
        terminal.print_training(trained)

    return train_model
