"""The commands about the audit log: make its key, and verify it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mining.audit.key import make_key, read_key
from mining.audit.trail import Trail
from mining.audit.verification import verify
from mining.console import refusals

__all__ = ["audit_commands"]

_Folder = Annotated[Path, typer.Argument(help="Folder of the audit log (THROUGHLINE_AUDIT).")]
_Key = Annotated[Path, typer.Option("--key", envvar="THROUGHLINE_AUDIT_KEY", help="File of its key.")]


def audit_commands() -> typer.Typer:
    """Return the commands."""
    app = typer.Typer(no_args_is_help=True, help="Make the key of an audit log; verify the log.")
    app.command(name="key")(_make)
    app.command(name="verify")(_verify)
    return app


def _make(file: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write a new key for an audit log."""
    with refusals():
        make_key(file)


def _verify(folder: _Folder, key: _Key) -> None:
    """Say whether an audit log is as it was written; exit code 1 if it is not."""
    with refusals():
        found = verify(Trail(folder, read_key(key)))
    typer.echo(found.sentence)
    if not found.is_intact:
        raise typer.Exit(1)
