"""Cases walk through a process; staff take them one at a time, in working hours."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sample_logs.hours import DAY, Shift
from sample_logs.process import END, Chase, Go, Keyed, Mix, Process, Step

__all__ = ["Case", "Event", "Simulation"]


@dataclass(frozen=True)
class Case:
    """One run of the process: its id, its channel, its attributes and the reference to be keyed."""

    reference: str
    channel: str
    attributes: tuple[str, ...]
    keyed: str


@dataclass(frozen=True)
class Event:
    """One step carried out; times in seconds from the start of the process's first day."""

    case: Case
    step: Step
    started: int
    completed: int
    resource: str
    channel: str
    keyed: str


@dataclass(order=True)
class _Token:
    """Work that is ready to be taken up; the oldest is served first."""

    ready: int
    number: int
    since: int = field(compare=False)
    case: Case = field(compare=False)
    step: Step = field(compare=False)


class Simulation:
    """One run over all cases of a process.

    Randomness comes only as uniform numbers of PCG64, turned into lengths of time by our own
    arithmetic: numpy keeps that stream the same for ever, but not its distributions.

    Parameters
    ----------
    process
        What to simulate.
    seed
        The same seed gives the same events; each process has a stream of its own.
    """

    def __init__(self, process: Process, seed: int) -> None:
        stream = np.random.SeedSequence([seed, *process.key.encode()])
        self._uniform = np.random.Generator(np.random.PCG64(stream)).random
        self._process = process
        self._steps = {step.name: step for step in process.steps}
        self._free: dict[str, int] = {}
        self._queue: list[_Token] = []
        self._n_tokens = 0
        self._events: list[Event] = []

    def run(self) -> list[Event]:
        """Carry out every case to its end.

        Returns
        -------
        list of Event
            By completion; events of one second stay in the order in which they happened.
        """
        self._admit()
        while self._queue:
            self._serve(heapq.heappop(self._queue))
        return sorted(self._events, key=lambda event: event.completed)

    def _admit(self) -> None:
        process = self._process
        drawn = [self._draw(_channels(process)) for _ in range(process.n_cases)]
        shifts = {channel.name: channel.shift for channel in process.channels}
        arrivals = sorted((self._arrival(shifts[channel]), channel) for channel in drawn)
        for number, (moment, channel) in enumerate(arrivals, start=1):
            case = Case(
                process.reference.format(number),
                channel,
                tuple(self._draw(mix) for mix in process.case_mix),
                process.keyed.pattern.format(int(self._uniform() * 90_000)) if process.keyed else "",
            )
            self._enable(case, process.steps[0], moment, moment)

    def _arrival(self, shift: Shift) -> int:
        """A moment on an open day, likelier in the middle of the day than at its ends."""
        days = [day for day in range(self._process.arrival_days) if day % 7 in shift.weekdays]
        day = days[int(self._uniform() * len(days))]
        hour = shift.opens + (shift.closes - shift.opens) * (self._uniform() + self._uniform()) / 2
        return day * DAY + round(hour * 3600)

    def _enable(self, case: Case, step: Step, since: int, ready: int) -> None:
        self._n_tokens += 1
        heapq.heappush(self._queue, _Token(ready, self._n_tokens, since, case, step))

    def _serve(self, token: _Token) -> None:
        """Carry out a step, and those that follow in the same hands before anybody else gets a turn."""
        case, step = token.case, token.step
        work = step.work.seconds(self._uniform())
        resource, started = self._take(step, token.ready, work)
        if self._process.chase and step.team.one_at_a_time:
            self._chase(self._process.chase, case, token.since, started)
        while True:
            self._record(case, step, started, started + work, resource)
            completed = started + work
            self._aside(case, step, completed)
            go = self._choose(case, step)
            if go.to == END:
                return
            step, wait = self._steps[go.to], go.wait.seconds(self._uniform())
            if not go.same_hands:
                ready = step.team.shift.after(completed, wait)
                self._enable(case, step, ready if go.on_citizen else completed, ready)
                return
            started, work = completed + wait, step.work.seconds(self._uniform())

    def _take(self, step: Step, ready: int, work: int) -> tuple[str, int]:
        """Who takes the step, and when: somebody free, or else whoever is free first."""
        team = step.team
        free = [member for member in team.members if self._free.get(member, 0) <= ready]
        if free or not team.one_at_a_time:
            free = free or list(team.members)
            member, moment = free[int(self._uniform() * len(free))], ready
        else:
            member = min(team.members, key=lambda name: self._free[name])
            moment = self._free[member]
        moment = team.shift.after(moment, 0)
        if not team.shift.has_room(moment, work):
            settling_in = round(self._uniform() * 900)
            moment = team.shift.after((moment // DAY + 1) * DAY, settling_in)
        return member, moment

    def _record(self, case: Case, step: Step, started: int, completed: int, resource: str) -> None:
        channel = self._draw(step.channels) if step.channels else case.channel
        keyed = self._keyed(self._process.keyed, case, step) if self._process.keyed else ""
        self._events.append(Event(case, step, started, completed, resource, channel, keyed))
        if step.team.one_at_a_time:
            self._free[resource] = completed

    def _keyed(self, keyed: Keyed, case: Case, step: Step) -> str:
        if step.name not in keyed.steps:
            return ""
        if step.name == keyed.steps[1] and self._uniform() < keyed.slips:
            return case.keyed[:-2] + case.keyed[-1] + case.keyed[-2]
        return case.keyed

    def _choose(self, case: Case, step: Step) -> Go:
        """The way on, drawn by weight among those open to the case."""
        marks = {case.channel, *case.attributes}
        ways = [go for go in step.then if not go.only or marks.intersection(go.only)]
        return ways[self._index([go.share for go in ways])]

    def _chase(self, chase: Chase, case: Case, since: int, started: int) -> None:
        """Let the citizen ask, again and again, until the step they wait for begins."""
        if self._uniform() >= chase.share:
            return
        step = self._steps[chase.step]
        asked = since
        while True:
            asked = step.team.shift.after(asked, chase.patience.seconds(self._uniform()))
            if asked >= started:
                return
            self._enable(case, step, asked, asked)

    def _aside(self, case: Case, step: Step, completed: int) -> None:
        """Let what may happen beside the case happen."""
        for aside in self._process.asides:
            if step.name in aside.after and self._uniform() < aside.share:
                beside = self._steps[aside.step]
                ready = beside.team.shift.after(completed, aside.wait.seconds(self._uniform()))
                self._enable(case, beside, ready, ready)

    def _draw(self, mix: Mix) -> str:
        return mix[self._index([weight for _, weight in mix])][0]

    def _index(self, weights: Sequence[float]) -> int:
        """A position, as likely as its weight."""
        target = self._uniform() * sum(weights)
        for index, weight in enumerate(weights):
            target -= weight
            if target < 0:
                return index
        return len(weights) - 1


def _channels(process: Process) -> Mix:
    return tuple((channel.name, channel.share) for channel in process.channels)
