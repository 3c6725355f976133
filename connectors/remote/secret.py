"""Secrets of services: from the environment or from a file that only its owner may read, and from nowhere else."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path

from pydantic import SecretStr

from mining.errors import NotReadable

__all__ = ["secret_of"]

FILE = "THROUGHLINE_SECRETS"
"""Environment variable that names the file of secrets: TOML, a line ``name = "secret"`` a service."""


def secret_of(service: str) -> SecretStr:
    """Return the secret of a service; printed, it shows stars.

    Looked for in the environment variable ``THROUGHLINE_<SERVICE>_TOKEN``, then in the file that
    ``THROUGHLINE_SECRETS`` names.

    Raises
    ------
    NotReadable
        There is none, or others may read the file.
    """
    variable = f"THROUGHLINE_{re.sub(r'[^A-Z0-9]+', '_', service.upper())}_TOKEN"
    told = os.environ.get(variable) or _from_file(service)
    if not told:
        message = (
            f"There is no token for {service}. Set the environment variable {variable}, or put "
            f'{service} = "…" into the file that {FILE} names.'
        )
        raise NotReadable(message)
    return SecretStr(told.strip())


def _from_file(service: str) -> str:
    if not os.environ.get(FILE):
        return ""
    path = Path(os.environ[FILE])
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            message = f"{path.name} may be read by other users, so its tokens are not used. Run: chmod 600 {path.name}"
            raise NotReadable(message)
        return str(tomllib.loads(path.read_text("utf-8")).get(service, ""))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        message = f'{path.name} cannot be read as a file of secrets. Write a line such as: {service} = "…"'
        raise NotReadable(message) from None  # what TOML says of a line would repeat the line
