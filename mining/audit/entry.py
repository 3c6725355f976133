"""One record of the audit log, as one line of text that carries a keyed seal."""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from pydantic import ConfigDict, TypeAdapter, ValidationError

from mining.errors import AuditRefused

__all__ = ["BEGAN", "FIRST", "Entry", "keyed"]

FIRST = "0" * 64
"""What the very first record names as the seal before it."""
BEGAN = "began a file"
"""The first record of every file, by the program itself."""


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did, or was refused.

    It names people and is personal data. It never holds a value from a log, only the log's name.

    Attributes
    ----------
    number
        Its place, from 1.
    at
        When, in UTC (ISO 8601).
    person, role, session
        Who, as what, and in which session: a random word, the same for all that was done in one tab.
    action
        What was done, such as "exported".
    log
        Name of the log it was done with; "" if with none.
    detail
        Name of the file that went out, or the reason of a refusal.
    before
        Seal of the record before this one.
    seal
        Keyed hash (HMAC-SHA-256) of all the other attributes.
    """

    number: int
    at: str
    person: str
    role: str
    session: str
    action: str
    log: str
    detail: str
    before: str
    seal: str = ""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    def sealed(self, key: bytes) -> Entry:
        """Return the same record with its seal."""
        return replace(self, seal=keyed(key, replace(self, seal="").line))

    @property
    def line(self) -> str:
        """The record as one line of JSON, in ASCII."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> Entry:
        """Return the record that a line holds.

        Raises
        ------
        AuditRefused
            The line holds no record.
        """
        try:
            return _ADAPTER.validate_json(line)
        except ValidationError as error:
            message = "A line of the audit log is not a record. Run the command `audit verify`."
            raise AuditRefused(message) from error


def keyed(key: bytes, text: str) -> str:
    """Return the keyed hash of a text, in hexadecimal."""
    return hmac.new(key, text.encode(), sha256).hexdigest()


_ADAPTER = TypeAdapter(Entry)
