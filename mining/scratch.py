"""What a program puts down for the moment stands in one folder of its own, which goes with it, however it ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["OURS", "own_scratch"]

OURS = "throughline-"
"""How the names of all that this program puts into the temporary folder begin."""
_PREFIX, _LOCK = f"{OURS}run-", "in-use"


@contextmanager
def own_scratch() -> Iterator[Path]:
    """Make the folder, sweep those of programs that were killed, and have Python put temporary files there.

    Uploads, session stores and what DuckDB spills are among them. Where locks are not to be had, as on
    Windows, nothing is swept.
    """
    around = Path(tempfile.gettempdir())
    for former in around.glob(f"{_PREFIX}*"):
        _sweep(former)
    before, folder = tempfile.tempdir, Path(tempfile.mkdtemp(prefix=_PREFIX))
    with (folder / _LOCK).open("w") as lock:
        _locked(lock)
        tempfile.tempdir = str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = before
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(former: Path) -> None:
    """Remove a folder unless its program is alive, or it is somebody else's."""
    try:
        with (former / _LOCK).open("r+") as lock:
            if _locked(lock):
                shutil.rmtree(former, ignore_errors=True)
    except OSError:
        return


def _locked(lock: IO[str]) -> bool:
    """Take a lock that the system lets go of with the process; whether it was free."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
