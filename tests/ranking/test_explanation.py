from __future__ import annotations

import numpy as np

from mining.ranking.criteria import CRITERIA
from mining.ranking.explanation import reasons
from mining.ranking.scores import scores


def test_criteria_that_add_nothing_are_no_reasons(three_cases, model):
    found = scores(three_cases, np.arange(3), model)
    # A and C are alike in coverage and rework and better than B; the gap of A is not answerable.
    support, against = reasons(three_cases, 0, found, 0)
    keys = {reason.criterion for reason in support + against}
    assert "gap_stability" not in keys
    assert "frequency" not in keys
    assert {"coverage", "rework"} <= {reason.criterion for reason in support}
    assert len(keys) == len(support) + len(against) <= len(CRITERIA)
