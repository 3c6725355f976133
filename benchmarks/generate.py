"""A seeded event log of any size, streamed to a CSV in order of time: the same bytes for the same seed.

The process is an application for a dropped kerb. A case is one way through `_PROCESS`, block by block, so
that a few variants hold most cases and loops make a long tail of rare ones. Waits are log-normal around
the clock; officers, channels and wards are drawn with unequal shares. Cases arrive evenly over two years
and are simulated in chunks in order of arrival; events later than the next arrival are held back, so
that a file of any size is in order of time while memory holds one chunk and the open cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

__all__ = ["BEGIN", "END", "log_tables", "write_log"]

BEGIN, END = np.datetime64("2024-01-01", "s"), np.datetime64("2026-01-01", "s")
"""The first and the last case arrive in between."""

MEAN_EVENTS = 13.9
_CASES_AT_ONCE = 50_000
_SPREAD = 0.9
_SAME_SECOND = 0.13
_OWNER_DOES = 0.7
_N_OFFICERS, _SYSTEM_ACCOUNT = 60, "svc-workflow"

_STEPS = {
    "Receive application": ("Portal", 0.0),
    "Send acknowledgement": ("Workflow", 0.02),
    "Register case": ("CRM", 5.0),
    "Check documents": ("CRM", 20.0),
    "Request missing documents": ("CRM", 2.0),
    "Receive documents": ("Portal", 90.0),
    "Answer progress chaser": ("CRM", 60.0),
    "Assign officer": ("CRM", 10.0),
    "Check eligibility": ("Back office", 24.0),
    "Consult highways": ("Back office", 12.0),
    "Inspect site": ("Mobile", 100.0),
    "Calculate fee": ("Finance", 6.0),
    "Take payment": ("Finance", 30.0),
    "Draft decision": ("Back office", 16.0),
    "Return draft for correction": ("Back office", 8.0),
    "Review decision": ("Back office", 20.0),
    "Send decision letter": ("Workflow", 0.05),
    "Close case": ("CRM", 12.0),
}
"""Name -> the system it is recorded in, and the median wait before it in hours."""

_BY_SYSTEM = ("Send acknowledgement", "Send decision letter")
_ACTIVITIES = tuple(_STEPS)
_CHANNELS = {"Web": 0.46, "Phone": 0.27, "Email": 0.17, "Face to face": 0.10}
_WARDS = (
    "Abbey", "Bridge End", "Castle", "Cherry Hill", "Dale", "Eastgate", "Fairfield", "Grange", "Harbour",
    "Kingsway", "Larkhill", "Market and Quay", "Meadow", "Northfield", "Old Town", "Priory", "Riverside",
    "St Mary's", "Thorn", "Westbrook",
)  # fmt: skip

Segment = tuple[str, ...]
Block = tuple[tuple[float, Segment], ...]


def _loop(again: Segment, chance: float, most: int = 9) -> Block:
    """Nothing, or a segment over and over: each further round comes with the same chance."""
    rounds = [(chance**n * (1 - chance), again * n) for n in range(most)]
    return (*rounds, (chance**most, again * most))


_CHASED = _loop(("Answer progress chaser",), 0.06)
_PROCESS: tuple[Block, ...] = (
    ((1.0, ("Receive application",)),),
    (
        (0.72, ("Send acknowledgement", "Register case")),
        (0.28, ("Register case", "Send acknowledgement")),
    ),
    ((1.0, ("Check documents",)),),
    _loop(("Request missing documents", "Receive documents", "Check documents"), 0.15),
    _CHASED,
    ((0.91, ("Assign officer",)), (0.09, ("Assign officer", "Assign officer"))),
    (
        (0.34, ("Check eligibility", "Inspect site")),
        (0.22, ("Inspect site", "Check eligibility")),
        (0.30, ("Check eligibility",)),
        (0.08, ("Check eligibility", "Consult highways", "Inspect site")),
        (0.06, ("Check eligibility", "Inspect site", "Consult highways", "Inspect site")),
    ),
    _CHASED,
    ((0.80, ("Calculate fee", "Take payment")), (0.20, ())),
    _loop(("Take payment",), 0.06),
    _loop(("Consult highways", "Inspect site"), 0.005),
    ((1.0, ("Draft decision", "Review decision")),),
    _loop(("Return draft for correction", "Draft decision", "Review decision"), 0.15),
    _loop(("Check eligibility", "Draft decision", "Review decision"), 0.005),
    _CHASED,
    ((0.86, ("Send decision letter", "Close case")), (0.14, ("Close case", "Send decision letter"))),
)

_EVENT = np.dtype(
    [("time", "i8"), ("case", "i4"), ("step", "i1"), ("officer", "i1"), ("channel", "i1"), ("ward", "i1")]
)
Events = NDArray[np.void]


def write_log(path: Path, n_events: int, seed: int = 1) -> int:
    """Write a CSV of about so many events, in order of time, and return how many it has.

    Times are UTC with seconds; about one event in a hundred has the time of the event before it in its case.
    """
    written = 0
    tables = log_tables(n_events, seed)
    first = next(tables)
    with csv.CSVWriter(path, first.schema, write_options=csv.WriteOptions(quoting_style="none")) as file:
        for table in chain([first], tables):
            file.write_table(table)
            written += table.num_rows
    return written


def log_tables(n_events: int, seed: int = 1) -> Iterator[pa.Table]:
    """Yield the rows of the log as text in order of time, some hundred thousand at once."""
    n_cases = max(1, round(n_events / MEAN_EVENTS))
    n_chunks = -(-n_cases // _CASES_AT_ONCE)
    edges = np.linspace(BEGIN.astype(np.int64), END.astype(np.int64), n_chunks + 1).astype(np.int64)
    held = np.empty(0, _EVENT)
    for chunk, cases in enumerate(np.array_split(np.arange(n_cases), n_chunks)):
        random = np.random.default_rng([seed, chunk])
        arrivals = np.sort(random.integers(edges[chunk], edges[chunk + 1], len(cases)))
        events = np.concatenate([held, _simulated(random, cases, arrivals)])
        events = events[np.argsort(events["time"], kind="stable")]
        n_due = len(events) if chunk == n_chunks - 1 else np.searchsorted(events["time"], edges[chunk + 1])
        yield _table(events[:n_due])
        held = events[n_due:]


def _simulated(random: np.random.Generator, cases: NDArray[np.int64], arrivals: NDArray[np.int64]) -> Events:
    """Events of cases, case after case, each in its order."""
    lengths, steps = _paths(random, len(cases))
    of_case = np.repeat(np.arange(len(cases)), lengths)
    first = np.cumsum(lengths) - lengths
    waits = _waits(random, steps)
    waits[first] = 0
    elapsed = np.cumsum(waits)
    events = np.empty(len(steps), _EVENT)
    events["time"] = (arrivals - elapsed[first])[of_case] + elapsed
    events["case"], events["step"] = cases[of_case], steps
    events["officer"] = _officers(random, of_case, len(cases))
    events["channel"] = random.choice(len(_CHANNELS), len(cases), p=list(_CHANNELS.values()))[of_case]
    events["ward"] = random.choice(len(_WARDS), len(cases), p=_shares(len(_WARDS)))[of_case]
    return events


def _paths(random: np.random.Generator, n_cases: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Length of each case, and the steps of all of them in a row; each variant is spelt out once."""
    way = np.zeros(n_cases, np.int64)
    for block in _PROCESS:
        way = way * len(block) + random.choice(len(block), n_cases, p=[chance for chance, _ in block])
    ways, variant = np.unique(way, return_inverse=True)
    spelt = [_spelt(int(number)) for number in ways]
    lengths = np.array([len(steps) for steps in spelt])
    begin = np.cumsum(lengths) - lengths
    of_case = lengths[variant]
    place = np.arange(of_case.sum()) - np.repeat(np.cumsum(of_case) - of_case, of_case)
    return of_case, np.concatenate(spelt)[np.repeat(begin[variant], of_case) + place]


