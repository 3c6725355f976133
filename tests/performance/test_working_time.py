"""Working time: hand-worked, by a slow oracle, and by laws."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.discovery.flows import directly_follows, with_working_times
from mining.eventlog import EventLog
from mining.mapping import ReadingRules
from mining.performance.calendar import Hours, WorkingCalendar, bank_holidays
from mining.performance.throughput import throughput
from mining.performance.working_time import in_working_time
from mining.results import Unanswered
from mining.units import Clock
from tests.event_logs import log_of

HOUR = 3600.0
NINE_TO_FIVE = Hours(540, 1020)
OFFICE = WorkingCalendar()
ALWAYS = WorkingCalendar((Hours(0, 1440),) * 7, "")


def clocked(log: EventLog, calendar: WorkingCalendar = OFFICE) -> EventLog:
    worked = in_working_time(log, calendar)
    assert isinstance(worked, EventLog)
    return worked


def worked(since: str, until: str, calendar: WorkingCalendar = OFFICE, zone: str = "Europe/London") -> float:
    """Working hours of a case of two events."""
    log = clocked(log_of([("c", "A", since), ("c", "B", until)], rules=ReadingRules(zone)), calendar)
    (gap,) = log.rows(log.events.filter(log.events.position == 2).select("gap_seconds"))
    (case,) = log.rows(log.cases.select("duration_seconds"))
    assert gap["gap_seconds"] == case["duration_seconds"]
    return gap["gap_seconds"] / HOUR


SCOTLAND, BY_NIGHT = WorkingCalendar(nation="SCT"), WorkingCalendar((Hours(0, 360),) * 7, "")


@pytest.mark.parametrize(
    ("since", "until", "calendar", "hours"),
    [
        # Easter 2025: Good Friday 18 April, Easter Monday the 21st. Thursday 16 to 17, Tuesday 9 to 10.
        ("2025-04-17 16:00", "2025-04-22 10:00", WorkingCalendar(), 2),
        # In Scotland Easter Monday is a working day: eight hours more.
        ("2025-04-17 16:00", "2025-04-22 10:00", SCOTLAND, 10),
        # Christmas 2025: Wednesday 24th 12 to 17, Thursday and Friday closed, Monday 29th 9 to 11.
        ("2025-12-24 12:00", "2025-12-29 11:00", WorkingCalendar(), 7),
        ("2025-12-24 12:00", "2025-12-29 11:00", WorkingCalendar(closed=(date(2025, 12, 24),)), 2),
        # New year: 1 January 2025 is closed everywhere, the 2nd in Scotland only.
        ("2024-12-31 16:00", "2025-01-03 10:00", WorkingCalendar(), 1 + 8 + 1),
        ("2024-12-31 16:00", "2025-01-03 10:00", SCOTLAND, 1 + 1),
        # The clocks go forward on Sunday 30 March 2025 and back on Sunday 26 October: office hours do not notice,
        ("2025-03-28 16:00", "2025-03-31 10:00", WorkingCalendar(), 2),
        ("2025-10-24 16:00", "2025-10-27 10:00", WorkingCalendar(), 2),
        # a night shift from 0 to 6 does, and has five hours on the one day and seven on the other.
        ("2025-03-29 12:00", "2025-03-30 12:00", BY_NIGHT, 5),
        ("2025-10-25 12:00", "2025-10-26 12:00", BY_NIGHT, 7),
        # Handed in by night: waiting starts at the next opening.
        ("2025-06-03 23:00", "2025-06-04 09:30", WorkingCalendar(), 0.5),
        # Handed in and acknowledged by night: no working time at all.
        ("2025-06-06 20:00", "2025-06-08 20:00", WorkingCalendar(), 0),
        ("2025-06-03 10:00", "2025-06-03 10:00", WorkingCalendar(), 0),
        # Summer: half past nine by the clock on the wall is half past eight in UTC.
        ("2025-06-03T08:30:00Z", "2025-06-03T16:30:00Z", WorkingCalendar(), 7.5),
    ],
)  # fmt: skip
def test_hand_worked(since, until, calendar, hours):
    assert worked(since, until, calendar) == hours


def test_opening_hours_are_those_of_the_zone_of_the_log():
    # Sydney: 9 to 17 is the night before and the morning of a UTC day, so a UTC day has two spells.
    assert worked("2025-06-03 16:00", "2025-06-04 10:00", WorkingCalendar(nation=""), "Australia/Sydney") == 2
    assert (
        worked("2025-06-03 08:00", "2025-06-05 18:00", WorkingCalendar(nation=""), "America/New_York") == 24
    )


def test_three_cases_over_easter_in_medians_and_throughput():
    rows = [
        ("c1", "A", "2025-04-17 16:00"), ("c1", "B", "2025-04-22 10:00"),  # 2 hours
        ("c2", "A", "2025-04-16 09:00"), ("c2", "B", "2025-04-16 13:00"),  # 4 hours
        ("c3", "A", "2025-04-15 09:00"), ("c3", "B", "2025-04-16 17:00"),  # 16 hours
    ]  # fmt: skip
    log = log_of(rows)
    graph = with_working_times(directly_follows(log), clocked(log))
    (flow,) = graph.flows
    # Elapsed: 114, 4 and 32 hours. The 90th percentile lies 0.8 of the way from the second to the third.
    assert (flow.median, flow.working_median) == (32 * HOUR, 4 * HOUR)
    assert flow.working_p90 == pytest.approx((4 + 0.8 * 12) * HOUR)
    assert graph.activity("B").working_median == 4 * HOUR
    assert graph.activity("A").working_median is None
    assert throughput(clocked(log)).median == 4 * HOUR
    assert graph.in_working_time.flows[0].median == 4 * HOUR
    assert graph.in_working_time.clock is throughput(clocked(log)).clock is Clock.WORKING


def test_what_lies_outside_the_years_of_calendars_has_no_working_time():
    log = log_of(
        [("c1", "A", "1900-01-01 09:00"), ("c1", "B", "2025-06-03 10:00"), ("c1", "C", "2025-06-03 11:00")]
    )
    gaps = [row["gap_seconds"] for row in clocked(log).rows(clocked(log).events.order_by("position"))]
    assert gaps == [None, None, HOUR]
    asked = in_working_time(log_of([("c1", "A", "2090-01-01 09:00")]), WorkingCalendar())
    assert isinstance(asked, Unanswered)
    assert "1970 to 2037" in asked.reason


def test_dates_without_times_have_no_working_hours():
    asked = in_working_time(log_of([("c1", "A", "2025-06-03"), ("c1", "B", "2025-06-04")]), WorkingCalendar())
    assert isinstance(asked, Unanswered)
    assert "dates without times" in asked.reason


def test_the_table_of_days_goes_with_the_log_and_its_name_is_used_again():
    log = log_of([("c", "A", "2025-06-03 10:00"), ("c", "B", "2025-06-03 11:00")])
    names = {clocked(log).days.op().name for _ in range(3)}
    assert len(names) == 1
    both = clocked(log), clocked(log, ALWAYS)
    assert both[0].days.op().name != both[1].days.op().name


# Hours that avoid the hour of clock changes, 1 to 2 by night, whose readings are skipped or come twice.
halves = st.sampled_from([*range(0, 61, 30), *range(120, 1441, 30)])
hours = st.none() | st.tuples(halves, halves).filter(lambda pair: pair[0] < pair[1]).map(
    lambda pair: Hours(*pair)
)
weeks = st.tuples(*[hours] * 7).filter(any)
calendars = st.builds(
    WorkingCalendar, weeks, st.sampled_from(["", "ENG", "SCT", "NIR"]),
    st.lists(st.dates(date(2024, 12, 20), date(2025, 4, 30)), max_size=3).map(tuple),
)  # fmt: skip
minutes = st.lists(st.integers(0, 60 * 24 * 20), min_size=2, max_size=5, unique=True).map(sorted)
beginnings = st.sampled_from(
    [
        datetime(2025, 3, 20, tzinfo=UTC),
        datetime(2024, 12, 20, tzinfo=UTC),
        datetime(2025, 10, 18, tzinfo=UTC),
    ]
)
zones = st.sampled_from(["Europe/London", "Australia/Lord_Howe", "America/New_York"])


def log_at(moments: list[datetime], zone: str = "Europe/London") -> EventLog:
    rows = [("c", f"A{number}", moment.isoformat()) for number, moment in enumerate(moments)]
    return log_of(rows, rules=ReadingRules(zone))


def gaps(log: EventLog) -> list[float]:
    rows = log.rows(log.events.order_by("position").select("gap_seconds"))
    return [row["gap_seconds"] for row in rows[1:]]


def minute_by_minute(since: datetime, until: datetime, calendar: WorkingCalendar, zone: str) -> float:
    """Seconds of the minutes whose clock reading, in the zone, falls in opening hours."""
    found, moment = 0, since
    while moment < until:
        local = moment.astimezone(ZoneInfo(zone))
        opening = calendar.week[local.weekday()]
        closed = calendar.closed
        holidays = bank_holidays(calendar.nation, 2024, 2026) if calendar.nation else ()
        if opening and opening.opens <= local.hour * 60 + local.minute < opening.closes:
            found += local.date() not in holidays and local.date() not in closed
        moment += timedelta(minutes=1)
    return found * 60.0


@settings(max_examples=25, deadline=None)
@given(
    beginning=beginnings,
    after=minutes,
    calendar=calendars,
    zone=st.sampled_from(["Europe/London", "Asia/Kolkata"]),
)
def test_it_is_what_counting_minute_by_minute_gives(beginning, after, calendar, zone):
    moments = [beginning + timedelta(minutes=minute) for minute in after]
    expected = [minute_by_minute(*pair, calendar, zone) for pair in pairwise(moments)]
    assert gaps(clocked(log_at(moments, zone), calendar)) == expected


@settings(max_examples=10, deadline=None)
@given(beginning=beginnings, after=minutes, zone=zones)
def test_open_around_the_clock_is_elapsed_time(beginning, after, zone):
    log = log_at([beginning + timedelta(minutes=minute, seconds=7) for minute in after], zone)
    assert gaps(clocked(log, ALWAYS)) == gaps(log)


@settings(max_examples=10, deadline=None)
@given(after=minutes, week=weeks, weeks_on=st.integers(1, 12))
def test_whole_weeks_later_it_is_the_same_where_no_holiday_and_no_clock_change_lies_between(
    after, week, weeks_on
):
    first = datetime(2025, 4, 7, tzinfo=UTC)
    calendar = WorkingCalendar(week, "")
    moments = [first + timedelta(minutes=minute) for minute in after]
    later = [moment + timedelta(weeks=weeks_on) for moment in moments]
    assert gaps(clocked(log_at(moments), calendar)) == gaps(clocked(log_at(later), calendar))


@settings(max_examples=10, deadline=None)
@given(beginning=beginnings, after=minutes, calendar=calendars)
def test_more_open_hours_never_mean_less_working_time(beginning, after, calendar):
    log = log_at([beginning + timedelta(minutes=minute) for minute in after])
    longer = WorkingCalendar(
        tuple(Hours(0, one.closes) if one else NINE_TO_FIVE for one in calendar.week), ""
    )
    few, more, elapsed = gaps(clocked(log, calendar)), gaps(clocked(log, longer)), gaps(log)
    assert all(0 <= a <= b <= c for a, b, c in zip(few, more, elapsed, strict=True))
