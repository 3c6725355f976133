"""The commands about reviews of a store: what to review, recording, taking back, files, agreement, refitting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mining.analysis import Analysis, Settings, analyse
from mining.console import Stages, refusals
from mining.disclosure.analysis import disclosed
from mining.errors import ReviewRefused
from mining.eventlog import EventLog
from mining.feedback.agreement import agreement
from mining.feedback.book import Book
from mining.feedback.effect import ranking_of
from mining.feedback.files import read_records, records_json, reviews_csv
from mining.feedback.models import model_of
from mining.feedback.place import book_path, log_id
from mining.feedback.queue import CHOSEN, Entry, queue_for, review_queue
from mining.feedback.recording import review, snapshot_of, undo
from mining.feedback.records import Record
from mining.feedback.refit import refit
from mining.feedback.snapshot import Snapshot
from mining.ranking.classifier import SuitabilityModel
from mining.ranking.model_file import load_model
from mining.ranking.opportunities import Opportunity
from mining.ranking.verdicts import Verdict
from mining.reporting.terminal import print_facts, print_line
from mining.results import Unanswered

__all__ = ["review_commands"]

_Store = Annotated[Path, typer.Argument(help="Store.")]
_Reviewer = Annotated[str, typer.Option("--reviewer", help="Your name or initials.")]


def review_commands() -> typer.Typer:
    """Return the commands."""
    app = typer.Typer(no_args_is_help=True, help="Review the steps of a store, and learn from the reviews.")
    app.command(name="queue")(_queue)
    app.command(name="record")(_record)
    app.command(name="undo")(_undo)
    app.command(name="export")(_export)
    app.command(name="import")(_import)
    app.command(name="agreement")(_agreement)
    app.command(name="refit")(_refit)
    return app


def _queue(store: _Store, reviewer: _Reviewer) -> None:
    """List the steps that are left for a reviewer, the next one first."""
    with refusals():
        desk = _desk(store)
        left = queue_for(review_queue(desk.analysis.ranking.opportunities), desk.records, reviewer)
    for entry in left:
        print_line(entry.activity)


def _record(
    store: _Store,
    step: Annotated[str, typer.Argument(help="Name of the step.")],
    verdict: Annotated[Verdict, typer.Argument(help="What you would do with it.")],
    reviewer: _Reviewer,
    because: Annotated[list[str], typer.Option(help='Reason, such as "often"; say it again for more.')],
    note: Annotated[str, typer.Option(help="In your own words; nothing about a person.")] = "",
) -> None:
    """Record a verdict on one step."""
    with refusals():
        desk = _desk(store)
        left = queue_for(review_queue(desk.analysis.ranking.opportunities), desk.records, reviewer)
        entry: Entry = next((one for one in left if one.activity == step), CHOSEN)
        found = review(desk.snapshot(_step(desk.analysis, step)), reviewer, verdict, (because, note), entry)
        desk.book.append(found)
    print_line(f"recorded {found.id}")


def _undo(
    store: _Store, record: Annotated[str, typer.Argument(help="Id of the record.")], reviewer: _Reviewer
) -> None:
    """Take a record back; it stays in the file, marked so."""
    with refusals():
        book = _book(store)
        book.append(undo(book.records(), record, reviewer))


def _export(
    store: _Store, file: Annotated[Path, typer.Argument(help="File to write: .csv to read, .json to import.")]
) -> None:
    """Write the reviews into a file. It names the reviewers."""
    with refusals():
        write = {".csv": reviews_csv, ".json": records_json}.get(file.suffix)
        if write is None:
            message = (
                f"Reviews are written as .csv or .json, not as {file.suffix or 'a file without an ending'}."
            )
            raise ReviewRefused(message)
        file.write_text(write(_book(store).records()), encoding="utf-8", newline="")
    print_line(f"wrote {file}")


def _import(
    store: _Store,
    file: Annotated[Path, typer.Argument(help="JSON file that `export` wrote.")],
    organisation: Annotated[str, typer.Option(help="Where it comes from, if not about this log.")] = "",
) -> None:
    """Take reviews in from a file; those that are there already stay as they are."""
    with refusals():
        if not file.is_file():
            message = f"There is no file {file}. Check the name."
            raise ReviewRefused(message)
        found = read_records(file.read_bytes(), organisation)
        n_new = _book(store).append(*found.records)
    print_line(f"{n_new} records imported, {found.n_left_out} left out")


def _agreement(store: _Store) -> None:
    """Say how far two reviewers agree."""
    with refusals():
        found = agreement(_book(store).records())
    print_line(found.reason if isinstance(found, Unanswered) else str(found))


def _refit(store: _Store) -> None:
    """Show what a model refitted to the reviews would change, and whether it may be used; nothing is changed."""
    with refusals():
        desk = _desk(store)
        now = [desk.snapshot(item) for item in desk.analysis.ranking.opportunities]
        found = refit(desk.records, load_model(), now)
    print_facts([(move.activity, f"{move.before} to {move.after}") for move in found.moves])
    print_line(f"Fitted to {found.n_fitted} reviewed steps, {found.n_automate} of them to automate.")
    print_line(found.test.reason if isinstance(found.test, Unanswered) else f"Average precision {found.test}")
    print_line(found.gate.sentence)


def _named(store: Path) -> str:
    log = EventLog.open(store)
    log.close()
    return log_id(log.privacy.key_id, store)


def _book(store: Path) -> Book:
    return Book(book_path(_named(store)))


@dataclass(frozen=True)
class _Desk:
    """The reviews of a store, its analysis as it may be told, and the model that ranked it."""

    named: str
    book: Book
    records: tuple[Record, ...]
    analysis: Analysis
    model: SuitabilityModel

    def snapshot(self, item: Opportunity) -> Snapshot:
        return snapshot_of(self.analysis, item, self.model, self.named)


def _desk(store: Path) -> _Desk:
    named = _named(store)
    book = Book(book_path(named))
    with Stages() as stages:
        log = EventLog.open(store)
        settings = Settings(ranking=ranking_of(log, store), try_readings="never")
        found = disclosed(analyse(log, settings, stages))
    return _Desk(named, book, book.records(), found, model_of(settings.ranking))


def _step(analysis: Analysis, name: str) -> Opportunity:
    for one in analysis.ranking.everything:
        if one.activity == name:
            return one
    message = f"There is no step {name}, or it is too rare to be shown. Write it as the report does."
    raise ReviewRefused(message)
