from __future__ import annotations

import csv
from dataclasses import replace

from mining.analysis import Settings, analyse
from mining.disclosure.analysis import disclosed
from mining.performance.calendar import WorkingCalendar
from mining.report import Report
from mining.reporting.document import as_json
from mining.reporting.page import as_html
from mining.reporting.waits import throughput_lines, wait_before, waits_csv
from tests.event_logs import NO_MODEL, log_of

# Thursday 17 April 2025 16:00 to Tuesday 22 April 10:00: 114 hours, of which England works 2 and Scotland 10.
EXACTLY = Settings(hide_below=1, told_because="a test")
EASTER = [
    row
    for case in range(6)
    for row in ((f"c{case}", "=A", "2025-04-17 16:00"), (f"c{case}", "B", "2025-04-22 10:00"))
]


def test_the_table_has_both_times_with_their_units_and_the_calendar():
    (flow, *steps) = csv.DictReader(waits_csv(analyse(log_of(EASTER), EXACTLY)).splitlines())
    assert flow == {
        "from": "'=A", "to": "B", "times": "6", "cases": "6",
        "median_elapsed_hours": "114.0", "p90_elapsed_hours": "114.0",
        "median_working_hours": "2.0", "p90_working_hours": "2.0",
        "working_calendar": "Mon to Fri 9:00 to 17:00, closed on bank holidays in England",
    }  # fmt: skip
    assert [(row["from"], row["to"], row["median_working_hours"]) for row in steps] == [
        ("", "'=A", ""),
        ("", "B", "2.0"),
    ]


def test_small_counts_stay_out():
    rows = [*EASTER, ("d", "=A", "2025-04-17 16:00"), ("d", "Secret", "2025-04-22 10:00")]
    assert "Secret" not in waits_csv(analyse(log_of(rows)))


def test_of_too_few_cases_no_time_is_told_in_either_clock():
    analysis = disclosed(analyse(log_of(EASTER)))
    (flow, *_steps) = csv.DictReader(waits_csv(analysis).splitlines())
    assert (flow["times"], flow["cases"]) == ("5", "5")
    assert {flow[name] for name in flow if "hours" in name} == {""}
    assert throughput_lines(analysis) == [
        ("Median throughput time", "not shown"),
        ("Median throughput time, working", "not shown"),
    ]
    assert wait_before(analysis.graph, "B") == ""
    assert "not shown" in as_html(Report(analysis, NO_MODEL))


def test_the_report_says_both_and_by_which_calendar():
    analysis = analyse(log_of(EASTER), replace(EXACTLY, calendar=WorkingCalendar(nation="SCT")))
    assert throughput_lines(analysis) == [
        ("Median throughput time", "4.8 days"),
        ("Median throughput time, working", "10.0 working hours"),
    ]
    assert (
        wait_before(analysis.graph, "B")
        == "Median time since the step before: 4.8 days elapsed, 10.0 working hours."
    )
    assert wait_before(analysis.graph, "=A") == ""
    page = as_html(Report(analysis, NO_MODEL))
    assert "Mon to Fri 9:00 to 17:00, closed on bank holidays in Scotland" in page
    assert "10.0 working hours" in page
    assert '"nation": "SCT"' in as_json(Report(analysis, NO_MODEL))
