"""Keys of pseudonyms: 256 random bits each, in a private folder of their own, never in a store."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path

from mining.errors import KeyGone
from mining.privacy.shredding import shred
from mining.replacing import PRIVATE, replacing
from mining.room import room_told

__all__ = [
    "FOLDER_VARIABLE",
    "Key",
    "destroy_key",
    "find_key",
    "has_key",
    "keep_key",
    "key_folder",
    "new_key",
]

FOLDER_VARIABLE = "THROUGHLINE_KEYS"
"""Environment variable that names the folder of keys."""
_BYTES = 32


@dataclass(frozen=True)
class Key:
    """A key and the name by which a store knows it."""

    id: str
    secret: bytes = field(repr=False)


def key_folder() -> Path:
    """Return where keys are kept: what THROUGHLINE_KEYS says, or a folder of the user's own for such things."""
    said = os.environ.get(FOLDER_VARIABLE)
    if said:
        return Path(said)
    if sys.platform == "win32":
        state = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "throughline" / "keys"


def new_key() -> Key:
    """Return a key that nobody has used before; it is not kept yet."""
    return Key(secrets.token_hex(8), secrets.token_bytes(_BYTES))


def keep_key(key: Key) -> None:
    """Write a key into the folder of keys, readable by this user only.

    Raises
    ------
    KeyGone
        The folder cannot be written to.
    NoRoom
        Its disk is full.
    """
    path = _path(key.id)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with room_told(path), replacing(path) as partial:
            number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(key.secret.hex())
    except OSError as error:
        message = (
            f"The key of the pseudonyms cannot be kept in {path.parent}. Make that folder writable, or name another "
            f"one in the environment variable {FOLDER_VARIABLE}."
        )
        raise KeyGone(message) from error


def has_key(key_id: str) -> bool:
    """Whether a key is at hand."""
    return bool(key_id) and _path(key_id).is_file()


def find_key(key_id: str, name: str) -> Key:
    """Return a key that was kept; `name` is what messages call its store.

    Raises
    ------
    KeyGone
        It was not kept, was destroyed, or cannot be read.
    """
    if not key_id:
        message = f"The key of the pseudonyms in {name} was not kept. Make a store from the source to have one kept."
        raise KeyGone(message)
    try:
        secret = bytes.fromhex(_path(key_id).read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        message = (
            f"The key of the pseudonyms in {name} is not in {key_folder()}. Put it back there as {key_id}.key, or "
            "make the store again from its source."
        )
        raise KeyGone(message) from error
    return Key(key_id, secret)


def destroy_key(key_id: str) -> bool:
    """Overwrite and remove a key; return whether there was one."""
    return has_key(key_id) and shred(_path(key_id))


def _path(key_id: str) -> Path:
    # The id comes out of a store, which anybody may have written: it names a file here and nothing else.
    safe = "".join(sign for sign in key_id if sign in "0123456789abcdef")
    return key_folder() / f"{safe or 'none'}.key"
