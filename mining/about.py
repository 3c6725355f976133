"""What a store tells of itself: its version, its source, and how that was read."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from mining.errors import StoreRefused
from mining.mapping import Mapping, ReadingRules
from mining.privacy.rules import PrivacyRecord
from mining.quality import LogQuality

__all__ = ["VERSION", "About"]

VERSION = 2
"""Of the tables in a store; another version is refused, and made again from the source."""


@dataclass(frozen=True)
class About:
    """What a store tells of itself.

    Attributes
    ----------
    version
        Of its tables.
    name
        What the source is called.
    n_events
        Rows that became events, lifecycle transitions counted singly.
    n_extracts
        How many extracts it was made from.
    quality, mapping, rules
        What was refused, changed or doubted, and how the source was read.
    privacy
        Which key its pseudonyms have, until when it may be kept, what is held back.
    """

    version: int
    name: str
    n_events: int
    n_extracts: int
    quality: LogQuality
    mapping: Mapping
    rules: ReadingRules
    privacy: PrivacyRecord

    def to_json(self) -> str:
        """Return it as JSON."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str, name: str) -> About:
        """Return what JSON tells; `name` is what messages call the store.

        Raises
        ------
        StoreRefused
            It is of another version, or no such text.
        """
        try:
            about = _ADAPTER.validate_json(text)
        except ValidationError as error:
            message = f"{name} does not say what it holds. Make the store again from its source."
            raise StoreRefused(message) from error
        if about.version != VERSION:
            message = (
                f"{name} was made by another version of this program. Make the store again from its source."
            )
            raise StoreRefused(message)
        return about


_ADAPTER = TypeAdapter(About)
