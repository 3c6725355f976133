"""Dates without times: flagged however they are written, and no figure finer than a day comes of them."""

from __future__ import annotations

import re
from math import isnan

import pyarrow as pa
import pytest

from mining.analysis import analyse
from mining.discovery.flows import directly_follows
from mining.discovery.marks import brief_duration
from mining.discovery.overlays import Overlay
from mining.discovery.timeline import case_timeline
from mining.eventlog import EventLog
from mining.filters import Duration, filtered
from mining.mapping import Mapping, ReadingRules
from mining.performance.handover import handovers
from mining.performance.throughput import throughput
from mining.ranking.criteria.gap_stability import CRITERION
from mining.ranking.statistics import ActivityStatistics
from mining.rawtable import LINE, RawTable
from mining.report import Report
from mining.reporting.document import as_json
from mining.reporting.page import as_html
from mining.reporting.waits import waits_csv
from mining.results import Unanswered
from mining.routines import chasers, rekeying, rework
from mining.units import DAY_SECONDS, Clock
from tests.event_logs import MAPPING, NO_MODEL, log_of

COLUMNS = ("case", "activity", "time", "who", "system")
MAPPED = Mapping(case="case", activity="activity", timestamp="time", resource="who", system="system")


@pytest.mark.parametrize(
    "times",
    [
        ["2025-06-03", "2025-06-04"],
        ["03/06/2025", "14/06/2025"],
        ["20250603", "20250604"],
        ["3 June 2025", "4 June 2025"],
        ["45811", "45812"],  # Excel
        # A spreadsheet or an export filled them up with midnight.
        ["2025-06-03T00:00:00", "2025-06-04T00:00:00"],
        ["03/06/2025 00:00", "14/06/2025 00:00"],
        ["2025-06-03 12:00:00 AM", "2025-06-04 12:00:00 AM"],
        ["2025-06-03T00:00:00Z", "2025-06-04T00:00:00Z"],
        ["2025-06-03T00:00:00+01:00", "2025-01-04T00:00:00+00:00"],
        ["45811.0", "45812.0"],
        ["1748908800", "1748995200"],
        # One that is written without a time is enough.
        ["2025-06-03", "2025-06-04T10:30:00"],
    ],
    ids=str,
)
def test_it_is_flagged(times):
    log = log_of([("c", f"A{number}", time) for number, time in enumerate(times)])
    assert log.is_date_only
    assert log.clock is Clock.DAYS
    (issue,) = [issue for issue in log.quality.issues if issue.code == "date_only"]
    assert "whole days" in issue.message


def test_typed_dates_are_flagged_too():
    for times in (
        pa.array([20242, 20243], pa.int32()).cast(pa.date32()),
        pa.array([1748908800, 1748995200]).cast(pa.timestamp("s")),
    ):
        table = pa.table({"case": ["c", "c"], "activity": ["A", "B"], "time": times, LINE: [1, 2]})
        log = EventLog.from_table(RawTable("t", table.schema, iter(table.to_batches())), MAPPING)
        assert log.is_date_only


def test_one_time_among_midnights_is_no_date_but_many_midnights_are_doubted():
    few = log_of([("c", "A", "2025-06-03 00:00"), ("c", "B", "2025-06-04 10:30")])
    assert not few.is_date_only
    assert not few.quality.has("midnight_times")
    many = [(f"c{n}", "A", "2025-06-03 00:00:00") for n in range(20)]
    log = log_of([*many, *[(f"d{n}", "B", "2025-06-04 10:30:00") for n in range(180)]])
    assert not log.is_date_only
    (issue,) = [issue for issue in log.quality.issues if issue.code == "midnight_times"]
    assert (issue.count, "20 of 200" in issue.message) == (20, True)


def test_a_start_without_a_time_of_day_is_flagged():
    mapping = Mapping(case="case", activity="activity", timestamp="time", start="start")
    log = log_of(
        [("c", "A", "2025-06-03 15:00", "2025-06-03"), ("c", "B", "2025-06-05 11:00", "2025-06-04")],
        ("case", "activity", "time", "start"),
        mapping,
    )
    (issue,) = [issue for issue in log.quality.issues if issue.code == "date_only"]
    assert (issue.column, issue.count) == ("start", 2)


