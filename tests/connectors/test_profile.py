"""What values look like. The sample: case a has rows 1, 3, 4 of the file, case b rows 2, 5."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from connectors.profile import ColumnProfile, changes_within, rises_within

CASE = ["a", "b", "a", "a", "b"]


def _profile(values, kind=None) -> ColumnProfile:
    return ColumnProfile("x", pa.chunked_array([pa.array(values, kind)]))


def test_counts():
    profile = _profile(["a", "a", " ", "", "b"])
    assert (profile.n_filled, profile.n_distinct, profile.repeats, profile.filled) == (3, 2, 1.5, 0.6)


def test_change_is_seen_between_neighbours_of_a_case():
    # a: p p q, one change of two; b: p q, one of one.
    assert changes_within(_profile(CASE), _profile(["p", "p", "p", "q", "q"])) == pytest.approx(2 / 3)
    assert changes_within(_profile(["a", "b"]), _profile(["p", "q"])) == 0


@pytest.mark.parametrize(
    ("times", "share"),
    [
        # a: 1, 2, 3; b: 5, 4. Two of three steps rise.
        (["01/02/2025", "05/02/2025", "02/02/2025", "03/02/2025", "04/02/2025"], 2 / 3),
        # Month first, which a 13th shows: all rise.
        (["02/01/2025", "02/13/2025", "02/02/2025", "02/03/2025", "02/14/2025"], 1.0),
        (["1700000001", "1700000002", "1700000003", "1700000004", "1700000005"], 1.0),
        (["2025-01-01T10:00:00Z", "x", "2025-01-01T11:00:00Z", "2025-01-01T11:00:00Z", ""], 1.0),
    ],
)
def test_times_are_compared_within_a_case(times, share):
    assert rises_within(_profile(CASE), _profile(times)) == pytest.approx(share)


def test_what_reads_as_time_is_told():
    assert _profile(["2025-01-01", "01/02/2025 10:00", "n/k", "May"]).time_share == 0.5
    assert _profile(["1700000001"]).time_share == 0.5
    assert _profile(["9999-12-31"]).times[0] > 0
    assert np.isnan(_profile(["none"]).times).all()
    typed = _profile([1, None], pa.timestamp("s", "UTC"))
    assert (typed.time_share, typed.n_filled, typed.times[0]) == (1.0, 1, 1e6)


def test_numbers_are_told():
    assert _profile(["1", "2.5", "(3)", "x"]).number_share == 0.75
