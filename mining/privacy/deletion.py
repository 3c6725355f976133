"""Deleting a store so that it is gone: first the key of its pseudonyms, then every file of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from mining.errors import StoreRefused
from mining.feedback.place import delete_reviews, log_id
from mining.folder import is_export
from mining.privacy.keys import destroy_key
from mining.privacy.shredding import shred
from mining.replacing import remnants
from mining.storage import SUFFIX, key_id_of

__all__ = ["Deleted", "delete_store", "shred_folder"]


@dataclass(frozen=True)
class Deleted:
    """What was deleted.

    Attributes
    ----------
    n_files
        Files that were overwritten and removed.
    key_destroyed
        Whether the key of the pseudonyms was at hand and is gone now.
    """

    n_files: int
    key_destroyed: bool


def delete_store(path: Path) -> Deleted:
    """Destroy the key of a store, then overwrite and remove its file, its reviews and what killed programs left.

    A store that is damaged, past its day or of another version is deleted too; if it does not tell its key,
    the key stays. Of a folder that `export` wrote only the files go: the key is that of the store.
    Copies made elsewhere, the source and reports are not touched.

    Raises
    ------
    StoreRefused
        There is no such file, or it is none of this program's.
    """
    if is_export(path):
        folders = [path, *remnants(path)]
        return Deleted(sum(shred_folder(folder) for folder in folders), key_destroyed=False)
    if path.suffix != SUFFIX or path.is_symlink() or not path.is_file():
        message = (
            f"{path.name} is no store, or only a link to one, so it is not deleted. Name a file that ends in "
            f"{SUFFIX}."
        )
        raise StoreRefused(message)
    key_id = key_id_of(path)
    key_destroyed = destroy_key(key_id)
    n_reviews = delete_reviews(log_id(key_id, path))
    beside = [*remnants(path), path.with_name(f"{path.name}.wal")]
    return Deleted(sum(shred(file) for file in [path, *beside]) + n_reviews, key_destroyed)


def shred_folder(folder: Path) -> int:
    """Overwrite and remove every file under a folder, and the folder; return how many files there were."""
    n_files = sum(shred(file) for file in sorted(folder.rglob("*")) if file.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return n_files
