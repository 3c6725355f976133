"""Files that are really gone: overwritten, then removed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from mining.replacing import to_disk

__all__ = ["shred"]

_BLOCK = 1 << 20


def shred(path: Path) -> bool:
    """Overwrite a file with random bytes and remove it; return whether there was one.

    Overwriting reaches the same place on an ordinary disk. Solid-state disks, snapshots and backups may
    keep what was there before; against those the only help is that the key of the pseudonyms is gone.
    """
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(secrets.token_bytes(min(_BLOCK, left)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    to_disk(path.parent)
    return True
