"""How far two reviewers agree beyond chance: Cohen's kappa over the steps that both judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from sklearn.metrics import cohen_kappa_score

from mining.feedback.records import OURS, Record, Review, standing
from mining.results import Unanswered

__all__ = ["LEAST_PAIRS", "Agreement", "agreement", "both_judged", "kappa", "latest_reviews"]

LEAST_PAIRS = 20
"""Below this many steps, kappa's interval is too wide to say anything."""
_Z = 1.959964
_REVIEWERS = 2


@dataclass(frozen=True)
class Agreement:
    """Cohen's kappa.

    Attributes
    ----------
    kappa, low, high
        1 = always agreed, 0 = as often as by chance; with its 95 % interval (large-sample).
    agreed, n
        Share of steps with the same verdict, and how many steps both judged.
    """

    kappa: float
    low: float
    high: float
    agreed: float
    n: int

    def __str__(self) -> str:
        """Return it as a sentence."""
        return (
            f"Two reviewers gave the same verdict on {self.agreed:.0%} of {self.n} steps. Cohen's kappa is "
            f"{self.kappa:.2f} (95 % interval {self.low:.2f} to {self.high:.2f}); 0 is what chance would give, 1 is "
            "full agreement."
        )


def agreement(records: Sequence[Record]) -> Agreement | Unanswered:
    """Return how far the first two reviewers of each step of this log agree, unless too few were judged twice."""
    pairs = [(first.verdict.value, second.verdict.value) for first, second in both_judged(records)]
    if len(pairs) < LEAST_PAIRS:
        return Unanswered(
            f"Two reviewers have judged {len(pairs)} of the same steps. Agreement is told from {LEAST_PAIRS} on."
        )
    return kappa(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> Agreement | Unanswered:
    """Return Cohen's kappa of pairs of verdicts, with a large-sample interval (Cohen 1960).

    Examples
    --------
    >>> pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    >>> kappa(pairs).kappa
    0.4
    """
    n = len(pairs)
    first, second = zip(*pairs, strict=True)
    agreed = sum(one == other for one, other in pairs) / n
    by_chance = sum(first.count(one) * second.count(one) for one in set(first)) / n**2
    if by_chance == 1:
        return Unanswered(
            "Both reviewers gave one and the same verdict to every step, so chance explains it all."
        )
    value = round(float(cohen_kappa_score(first, second)), 9)
    half = _Z * sqrt(agreed * (1 - agreed) / (n * (1 - by_chance) ** 2))
    return Agreement(value, max(-1.0, value - half), min(1.0, value + half), agreed, n)


def latest_reviews(records: Sequence[Record]) -> tuple[Review, ...]:
    """Return each reviewer's last word on each step, as far as it holds, in the order of their first words."""
    latest: dict[tuple[str, str, str], Review] = {}
    for one in standing(records):
        if isinstance(one, Review):
            latest[one.organisation, one.reviewer, one.snapshot.activity] = one
    return tuple(latest.values())


def both_judged(records: Sequence[Record]) -> tuple[tuple[Review, Review], ...]:
    """Return the reviews of the steps of this log that two people judged; of a third, nothing counts here."""
    by_step: dict[str, list[Review]] = {}
    for one in latest_reviews(records):
        if one.organisation == OURS:
            by_step.setdefault(one.snapshot.activity, []).append(one)
    return tuple((found[0], found[1]) for found in by_step.values() if len(found) >= _REVIEWERS)
