from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.feedback.queue import SHARES, queue_for, review_queue
from mining.feedback.records import Stratum
from tests.feedback.making import items, judged


def test_seven_two_and_one_in_ten_and_two_in_ten_in_common():
    queue = review_queue(items(100))
    assert Counter(one.stratum for one in queue) == {
        Stratum.TOP: 14, Stratum.UNCERTAIN: 4, Stratum.RANDOM: 2,
    }  # fmt: skip
    assert sum(one.is_common for one in queue) == 4
    assert queue == review_queue(items(100))


@given(st.integers(0, 60), st.integers(0, 5), st.integers(1, 40))
def test_shares_hold_at_every_length_and_no_step_comes_twice(n, seed, length):
    queue = review_queue(items(n), seed, length)
    assert len(queue) == min(n, length)
    assert len({one.activity for one in queue}) == len(queue)
    for stratum, share in SHARES.items():
        assert abs(sum(one.stratum is stratum for one in queue) - share * len(queue)) < 1


def test_the_beginning_of_the_queue_has_the_same_shares_as_all_of_it():
    queue = review_queue(items(100), length=40)
    for stop in range(1, 41):
        for stratum, share in SHARES.items():
            assert abs(sum(one.stratum is stratum for one in queue[:stop]) - share * stop) <= 1


def test_the_random_part_is_drawn_from_all_steps_alike():
    """Were it drawn from what the others leave, the first steps would never be in it."""
    drawn = Counter(
        one.activity
        for seed in range(600)
        for one in review_queue(items(10), seed, 10)
        if one.stratum is Stratum.RANDOM
    )
    assert len(drawn) == 10
    assert all(count == pytest.approx(60, abs=35) for count in drawn.values())


def test_the_top_and_the_least_certain_are_what_they_are_called():
    queue = review_queue(items(40))
    drawn = {one.activity for one in queue if one.stratum is Stratum.RANDOM}
    rest = [one.activity for one in items(40) if one.activity not in drawn]
    assert {one.activity for one in queue if one.stratum is Stratum.TOP} == set(rest[:14])
    unsure = {one.activity for one in queue if one.stratum is Stratum.UNCERTAIN}
    assert (
        unsure
        == {name for name in ("S036", "S037", "S038", "S039", "S035", "S034") if name not in drawn} & unsure
    )


def test_two_reviewers_share_a_fifth_and_part_the_rest():
    queue = review_queue(items(100))
    common = {one.activity for one in queue if one.is_common}
    first = queue_for(queue, (), "R")
    records = [judged(one.activity, reviewer="R") for one in first[:12]]
    second = queue_for(queue, records, "S")
    assert common <= {one.activity for one in first[:12]}
    assert common <= {one.activity for one in second}
    assert {one.activity for one in second} == {one.activity for one in queue} - (
        {one.activity for one in first[:12]} - common
    )
    # What somebody else alone has judged does not come again; what is common does, until both have judged it.
    assert not queue_for(queue, [judged(one.activity, reviewer=who) for one in queue for who in "RS"], "S")
