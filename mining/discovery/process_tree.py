"""Process trees: block-structured models, as the inductive miner finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

__all__ = ["CodedTree", "Operator", "ProcessTree"]

CodedTree: TypeAlias = "int | list[str | CodedTree] | None"
"""A tree as JSON: None is the silent step, a number an activity, a list an operator and its children."""


class Operator(StrEnum):
    """How the children of a node relate; the values are the signs of the literature."""

    SEQUENCE = "->"
    CHOICE = "X"
    PARALLEL = "+"
    LOOP = "*"


@dataclass(frozen=True)
class ProcessTree:
    """A node of a process tree.

    A leaf has no operator: it is an activity or, with `activity` None, the silent step (tau). Of a
    loop the first child is done, then either the loop ends or another child leads back to the first.

    Attributes
    ----------
    operator
        How the children relate; None for a leaf.
    activity
        Name of the activity of a leaf.
    children
        The parts, in order.

    References
    ----------
    Leemans, Fahland, van der Aalst (2013), Discovering block-structured process models from event logs.

    Examples
    --------
    >>> choice = ProcessTree(Operator.CHOICE, children=(ProcessTree(), ProcessTree(activity="Remind")))
    >>> print(ProcessTree(Operator.SEQUENCE, children=(ProcessTree(activity="Register"), choice)))
    ->( 'Register', X( tau, 'Remind' ) )
    """

    operator: Operator | None = None
    activity: str | None = None
    children: tuple[ProcessTree, ...] = ()

    @classmethod
    def from_coded(cls, coded: CodedTree, names: Sequence[str]) -> ProcessTree:
        """Return the tree that a coded one stands for; `names` are the activities by their numbers."""
        if coded is None:
            return cls()
        if isinstance(coded, int):
            return cls(activity=names[coded])
        parts = tuple(cls.from_coded(part, names) for part in coded[1:] if not isinstance(part, str))
        return cls(Operator(str(coded[0])), children=parts)

    def activities(self) -> Iterator[str]:
        """Yield the activity of every leaf that has one, from left to right."""
        if self.activity is not None:
            yield self.activity
        for child in self.children:
            yield from child.activities()

    def n_fewest(self) -> int:
        """Return how many activities the shortest run through the tree has.

        Examples
        --------
        >>> a, b = ProcessTree(activity="a"), ProcessTree(activity="b")
        >>> ProcessTree(Operator.SEQUENCE, children=(a, ProcessTree(Operator.LOOP, children=(b, a)))).n_fewest()
        2
        """
        if self.operator is None:
            return int(self.activity is not None)
        parts = [child.n_fewest() for child in self.children]
        if self.operator is Operator.LOOP:
            return parts[0]
        return min(parts) if self.operator is Operator.CHOICE else sum(parts)

    def __str__(self) -> str:
        if self.operator is None:
            return "tau" if self.activity is None else repr(self.activity)
        return f"{self.operator}( {', '.join(map(str, self.children))} )"
