"""Which steps come up for review, and in which order.

Seven in ten are the top of the ranking, where a verdict is worth most; two in ten are the least certain, where it
teaches most; one in ten is drawn at random from all ranked steps, before the others are chosen: only that part is a
fair test of the ranking, so each entry remembers which part it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from mining.feedback.records import OURS, Record, Review, Stratum, standing
from mining.ranking.opportunities import Opportunity

__all__ = ["CHOSEN", "LENGTH", "SHARES", "Entry", "queue_for", "review_queue"]

LENGTH = 20
SHARES = MappingProxyType({Stratum.TOP: 0.7, Stratum.UNCERTAIN: 0.2, Stratum.RANDOM: 0.1})
IN_COMMON = 0.2
_REVIEWERS = 2


@dataclass(frozen=True)
class Entry:
    """One step that comes up for review.

    Attributes
    ----------
    activity, stratum
        Which step, and why.
    is_common
        Whether two reviewers get it, neither seeing what the other says.
    turn
        Which of two reviewers it comes to first, 0 or 1.
    """

    activity: str
    stratum: Stratum
    is_common: bool = False
    turn: int = 0


CHOSEN = Entry("", Stratum.CHOSEN)
"""For a step that a reviewer picked: it is no fair sample of anything."""


def review_queue(items: Sequence[Opportunity], seed: int = 0, length: int = LENGTH) -> tuple[Entry, ...]:
    """Return the steps to review, the same for the same ranking and seed.

    Parameters
    ----------
    items
        The ranked steps, best first.
    seed
        Of what is drawn at random: the random part, and which entries two reviewers share.
    length
        Most entries.
    """
    random = Random(seed)  # noqa: S311 - a draw to be repeated, no secret
    n = min(length, len(items))
    shares = _rounded(n)
    drawn = random.sample(items, shares[Stratum.RANDOM])
    rest = [item for item in items if item not in drawn]
    top = rest[: shares[Stratum.TOP]]
    unsure = sorted(rest[len(top) :], key=_certainty)[: shares[Stratum.UNCERTAIN]]
    parts = {Stratum.TOP: top, Stratum.UNCERTAIN: unsure, Stratum.RANDOM: drawn}
    common = set(random.sample(range(n), max(1, round(IN_COMMON * n)))) if n >= _REVIEWERS else set()
    return tuple(
        Entry(name, stratum, place in common, place % _REVIEWERS)
        for place, (name, stratum) in enumerate(_mixed(parts))
    )


def queue_for(queue: Sequence[Entry], records: Sequence[Record], reviewer: str) -> tuple[Entry, ...]:
    """Return what is left for one reviewer: their own and the common entries first, then what nobody has judged.

    What another reviewer said shows only in that an entry of theirs alone is gone.
    """
    reviews = [one for one in standing(records) if isinstance(one, Review) and one.organisation == OURS]
    reviewers = list(dict.fromkeys([*(one.reviewer for one in reviews), reviewer]))
    turn = reviewers.index(reviewer) % _REVIEWERS
    mine = {one.snapshot.activity for one in reviews if one.reviewer == reviewer}
    anybodys = {one.snapshot.activity for one in reviews}
    left = [one for one in queue if one.activity not in (mine if one.is_common else anybodys)]
    return tuple(sorted(left, key=lambda one: not (one.is_common or one.turn == turn)))


def _certainty(item: Opportunity) -> tuple[int, float]:
    """Least first: the widest interval of ranks, then the score nearest to where verdicts turn."""
    return (item.rank_low or 0) - (item.rank_high or 0), abs((item.score or 0.0) - 50)


def _rounded(n: int) -> dict[Stratum, int]:
    """How many of n entries each part gets: the whole parts, then one more to those that lost most."""
    counts = {stratum: int(share * n + 1e-9) for stratum, share in SHARES.items()}
    losers = sorted(SHARES, key=lambda stratum: counts[stratum] - SHARES[stratum] * n)
    for stratum in losers[: n - sum(counts.values())]:
        counts[stratum] += 1
    return counts


def _mixed(parts: dict[Stratum, list[Opportunity]]) -> list[tuple[str, Stratum]]:
    """The parts dealt out so that the beginning of the queue has the same shares as all of it."""
    waiting = {stratum: list(items) for stratum, items in parts.items()}
    n = sum(map(len, waiting.values()))
    mixed: list[tuple[str, Stratum]] = []
    while len(mixed) < n:

        def lack(stratum: Stratum) -> float:
            share = len(parts[stratum]) / n
            dealt = len(parts[stratum]) - len(waiting[stratum])
            return share * (len(mixed) + 1) - dealt

        stratum = max((one for one in waiting if waiting[one]), key=lack)
        mixed.append((waiting[stratum].pop(0).activity, stratum))
    return mixed
