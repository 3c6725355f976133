from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_logs.hours import DAY, OFFICE, Shift, Spread

HOUR = 3600


def test_spread_is_lognormal_about_its_median() -> None:
    # ln 10 min + 0.5 * z(0.8413) = ln 10 min + 0.5 * 1, so 10 * e^0.5 = 16.487 minutes = 989 seconds.
    assert Spread(10, 0.5).seconds(0.8413447460685429) == 989
    assert Spread(10, 0.5).seconds(0.5) == 600


def test_spread_cuts_its_tails() -> None:
    # z(0.999) = 3.0902: 60 * e^3.0902 = 1319 seconds, and 60 / e^3.0902 = 3 seconds.
    assert Spread(1, 1).seconds(1.0) == Spread(1, 1).seconds(0.9995) == 1319
    assert Spread(1, 1).seconds(0.0) == 3


@pytest.mark.parametrize(
    ("day", "hour", "wait_hours", "expected"),
    [
        (0, 10, 2, (0, 12)),  # Monday morning, the same day
        (0, 16, 2, (1, 9.5)),  # one hour left on Monday, the other from 08:30 on Tuesday
        (4, 16, 2, (7, 9.5)),  # Friday over the weekend
        (5, 12, 1, (7, 9.5)),  # begun on Saturday: the clock starts on Monday
        (0, 3, 1, (0, 9.5)),  # before opening
        (0, 17, 0, (1, 8.5)),  # closing time is the next opening time
        (0, 8.5, 17, (2, 8.5)),  # two whole days
    ],
)
def test_shift_counts_open_time_only(
    day: int, hour: float, wait_hours: float, expected: tuple[int, float]
) -> None:
    moment = OFFICE.after(day * DAY + round(hour * HOUR), round(wait_hours * HOUR))
    assert moment == expected[0] * DAY + round(expected[1] * HOUR)


@given(st.integers(0, 20 * DAY), st.integers(0, 5 * DAY), st.integers(0, 5 * DAY))
def test_two_waits_are_one_long_wait(moment: int, first: int, second: int) -> None:
    assert OFFICE.after(OFFICE.after(moment, first), second) == OFFICE.after(moment, first + second)


def test_shift_days_are_minutes_of_open_time() -> None:
    assert OFFICE.days(2) == 2 * 8.5 * 60
    assert Shift(7, 22.5).days(1) == 15.5 * 60


def test_room_before_closing() -> None:
    assert OFFICE.has_room(16 * HOUR, HOUR)
    assert not OFFICE.has_room(16 * HOUR, HOUR + 1)
