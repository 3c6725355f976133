from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mining.errors import MappingProblem, QuestionForUser
from mining.mapping import ReadingRules
from tests.event_logs import log_of


def read(times: list[str], **rules: str) -> list[str]:
    """The times as the log holds them, in the order they were written."""
    log = log_of([(f"c{i}", "A", time) for i, time in enumerate(times)], rules=ReadingRules(**rules))
    return [row["time"].isoformat() for row in log.rows(log.events.order_by("line"))]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2025-06-03T08:30:15Z", "2025-06-03T08:30:15"),
        ("2025-06-03T09:30:15+01:00", "2025-06-03T08:30:15"),
        ("2025-06-03 03:30:15-0500", "2025-06-03T08:30:15"),
        ("2025-06-03 09:30:15 +0100", "2025-06-03T08:30:15"),
        ("2025-06-03 10:30:15+02", "2025-06-03T08:30:15"),
        ("2025-06-03T08:30:15.5Z", "2025-06-03T08:30:15.500000"),
        ("2025-06-03T08:30:15,25Z", "2025-06-03T08:30:15.250000"),
        ("2025-06-03T08:30:15.123456789Z", "2025-06-03T08:30:15.123456"),
        ("2025-06-03 09:30:15", "2025-06-03T08:30:15"),  # British summer: one hour ahead of UTC
        ("2025-01-03 09:30", "2025-01-03T09:30:00"),
        ("03 Jun 2025 09:30", "2025-06-03T08:30:00"),
        ("3 June 2025 9:30", "2025-06-03T08:30:00"),
        ("03-JUN-25 09:30:15", "2025-06-03T08:30:15"),
        ("June 3, 2025 9:30 AM", "2025-06-03T08:30:00"),
        ("2025/06/03 9:30 pm", "2025-06-03T20:30:00"),
        ("2025-06-03 12:05:00 AM", "2025-06-02T23:05:00"),
        ("20250603T093015", "2025-06-03T08:30:15"),
        ("20250603093015", "2025-06-03T08:30:15"),
        ("2025-06-03 08:30:15 GMT", "2025-06-03T08:30:15"),
        ("2025-06-03 09:30:15 BST", "2025-06-03T08:30:15"),
        ("1748939415", "2025-06-03T08:30:15"),
        ("1748939415123", "2025-06-03T08:30:15.123000"),
        ("1748939415123456", "2025-06-03T08:30:15.123456"),
        ("45811.39600694", "2025-06-03T08:30:15"),  # Excel: 3 June 2025 09:30:15 on a London clock
        ("\u00a0 2025-06-03T08:30:15Z ", "2025-06-03T08:30:15"),
    ],
)
def test_each_way_of_writing_a_time(written, utc):
    assert read([written]) == [utc]


def test_many_ways_in_one_column_each_give_their_instant():
    assert (
        read(["2025-06-03T08:30:15Z", "2025-06-03 09:30:15", "03 Jun 2025 09:30:15"])
        == ["2025-06-03T08:30:15"] * 3
    )


def test_one_day_above_twelve_decides_for_every_row():
    assert read(["03/04/2025 10:00", "13/04/2025 10:00"]) == ["2025-04-03T09:00:00", "2025-04-13T09:00:00"]
    assert read(["03/04/2025 10:00", "04/13/2025 10:00"]) == ["2025-03-04T10:00:00", "2025-04-13T09:00:00"]


def test_a_column_that_cannot_decide_is_asked_about():
    with pytest.raises(QuestionForUser, match="day or the month first") as asked:
        read(["03/04/2025", "05/06/2025"])
    assert asked.value.about == ("date order",)
    assert read(["03/04/2025"], date_order="dmy") == ["2025-04-02T23:00:00"]
    assert read(["03/04/2025"], date_order="mdy") == ["2025-03-04T00:00:00"]


def test_a_column_that_contradicts_itself_is_asked_about():
    with pytest.raises(QuestionForUser, match="contradict"):
        read(["13/05/2025", "05/13/2025"])


def test_two_digit_years_are_of_this_century():
    assert read(["03/01/25 10:00"], date_order="dmy") == ["2025-01-03T10:00:00"]


def test_a_row_that_does_not_fit_the_order_the_user_said_is_refused():
    log = log_of([("c1", "A", "13/05/2025"), ("c1", "B", "05/13/2025")], rules=ReadingRules(date_order="dmy"))
    assert log.quality.refused_lines == (3,)


def test_the_hour_that_happens_twice_is_counted_and_the_first_taken():
    log = log_of([("c1", "A", "2025-10-26 01:30:00"), ("c1", "B", "2025-10-26 02:10:00")])
    times = [row["time"] for row in log.rows(log.events.order_by("position"))]
    assert [t.isoformat() for t in times] == ["2025-10-26T00:30:00", "2025-10-26T02:10:00"]
    (issue,) = [i for i in log.quality.issues if i.code == "dst_ambiguous"]
    assert (issue.count, issue.lines) == (1, (2,))


def test_the_hour_that_never_was_is_moved_on_and_counted():
    log = log_of([("c1", "A", "2025-03-30 01:30:00")])
    assert log.rows(log.events)[0]["time"] == datetime(2025, 3, 30, 1, 30, tzinfo=UTC).replace(tzinfo=None)
    assert log.quality.has("dst_nonexistent")


def test_durations_across_a_clock_change_do_not_gain_an_hour():
    log = log_of([("c1", "A", "2025-03-30 00:30:00"), ("c1", "B", "2025-03-30 02:30:00")])
    assert log.rows(log.events.order_by("position"))[1]["gap_seconds"] == 3600


def test_other_zones_and_unknown_ones():
    assert read(["2025-06-03 09:30"], timezone="America/New_York") == ["2025-06-03T13:30:00"]
    with pytest.raises(MappingProblem, match="not a time zone"):
        read(["2025-06-03 09:30"], timezone="Mars/Olympus")


def test_assumed_zones_dates_without_hours_and_odd_years_are_said():
    log = log_of([("c1", "A", "2025-06-03"), ("c1", "B", "1900-01-01"), ("c1", "C", "9999-12-31")])
    codes = {issue.code: issue.count for issue in log.quality.issues}
    assert codes["tz_assumed"] == codes["date_only"] == 3
    assert codes["placeholder_dates"] == 2
    assert log.is_date_only


def test_a_date_to_come_is_doubted():
    assert log_of([("c1", "A", "2090-01-01T00:00:00Z")]).quality.has("future_dates")
