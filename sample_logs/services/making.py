"""A council process made from a seed and a vocabulary, with the truths that follow from how it is made."""

from __future__ import annotations

from dataclasses import dataclass

from sample_logs.services.blocks import KINDS, Block, pattern, single
from sample_logs.services.draw import Draw
from sample_logs.services.vocabulary import Nature, Service, Stage, Vocabulary

__all__ = ["Plan", "plan"]

_N_PATTERNS = 4
_SHARES = (1.0, 1.0, 1.0, 0.85, 0.5)
_STYLES = ("plain", "plain", "plain", "upper", "coded", "underscores")
_STAGES = tuple(Stage)
_TRAPS = (Nature.JUDGEMENT, Nature.SAFEGUARDING, Nature.IDENTITY, Nature.PHYSICAL, Nature.CITIZEN)


@dataclass(frozen=True)
class Plan:
    """What a process consists of, before times and teams.

    Attributes
    ----------
    blocks
        The main line, in order.
    asides
        Steps whose content varies, which may come after any step of an officer.
    chaser, contact
        What citizens do while they wait, and where something went wrong; "" for neither.
    style
        How steps are written: "plain", "upper", "coded" or "underscores".
    """

    service: Service
    blocks: tuple[Block, ...]
    asides: tuple[str, ...]
    chaser: str
    contact: str
    style: str


class _Labels:
    """Labels of a vocabulary with the words of a service, none given twice."""

    def __init__(self, service: Service, draw: Draw) -> None:
        self._service, self._draw = service, draw
        self._used: set[str] = set()

    def filled(self, label: str) -> str:
        text = label.format(**vars(self._service))
        return text[0].upper() + text[1:]

    def some(self, labels: tuple[str, ...], number: int) -> list[str]:
        fresh = [
            text for label in self._draw.shuffled(labels) if (text := self.filled(label)) not in self._used
        ]
        self._used |= set(fresh[:number])
        return fresh[:number]

    def together(self, choices: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        taken = tuple(self.filled(label) for label in self._draw.one_of(choices))
        self._used |= set(taken)
        return taken


def plan(service: Service, words: Vocabulary, draw: Draw) -> Plan:
    """Choose the steps and patterns of a process.

    Traps stand in the same line as the steps worth automating, and their shares come from the same draw: the
    course of a case does not tell one from the other.
    """
    labels = _Labels(service, draw)
    chosen = draw.shuffled(KINDS)[:_N_PATTERNS]
    blocks = [
        _pattern(kind, words, labels, draw) for kind in chosen if kind not in {"chaser", "repeat contact"}
    ]
    blocks += _single_steps(words, labels, draw)
    rare = labels.some(words.rare, 1)
    blocks += [
        Block(single(name, Nature.RULE, Stage.OUTCOME, 1).nodes, Stage.OUTCOME, draw.between(0.005, 0.02))
        for name in rare
    ]
    varied = tuple(label for step in words.steps if step.nature is Nature.VARIED for label in step.labels)
    return Plan(
        service,
        tuple(sorted(draw.shuffled(blocks), key=_place)),
        tuple(labels.some(varied, draw.whole(1, 2))),
        labels.some(words.chasers, 1)[0] if "chaser" in chosen else "",
        labels.some(words.contacts, 1)[0] if "repeat contact" in chosen else "",
        draw.one_of(_STYLES),
    )


def _place(block: Block) -> tuple[int, bool]:
    """Stages in order; what the citizen does first comes before all else."""
    is_first = block.stage is Stage.INTAKE and block.nodes[0].nature is Nature.CITIZEN
    return _STAGES.index(block.stage), not is_first


def _pattern(kind: str, words: Vocabulary, labels: _Labels, draw: Draw) -> Block:
    alone = {"approval that never refuses": words.approvals, "batch": words.batches}
    together = {
        "re-keying": words.re_keying, "repeated segment": words.segments, "rework loop": words.loops,
        "ping-pong": words.hand_backs, "decision rule": words.fixed_ways,
    }  # fmt: skip
    taken = tuple(labels.some(alone[kind], 1)) if kind in alone else labels.together(together[kind])
    return pattern(kind, taken, draw.between(0.15, 0.4))


def _single_steps(words: Vocabulary, labels: _Labels, draw: Draw) -> list[Block]:
    """Clerical steps of every stage, two to four kinds of trap, and what software does."""
    wanted: list[tuple[Nature, Stage, int]] = [
        (Nature.RULE, Stage.INTAKE, draw.whole(1, 2)), (Nature.RULE, Stage.CHECK, draw.whole(1, 2)),
        (Nature.RULE, Stage.DECIDE, draw.whole(0, 1)), (Nature.RULE, Stage.OUTCOME, draw.whole(1, 3)),
        (Nature.RULE, Stage.CLOSE, 1), (Nature.SYSTEM, Stage.INTAKE, draw.whole(0, 1)),
        (Nature.SYSTEM, Stage.OUTCOME, 1), (Nature.CITIZEN, Stage.INTAKE, draw.whole(0, 1)),
    ]  # fmt: skip
    for nature in draw.shuffled(_TRAPS)[: draw.whole(2, 4)]:
        stages = [s.stage for s in words.steps if s.nature is nature and s.stage is not Stage.INTAKE]
        wanted.append((nature, draw.one_of(stages), 1))
    found = []
    for nature, stage, number in wanted:
        texts = tuple(t for s in words.steps if (s.nature, s.stage) == (nature, stage) for t in s.labels)
        found += [single(name, nature, stage, draw.one_of(_SHARES)) for name in labels.some(texts, number)]
    return found
