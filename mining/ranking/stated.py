"""What people said of a step where its name says too little or too much: guard-rails added, and guard-rails lifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mining.ranking.guards import Guard, GuardKind

__all__ = ["SAID_SO", "Stated", "lifted", "with_stated"]

SAID_SO = "a reviewer said so"


@dataclass(frozen=True)
class Stated:
    """What reviewers answered to one question about one step.

    Attributes
    ----------
    activity, kind
        Which step, and the guard-rail that the question is about.
    sentence
        What a "yes" means, as a sentence.
    answer
        ``"yes"``, ``"no"`` or ``"don't know"``.
    lifts
        Whether an administrator agreed with the "no", so that words of the name no longer hold the step back.
    reason
        Why, where it lifts.
    """

    activity: str
    kind: GuardKind
    sentence: str
    answer: str
    lifts: bool = False
    reason: str = ""


def lifted(stated: Sequence[Stated]) -> dict[str, set[GuardKind]]:
    """Return the kinds of guard-rail whose words no longer count, by activity."""
    found: dict[str, set[GuardKind]] = {}
    for one in stated:
        if one.lifts and one.answer == "no":
            found.setdefault(one.activity, set()).add(one.kind)
    return found


def with_stated(
    guards: tuple[Guard | None, ...], names: tuple[str, ...], stated: Sequence[Stated]
) -> tuple[Guard | None, ...]:
    """Return the guard-rails of each activity with those that a "yes" adds: the strictest holds."""
    order = list(GuardKind)
    found = list(guards)
    for one in stated:
        if one.answer != "yes" or one.activity not in names:
            continue
        number = names.index(one.activity)
        there = found[number]
        if there is None or order.index(one.kind) < order.index(there.kind):
            found[number] = replace(Guard.of(one.kind, SAID_SO), reason=f"{one.sentence} A reviewer said so.")
    return tuple(found)
