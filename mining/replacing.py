"""Files and folders written whole or not at all, whatever happens in between: a refusal, a full disk, a kill."""

from __future__ import annotations

import glob
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

__all__ = ["COMPLETE", "PRIVATE", "remnants", "replace_files", "replacing", "to_disk"]

COMPLETE = "throughline-complete-results"
"""Sub-folder that is there only while the files of a folder are being replaced; the new ones are in it, all of them."""
PRIVATE = 0o600
"""Mode of a file that only its user may read."""
_A_DAY = 86_400


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Lend a new path beside `path`; the file or folder made there takes its place in one step, or is removed.

    Until then `path` is absent or as it was. A file takes the place of another one and keeps its mode; a
    folder takes no other's place.

    Parameters
    ----------
    path
        Where it is to be.
    mode
        Of a file that takes no other's place, for instance `PRIVATE`; None is what the system gives.
    """
    _sweep(path)
    partial = _beside(path)
    try:
        yield partial
        if partial.is_file() and (found := path.stat().st_mode if path.exists() else mode) is not None:
            partial.chmod(found)
        for made in [*partial.rglob("*"), partial]:
            to_disk(made)
        partial.replace(path)
        to_disk(path.parent)
    finally:
        for left in path.parent.glob(f"{glob.escape(partial.name)}*"):
            _remove(left)


def replace_files(folder: Path, files: Mapping[str, str | None]) -> tuple[Path, ...]:
    """Replace files of a folder together, and return those that are there; what else is in it stays.

    All are put into the sub-folder `COMPLETE` first, which appears in one step and goes in one step when the
    files beside it are replaced. So, killed anywhere, the former files are all there, or the new ones are: in the
    sub-folder while there is one. The next call finishes what a killed one began.

    Parameters
    ----------
    folder
        Where; it is made if it is not there.
    files
        Content by name. None: there is to be no file of that name.
    """
    written = {name: text for name, text in files.items() if text is not None}
    if folder.is_dir():
        _put_in_place(folder, files)
        with replacing(folder / COMPLETE) as making:
            _fill(making, written)
        _put_in_place(folder, files)
    else:
        with replacing(folder) as making:
            _fill(making, written)
    return tuple(folder / name for name in written)


def remnants(path: Path) -> list[Path]:
    """Return what programs that were killed, or are still at it, have beside a path that they replace."""
    return list(path.parent.glob(f".{glob.escape(path.name)}.*.partial*"))


def to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    if os.name != "posix" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _put_in_place(folder: Path, names: Mapping[str, object]) -> None:
    """Make the files of some names what the sub-folder has, if it is there, and take it away."""
    complete = folder / COMPLETE
    if not complete.is_dir():
        return
    for name in names:
        if (complete / name).is_file():
            with replacing(folder / name) as partial:
                _link(complete / name, partial)
        else:
            (folder / name).unlink(missing_ok=True)
    to_disk(folder)
    shutil.rmtree(complete.rename(_beside(complete)))


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, which takes no room; copy it where files have one name only."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid4().hex}.partial")


def _sweep(path: Path) -> None:
    """Remove what killed programs left behind beside a path; younger than a day, they may still be at work."""
    for left in remnants(path):
        if time.time() - max(one.stat().st_mtime for one in [left, *left.rglob("*")]) > _A_DAY:
            _remove(left)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
