"""Repeated segments: the same few steps, one after the other, in many cases."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TypeAlias

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mining.eventlog import EventLog
from mining.routines.base import Detector, Found, Occurrences, Routine, RoutineKind, Support
from mining.routines.maximal_repeats import Ints, maximal_repeats, without_overlaps
from mining.routines.performed import steps_of_software, usual_systems
from mining.routines.spans import in_cases
from mining.routines.traces import Traces

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("repeated segment")
_LEAST_STEPS = 3
_LEAST_COHESION = 0.5
_ALREADY_SEEN = 0.8
Flags: TypeAlias = npt.NDArray[np.bool_]
_ = ibis._


@dataclass(frozen=True, eq=False)
class _Segment:
    """Steps that recur, where they do in the traces, and within which system where others lie between them.

    `at` has the indices of the steps of each occurrence, shape (k, length); `n` and `n_cases` count cases;
    `share` is that of all executions of its steps that lie in it.
    """

    activities: tuple[int, ...]
    at: Ints
    n: int
    n_cases: int
    share: float
    system: int | None = None

    @property
    def order(self) -> tuple[float, bool, tuple[int, ...], int]:
        """The most hand-overs from step to step first, fewer where its steps are often done in another way."""
        score = self.n * (self.at.shape[1] - 1) * self.share
        return -score, self.system is not None, self.activities, -self.n


def _find(log: EventLog, support: Support) -> Found:
    traces = Traces.of(log)
    segments = _within(traces, np.ones(len(traces.activity), dtype=bool), support.least(log.n_cases))
    systems = usual_systems(log)
    for system in sorted(set(systems.values())):
        lane = np.array([systems.get(number) == system for number in range(log.n_activities)])
        segments += _hidden(traces, lane[traces.activity], system, support.least(log.n_cases))
    software = steps_of_software(log, support.system_accounts)
    chosen = [
        one
        for one in _counted_once(segments, traces, support.least(log.n_cases))
        if not software.issuperset(one.activities) and support.enough(one.n, one.n_cases, log.n_cases)
    ]
    return Found(_told(log, chosen[: support.most], traces, support), max(len(chosen) - support.most, 0))


def _within(traces: Traces, chosen: Flags, least: int, system: int | None = None) -> list[_Segment]:
    """Segments of the chosen steps of all traces, as if there were no others."""
    index = np.flatnonzero(chosen)
    activity, variant, weight = traces.activity[index], traces.variant[index], traces.weight[index]
    sequence = _pieces(activity, variant, weight, least)
    repeats = maximal_repeats(activity, sequence, weight, least_weight=least, least_length=_LEAST_STEPS)
    stretches = (
        index[without_overlaps(one.places, one.length)[:, None] + np.arange(one.length)] for one in repeats
    )
    return [one for at in stretches if (one := _segment(traces, at, least, system))]


def _segment(traces: Traces, at: Ints, least: int, system: int | None) -> _Segment | None:
    """The segment of some stretches of steps, if they are enough to be one."""
    activities = tuple(traces.activity[at[0]].tolist())
    n, done = int(traces.weight[at[:, 0]].sum()), traces.times_done[list(activities)]
    # What goes through a step twice is told as a rework loop.
    if n < max(least, _LEAST_COHESION * done.min()) or len(set(activities)) < len(activities):
        return None
    share = float(n * len(activities) / done.sum())
    return _Segment(activities, at, n, traces.cases_at(at[:, 0]), share, system)


def _pieces(activity: Ints, variant: Ints, weight: Ints, least: int) -> Ints:
    """Number the traces, cut where a step follows another too rarely: no segment lies across."""
    m = int(activity.max(initial=0)) + 1
    pair = activity[:-1] * m + activity[1:]
    follows = variant[:-1] == variant[1:]
    kinds, kind = np.unique(pair, return_inverse=True)
    often = np.bincount(kind, weight[1:] * follows, minlength=len(kinds)) >= least
    cut = ~(follows & often[kind]) if len(pair) else np.zeros(0, dtype=bool)
    return np.concatenate((np.zeros(min(len(activity), 1), dtype=np.int64), np.cumsum(cut)))


def _hidden(traces: Traces, lane: Flags, system: int, least: int) -> list[_Segment]:
    """Segments of the steps of one system between which others lie, so that the whole traces hide them."""
    found = _within(traces, lane, least, system)
    unbroken = ((one.at[:, -1] - one.at[:, 0] == one.at.shape[1] - 1) for one in found)
    seen = [
        np.average(whole, weights=traces.weight[one.at[:, 0]])
        for one, whole in zip(found, unbroken, strict=True)
    ]
    return [one for one, share in zip(found, seen, strict=True) if share < _ALREADY_SEEN]


def _counted_once(segments: list[_Segment], traces: Traces, least: int) -> list[_Segment]:
    """The best segments, and of those that lie partly in better ones the rest: a step counts for one."""
    taken = np.zeros(len(traces.activity), dtype=bool)
    ticket = count()
    waiting = [(one.order, next(ticket), one) for one in segments]
    heapify(waiting)
    kept: dict[tuple[int, ...], _Segment] = {}
    while waiting:
        *_, best = heappop(waiting)
        rest = _rest(best, taken, traces, least)
        if rest is best:
            # The same steps may be left of a second one; they are told of once.
            kept.setdefault(best.activities, best)
            taken[best.at] = True
        elif rest:
            heappush(waiting, (rest.order, next(ticket), rest))
    return list(kept.values())


def _rest(one: _Segment, taken: Flags, traces: Traces, least: int) -> _Segment | None:
    """What is left of a segment without the steps that are taken: all, less, or nothing worth telling."""
    if not taken[one.at].any():
        return one
    free = _longest_free(taken[one.at], traces.weight[one.at[:, 0]])
    at = one.at[~taken[one.at[:, free]].any(axis=1)][:, free]
    return _segment(traces, at, least, one.system) if at.shape[0] and at.shape[1] >= _LEAST_STEPS else None


def _longest_free(taken: Flags, weight: Ints) -> slice:
    """Columns of the longest stretch of steps that are mostly not taken."""
    free = np.append((~taken * weight[:, None]).sum(axis=0) > weight.sum() / 2, False)
    ends = np.flatnonzero(np.diff(free.astype(int), prepend=0))
    first, last = ends[::2], ends[1::2]
    longest = int(np.argmax(last - first)) if len(first) else 0
    return slice(int(first[longest]), int(last[longest])) if len(first) else slice(0, 0)


def _told(log: EventLog, segments: list[_Segment], traces: Traces, support: Support) -> tuple[Routine, ...]:
    if not segments:
        return ()
    spans = log.asking.kept(in_cases(log, _places(segments, traces)), "segments")
    rows = log.rows(spans.group_by("segment").agg(median=_.span_seconds.quantile(0.5)))
    medians = {row["segment"]: row["median"] for row in rows}
    which = "" if traces.covers_all else "at least "
    told = []
    for number, one in enumerate(segments):
        names = tuple(log.activity_names[activity] for activity in one.activities)
        mine = spans.filter(_.segment == number)
        seen = Occurrences(KIND, names, mine, one.n, one.n_cases, medians[number], span="span_seconds")
        where = seen.in_cases(log, support.base).replace("In ", f"In {which}")
        told.append(seen.told(log, _sentence(log, one, where, seen.took(log, support.base)), support))
    return tuple(told)


def _places(segments: list[_Segment], traces: Traces) -> ir.Table:
    """Where each segment begins and ends in the variants."""
    first = np.concatenate([one.at[:, 0] for one in segments])
    last = np.concatenate([one.at[:, -1] for one in segments])
    number = np.repeat(np.arange(len(segments)), [len(one.at) for one in segments])
    columns = {
        "segment": number,
        "variant_no": traces.variant[first].astype(np.int32),
        "was_at": traces.position[first].astype(np.int32),
        "position": traces.position[last].astype(np.int32),
    }
    return ibis.memtable(pa.table(columns))


def _sentence(log: EventLog, one: _Segment, where: str, took: str) -> str:
    steps = ", ".join(f"“{log.activity_names[activity]}”" for activity in one.activities)
    how = "directly one after the other"
    if one.system is not None:
        how = f"one after the other in {log.system_names[one.system]}, whatever else happens in between"
    return (
        f"{where} these {len(one.activities)} steps are done {how}: {steps}. From the first to the last it "
        f"takes {took} at the median. Look at them as one piece of work."
    )


DETECTOR = Detector(
    KIND,
    "Three or more steps follow each other in the same order, and that is how the rarest of them is done at least half "
    "of the time. A step of a case counts for one segment only.",
    _find,
)
