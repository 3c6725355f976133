"""Whether an audit log is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mining.audit.entry import BEGAN, FIRST, Entry
from mining.audit.trail import Trail
from mining.errors import AuditRefused

__all__ = ["Verification", "verify"]

_MOST_TOLD = 20


@dataclass(frozen=True)
class Verification:
    """What was found.

    Attributes
    ----------
    n
        Number of records read.
    first, last
        The oldest and the latest of them; None where there is none.
    breaks
        What is wrong, a sentence each, 20 at most; empty if nothing is.
    """

    n: int
    first: Entry | None
    last: Entry | None
    breaks: tuple[str, ...]

    @property
    def is_intact(self) -> bool:
        """Whether every record is there and as it was written, from the first one kept to the last."""
        return not self.breaks

    @property
    def sentence(self) -> str:
        """What was found, in one line."""
        if self.first is None or self.last is None or self.breaks:
            return f"The audit log is NOT intact: {'; '.join(self.breaks)}."
        kept = (
            ""
            if self.first.number == 1
            else f" Records before number {self.first.number} are no longer kept."
        )
        return (
            f"The audit log is intact: records {self.first.number} to {self.last.number}, "
            f"{_minute(self.first)} to {_minute(self.last)} UTC.{kept}"
        )


def _minute(entry: Entry) -> str:
    return entry.at[:16].replace("T", " ")


def verify(trail: Trail) -> Verification:
    """Return whether every record is there, in its place and as it was written.

    The oldest months may be gone (they are removed when their time is up); nothing else may. Whoever has
    the key, or puts back an older copy of the whole folder, is not found out.
    """
    breaks: list[str] = []
    named = trail.named_last()  # read first: the program may be writing on
    entries = list(_entries(trail, breaks))
    for before, entry in pairwise(entries):
        if entry.number != before.number + 1 or entry.before != before.seal:
            breaks.append(f"record {entry.number} does not follow on record {before.number}")
    if entries and (entries[0].number == 1) != (entries[0].before == FIRST):
        breaks.append(f"the records before number {entries[0].number} were not removed by months")
    breaks += _at_the_end(trail, entries, named)
    first, last = (entries[0], entries[-1]) if entries else (None, None)
    return Verification(len(entries), first, last, tuple(breaks[:_MOST_TOLD]))


def _entries(trail: Trail, breaks: list[str]) -> Iterator[Entry]:
    """Every record that has its right seal."""
    for file in trail.files():
        text = file.read_text(encoding="ascii", errors="replace")
        for place, line in enumerate(text.split("\n")[: None if text[-1:] != "\n" else -1], 1):
            try:
                entry = Entry.from_line(line)
            except AuditRefused:
                breaks.append(f"line {place} of {file.name} is not a record")
                continue
            if entry.sealed(trail.key).line != line:
                breaks.append(f"record {entry.number} (line {place} of {file.name}) was changed")
                continue
            if place == 1 and (entry.action, entry.detail) != (BEGAN, file.name):
                breaks.append(f"the first records of {file.name} are missing")
            yield entry


def _at_the_end(trail: Trail, entries: list[Entry], named: tuple[int, str]) -> Iterator[str]:
    """The file head names one of the records; those after it have their seals, so they are genuine."""
    number, mark = named
    if not entries:
        yield f"there is no record in {trail.folder}"
    if not mark:
        yield "the file head, which names the last record, is missing"
    elif not any(
        entry.number == number and trail.mark(entry.number, entry.seal) == mark for entry in entries
    ):
        yield f"records at the end are missing: number {number} was written last"
