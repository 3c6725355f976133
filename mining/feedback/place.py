"""Where the reviews of a store are kept: beside the keys, never in the store, and gone with it."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from mining.privacy.keys import key_folder
from mining.privacy.shredding import shred

__all__ = ["BOOK_SUFFIX", "book_path", "delete_reviews", "hand_over", "log_id", "models_folder"]

BOOK_SUFFIX = ".reviews"
_JOURNAL = "-journal"


def log_id(key_id: str, store: Path | None = None) -> str:
    """Return what records call a log: the name of its key, which stays when the store is moved or grows.

    Parameters
    ----------
    key_id
        Name of the key of its pseudonyms; "" where none was kept.
    store
        Its file, after whose place it is called where there is no key; None for a log in memory.

    Examples
    --------
    >>> log_id("0123abcd"), log_id("")
    ('0123abcd', 'session')
    """
    # The name comes out of a store, which anybody may have written: it names a file here and nothing else.
    safe = "".join(sign for sign in key_id if sign in "0123456789abcdef")
    if safe:
        return safe
    return f"at-{sha256(str(store.resolve()).encode()).hexdigest()[:16]}" if store else "session"


def book_path(named: str) -> Path:
    """Return the file of the reviews of a log that `log_id` has named."""
    return key_folder() / f"{named}{BOOK_SUFFIX}"


def models_folder(named: str) -> Path:
    """Return the folder of models that were refitted to the reviews of a log."""
    return key_folder() / f"{named}.models"


def hand_over(former: str, new: str) -> None:
    """Give the reviews of a store to the one that takes its place; what that one has already stays."""
    old, path = book_path(former), book_path(new)
    if former != new and old.is_file() and not path.exists():
        old.replace(path)
        if models_folder(former).is_dir():
            models_folder(former).replace(models_folder(new))


def delete_reviews(named: str) -> int:
    """Overwrite and remove the reviews of a log; return how many files there were."""
    path = book_path(named)
    folder = models_folder(named)
    files = [path, path.with_name(f"{path.name}{_JOURNAL}"), *folder.glob("*/*")]
    n_files = sum(shred(file) for file in files)
    shutil.rmtree(folder, ignore_errors=True)
    return n_files
