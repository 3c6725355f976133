"""Fitness and precision of a model, measured on variants with their numbers of cases.

Replay plays the token game: each activity of a trace is fired in a Petri net, tokens it lacks are
put there and counted as missing, tokens left over at the end as remaining. What a step does depends
only on the marking before it. So traces that begin alike are replayed once, and a step known from one
marking is never computed again: the cost grows with different steps, not with events or cases, and
the figures are those of the whole log, not of one trace a variant.

References
----------
Rozinat, van der Aalst (2008), Conformance checking of processes based on monitoring real behavior.
Muñoz-Gama, Carmona (2010), A fresh look at precision in process conformance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Conformance", "Ending", "Step", "TokenGame", "conformance"]


@dataclass(frozen=True)
class Step:
    """What one activity does to a marking: tokens moved, the marking after it, what may come next.

    Markings are numbered; equal markings bear equal numbers.
    """

    marking: int
    missing: int
    consumed: int
    produced: int


@dataclass(frozen=True)
class Ending:
    """What it takes to end a trace in a marking: tokens moved by silent steps, and left over."""

    missing: int
    consumed: int
    produced: int
    remaining: int


class TokenGame(Protocol):
    """A Petri net with its initial and final marking, as replay sees it."""

    start: int
    n_initial_tokens: int

    def step(self, marking: int, activity: int) -> Step:
        """Return what an activity of the model does, silent steps that lead to it included."""

    def ending(self, marking: int) -> Ending:
        """Return what it takes to reach the final marking."""

    def allowed(self, marking: int) -> frozenset[int]:
        """Return the activities that can come next, directly or after silent steps."""

    def knows(self, activity: int) -> bool:
        """Return whether the model has the activity."""


@dataclass(frozen=True)
class Conformance:
    """How well a model and a log agree.

    Attributes
    ----------
    fitness
        Token-based fitness of the log, 0..1: half of 1 - missing / consumed and half of
        1 - remaining / produced, tokens added up over all cases. Activities that the model lacks are
        passed over, as pm4py does.
    n_fitting
        Cases that the model replays with no token missing or left, and whose every activity it has.
    precision
        Escaping-edges precision, 0..1: of all activities the model allows after the prefixes it can
        replay, the share seen there in the log; each prefix counts once a case that goes on after it.
        None where the model allows nothing at all.
    """

    fitness: float
    n_fitting: int
    precision: float | None


@dataclass(slots=True)
class _Prefix:
    """Traces that begin alike: tokens so far, cases that came by, cases that ended here."""

    marking: int
    missing: int
    consumed: int
    produced: int
    known: bool
    passed: int = 0
    ended: int = 0
    next: dict[int, _Prefix] = field(default_factory=dict)


def conformance(variants: Iterable[tuple[Sequence[int], int]], game: TokenGame) -> Conformance:
    """Return how well a model and a log agree.

    Parameters
    ----------
    variants
        Activities and number of cases, one entry a variant.
    game
        The model.
    """
    prefixes = _prefixes(variants, game)
    fitness, n_fitting = _fitness(prefixes, game)
    return Conformance(fitness, n_fitting, _precision(prefixes, game))


def _prefixes(variants: Iterable[tuple[Sequence[int], int]], game: TokenGame) -> list[_Prefix]:
    """Return every different prefix, the empty one first."""
    root = _Prefix(game.start, 0, 0, game.n_initial_tokens, known=True)
    found = [root]
    for activities, n_cases in variants:
        prefix = root
        prefix.passed += n_cases
        for activity in activities:
            longer = prefix.next.get(activity)
            if longer is None:
                longer = prefix.next[activity] = _longer(prefix, activity, game)
                found.append(longer)
            prefix = longer
            prefix.passed += n_cases
        prefix.ended += n_cases
    return found


def _longer(prefix: _Prefix, activity: int, game: TokenGame) -> _Prefix:
    if not game.knows(activity):
        return _Prefix(prefix.marking, prefix.missing, prefix.consumed, prefix.produced, known=False)
    step = game.step(prefix.marking, activity)
    return _Prefix(
        step.marking,
        prefix.missing + step.missing,
        prefix.consumed + step.consumed,
        prefix.produced + step.produced,
        known=prefix.known,
    )


def _fitness(prefixes: list[_Prefix], game: TokenGame) -> tuple[float, int]:
    missing = consumed = remaining = produced = n_fitting = 0
    for trace in prefixes:
        if not trace.ended:
            continue
        ending = game.ending(trace.marking)
        missing += trace.ended * (trace.missing + ending.missing)
        consumed += trace.ended * (trace.consumed + ending.consumed)
        remaining += trace.ended * ending.remaining
        produced += trace.ended * (trace.produced + ending.produced)
        if trace.known and not (trace.missing or ending.missing or ending.remaining):
            n_fitting += trace.ended
    return 0.5 * (1 - missing / consumed) + 0.5 * (1 - remaining / produced), n_fitting


def _precision(prefixes: list[_Prefix], game: TokenGame) -> float | None:
    allowed = escaping = 0
    for prefix in prefixes:
        going_on = prefix.passed - prefix.ended
        if not going_on or prefix.missing:
            continue
        can = game.allowed(prefix.marking)
        allowed += going_on * len(can)
        escaping += going_on * len(can - prefix.next.keys())
    return 1 - escaping / allowed if allowed else None
