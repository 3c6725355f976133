from __future__ import annotations

from datetime import date

import pytest

from mining.errors import CalendarProblem
from mining.filters import Contains
from mining.performance.calendar import Hours, WorkingCalendar
from mining.units import Clock, in_words
from tests.ui.logs import shared_study, study_of
from ui.clock import calendar_from

OPEN = ["9:00 to 17:00"] * 5


def test_the_form_takes_back_what_it_shows():
    calendar = WorkingCalendar(closed=(date(2025, 12, 24),))
    shown = ["" if hours is None else str(hours) for hours in calendar.week]
    assert calendar_from(shown, "ENG", "24/12/2025\n") == calendar


def test_closed_days_are_sorted_and_blank_lines_passed_over():
    calendar = calendar_from([*OPEN, "10-13", ""], "", "\n25/12/2025\n 24/12/2025 \n25/12/2025")
    assert calendar.closed == (date(2025, 12, 24), date(2025, 12, 25))
    assert calendar.week[5:] == (Hours(600, 780), None)


@pytest.mark.parametrize(
    ("hours", "closed"),
    [(["9-17"] * 7, "12/24/2025"), (["late"] * 7, ""), (["17-9"] * 7, ""), ([""] * 7, "")],
)
def test_what_cannot_be_is_refused(hours, closed):
    with pytest.raises(CalendarProblem):
        calendar_from(hours, "ENG", closed)


def test_the_same_graph_is_told_in_either_time():
    # An hour passes between two steps, from 9 UTC on, some of it at week-ends.
    work = shared_study().part
    elapsed, times = work.told_in(Clock.ELAPSED)
    working, worked = work.told_in(Clock.WORKING)
    assert (elapsed.clock, times.clock) == (Clock.ELAPSED, Clock.ELAPSED)
    assert (working.clock, worked.clock) == (Clock.WORKING, Clock.WORKING)
    assert [(flow.source, flow.target, flow.n) for flow in elapsed.flows] == [
        (flow.source, flow.target, flow.n) for flow in working.flows
    ]
    assert in_words(working.flows[0].median, working.clock) == "1.0 working hours"


def test_another_calendar_counts_anew_and_keeps_the_filters():
    study = study_of()
    study.add(Contains(("B",)))
    before = study.part.told_in(Clock.WORKING)[0].flows[0].median
    study.count_by(WorkingCalendar((None,) * 6 + (Hours(0, 60),), ""))
    assert study.filters == (Contains(("B",)),)
    assert study.part.log.n_cases == 15
    assert study.part.told_in(Clock.WORKING)[0].flows[0].median == 0 < before
    assert study.whole.told_in(Clock.WORKING)[1].median == 0
