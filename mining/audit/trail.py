"""Where audit records are kept: a folder with one file of JSON lines a month, only ever added to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from mining.audit.entry import BEGAN, FIRST, Entry, keyed
from mining.errors import AuditRefused

__all__ = ["Trail"]

_LONGEST_LINE = 32_768
_LONGEST_TEXT = 300
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Trail:
    """The audit log of an installation.

    Every record holds the seal of the one before it, across the months too. The file ``head`` names the
    last one, so that a record taken from the end shows as well.

    Attributes
    ----------
    folder
        Where the files are; made when the first record is written.
    key
        Of the seals; kept elsewhere.
    """

    folder: Path
    key: bytes = field(repr=False)

    def append(self, action: str, **said: str) -> Entry:
        """Add a record of what was done now and return it, once it is on the disk.

        `said` gives person, role, session, log and detail.

        Raises
        ------
        AuditRefused
            It could not be written; what was to be done must then not be done.
        """
        try:
            with self._locked():
                return self._written(action, {name: text[:_LONGEST_TEXT] for name, text in said.items()})
        except OSError as error:
            message = f"The audit log cannot be written ({error.strerror}), so nothing was done. Tell an administrator."
            raise AuditRefused(message) from error

    def latest(self, most: int) -> list[Entry]:
        """Return the last records, the latest first.

        Raises
        ------
        AuditRefused
            A line is not a record.
        """
        found: list[Entry] = []
        for file in reversed(self.files()):
            lines = file.read_text(encoding="ascii", errors="replace").splitlines()
            found += [Entry.from_line(line) for line in reversed(lines[-(most - len(found)) :])]
            if len(found) >= most:
                break
        return found

    def files(self) -> list[Path]:
        """Return the files of the months, the oldest first."""
        return sorted(self.folder.glob("????-??.jsonl"))

    def mark(self, number: int, seal: str) -> str:
        """Return what the file ``head`` says beside the number of the last record."""
        return keyed(self.key, f"head {number} {seal}")

    def named_last(self) -> tuple[int, str]:
        """Return number and mark of the record that the file ``head`` names as the last; 0 and "" without one."""
        try:
            number, mark = self._head.read_text(encoding="ascii").split()
            return int(number), mark
        except (OSError, ValueError):
            return 0, ""

    @property
    def _head(self) -> Path:
        return self.folder / "head"

    def _written(self, action: str, said: dict[str, str]) -> Entry:
        now = datetime.now(UTC)
        # A clock that goes back must not put a record before older ones.
        file = max([self.folder / f"{now:%Y-%m}.jsonl", *self.files()[-1:]])
        if not file.exists():
            self._put(file, self._next(BEGAN, {"detail": file.name}, now))
        entry = self._next(action, said, now)
        self._put(file, entry)
        return entry

    def _next(self, action: str, said: dict[str, str], now: datetime) -> Entry:
        last = self._last()
        return Entry(
            number=self._next_number(last),
            at=now.isoformat(timespec="milliseconds"),
            action=action,
            before=last.seal if last else FIRST,
            **{"person": "", "role": "", "session": "", "log": "", "detail": "", **said},
        ).sealed(self.key)

    def _put(self, file: Path, entry: Entry) -> None:
        _add_line(file, entry.line)
        beside = self.folder / "head.new"
        beside.unlink(missing_ok=True)
        _add_line(beside, f"{entry.number} {self.mark(entry.number, entry.seal)}")
        beside.replace(self._head)

    def _next_number(self, last: Entry | None) -> int:
        """One more than the last; where records were taken from the end, a number that leaves a gap."""
        number, mark = self.named_last()
        if last is None:
            return number + 1
        # After a sudden stop the head may name the record before the last.
        known = {self.mark(last.number, last.seal), self.mark(last.number - 1, last.before)}
        return last.number + 1 if mark in known else max(last.number + 1, number) + 1

    def _last(self) -> Entry | None:
        """The last line that is a record; what a sudden stop left half-written is passed over."""
        for file in reversed(self.files()):
            for line in reversed(_end_of(file)):
                try:
                    return Entry.from_line(line)
                except AuditRefused:
                    continue
        return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one thread of one program write at a time."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _ONE_AT_A_TIME:
            number = os.open(self.folder / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                _lock(number)
                yield
            finally:
                os.close(number)


def _lock(number: int) -> None:
    """Keep other programs out; Windows has no such lock, and one program only may write there."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX)


def _end_of(file: Path) -> list[str]:
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - _LONGEST_LINE))
        return opened.read().decode("ascii", errors="replace").splitlines()


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(0, size - 1))
        return opened.read() in (b"", b"\n")


def _add_line(path: Path, line: str) -> None:
    break_before = "\n" if path.exists() and not _ends_a_line(path) else ""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(number, f"{break_before}{line}\n".encode("ascii"))
        os.fsync(number)
    finally:
        os.close(number)
