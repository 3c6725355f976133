"""Sufficient statistics of a log: everything the criteria read, weighted by case.

The log is asked once for counts by group of cases. A weight for each group then gives the statistics
of any resample of the cases by one sparse product, whose cost does not depend on the number of events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse

from mining.ranking import counts as queries
from mining.ranking.counts import MICRO
from mining.ranking.dealing import N_GROUPS, Dealing

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["ActivityStatistics", "Floats", "Follows", "GapHistogram", "Ints", "Statistics"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Follows:
    """How often one activity directly follows another.

    Attributes
    ----------
    source, target
        Activity numbers, shape (k,). The number of activities, m, stands for the start of a case as
        a source and for its end as a target.
    count
        Weighted counts, shape (k,).
    """

    source: Ints
    target: Ints
    count: Floats


@dataclass(frozen=True, eq=False)
class GapHistogram:
    """Time since the previous event of the case, by activity, as a fine histogram of log(1 + seconds).

    Attributes
    ----------
    activity
        Activity number of each occupied bin, ascending, shape (k,); its bins are in order of time.
    count
        Weighted number of gaps in the bin, shape (k,).
    log_sum
        Weighted sum of log(1 + seconds) over the bin, shape (k,).
    """

    activity: Ints
    count: Floats
    log_sum: Floats

    def quantile(self, share: float, n_activities: int) -> Floats:
        """Return, for each activity, the mean of the bin in which the quantile lies.

        Returns
        -------
        numpy.ndarray
            Log(1 + seconds), shape (n_activities,); NaN where an activity has no gap at all.
            Exact where the bin holds one value; off by at most `mining.ranking.counts.BIN_WIDTH` otherwise.
        """
        totals = np.bincount(self.activity, self.count, minlength=n_activities)
        cumulated = np.cumsum(self.count)
        before = np.cumsum(totals) - totals
        asked = totals > 0
        place = np.searchsorted(cumulated, before[asked] + share * totals[asked], side="left")
        values = np.full(n_activities, np.nan)
        values[asked] = self.log_sum[place] / self.count[place]
        return values


@dataclass(frozen=True, eq=False)
class Statistics:
    """What the criteria read: weighted counts and sums over the cases of a log, m activities.

    Attributes
    ----------
    n_cases
        Weighted number of cases.
    executions
        Activity instances, shape (m,).
    cases_with
        Cases that contain the activity, shape (m,).
    position_sum, position_square_sum
        Sums of the relative position in the case, (position - 1) / (events in the case - 1), 0 for a
        case of one event, and of its square; shape (m,).
    follows
        Directly-follows counts, with start and end of the case.
    gaps
        Histogram of the time since the previous event of the case; empty in a log of dates without times.
    is_date_only
        Whether the log has dates without times.
    """

    n_cases: float
    executions: Floats
    cases_with: Floats
    position_sum: Floats
    position_square_sum: Floats
    follows: Follows
    gaps: GapHistogram
    is_date_only: bool = False

    @property
    def n_activities(self) -> int:
        """Number of activities, m."""
        return len(self.executions)


@dataclass(frozen=True, eq=False)
class ActivityStatistics:
    """The statistics of a log by group of cases, ready to be weighted.

    Attributes
    ----------
    counts
        Sparse matrix, groups by columns. The columns are the number of cases, then for each
        activity executions, cases, position sums and squares, then follows, gap counts, gap sums.
    n_activities
        Number of activities, m.
    follows
        Source and target of each follows column, shape (2, k).
    gap_activity
        Activity of each occupied bin, shape (b,).
    exact
        Whether each case is its own group, so that resampling groups is resampling cases.
    is_date_only
        Whether the log has dates without times, so that gaps are not compared.
    """

    counts: sparse.csc_array
    n_activities: int
    follows: Ints
    gap_activity: Ints
    exact: bool
    is_date_only: bool = False

    @classmethod
    def of(
        cls, log: EventLog, dealing: Dealing | None = None, *, n_groups: int = N_GROUPS, seed: int = 0
    ) -> ActivityStatistics:
        """Ask the log for its statistics, in three queries: two of the variants, one of the events.

        Parameters
        ----------
        log
            The event log.
        dealing
            Which group each case is in; by default `Dealing.of` the log.
        n_groups, seed
            As `Dealing.of`.
        """
        dealing = dealing or Dealing.of(log, n_groups=n_groups, seed=seed)
        groups, hands = dealing.n_groups, dealing.hands_of(log)
        weights = queries.cases_by_variant(hands)
        m = log.n_activities
        per_activity = log.arrow(queries.executions(log.steps, log.variants, weights))
        follows = _Columns.of(log.arrow(queries.follows(log.steps, weights, m)), ("source", "target"), m + 1)
        events = log.events.limit(0) if log.is_date_only else log.events
        gaps = _Columns.of(log.arrow(queries.gaps(events, hands)), ("activity_no", "bin"), 1_000)
        sizes = log.arrow(hands.group_by("group").agg(n=hands.count()))
        blocks = [
            _matrix(sizes, "n", np.zeros(len(sizes), dtype=np.int64), (groups, 1)),
            *_activity_blocks(per_activity, groups, m),
            follows.matrix("n", groups),
            gaps.matrix("n", groups),
            gaps.matrix("log_sum", groups, 1 / MICRO),
        ]
        counts = sparse.csc_array(sparse.hstack(blocks, format="csc"))
        return cls(counts, m, follows.keys, gaps.keys[0], dealing.exact, log.is_date_only)

    @property
    def n_groups(self) -> int:
        """Number of groups of cases."""
        return int(self.counts.shape[0])

    def weighted(self, weights: Floats) -> Statistics:
        """Return the statistics with each group of cases counted `weights` times, shape (n_groups,)."""
        sums = np.asarray(weights @ self.counts, dtype=float)
        m, k, b = self.n_activities, self.follows.shape[1], len(self.gap_activity)
        parts = np.split(sums, np.cumsum([1, m, m, m, m, k, b]))
        n_cases, executions, cases_with, position, square, follows, gap_count, gap_sum = parts
        return Statistics(
            float(n_cases[0]), executions, cases_with, position, square,
            Follows(self.follows[0], self.follows[1], follows),
            GapHistogram(self.gap_activity, gap_count, gap_sum), self.is_date_only,
        )  # fmt: skip

    def total(self) -> Statistics:
        """Return the statistics of the log itself."""
        return self.weighted(np.ones(self.n_groups))

    def resample_weights(self, n_resamples: int, seed: int) -> Floats:
        """Return how often each resample draws each group, shape (n_resamples, n_groups).

        As many groups are drawn, with replacement, as there are.
        """
        even = np.full(self.n_groups, 1 / self.n_groups)
        return np.random.default_rng(seed).multinomial(self.n_groups, even, size=n_resamples).astype(float)


@dataclass(frozen=True)
class _Columns:
    """Counted rows of the engine, each with the number of the column that its key stands for."""

    rows: pa.Table
    keys: Ints
    column: Ints

    @classmethod
    def of(cls, rows: pa.Table, names: tuple[str, str], base: int) -> _Columns:
        first, second = (rows[name].to_numpy().astype(np.int64) for name in names)
        codes, column = np.unique(first * base + second, return_inverse=True)
        return cls(rows, np.stack(np.divmod(codes, base)), column)

    def matrix(self, value: str, groups: int, unit: float = 1.0) -> sparse.csc_array:
        return _matrix(self.rows, value, self.column, (groups, self.keys.shape[1]), unit)


def _matrix(
    rows: pa.Table, value: str, column: Ints, shape: tuple[int, int], unit: float = 1.0
) -> sparse.csc_array:
    values = rows[value].to_numpy().astype(float) * unit
    return sparse.csc_array((values, (rows["group"].to_numpy(), column)), shape=shape)


def _activity_blocks(rows: pa.Table, groups: int, m: int) -> list[sparse.csc_array]:
    column = rows["activity_no"].to_numpy().astype(np.int64)
    units = {"n": 1.0, "n_cases": 1.0, "position": 1 / MICRO, "square": 1 / MICRO**2}
    return [_matrix(rows, name, column, (groups, m), unit) for name, unit in units.items()]
