from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score

from mining.ranking.metrics import average_precision, expected_average_precision, expected_ndcg, ndcg


@st.composite
def labelled(draw):
    n = draw(st.integers(2, 25))
    labels = np.array(draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)))
    labels[draw(st.integers(0, n - 1))] = 1
    return labels, np.array(draw(st.lists(st.integers(0, 6), min_size=n, max_size=n)), dtype=float)


@given(labelled())
def test_agrees_with_scikit_learn_ties_included(case):
    labels, scores = case
    assert average_precision(labels, scores) == pytest.approx(average_precision_score(labels, scores))
    assert ndcg(labels, scores, top=5) == pytest.approx(ndcg_score([labels], [scores], k=5))


@pytest.mark.parametrize("labels", [[1, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1], [1]])
def test_a_random_order_in_expectation_is_the_mean_over_all_orders(labels):
    labels = np.array(labels)
    orders = [np.array(order, dtype=float) for order in permutations(range(len(labels)))]
    assert expected_average_precision(labels) == pytest.approx(
        np.mean([average_precision(labels, o) for o in orders])
    )
    assert expected_ndcg(labels, 2) == pytest.approx(np.mean([ndcg(labels, o, 2) for o in orders]))
