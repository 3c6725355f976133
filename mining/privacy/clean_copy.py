"""A store is put in place by a process that never saw its source.

A database engine writes its memory in blocks, and what a block has no use for is whatever was in that memory
before: it may be a piece of a case reference. So the engine that reads the source writes a store beside, and
a child process, which opens nothing else, copies its tables into the file that stays.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

__all__ = ["copier"]

_COPIES = """
import json, sys
import duckdb
job = json.loads(sys.stdin.readline() or "null")
if job:
    try:
        engine = duckdb.connect(config=job["config"])
        # Without a file of its own this counts as a person at a keyboard, for whom progress is drawn.
        engine.execute("SET enable_progress_bar = false")
        for name, path, mode in (("seen", job["seen"], "READ_ONLY"), ("clean", job["clean"], "READ_WRITE")):
            quoted = path.replace("'", "''")
            engine.execute(f"ATTACH '{quoted}' AS {name} ({mode})")
        engine.execute("COPY FROM DATABASE seen TO clean")
        engine.execute("CHECKPOINT clean")
        engine.close()
        print(json.dumps(["", ""]))
    except duckdb.Error as error:
        print(json.dumps([type(error).__name__, str(error)]))
"""
_ENDED = "The process that copies a store ended before it was done."
_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "true",
    # Nothing is spilled: rows are copied a group at a time.
    "temp_directory": "",
}


@contextmanager
def copier(memory_limit: str) -> Iterator[Callable[[Path, Path], None]]:
    """Lend a function that copies a closed store to a new file; its process starts at once, so as to be ready.

    Parameters
    ----------
    memory_limit
        What that process may hold, for instance "1000MB".

    Raises
    ------
    duckdb.Error
        The function raises it where the copy could not be written.
    """
    command = [sys.executable, "-I", "-c", _COPIES]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

        def copy(seen: Path, clean: Path) -> None:
            config = {**_CONFIG, "memory_limit": memory_limit}
            job = {"seen": str(seen), "clean": str(clean), "config": config}
            told, _ = child.communicate(json.dumps(job) + "\n")
            kind, problem = json.loads(told.splitlines()[-1]) if told else ("IOException", _ENDED)
            if problem:
                raise getattr(duckdb, kind, duckdb.IOException)(problem)

        # With nothing to copy the child ends by itself, once its input is closed.
        yield copy
