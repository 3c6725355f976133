"""The commands about people's data: what a store holds, its impact assessment, and its end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mining.console import refusals
from mining.eventlog import EventLog
from mining.privacy.dataflow import Where, data_flow, dpia
from mining.privacy.deletion import delete_store
from mining.reporting.terminal import print_facts, print_line
from mining.storage import SUFFIX

__all__ = ["about", "delete", "impact_assessment"]

Store = Annotated[Path, typer.Argument(help=f"Store, a file that ends in {SUFFIX}.")]


def about(store: Store) -> None:
    """Tell what a store holds about people, where its key is, and until when it may be kept."""
    with refusals():
        log = EventLog.open(store)
        print_facts([(fact.question, fact.answer) for fact in data_flow(log, Where(store.resolve()))])
        log.close()


def impact_assessment(
    store: Store, out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path("dpia.html")
) -> None:
    """Write a data protection impact assessment, filled in as far as the store tells."""
    with refusals():
        log = EventLog.open(store)
        out.write_text(dpia(log, Where(store.resolve())), encoding="utf-8")
        log.close()
    print_line(f"wrote {out}")


def delete(
    store: Annotated[Path, typer.Argument(help="Store, or folder that `export` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Delete a store for good: destroy its key, overwrite and remove its file."""
    with refusals():
        if not yes:
            typer.confirm(f"Delete {store} and its key? This cannot be undone.", abort=True)
        gone = delete_store(store)
    key = "The key of its pseudonyms is destroyed." if gone.key_destroyed else "There was no key to destroy."
    print_line(f"Deleted {store}: {gone.n_files} files overwritten and removed. {key}")
