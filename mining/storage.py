"""Stores as files: written whole or not at all, opened by many, told apart by version."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import ibis

from mining.about import VERSION, About
from mining.engine import Backend, close_engine, discard_scratch, memory_for, open_engine
from mining.errors import StoreRefused
from mining.feedback.place import hand_over, log_id
from mining.intake.door import Admitted, Terms, let_in
from mining.intake.doubts import small_groups, ties
from mining.intake.extracts import add_extract
from mining.intake.store import opened, prepare
from mining.mapping import Mapping, ReadingRules
from mining.privacy.clean_copy import copier
from mining.privacy.keys import Key, destroy_key, find_key, keep_key, new_key
from mining.privacy.rules import PrivacyRecord, kept_until, require_in_time, today
from mining.privacy.shredding import shred
from mining.quality import Issue
from mining.rawtable import RawTable
from mining.readers import open_reader
from mining.replacing import PRIVATE, replacing
from mining.room import room_told

__all__ = [
    "SUFFIX",
    "VERSION",
    "About",
    "build",
    "extend",
    "key_id_of",
    "reopen",
    "write_about",
]

SUFFIX = ".throughline"
"""Ending of the file name of a store."""
_ABOUT = "about"
RECOUNTED = frozenset({"equal_timestamps", "small_cells"})
"""Doubts that are counted over the whole store, anew when it grows."""
Progress = Callable[[str], None]


def build(
    raw: RawTable, mapping: Mapping, rules: ReadingRules, progress: Progress, path: Path | None
) -> tuple[Backend, About, Key | None]:
    """Return the engine of a new store, open for reading, what the store tells of itself, and its key if not kept.

    Parameters
    ----------
    raw, mapping, rules, progress
        As `mining.eventlog.EventLog.from_table`.
    path
        Where the store is to be; None keeps it in memory, and the key of its pseudonyms too.
    """
    memory = memory_for(raw.n_bytes)
    key = new_key() if rules.privacy.uses_pseudonyms else None
    terms = Terms(mapping, rules, key.secret if key else None)
    if path is None:
        with room_told():
            engine = open_engine(memory_limit=memory)
            return engine, _filled(engine, raw, terms, progress, ""), key
    kept = key if rules.privacy.keep_key else None
    former = key_id_of(path)
    with room_told(path), replacing(path, PRIVATE) as partial:
        with _writing(partial, memory) as engine:
            _filled(engine, raw, terms, progress, kept.id if kept else "")
        if kept:
            keep_key(kept)
    destroy_key(former)
    hand_over(log_id(former, path), log_id(kept.id if kept else "", path))
    return *reopen(path), None if kept else key


@contextmanager
def _writing(path: Path, memory_limit: str) -> Iterator[Backend]:
    """Lend an engine that writes a file; in the end all is in the file, or why it is not is raised.

    The engine has a file of its own beside, which a process that never saw the source copies.
    """
    seen = path.with_name(f"{path.name}.seen")
    with copier(memory_limit) as copy:
        if path.exists():
            path.rename(seen)
        engine = open_engine(seen, memory_limit=memory_limit)
        try:
            yield engine
            # Done when it is closed as well, but then DuckDB keeps to itself that it could not.
            engine.con.execute("CHECKPOINT")
        finally:
            close_engine(engine)
        copy(seen, path)
    shred(seen)


def _filled(engine: Backend, raw: RawTable, terms: Terms, progress: Progress, key_id: str) -> About:
    admitted = let_in(engine, raw, terms, progress)
    progress("Ordering events")
    prepare(engine, admitted.instances, admitted.rows, admitted.codes)
    until = kept_until(today(), terms.rules.privacy.keep_months)
    privacy = PrivacyRecord(key_id, today(), until, admitted.held_back)
    about = About(
        VERSION, raw.name, admitted.n_events, 1, admitted.quality, terms.mapping, admitted.rules, privacy
    )
    return write_about(engine, about)


def extend(path: Path, raw: RawTable, progress: Progress) -> tuple[Backend, About]:
    """Add a further extract of the same source to a store on disk, and return it open for reading.

    The extract is read as the store's source was. All is done on a copy, which then takes the place of
    the store: others who have it open go on reading the former one.

    Raises
    ------
    StoreRefused
        The store cannot be added to.
    KeyGone
        The key of its pseudonyms is not at hand, so its cases cannot be told to be the same.
    """
    engine, about = reopen(path)
    close_engine(engine)
    uses_key = about.rules.privacy.uses_pseudonyms
    secret = find_key(about.privacy.key_id, path.name).secret if uses_key else None
    with room_told(path), replacing(path, PRIVATE) as partial:
        shutil.copyfile(path, partial)
        with _writing(partial, memory_for(raw.n_bytes)) as engine:
            terms = Terms(about.mapping, about.rules, secret, about.privacy.held_back)
            admitted = let_in(engine, raw, terms, progress)
            _refuse_newly_personal(admitted, about, raw.name)
            progress("Ordering events")
            repeats = add_extract(engine, admitted, about.n_extracts + 1, about.mapping)
            write_about(engine, _grown(about, admitted, repeats, raw.name))
    return reopen(path)


def _refuse_newly_personal(admitted: Admitted, about: About, source: str) -> None:
    newly = [name for name in admitted.held_back if name not in about.privacy.held_back]
    if newly:
        message = (
            f'Column "{newly[0]}" of {source} holds personal data or free text, and the store keeps that column. '
            "Make the store again from one file with everything, so that the column is held back."
        )
        raise StoreRefused(message)


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
        The file is no store, is damaged, is of another version, or past the day until which it may be kept.
    """
    engine, about = _opened(path)
    if today() > about.privacy.keep_until:
        close_engine(engine)
    require_in_time(about.privacy, path.name)
    return engine, about


def key_id_of(path: Path) -> str:
    """Return which key a store has, whatever else is wrong with it; "" where it does not tell."""
    try:
        engine, text = _told(path)
        close_engine(engine)
        key_id = json.loads(text)["privacy"]["key_id"]
    except (StoreRefused, ValueError, KeyError, TypeError):
        return ""
    return str(key_id)


def _opened(path: Path) -> tuple[Backend, About]:
    engine, text = _told(path)
    try:
        return engine, About.from_json(text, path.name)
    except StoreRefused:
        close_engine(engine)
        raise


def _told(path: Path) -> tuple[Backend, str]:
    if not path.is_file():
        message = f"There is no store {path.name}. Check the name, or make it with `ingest`."
        raise StoreRefused(message)
    engine = open_reader(path)
    try:
        ((text,),) = engine.con.execute(f"SELECT about FROM {_ABOUT}").fetchall()  # noqa: S608 - our own name
    except (duckdb.Error, ValueError) as error:
        close_engine(engine)
        message = f"{path.name} is a database, but no store of this program. Choose another file."
        raise StoreRefused(message) from error
    return engine, text