def _spelt(way: int) -> NDArray[np.int8]:
    """Step numbers of one way through the process, which counts the choices of the blocks."""
    segments = []
    for block in reversed(_PROCESS):
        way, choice = divmod(way, len(block))
        segments.append(block[choice][1])
    return np.array([_ACTIVITIES.index(step) for segment in reversed(segments) for step in segment], np.int8)


def _waits(random: np.random.Generator, steps: NDArray[np.int8]) -> NDArray[np.int64]:
    """Seconds before each event; some acknowledgements come in the second of the event before."""
    medians = np.array([hours * 3600 for _, hours in _STEPS.values()])[steps]
    waits = 1 + (medians * random.lognormal(0, _SPREAD, len(steps))).astype(np.int64)
    at_once = (steps == _ACTIVITIES.index("Send acknowledgement")) & (
        random.random(len(steps)) < _SAME_SECOND
    )
    return np.where(at_once, 0, waits)


def _officers(random: np.random.Generator, of_case: NDArray[np.int64], n_cases: int) -> NDArray[np.int64]:
    """Who does each event: mostly the officer whose case it is."""
    owners = random.choice(_N_OFFICERS, n_cases, p=_shares(_N_OFFICERS))[of_case]
    others = random.choice(_N_OFFICERS, len(of_case), p=_shares(_N_OFFICERS))
    return np.where(random.random(len(of_case)) < _OWNER_DOES, owners, others)


def _shares(n: int) -> NDArray[np.float64]:
    """Unequal shares that sum to 1: the first is about three times the last."""
    weights = np.linspace(3, 1, n)
    return np.asarray(weights / weights.sum())


def _table(events: Events) -> pa.Table:
    """Return events as text columns."""
    number = pc.utf8_lpad(pa.array(events["case"] + 1).cast(pa.string()), 8, "0")
    by_system = np.isin(events["step"], [_ACTIVITIES.index(name) for name in _BY_SYSTEM])
    performers = pa.array(
        [f"Officer {number:02d}" for number in range(1, _N_OFFICERS + 1)] + [_SYSTEM_ACCOUNT]
    )
    systems = pa.array([system for system, _ in _STEPS.values()])
    times = pa.array(events["time"].astype("datetime64[s]")).cast(pa.timestamp("s", "UTC"))
    return pa.table(
        {
            "Case ID": pc.binary_join_element_wise("DK", number, "-"),
            "Activity": pa.array(_ACTIVITIES).take(pa.array(events["step"])),
            "Timestamp": pc.strftime(times, "%Y-%m-%dT%H:%M:%SZ"),
            "Officer": performers.take(pa.array(np.where(by_system, _N_OFFICERS, events["officer"]))),
            "Channel": pa.array(list(_CHANNELS)).take(pa.array(events["channel"])),
            "System": systems.take(pa.array(events["step"])),
            "Ward": pa.array(_WARDS).take(pa.array(events["ward"])),
        }
    )