def test_clock_changes_of_start_times_are_counted():
    mapping = Mapping(case="case", activity="activity", timestamp="time", start="start")
    rows = [
        ("c", "A", "2025-10-26 09:00", "2025-10-26 01:30"),
        ("c", "B", "2025-03-30 09:00", "2025-03-30 01:30"),
    ]
    log = log_of(rows, ("case", "activity", "time", "start"), mapping)
    found = {issue.code: (issue.column, issue.lines) for issue in log.quality.issues}
    assert found["dst_ambiguous"] == ("start", (2,))
    assert found["dst_nonexistent"] == ("start", (3,))


def test_rows_with_and_without_a_time_are_told_apart():
    log = log_of([("c", "A", "2025-06-03 15:00"), ("c", "B", "2025-06-03")])
    (issue,) = [issue for issue in log.quality.issues if issue.code == "date_only"]
    assert issue.count == 1
    assert "need not be the order they had" in issue.message
    timeline = case_timeline(log, "c")
    assert [(moment.activity, moment.has_hour) for moment in timeline] == [("B", False), ("A", True)]


# The clocks go forward on 30 March 2025: 29 to 31 March are 47 hours and two days.
OVER_SPRING = [("c", "A", "2025-03-29"), ("c", "B", "2025-03-31"), ("c", "C", "2025-03-31")]


def test_days_are_whole_where_the_clocks_change():
    log = log_of(OVER_SPRING)
    graph = directly_follows(log)
    assert [flow.median for flow in graph.flows] == [2 * DAY_SECONDS, 0]
    assert throughput(log).median == throughput(log).p90 == 2 * DAY_SECONDS
    assert filtered(log, [Duration(at_least=2 * DAY_SECONDS)]).n_cases == 1


def test_the_map_says_days():
    reading = Overlay.of(directly_follows(log_of(OVER_SPRING)), "waiting")
    assert reading.scale_ends == ("at once", "after 2 days")
    assert brief_duration(0.0, reading.clock) == "< 1 day"


def service(clock: str = "") -> list[tuple[str, ...]]:
    """Forty cases of ten steps, one person in two systems by turns, a chaser, a return, days apart."""
    steps = [f"Step {letter}" for letter in "ABCDEFG"] + ["Customer chases", "Step B", "Step H"]
    return [
        (f"c{case}", step, f"2025-03-{20 + place:02d}{clock}", "Ann", ("Portal", "CRM")[place % 2])
        for case in range(40)
        for place, step in enumerate(steps)
    ]


@pytest.mark.parametrize("clock", ["", "T00:00:00"])
def test_no_figure_finer_than_a_day_stands_anywhere(clock):
    log = log_of(service(clock), COLUMNS, MAPPED)
    analysis = analyse(log)
    assert isinstance(analysis.working, Unanswered)
    assert analysis.unanswered[rekeying.KIND].reason.endswith("it is told by minutes.")
    assert {chasers.KIND, rework.KIND} <= {routine.kind for routine in analysis.routines}
    assert all(one.working_seconds is None for one in analysis.routines)
    told = [as_html(Report(analysis, NO_MODEL)), *(routine.sentence for routine in analysis.routines)]
    told += [
        reason.sentence
        for one in analysis.ranking.everything
        for reason in (*one.reasons_for, *one.reasons_against)
    ]
    for text in told:
        assert not re.search(
            r"\d(\.\d)? (hours|hour|minutes|seconds|min|sec)\b", text.replace("working hours", "")
        )
    assert "1 day" in told[0]
    header, first = waits_csv(analysis).splitlines()[:2]
    assert "median_elapsed_days" in header
    assert first.endswith(",40,40,1.0,,,,")
    assert '"clock": "whole days"' in as_json(Report(analysis, NO_MODEL))
    assert {one.clock for one in handovers(log)} == {Clock.DAYS}


def test_the_evenness_of_waits_is_not_judged():
    statistics = ActivityStatistics.of(log_of(service(), COLUMNS, MAPPED)).total()
    # NaN: it speaks neither for nor against.
    assert all(isnan(value) for value in CRITERION.assess(statistics))
    assert "dates without times" in CRITERION.sentence(statistics, 1)
    dated = analyse(log_of(service(), COLUMNS, MAPPED)).ranking.everything
    assert not [
        r for one in dated for r in (*one.reasons_for, *one.reasons_against) if r.criterion == "gap_stability"
    ]


def test_a_log_with_times_is_told_in_hours():
    log = log_of([("c", "A", "2025-03-29 10:00"), ("c", "B", "2025-03-29 12:30")], rules=ReadingRules("UTC"))
    assert log.clock is Clock.ELAPSED
    assert Overlay.of(directly_follows(log), "waiting").scale_ends[1] == "after 2.5 hours"
