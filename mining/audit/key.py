"""The key of the audit log: a file that only the program's account may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from mining.errors import AuditRefused

__all__ = ["make_key", "read_key"]

_LEAST_BYTES = 32


def make_key(path: Path) -> None:
    """Write a new random key, readable by this account only.

    Raises
    ------
    AuditRefused
        There is such a file already, or it cannot be written.
    """
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        message = f"The key file {path} cannot be made: {error.strerror}. Name a new file in a folder you may write to."
        raise AuditRefused(message) from error
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_LEAST_BYTES) + "\n")


def read_key(path: Path) -> bytes:
    """Return the key.

    Raises
    ------
    AuditRefused
        The file is missing, too short, or readable by other accounts.
    """
    try:
        key, mode = path.read_bytes().strip(), path.stat().st_mode
    except OSError as error:
        message = (
            f"The key of the audit log cannot be read from {path}: {error.strerror}. "
            "Make one with `python -m mining audit key FILE`."
        )
        raise AuditRefused(message) from error
    if os.name == "posix" and mode & 0o077:
        message = f"Other accounts may read the key file {path}. Take that right away: chmod 600."
        raise AuditRefused(message)
    if len(key) < _LEAST_BYTES:
        message = f"The key in {path} is too short. Make one with `python -m mining audit key FILE`."
        raise AuditRefused(message)
    return key
