from __future__ import annotations

from datetime import date

import pytest

from mining.errors import CalendarProblem
from mining.performance.calendar import Hours, WorkingCalendar, bank_holidays

NINE_TO_FIVE = Hours(540, 1020)


def test_it_says_when_it_is_open():
    assert str(WorkingCalendar()) == "Mon to Fri 9:00 to 17:00, closed on bank holidays in England"
    week = (NINE_TO_FIVE, NINE_TO_FIVE, Hours(510, 1140), None, NINE_TO_FIVE, Hours(0, 1440), None)
    assert str(WorkingCalendar(week, "", (date(2025, 12, 24),))) == (
        "Mon to Tue 9:00 to 17:00, Wed 8:30 to 19:00, Fri 9:00 to 17:00, Sat 0:00 to 24:00, open on bank holidays, "
        "1 further closed day"
    )


@pytest.mark.parametrize(
    ("nation", "day", "is_closed"),
    [
        # https://www.gov.uk/bank-holidays: Easter Monday is none in Scotland, 2 January and St Andrew's Day are.
        ("ENG", date(2025, 4, 21), True), ("SCT", date(2025, 4, 21), False),
        ("SCT", date(2025, 1, 2), True), ("ENG", date(2025, 1, 2), False),
        ("SCT", date(2025, 12, 1), True), ("WLS", date(2025, 12, 1), False),
        ("NIR", date(2025, 7, 14), True), ("ENG", date(2025, 7, 14), False),
        # Boxing Day 2026 is a Saturday, so the Monday after is closed. The Queen's funeral was proclaimed.
        ("ENG", date(2026, 12, 28), True), ("ENG", date(2022, 9, 19), True),
        ("SCT", date(2025, 8, 4), True), ("ENG", date(2025, 8, 25), True), ("SCT", date(2025, 8, 25), False),
    ],
)  # fmt: skip
def test_bank_holidays_are_those_of_the_nation(nation, day, is_closed):
    assert (day in bank_holidays(nation, day.year, day.year)) is is_closed


def test_hours_and_nations_that_cannot_be_are_refused():
    with pytest.raises(CalendarProblem, match="before the closing"):
        Hours(1020, 540)
    with pytest.raises(CalendarProblem, match="at least one"):
        WorkingCalendar((None,) * 7)
    with pytest.raises(CalendarProblem, match="no nation"):
        WorkingCalendar(nation="FR")
