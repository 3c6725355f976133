"""What a user may settle about the people in a log, and what a store remembers of it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime

from mining.errors import StoreRefused

__all__ = ["LONGEST", "PrivacyRecord", "PrivacyRules", "kept_until", "require_in_time", "today"]

LONGEST = 120
"""Most months for which a store may be kept."""


@dataclass(frozen=True)
class PrivacyRules:
    """What is done about the people in a log. Unless somebody says otherwise, they become pseudonyms.

    Attributes
    ----------
    keep_identities
        Why case references, people and names stay as they are written; "" replaces the former by
        pseudonyms, and masks what looks like personal data in the names of steps, channels and systems.
    keep_months
        For how many months a store may be kept, 1 to `LONGEST`.
    keep_key
        Keep the key of the pseudonyms beside other keys, so that extracts can be added later. Without it
        the key is forgotten with the log.
    """

    keep_identities: str = ""
    keep_months: int = 12
    keep_key: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.keep_months <= LONGEST:
            message = f"A store cannot be kept for {self.keep_months} months. Choose from 1 to {LONGEST}."
            raise StoreRefused(message)

    @property
    def uses_pseudonyms(self) -> bool:
        """Whether case references and people are replaced."""
        return not self.keep_identities.strip()


@dataclass(frozen=True)
class PrivacyRecord:
    """What a store remembers about the people in it.

    Attributes
    ----------
    key_id
        Which key made its pseudonyms; "" where none was kept. The key itself is never in the store.
    made, keep_until
        When it was made, and the last day on which it may be used.
    held_back
        Columns that were mapped but are not kept, because they hold personal data or free text.
    """

    key_id: str
    made: date
    keep_until: date
    held_back: tuple[str, ...] = ()


def today() -> date:
    """Return the day, in UTC."""
    return datetime.now(tz=UTC).date()


def kept_until(made: date, months: int) -> date:
    """Return the day so many months after another, or the last of that month.

    Examples
    --------
    >>> kept_until(date(2025, 8, 31), 6).isoformat()
    '2026-02-28'
    """
    years, month = divmod(made.month - 1 + months, 12)
    year = made.year + years
    return date(year, month + 1, min(made.day, monthrange(year, month + 1)[1]))


def require_in_time(record: PrivacyRecord, name: str) -> None:
    """Check that a store may still be used.

    Raises
    ------
    StoreRefused
        Its retention date is past.
    """
    if today() > record.keep_until:
        message = (
            f"{name} was to be kept until {record.keep_until:%d %B %Y}, and that day is past. Delete it with "
            f"`python -m mining delete {name}`; if it is still needed, make it again from its source."
        )
        raise StoreRefused(message)
