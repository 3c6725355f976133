"""No room left, on a disk or in memory: told in one sentence, whichever library met it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from mining.errors import NoRoom
from mining.scratch import OURS

__all__ = ["room_told"]

_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL = re.compile("|".join([*(os.strerror(number) for number in _NUMBERS), "not enough space on the disk"]))
_FILE = re.compile(r'file "([^"]+)"')
_SPILLED = "max_temp_directory_size"
_START_AGAIN = "Then start again; nothing was left half-written."


@contextmanager
def room_told(place: Path | None = None) -> Iterator[None]:
    """Turn what the system, DuckDB or Arrow raise when there is no room left into a sentence.

    Parameters
    ----------
    place
        File or folder that is written, for errors that do not name theirs; None is the temporary folder.

    Raises
    ------
    NoRoom
        A disk is full, a file or the temporary data grew larger than allowed, or memory is used up.
    """
    try:
        yield
    except (OSError, MemoryError, duckdb.Error, pa.ArrowException) as error:
        if sentence := _sentence(error, place):
            raise NoRoom(sentence) from error
        raise


def _sentence(error: Exception, place: Path | None) -> str:
    """What to say of an error; "" if it is about something else."""
    if (isinstance(error, OSError) and error.errno in _NUMBERS) or _FULL.search(str(error)):
        return _full(_folder(error, place))
    if isinstance(error, (MemoryError, duckdb.OutOfMemoryException)):
        return _used_up(is_on_disk=_SPILLED in str(error))
    return ""


def _full(folder: Path) -> str:
    temporary = _around(Path(tempfile.gettempdir()))
    name, other = f"the folder {folder}", "choose another one"
    if _around(folder) == temporary:
        name = f"the temporary folder {temporary}"
        other = "name another one in the environment variable TMPDIR"
    return f"There is no room left in {name}. Free some on its disk, or {other}. {_START_AGAIN}"


def _around(folder: Path) -> Path:
    """The folder around all that this program puts down for the moment."""
    while folder.name.startswith(OURS):
        folder = folder.parent
    return folder


def _used_up(*, is_on_disk: bool) -> str:
    what, variable = ("disk for temporary data", "DISK") if is_on_disk else ("memory", "MEMORY")
    return (
        f"This needs more {what} than it may take. Allow more with the environment variable THROUGHLINE_{variable}. "
        f"{_START_AGAIN}"
    )


def _folder(error: Exception, place: Path | None) -> Path:
    """The folder that is full: of the file that the error names, else where there is least room."""
    named = getattr(error, "filename2", None) or getattr(error, "filename", None)
    if not named and (found := _FILE.search(str(error))):
        named = found[1]
    if isinstance(named, str):
        return Path(named).parent
    places = [*([place.parent] if place else []), Path(tempfile.gettempdir())]
    return min(places, key=lambda folder: shutil.disk_usage(folder).free)
