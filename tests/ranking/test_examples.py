from __future__ import annotations

from mining.ranking.examples import case_ids, example_cases
from tests.event_logs import THREE_CASES, log_of


def test_a_case_counts_once_however_often_it_has_the_step():
    log = log_of(THREE_CASES)
    assert example_cases(log) == {0: ("c1", "c2", "c3"), 1: ("c1", "c2"), 2: ("c1", "c2", "c3")}
    assert case_ids(log, "B") == ("c1", "c2")
