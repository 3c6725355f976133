"""The book of reviews: one small SQLite file that can only be added to, by any number of programs at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mining.errors import ReviewRefused
from mining.feedback.records import Record, as_line, from_line

__all__ = ["Book"]

_WAIT_SECONDS = 30
_PRIVATE = 0o600
_ONLY_ADDED_TO = (
    "CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, line TEXT NOT NULL)",
    *(
        f"CREATE TRIGGER IF NOT EXISTS no_{doing} BEFORE {doing.upper()} ON record "
        "BEGIN SELECT RAISE(ABORT, 'records are only ever added'); END"
        for doing in ("update", "delete")
    ),
)


@dataclass(frozen=True)
class Book:
    """The reviews of one log.

    Attributes
    ----------
    path
        Its file; made, readable by this user only, when the first record is written.
    """

    path: Path

    def append(self, *records: Record) -> int:
        """Add records, all or none, and return how many were new; one that is there already stays as it is.

        Raises
        ------
        ReviewRefused
            The file cannot be written, or is none of this program's.
        """
        with self._opened(for_writing=True) as con:
            con.execute("BEGIN IMMEDIATE")
            for statement in _ONLY_ADDED_TO:
                con.execute(statement)
            before = con.total_changes
            con.executemany(
                "INSERT OR IGNORE INTO record (id, line) VALUES (?, ?)",
                [(record.id, as_line(record)) for record in records],
            )
            con.execute("COMMIT")
            return con.total_changes - before

    def records(self) -> tuple[Record, ...]:
        """Return all that was ever recorded, in order; nothing where there is no file.

        Raises
        ------
        ReviewRefused
            The file cannot be read, or is none of this program's.
        """
        if not self.path.exists():
            return ()
        with self._opened() as con:
            rows = con.execute("SELECT line FROM record ORDER BY number").fetchall()
        return tuple(from_line(line) for (line,) in rows)

    @contextmanager
    def _opened(self, *, for_writing: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            if for_writing:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                # SQLite gives its journal the rights of the file.
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, _PRIVATE))
            with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)) as con:
                yield con
        except (OSError, sqlite3.Error) as error:
            message = (
                f"The reviews in {self.path} cannot be read or written ({error}). Make the folder writable, or put "
                "the file back from a copy."
            )
            raise ReviewRefused(message) from error
