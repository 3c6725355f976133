"""Is a step already automated? Answered from who performed it, before and apart from any score."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mining.ranking.performers import Performers, name_words
from mining.results import Unanswered

__all__ = ["AutomatedShare", "automated_shares", "is_system_account"]

MIN_KNOWN = 20
"""Fewest executions with a known performer for the share to be read."""
AUTOMATED_FROM = 0.5
"""Share by system accounts from which a step counts as automated (BPM logs' only ground truth)."""

_SURELY = re.compile(
    r"\b(service account|svc|batch|robot|bot|rpa|daemon|cron|scheduled (task|job)|no reply|noreply|webhook)\b"
)
_PROBABLY = re.compile(
    r"\b(system|sys|api|auto|automatic|automatically|automated|automation|workflow|integration|scheduler"
    r"|interface|script|server|middleware)\b"
)
_PEOPLE = re.compile(
    r"\b(officer|manager|team|advis[eo]r|analyst|support|lead|leader|clerk|coordinator|engineer|developer"
    r"|administrator|admin|director|assistant|department|desk|owner|trainer|librarian|consultant|staff)s?\b"
)


def is_system_account(name: str, named: tuple[str, ...] = ()) -> bool:
    """Whether a resource is a system account, by its name or because the user said so.

    Parameters
    ----------
    name
        As the log has it.
    named
        Names the user gave; case and surrounding blanks do not matter.

    Examples
    --------
    >>> is_system_account("batch_06"), is_system_account("Systems Support Officer")
    (True, False)
    """
    if name.strip().casefold() in {given.strip().casefold() for given in named}:
        return True
    words = name_words(name)
    if _SURELY.search(words):
        return True
    return bool(_PROBABLY.search(words)) and not _PEOPLE.search(words)


@dataclass(frozen=True)
class AutomatedShare:
    """How much of an activity systems perform.

    Attributes
    ----------
    n_known
        Executions with a known performer.
    n_system
        Those by a system account.
    """

    n_known: int
    n_system: int

    @property
    def share(self) -> float | None:
        """Share by system accounts; None where too few performers are known."""
        return self.n_system / self.n_known if self.n_known >= MIN_KNOWN else None

    @property
    def is_automated(self) -> bool:
        """Whether systems perform at least half of what is known."""
        return self.share is not None and self.share >= AUTOMATED_FROM


def automated_shares(
    performers: Performers, is_system: Callable[[str], bool] | None = None, named: tuple[str, ...] = ()
) -> tuple[AutomatedShare, ...] | Unanswered:
    """Return the share of each activity that systems perform; the index is the activity number.

    Parameters
    ----------
    performers
        Of the log.
    is_system
        Recognises a system account; by default from its name.
    named
        Further system accounts, named by the user.

    Returns
    -------
    tuple or Unanswered
        Unanswered where the log names no performer at all.
    """
    if not len(performers.count):
        return Unanswered(
            "The log does not say who did the steps, so steps that are already automated cannot be told."
        )
    recognise = is_system or partial(is_system_account, named=named)
    known, system = performers.known, performers.executions_by(recognise)
    return tuple(AutomatedShare(int(n), int(k)) for n, k in zip(known, system, strict=True))
