"""Fixed order: steps of nearly every case that never change places, whatever lies between them."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow as pa

from mining.eventlog import EventLog
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, RoutineKind, Support
from mining.routines.maximal_repeats import Ints
from mining.routines.spans import in_cases
from mining.routines.traces import Traces

__all__ = ["DETECTOR", "KIND"]

KIND = RoutineKind("fixed order")
_IN_NEARLY_ALL = 0.8
_MAY_DIFFER = 0.005
_LEAST_STEPS = 3
_MOST_STEPS = 50
_ = ibis._


def _find(log: EventLog, support: Support) -> Found | Unanswered:
    if log.is_date_only:
        return Unanswered(
            "Whether steps keep one order cannot be told: the log has dates without times, so that the order within "
            "a day is not known."
        )
    traces = Traces.of(log)
    if not traces.covers_all:
        return Unanswered("Whether steps keep one order was not tried: the log has too many different paths.")
    activities, first, last, weight = _usual_steps(traces, log.n_cases)
    order = _never_changing(first, last, weight)
    if len(order) < _LEAST_STEPS:
        return Found(())
    begin, end = first[:, order], last[:, order]
    follows = (begin[:, 0] > 0) & ((begin[:, 1:] > end[:, :-1]) & (begin[:, 1:] > 0)).all(axis=1)
    n = int(weight[follows].sum())
    if not support.enough(n, n, log.n_cases):
        return Found(())
    variant = np.unique(traces.variant)[follows]
    columns = {"variant_no": variant, "was_at": begin[follows, 0], "position": begin[follows, -1]}
    places = ibis.memtable(pa.table({name: values.astype(np.int32) for name, values in columns.items()}))
    spans = log.asking.kept(in_cases(log, places), "order")
    (row,) = log.rows(spans.agg(median=_.span_seconds.quantile(0.5)))
    names = tuple(log.activity_names[activities[place]] for place in order)
    seen = Occurrences(KIND, names, spans, n, n, row["median"], span="span_seconds")
    return Found((seen.told(log, _sentence(seen, log, support), support),))


def _usual_steps(traces: Traces, n_cases: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Activities of nearly every case, and where each variant first and last does them: 0 where never."""
    variants, row = np.unique(traces.variant, return_inverse=True)
    pairs, at = np.unique(row * len(traces.times_done) + traces.activity, return_index=True)
    with_it = np.bincount(pairs % len(traces.times_done), traces.weight[at], minlength=len(traces.times_done))
    usual = np.argsort(-with_it, kind="stable")[:_MOST_STEPS]
    activities = np.sort(usual[with_it[usual] >= _IN_NEARLY_ALL * n_cases])
    place = np.full(len(traces.times_done), -1)
    place[activities] = np.arange(len(activities))
    chosen = place[traces.activity] >= 0
    index = (row[chosen], place[traces.activity[chosen]])
    last = np.zeros((len(variants), len(activities)), dtype=np.int64)
    np.maximum.at(last, index, traces.position[chosen])
    first = np.full_like(last, np.iinfo(np.int64).max)
    np.minimum.at(first, index, traces.position[chosen])
    return (
        activities,
        np.where(last > 0, first, 0),
        last,
        traces.weight[np.diff(traces.variant, prepend=-1) != 0],
    )


def _never_changing(first: Ints, last: Ints, weight: Ints) -> list[int]:
    """Places of the steps that keep one order, in that order: those that change most with others go first."""
    k = first.shape[1]
    both = (first > 0).T.astype(float) @ ((first > 0) * weight[:, None])
    ordered = np.array(
        [[weight[(last[:, a] < first[:, b]) & (first[:, a] > 0)].sum() for b in range(k)] for a in range(k)]
    ).reshape(k, k)
    fixed = ordered >= (1 - _MAY_DIFFER) * np.maximum(both, 1)
    loose = ~(fixed | fixed.T)
    np.fill_diagonal(loose, False)
    kept = np.arange(k)
    while len(kept) and loose[np.ix_(kept, kept)].any():
        clashes = loose[np.ix_(kept, kept)].sum(axis=0)
        kept = kept[clashes < clashes.max()]
    return sorted(kept.tolist(), key=lambda a: -int(fixed[a, kept].sum()))


def _sentence(seen: Occurrences, log: EventLog, support: Support) -> str:
    steps = ", ".join(f"“{name}”" for name in seen.activities)
    return (
        f"{seen.in_cases(log, support.base)} these {len(seen.activities)} steps are done in this order, hardly ever in "
        f"another: {steps}. From the first to the last it takes {seen.took(log, support.base)} at the median. Ask "
        "which of them need what the one before gives: the others could be done at the same time."
    )


DETECTOR = Detector(
    KIND,
    "Steps of at least 8 in 10 cases of which any two are done in the same order in 995 of 1,000 cases that have both, "
    "whatever is done between them.",
    _find,
)
