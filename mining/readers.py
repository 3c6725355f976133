"""Stores open for reading: one engine for each in this process, however many people look at it."""

from __future__ import annotations

import weakref
from collections import Counter
from pathlib import Path
from threading import Lock

from ibis.backends.duckdb import Backend

from mining.engine import open_engine, use_store

__all__ = ["open_reader", "store_of"]

_State = tuple[int, ...]
_open_now: weakref.WeakValueDictionary[_State, Backend] = weakref.WeakValueDictionary()
# By identity: to Ibis, two engines are equal though they hold different stores.
_readers: Counter[int] = Counter()
_opening = Lock()


class _Reader(Backend):  # type: ignore[misc]  # Ibis has no types
    """One person's connection to an engine: questions and kept tables of its own, memory shared with the others."""

    store: Backend
    is_closed = False

    def _post_connect(self, _extensions: object = None) -> None:
        """Set nothing, as Ibis would: the engine is set up and locked."""
        self._record_batch_readers_consumed: dict[object, object] = {}

    def disconnect(self) -> None:
        """Let go of the connection; the last one lets go of the file as well."""
        super().disconnect()
        with _opening:
            _readers[id(self.store)] -= not self.is_closed
            self.is_closed = True
            if not _readers[id(self.store)]:
                for state in [state for state, store in _open_now.items() if store is self.store]:
                    del _open_now[state]
                self.store.disconnect()


def open_reader(path: Path) -> Backend:
    """Return a connection of one's own to a store on disk, for reading.

    All that are open at once on the same file share one engine, so that its limits of memory and threads
    hold for them together. A file that took the place of another is another store.

    Raises
    ------
    StoreRefused
        The file is no database, is damaged, or is being written by another program.
    """
    with _opening:
        store = _open_now.get(_state(path)) or _opened(path)
        reader = _Reader.from_connection(use_store(store.con.cursor()))
        reader.store = store
        _readers[id(store)] += 1
    return reader


def store_of(engine: Backend) -> Backend | None:
    """Return what all readers of one store in this process have in common; None where an engine is no reader."""
    return engine.store if isinstance(engine, _Reader) else None


def _opened(path: Path) -> Backend:
    """Open a store, and know it by the state in which it was opened, though it may be exchanged meanwhile."""
    while True:
        state = _state(path)
        store = open_engine(path, read_only=True)
        if _state(path) == state:
            _open_now[state] = store
            _readers[id(store)] = 0
            return store


def _state(path: Path) -> _State:
    """What tells a file from any other, and from itself after a change."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
