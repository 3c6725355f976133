"""A plan with teams, systems, times and cases: a process that can be simulated, and its truths."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mining.evaluation.truth import PlantedRoutine, Truth
from mining.mapping import Mapping
from sample_logs.hours import OFFICE, Shift, Spread
from sample_logs.process import END, Aside, Channel, Chase, Go, Process, Step, Team
from sample_logs.services.blocks import EXIT, Node
from sample_logs.services.draw import Draw
from sample_logs.services.making import Plan
from sample_logs.services.vocabulary import Nature, Vocabulary
from sample_logs.simulation import Event

__all__ = ["Staged", "staged"]

_WAKING, _ALWAYS = Shift(7, 22.5), Shift(0, 24)
_ARRIVAL_DAYS, _LOG_DAYS = 180, 260
_BUSY = 0.5
_RARELY = 0.1
_AT_LEAST, _SHARE_AT_LEAST = 30, 0.05
_MIXES = ((("Standard", 0.7), ("Other", 0.3)), (("Standard", 0.5), ("Other", 0.5)))
_REFERENCE = "{:05d}"


@dataclass(frozen=True)
class Staged:
    """A process and what is known of its steps."""

    process: Process
    natures: dict[str, Nature]
    rare: frozenset[str]
    routines: tuple[PlantedRoutine, ...]

    def truth(self, events: list[Event]) -> Truth:
        """Return the truths; of the routines those that the events show in 30 cases and a twentieth of all."""
        worth = {name for name, nature in self.natures.items() if nature is Nature.RULE} - self.rare
        alike = dict.fromkeys(self.rare, "rare")
        alike |= {
            n: nature.value for n, nature in self.natures.items() if nature in {Nature.VARIED, Nature.SYSTEM}
        }
        traps = {name: nature.value for name, nature in self.natures.items() if nature.is_trap}
        met = {event.step.name for event in events}
        happened = tuple(one for one in self.routines if self._happened(one, events))
        return Truth(
            frozenset(worth & met),
            {name: why for name, why in traps.items() if name in met},
            {name: why for name, why in alike.items() if name in met},
            happened,
        )

    def _happened(self, routine: PlantedRoutine, events: list[Event]) -> bool:
        pairs = {
            (event.case.reference, event.step.name)
            for event in events
            if event.step.name in routine.activities
        }
        cases = Counter(case for case, _ in pairs)
        whole = sum(1 for number in cases.values() if number == len(routine.activities))
        return whole >= max(_AT_LEAST, _SHARE_AT_LEAST * self.process.n_cases)


class _Staging:
    """Gives every node of a plan its name, team, system and times."""

    def __init__(self, plan: Plan, words: Vocabulary, draw: Draw) -> None:
        self.plan, self._words, self._draw = plan, words, draw
        self.n_cases = round(math.exp(draw.between(math.log(300), math.log(5000))))
        self._pace = math.exp(draw.between(math.log(30), math.log(700)))
        self._officer, self._crew = draw.one_of(words.officers), draw.one_of(words.crews)
        self._teams: dict[str, Team] = {}
        self._codes = {node.label: n for n, node in enumerate(self.nodes(), start=1)}

    def nodes(self) -> Iterator[Node]:
        """Every step of the main line, then what happens beside it."""
        for block in self.plan.blocks:
            yield from block.nodes
        yield from (Node(label, Nature.VARIED) for label in self.plan.asides)
        yield from (Node(label, Nature.CITIZEN) for label in (self.plan.chaser, self.plan.contact) if label)

    def name(self, label: str) -> str:
        """A label as the council writes it."""
        style = self.plan.style
        if style == "upper":
            return label.upper()
        if style == "underscores":
            return label.replace(" ", "_")
        return f"{self._codes[label]:02d} {label}" if style == "coded" else label

    def wait(self, nature: Nature) -> Spread:
        """Time before a step: one draw for steps worth automating and for traps alike, days for the citizen's."""
        if nature is Nature.CITIZEN:
            return Spread(_WAKING.days(self._draw.between(1, 6)), self._draw.between(0.15, 0.8))
        if nature is Nature.SYSTEM:
            return Spread(self._draw.between(0.02, 5), 0.4)
        if nature is Nature.VARIED:
            return Spread(self._pace * self._draw.between(0.3, 3), self._draw.between(1.0, 1.5))
        return Spread(self._pace * self._draw.between(0.3, 3), self._draw.between(0.15, 0.8))

    def work(self, nature: Nature) -> Spread:
        """Time that a step takes; alike for all that is regular."""
        if nature is Nature.SYSTEM:
            return Spread(0.02)
        sigma = self._draw.between(0.9, 1.3) if nature is Nature.VARIED else self._draw.between(0.15, 0.4)
        return Spread(self._draw.between(3, 25), sigma)

    def team(self, node: Node) -> Team:
        """Who does a step: its own team, citizens, software, a crew, or officers at a desk."""
        key = node.team or self._key(node.nature)
        if key not in self._teams:
            self._teams[key] = self._new_team(key)
        return self._teams[key]

    def _key(self, nature: Nature) -> str:
        if nature in {Nature.CITIZEN, Nature.SYSTEM}:
            return nature.value
        if nature is Nature.PHYSICAL and self._draw.chance(0.5):
            return "crew"
        return self._draw.one_of(("desk", "back office"))

    def _new_team(self, key: str) -> Team:
        citizen = self.plan.service.citizen.capitalize()
        size = max(2, math.ceil(self.n_cases * 9 * 14 / (_ARRIVAL_DAYS * 5 / 7 * 510) / _BUSY))
        rank = {"desk": "", "back office": "Back office ", "first": "Duty ", "second": "Specialist "}.get(
            key, ""
        )
        match key:
            case Nature.CITIZEN.value:
                return Team((citizen,), _WAKING, one_at_a_time=False)
            case Nature.SYSTEM.value:
                return Team((self._draw.one_of(self._words.accounts),), _ALWAYS, one_at_a_time=False)
            case "post":
                return Team(
                    (f"{self._officer} 90",),
                    Shift(9, 12, frozenset({self._draw.whole(0, 4)})),
                    one_at_a_time=False,
                )
            case "crew":
                return Team(tuple(f"{self._crew} {n}" for n in range(1, size + 1)))
            case "first" | "second":
                size = max(2, size // 2)
        return Team(tuple(f"{rank}{self._officer} {n:02d}" for n in range(1, size + 1)))

    def ways(self, place: int, node: Node) -> tuple[tuple[str, float, str], ...]:
        """Label, share and attribute of everything that may follow a node of a block."""
        block = self.plan.blocks[place]
        if not node.ways:
            after = block.nodes.index(node) + 1
            if after < len(block.nodes):
                return ((block.nodes[after].label, 1.0, ""),)
            return tuple((label, share, "") for label, share in self._entries(place + 1))
        found: list[tuple[str, float, str]] = []
        for way in node.ways:
            targets = self._entries(place + 1) if way.to == EXIT else ((way.to, 1.0),)
            found += [(label, share * way.share, way.only) for label, share in targets]
        return tuple(found)

    def _entries(self, place: int) -> tuple[tuple[str, float], ...]:
        """First steps of the blocks from a place on, with the odds that each is the next to happen."""
        found: list[tuple[str, float]] = []
        left = 1.0
        for block in self.plan.blocks[place:]:
            if left <= 0:
                return tuple(found)
            found.append((block.nodes[0].label, left * block.share))
            left *= 1 - block.share
        return (*found, (END, left)) if left > 0 else tuple(found)


def staged(plan: Plan, words: Vocabulary, draw: Draw) -> Staged:
    """Return the process of a plan."""
    staging = _Staging(plan, words, draw)
    steps = tuple(_steps(staging, draw))
    named = {node.label: staging.name(node.label) for node in staging.nodes()}
    routines = [
        PlantedRoutine(block.kind, tuple(named[label] for label in block.planted))
        for block in plan.blocks
        if block.kind
    ]
    again = "reopened" if "open" in plan.contact else "repeat contact"
    beside = (("chaser", plan.chaser), (again, plan.contact))
    routines += [PlantedRoutine(kind, (named[label],)) for kind, label in beside if label]
    rare = frozenset(
        named[node.label] for block in plan.blocks if block.share < _RARELY for node in block.nodes
    )
    natures = {named[node.label]: node.nature for node in staging.nodes()}
    return Staged(_process(staging, steps, draw), natures, rare, tuple(routines))


def _steps(staging: _Staging, draw: Draw) -> Iterator[Step]:
    nodes = {node.label: node for node in staging.nodes()}
    waits = {label: staging.wait(node.nature) for label, node in nodes.items()}
    service = staging.plan.service
    systems = {label: draw.one_of((service.front, service.back, service.back)) for label in nodes}

    def go(label: str, share: float, only: str) -> Go:
        if label == END:
            return Go(END, share=share)
        node = nodes[label]
        wait = Spread(draw.between(1, 4), 0.4) if node.same_hands else waits[label]
        is_citizen = node.nature is Nature.CITIZEN
        marks = (only,) if only else ()
        return Go(staging.name(label), wait, share, marks, node.same_hands, on_citizen=is_citizen)

    def step(node: Node, ways: tuple[tuple[str, float, str], ...]) -> Step:
        goes = tuple(go(*way) for way in ways) or (Go(END),)
        return Step(
            staging.name(node.label), staging.team(node), systems[node.label], staging.work(node.nature), goes
        )

    for place, block in enumerate(staging.plan.blocks):
        for before, node in zip((None, *block.nodes), block.nodes, strict=False):
            if before and node.same_hands:
                same = systems[before.label]
                systems[node.label] = (
                    same if not node.other_system else _other(same, service.back, service.front)
                )
            yield step(node, staging.ways(place, node))
    in_line = {node.label for block in staging.plan.blocks for node in block.nodes}
    yield from (step(node, ()) for label, node in nodes.items() if label not in in_line)


def _other(system: str, one: str, other: str) -> str:
    return other if system == one else one


def _process(staging: _Staging, steps: tuple[Step, ...], draw: Draw) -> Process:
    plan, names = staging.plan, {step.name: step for step in steps}
    staffed = frozenset(name for name, step in names.items() if step.team.one_at_a_time)
    beside = frozenset(staging.name(label) for label in plan.asides)
    asides = [
        Aside(name, staffed - beside, draw.between(0.06, 0.2), Spread(draw.between(60, 900), 1.3))
        for name in sorted(beside)
    ]
    if plan.contact:
        after = frozenset(step.name for step in steps[-4:] if step.team.one_at_a_time) | frozenset(
            {steps[0].name}
        )
        asides.append(
            Aside(staging.name(plan.contact), after, draw.between(0.08, 0.2), Spread(_WAKING.days(4), 0.9))
        )
    chase = None
    if plan.chaser:
        patience = Spread(_WAKING.days(draw.between(1, 3)), 0.6)
        chase = Chase(staging.name(plan.chaser), patience, draw.between(0.1, 0.3))
    start = "Started" if draw.chance(0.6) else ""
    return Process(
        key=plan.service.key,
        title=plan.service.key.replace("_", " ").capitalize(),
        description="One of thirty made-up services.",
        mapping=Mapping(
            "Case", "Task", "Finished", start, resource="Worked by", channel="Channel", system="System",
            case_attributes=("Type",),
        ),
        first_day=date(2025, 1, 6),
        arrival_days=_ARRIVAL_DAYS,
        log_days=_LOG_DAYS,
        n_cases=staging.n_cases,
        reference=_REFERENCE,
        channels=_channels(draw),
        case_mix=(draw.one_of(_MIXES),),
        steps=steps,
        chase=chase,
        asides=tuple(asides),
    )  # fmt: skip


def _channels(draw: Draw) -> tuple[Channel, ...]:
    every = (
        Channel("Web", draw.between(0.3, 0.7), _WAKING), Channel("Phone", draw.between(0.1, 0.4), OFFICE),
        Channel("Email", draw.between(0.05, 0.3), _WAKING), Channel("Face to face", 0.1, OFFICE),
    )  # fmt: skip
    return every[: draw.whole(2, 4)]
