from __future__ import annotations

from mining.disclosure.rounding import count_in_words, quantile, share_of, time
from mining.disclosure.untold import why_nothing_is_told
from mining.units import Seconds


def test_a_share_gives_no_finer_count_than_the_base():
    # 58 and 60 of 60: two cases less are not seen.
    assert share_of(58, 60, 5) == share_of(60, 60, 5) == 1
    assert share_of(2, 60, 5) == 0
    assert share_of(1, 3, 5) <= 1
    assert share_of(1, 2, 1) == 0.5


def test_a_quantile_needs_the_base_on_both_sides():
    hour = Seconds(3600.0)
    assert quantile(hour, 0.5, 9, 5) is None
    assert quantile(hour, 0.5, 10, 5) == hour
    assert quantile(hour, 0.9, 49, 5) is None
    assert quantile(hour, 0.9, 50, 5) == hour
    assert quantile(hour, 0.9, 1, 1) == hour


def test_times_have_three_digits_unless_all_is_told():
    assert time(Seconds(1_234_567.0), 5) == 14.3 * 86_400
    assert time(Seconds(1_234_567.0), 1) == 1_234_567.0
    assert time(None, 5) is None


def test_small_counts_in_words():
    assert count_in_words(0, 5) == count_in_words(4, 5) == "fewer than 5"
    assert count_in_words(4, 1) == "4"


def test_filters_that_leave_out_a_few_are_as_telling_as_those_that_keep_a_few():
    assert why_nothing_is_told(96, 100, 5).startswith("The filters leave out fewer than 5 cases.")
    assert why_nothing_is_told(0, 100, 5).startswith("Fewer than 5 cases pass")
    assert why_nothing_is_told(99, 100, 1) == ""
