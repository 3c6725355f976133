from __future__ import annotations

import numpy as np
import pytest

from mining.ranking.shares import average, between_different, entropy, largest_share, n_kinds
from mining.ranking.statistics import Follows

OWNER = np.array([0, 0, 1, 2])
COUNT = np.array([3.0, 1, 0, 5])


def test_a_share_of_nothing_is_not_answered():
    assert average(np.array([1.0, 0]), np.array([2.0, 0])) == pytest.approx([0.5, np.nan], nan_ok=True)


def test_neighbours_counted_by_hand():
    # Owner 0 has 3 and 1, owner 1 has an entry that counts nought, owner 2 has one kind.
    assert largest_share(OWNER, COUNT, 3) == pytest.approx([0.75, np.nan, 1], nan_ok=True)
    assert n_kinds(OWNER, COUNT, 3).tolist() == [2, 0, 1]
    expected = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25)) / np.log(4)
    assert entropy(OWNER, COUNT, 3) == pytest.approx([expected, np.nan, 0], nan_ok=True)


def test_repeats_are_left_out():
    moved = between_different(Follows(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([5.0, 2, 1])))
    assert (moved.source.tolist(), moved.target.tolist(), moved.count.tolist()) == ([0], [1], [2])


def test_a_step_done_once_has_one_neighbour_and_one_never_done_has_none():
    owner, count = np.array([0]), np.array([1.0])
    assert n_kinds(owner, count, 3).tolist() == [1, 0, 0]
    assert entropy(owner, count, 3) == pytest.approx([0, np.nan, np.nan], nan_ok=True)
    assert largest_share(owner, count, 3) == pytest.approx([1, np.nan, np.nan], nan_ok=True)
