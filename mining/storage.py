"""Stores as files: written whole or not at all, opened by many, told apart by version."""

from __future__ import annotations

import glob
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import duckdb
import ibis
from pydantic import TypeAdapter, ValidationError

from mining.engine import Backend, close_engine, discard_scratch, memory_for, open_engine
from mining.errors import StoreRefused
from mining.intake.door import Admitted, let_in
from mining.intake.doubts import small_groups, ties
from mining.intake.extracts import add_extract
from mining.intake.store import opened, prepare
from mining.mapping import Mapping, ReadingRules
from mining.quality import Issue, LogQuality
from mining.rawtable import RawTable
from mining.readers import open_reader

__all__ = ["SUFFIX", "VERSION", "About", "build", "extend", "reopen", "replacing", "write_about"]

SUFFIX = ".throughline"
"""Ending of the file name of a store."""
VERSION = 1
"""Of the tables in a store; another version is refused, and made again from the source."""
_ABOUT = "about"
_A_DAY = 86_400
RECOUNTED = frozenset({"equal_timestamps", "small_cells"})
"""Doubts that are counted over the whole store, anew when it grows."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class About:
    """What a store tells of itself.

    Attributes
    ----------
    version
        Of its tables.
    name
        What the source is called.
    n_events
        Rows that became events, lifecycle transitions counted singly.
    n_extracts
        How many extracts it was made from.
    quality, mapping, rules
        What was refused, changed or doubted, and how the source was read.
    """

    version: int
    name: str
    n_events: int
    n_extracts: int
    quality: LogQuality
    mapping: Mapping
    rules: ReadingRules

    def to_json(self) -> str:
        """Return it as JSON."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str, name: str) -> About:
        """Return what JSON tells; `name` is what messages call the store.

        Raises
        ------
        StoreRefused
            It is of another version, or no such text.
        """
        try:
            about = _ADAPTER.validate_json(text)
        except ValidationError as error:
            message = f"{name} does not say what it holds. Make the store again from its source."
            raise StoreRefused(message) from error
        if about.version != VERSION:
            message = (
                f"{name} was made by another version of this program. Make the store again from its source."
            )
            raise StoreRefused(message)
        return about


_ADAPTER = TypeAdapter(About)


def build(
    raw: RawTable, mapping: Mapping, rules: ReadingRules, progress: Progress, path: Path | None
) -> tuple[Backend, About]:
    """Return the engine of a new store, open for reading, and what the store tells of itself.

    Parameters
    ----------
    raw, mapping, rules, progress
        As `mining.eventlog.EventLog.from_table`.
    path
        Where the store is to be; None keeps it in memory.
    """
    memory = memory_for(raw.n_bytes)
    if path is None:
        engine = open_engine(memory_limit=memory)
        return engine, _filled(engine, raw, mapping, rules, progress)
    with replacing(path) as partial:
        engine = open_engine(partial, memory_limit=memory)
        _filled(engine, raw, mapping, rules, progress)
        close_engine(engine)
    return reopen(path)


def _filled(
    engine: Backend, raw: RawTable, mapping: Mapping, rules: ReadingRules, progress: Progress
) -> About:
    admitted = let_in(engine, raw, mapping, rules, progress)
    progress("Ordering events")
    prepare(engine, admitted.instances, admitted.rows, admitted.codes)
    about = About(VERSION, raw.name, admitted.n_events, 1, admitted.quality, mapping, admitted.rules)
    return write_about(engine, about)


def extend(path: Path, raw: RawTable, progress: Progress) -> tuple[Backend, About]:
    """Add a further extract of the same source to a store on disk, and return it open for reading.

    The extract is read as the store's source was. All is done on a copy, which then takes the place of
    the store: others who have it open go on reading the former one.

    Raises
    ------
    StoreRefused
        The store cannot be added to.
    """
    engine, about = reopen(path)
    close_engine(engine)
    if about.rules.pseudonymise:
        message = (
            f"{path.name} holds pseudonyms whose key was not kept, so the cases of another extract cannot be told "
            "to be the same. Make the store again from one file with everything."
        )
        raise StoreRefused(message)
    with replacing(path) as partial:
        shutil.copyfile(path, partial)
        engine = open_engine(partial, memory_limit=memory_for(raw.n_bytes))
        admitted = let_in(engine, raw, about.mapping, about.rules, progress)
        progress("Ordering events")
        repeats = add_extract(engine, admitted, about.n_extracts + 1, about.mapping)
        write_about(engine, _grown(about, admitted, repeats, raw.name))
        close_engine(engine)
    return reopen(path)


def _grown(about: About, admitted: Admitted, repeats: list[Issue], source: str) -> About:
    quality = admitted.quality.with_doubts(repeats)
    already = sum(issue.count for issue in repeats)
    return replace(
        about,
        n_events=about.n_events + admitted.n_events - already,
        n_extracts=about.n_extracts + 1,
        quality=about.quality.without(RECOUNTED).with_extract(quality, source),
    )


def write_about(engine: Backend, about: About) -> About:
    """Write what a store tells of itself, with the doubts that only the finished tables show."""
    tables = opened(engine)
    doubts = [
        *ties(engine, tables.events, about.mapping.timestamp),
        *small_groups(engine, tables.cases),
    ]
    complete = replace(about, quality=about.quality.with_doubts(doubts))
    engine.create_table(_ABOUT, ibis.memtable({"about": [complete.to_json()]}), overwrite=True)
    discard_scratch(engine)
    return complete


def reopen(path: Path) -> tuple[Backend, About]:
    """Return the engine of a store on disk, for reading beside others, and what the store tells of itself.

    Raises
    ------
    StoreRefused
        The file is no store, is damaged, or is of another version.
    """
    if not path.is_file():
        message = f"There is no store {path.name}. Check the name, or make it with `ingest`."
        raise StoreRefused(message)
    engine = open_reader(path)
    try:
        ((text,),) = engine.con.execute(f"SELECT about FROM {_ABOUT}").fetchall()  # noqa: S608 - our own name
    except (duckdb.Error, ValueError) as error:
        message = f"{path.name} is a database, but no store of this program. Choose another file."
        raise StoreRefused(message) from error
    return engine, About.from_json(text, path.name)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lend a new path beside `path`; what is written there takes its place in one step, or is removed.

    Whatever happens in between, even a kill, `path` is absent or as it was.
    """
    _sweep(path)
    partial = path.with_name(f".{path.name}.{uuid4().hex}.partial")
    try:
        yield partial
        _to_disk(partial)
        partial.replace(path)
        if os.name == "posix":
            _to_disk(path.parent)
    finally:
        for left in path.parent.glob(f"{glob.escape(partial.name)}*"):
            left.unlink()


def _sweep(path: Path) -> None:
    """Remove what killed programs left behind beside a store; younger than a day, it may still be at work."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.partial*"):
        if time.time() - left.stat().st_mtime > _A_DAY:
            left.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
