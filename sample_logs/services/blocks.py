"""Pieces of a case: single steps and patterns of several, with what each plants."""

from __future__ import annotations

from dataclasses import dataclass, field

from sample_logs.services.vocabulary import Nature, Stage

__all__ = ["EXIT", "KINDS", "Block", "Node", "Way", "pattern", "single"]

EXIT = "→"
"""The way to the next block."""


@dataclass(frozen=True)
class Way:
    """A way on inside a block: to one of its steps or to `EXIT`, how often, and for which cases."""

    to: str
    share: float = 1.0
    only: str = ""


@dataclass(frozen=True)
class Node:
    """A step before it has a team, a system and times.

    Attributes
    ----------
    label
        Its name, words filled in.
    same_hands
        Whether whoever did the step before goes straight on.
    other_system
        Whether it is done in another system than the step before.
    team
        "" for the team that its nature asks for; "post", "first" or "second" for one of its own.
    ways
        What follows; by default the next step of the block.
    """

    label: str
    nature: Nature
    same_hands: bool = False
    other_system: bool = False
    team: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Block:
    """Steps that come together, where in a case, in what share of cases, and what they plant.

    Attributes
    ----------
    kind
        Kind of routine it plants, over all its steps or those `of` it; "" for none.
    """

    nodes: tuple[Node, ...]
    stage: Stage
    share: float = 1.0
    kind: str = ""
    of: tuple[str, ...] = field(default=())

    @property
    def planted(self) -> tuple[str, ...]:
        """Names of the steps of its routine."""
        return self.of or tuple(node.label for node in self.nodes)


def single(label: str, nature: Nature, stage: Stage, share: float) -> Block:
    """A step by itself; where it is the citizen's, the case waits for them."""
    kind = "wait on the citizen" if nature is Nature.CITIZEN and stage is not Stage.INTAKE else ""
    return Block((Node(label, nature),), stage, share, kind)


def _re_keying(labels: tuple[str, ...], _share: float) -> Block:
    read, typed = (Node(label, Nature.RULE) for label in labels)
    return Block((read, Node(typed.label, Nature.RULE, same_hands=True, other_system=True)), Stage.INTAKE)


def _segment(labels: tuple[str, ...], _share: float) -> Block:
    nodes = tuple(Node(label, Nature.RULE, same_hands=number > 0) for number, label in enumerate(labels))
    return Block(nodes, Stage.OUTCOME)


def _loop(labels: tuple[str, ...], share: float) -> Block:
    check, back, again = labels
    return Block(
        (
            Node(check, Nature.RULE, ways=(Way(EXIT, 1 - share), Way(back, share))),
            Node(back, Nature.RULE),
            Node(again, Nature.CITIZEN, ways=(Way(check),)),
        ),
        Stage.CHECK,
    )


def _hand_back(labels: tuple[str, ...], share: float) -> Block:
    away, back = labels
    return Block(
        (
            Node(away, Nature.VARIED, team="first"),
            Node(back, Nature.VARIED, team="second", ways=(Way(away, share), Way(EXIT, 1 - share))),
        ),
        Stage.CHECK,
    )


def _approval(labels: tuple[str, ...], _share: float) -> Block:
    return Block((Node(labels[0], Nature.JUDGEMENT, ways=(Way(EXIT, 0.998), Way("", 0.002))),), Stage.DECIDE)


def _fixed_way(labels: tuple[str, ...], _share: float) -> Block:
    choose, one, other = labels
    return Block(
        (
            Node(choose, Nature.RULE, ways=(Way(one, only="Standard"), Way(other, only="Other"))),
            Node(one, Nature.RULE, ways=(Way(EXIT),)),
            Node(other, Nature.RULE, ways=(Way(EXIT),)),
        ),
        Stage.OUTCOME,
        of=(choose,),
    )


def _batch(labels: tuple[str, ...], _share: float) -> Block:
    return Block((Node(labels[0], Nature.RULE, team="post"),), Stage.OUTCOME)


_PATTERNS = {
    "re-keying": _re_keying,
    "repeated segment": _segment,
    "rework loop": _loop,
    "ping-pong": _hand_back,
    "approval that never refuses": _approval,
    "decision rule": _fixed_way,
    "batch": _batch,
}
KINDS = (*_PATTERNS, "chaser", "repeat contact")
"""Kinds of routine that can be planted on purpose; waits on the citizen come with the citizen's steps."""


def pattern(kind: str, labels: tuple[str, ...], share: float) -> Block:
    """The block of a kind of routine; `share` says how often a loop or a hand-back happens again."""
    made = _PATTERNS[kind](labels, share)
    return Block(made.nodes, made.stage, 1.0, kind, made.of)
