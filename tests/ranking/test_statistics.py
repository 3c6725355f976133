from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mining.eventlog import EventLog
from mining.ranking import counts
from mining.ranking.criteria import CRITERIA
from mining.ranking.statistics import ActivityStatistics, Statistics
from tests.event_logs import THREE_CASES, log_of


def follows_of(statistics: Statistics) -> dict[tuple[int, int], float]:
    follows = statistics.follows
    triples = zip(follows.source.tolist(), follows.target.tolist(), follows.count.tolist(), strict=True)
    return {(source, target): count for source, target, count in triples if count}


def test_three_cases_by_hand(three_cases):
    assert three_cases.n_cases == 3
    assert three_cases.executions.tolist() == [3, 3, 3]
    assert three_cases.cases_with.tolist() == [3, 2, 3]
    # B at 1/2, 1/3, 2/3; C always last.
    assert three_cases.position_sum == pytest.approx([0, 1.5, 3], abs=1e-5)
    assert three_cases.position_square_sum == pytest.approx([0, 1 / 4 + 1 / 9 + 4 / 9, 3], abs=1e-5)
    # 3 stands for the start as a source and for the end as a target.
    assert follows_of(three_cases) == {(3, 0): 3, (0, 1): 2, (0, 2): 1, (1, 1): 1, (1, 2): 2, (2, 3): 3}
    assert np.bincount(three_cases.gaps.activity, three_cases.gaps.count).tolist() == [0, 3, 3]


def test_a_log_of_single_events_has_no_gaps():
    rows = [("c1", "A", "2025-01-06T09:00:00Z"), ("c2", "B", "2025-01-06T09:00:00Z")]
    statistics = ActivityStatistics.of(log_of(rows)).total()
    assert follows_of(statistics) == {(2, 0): 1, (2, 1): 1, (0, 2): 1, (1, 2): 1}
    assert np.isnan(statistics.gaps.quantile(0.5, 2)).all()


def test_groups_are_even_and_sum_to_the_log(council_log):
    exact, grouped = ActivityStatistics.of(council_log), ActivityStatistics.of(council_log, n_groups=7)
    assert (exact.exact, exact.n_groups, grouped.exact, grouped.n_groups) == (True, 60, False, 7)
    sizes = [grouped.weighted(weight).n_cases for weight in np.eye(7)]
    assert sorted(sizes) == [8, 8, 8, 9, 9, 9, 9]
    for name in ("executions", "cases_with", "position_sum", "position_square_sum"):
        assert getattr(exact.total(), name) == pytest.approx(getattr(grouped.total(), name))
    assert follows_of(exact.total()) == follows_of(grouped.total())


def test_a_resample_draws_as_many_groups_as_there_are(council_log):
    grouped = ActivityStatistics.of(council_log, n_groups=7)
    weights = grouped.resample_weights(50, seed=3)
    assert weights.shape == (50, 7)
    assert (weights.sum(axis=1) == 7).all()
    assert (weights == grouped.resample_weights(50, seed=3)).all()
    assert (weights != grouped.resample_weights(50, seed=4)).any()


def case_groups(log: EventLog, n_groups: int) -> dict[int, int]:
    rows = log.rows(counts.dealt(log.cases, log.n_cases, n_groups, seed=0))
    return {row["case_no"]: row["group"] for row in rows}


def recomputed(log: EventLog, weights: dict[int, int]) -> dict[str, list[float]]:
    """Every criterion straight from copied events, as a textbook would: no sums, no groups, no engine."""
    events = log.arrow(log.events).to_pandas()
    copies = [
        events[events.case_no == case].assign(case_no=f"{case}/{copy}")
        for case, weight in weights.items()
        for copy in range(weight)
    ]
    frame = pd.concat(copies).sort_values(["case_no", "position"])
    size = frame.groupby("case_no").position.transform("max")
    frame["place"] = (frame.position - 1) / np.maximum(size - 1, 1)
    n_cases, m = frame.case_no.nunique(), log.n_activities
    found: dict[str, list[float]] = {criterion.key: [] for criterion in CRITERIA}

    def entropy(neighbours: pd.Series) -> float:
        share = neighbours.fillna(-1).value_counts(normalize=True)
        return float(-(share * np.log(share)).sum() / np.log(m + 1))

    def fixed(neighbours: pd.Series, own: int) -> float:
        others = neighbours.fillna(-1)
        share = others[others != own].value_counts(normalize=True)
        return float(share.max() / len(share))

    for number in range(m):
        mine = frame[frame.activity_no == number]
        waits = np.log1p(mine.gap_seconds.dropna().astype(float))
        quartiles = np.quantile(waits, [0.25, 0.75], method="inverted_cdf") if len(waits) else [np.nan] * 2
        found["frequency"].append(len(mine) / n_cases)
        found["coverage"].append(mine.case_no.nunique() / n_cases)
        found["prior_follow"].append(
            fixed(mine.next_activity_no, number) + fixed(mine.previous_activity_no, number)
        )
        found["next_entropy"].append(entropy(mine.next_activity_no))
        found["previous_entropy"].append(entropy(mine.previous_activity_no))
        found["gap_stability"].append(float(quartiles[1] - quartiles[0]))
        found["rework"].append(1 - mine.case_no.nunique() / len(mine))
        found["position_stability"].append(float(mine.place.std(ddof=0)))
    return found


@pytest.mark.parametrize("n_groups", [512, 7], ids=["case bootstrap", "grouped bootstrap"])
def test_a_weighted_log_is_the_log_with_cases_copied(council_log, n_groups):
    grouped = ActivityStatistics.of(council_log, n_groups=n_groups)
    # Some groups vanish, some double; the rare steps keep a few cases.
    weights = (np.arange(grouped.n_groups) + 1) % 3
    of_case = case_groups(council_log, grouped.n_groups)
    copied = {case: int(weights[group]) for case, group in of_case.items() if weights[group]}
    weighted = grouped.weighted(weights.astype(float))
    expected = recomputed(council_log, copied)
    for criterion in CRITERIA:
        found = criterion.assess(weighted)
        assert found == pytest.approx(expected[criterion.key], abs=2e-5, nan_ok=True), criterion.key


def test_case_numbers_stand_for_themselves_when_every_case_is_a_group():
    log = log_of(THREE_CASES)
    only_second = ActivityStatistics.of(log).weighted(np.array([0.0, 1, 0]))
    assert only_second.executions.tolist() == [1, 2, 1]
    assert follows_of(only_second) == {(3, 0): 1, (0, 1): 1, (1, 1): 1, (1, 2): 1, (2, 3): 1}
