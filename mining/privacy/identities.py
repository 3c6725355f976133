"""From a reference that a person knows to the case in the log: only who has the key can go that way."""

from __future__ import annotations

from dataclasses import dataclass, field

from mining.privacy.keys import Key, find_key, has_key
from mining.privacy.pseudonyms import case_pseudonym, performer_pseudonym

__all__ = ["Identities"]


@dataclass(frozen=True)
class Identities:
    """Who stands behind the ids and people of a log.

    Attributes
    ----------
    name
        What messages call the log.
    are_hidden
        Whether they are pseudonyms.
    key_id
        Which key made them; "" where none was kept.
    key
        The key itself, where it is not kept in a folder but goes with the log.
    """

    name: str
    are_hidden: bool
    key_id: str = ""
    key: Key | None = field(default=None, repr=False)

    @property
    def can_be_found(self) -> bool:
        """Whether a case can be found by its reference: it is kept as written, or the key is at hand."""
        return not self.are_hidden or self.key is not None or has_key(self.key_id)

    def case(self, written: str) -> str:
        """Return the id that the log has for what the source calls `written`.

        Raises
        ------
        KeyGone
            The log holds pseudonyms, and their key is not at hand.
        """
        return case_pseudonym(self._secret(), written) if self.are_hidden else written

    def performer(self, written: str) -> str:
        """Return the name that the log has for a performer; raises as `case`."""
        return performer_pseudonym(self._secret(), written) if self.are_hidden else written

    def _secret(self) -> bytes:
        return (self.key or find_key(self.key_id, self.name)).secret
