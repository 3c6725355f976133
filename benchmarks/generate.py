"""A seeded event log of any size: skewed variants, loops, resources, channels; the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

__all__ = ["log_table", "write_log"]

ACTIVITIES = tuple(f"Step {letter}" for letter in "ABCDEFGHIJKLMNOPQR")
_SKIP, _REPEAT = 0.12, 0.06
_OFFICERS, _CHANNELS = 60, ("Web", "Phone", "Email", "Post")


def write_log(path: Path, n_events: int, seed: int = 1) -> int:
    """Write a CSV of about so many events, in order of time, and return how many it has."""
    log = log_table(n_events, seed)
    pc.write_csv(log, path)
    return int(log.num_rows)


def log_table(n_events: int, seed: int = 1) -> pa.Table:
    """Return a log of about so many events, in order of time.

    A case walks through 18 steps; each is left out with probability 0.12 and repeated with 0.06, and one
    case in two takes a short cut over the second half. Times are UTC with seconds.
    """
    random = np.random.default_rng(seed)
    n_cases = max(1, round(n_events / 12.8))
    steps = np.where(random.random(n_cases) < 0.5, 11, len(ACTIVITIES))
    case = np.repeat(np.arange(n_cases), steps)
    step = np.arange(len(case)) - np.repeat(np.cumsum(steps) - steps, steps)
    times = np.where(random.random(len(case)) < _SKIP, 0, 1) + (random.random(len(case)) < _REPEAT)
    case, step = np.repeat(case, times), np.repeat(step, times)
    gaps = random.exponential(5_400, len(case)).astype(np.int64) + 60
    elapsed = np.cumsum(gaps)
    first = np.flatnonzero(np.r_[True, case[1:] != case[:-1]])
    begun = np.repeat(
        random.integers(1_700_000_000, 1_730_000_000, len(first)), np.diff(np.r_[first, len(case)])
    )
    moment = begun + elapsed - np.repeat(elapsed[first], np.diff(np.r_[first, len(case)]))
    order = np.argsort(moment, kind="stable")
    columns = {
        "Case ID": pa.array(np.char.add("CR-", case.astype(str))),
        "Activity": pa.array(ACTIVITIES).take(pa.array(step)),
        "Timestamp": pa.array(np.char.add(np.datetime_as_string(moment.astype("datetime64[s]")), "Z")),
        "Officer": pa.array(np.char.add("Officer ", random.integers(0, _OFFICERS, len(case)).astype(str))),
        "Channel": pa.array(_CHANNELS).take(pa.array(random.integers(0, len(_CHANNELS), len(case)))),
    }
    return pa.table(columns).take(pa.array(order))
