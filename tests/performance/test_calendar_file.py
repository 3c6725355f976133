from __future__ import annotations

from datetime import date

import pytest

from mining.errors import CalendarProblem
from mining.performance.calendar import Hours, WorkingCalendar
from mining.performance.calendar_file import calendar_in, hours_of


def test_a_file_tells_hours_nation_and_closed_days(tmp_path):
    file = tmp_path / "calendar.toml"
    file.write_text('nation = "SCT"\nclosed = [2025-12-24]\n[hours]\nmon = "9:00-17:00"\nsat = "10-12:30"\n')
    hours = (Hours(540, 1020), None, None, None, None, Hours(600, 750), None)
    assert calendar_in(file) == WorkingCalendar(hours, "SCT", (date(2025, 12, 24),))


def test_what_is_left_out_is_as_usual(tmp_path):
    file = tmp_path / "calendar.toml"
    file.write_text("")
    assert calendar_in(file) == WorkingCalendar()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nation = 'FR'", "no nation"),
        ("[hours]\nmon = 'nine to five'", "cannot be read"),
        ("[hours]\nmon = '17-9'", "before the closing"),
        ("[hours]\nmonday = '9-17'", "hours.monday"),
        ("closed = ['yesterday']", "closed.0"),
        ("nation = ", "calendar.toml cannot be read"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_one_sentence(tmp_path, text, said):
    file = tmp_path / "calendar.toml"
    file.write_text(text)
    with pytest.raises(CalendarProblem, match=said):
        calendar_in(file)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CalendarProblem, match=r"none\.toml cannot be read"):
        calendar_in(tmp_path / "none.toml")


@pytest.mark.parametrize("text", ["9", "9-", "9:60-17", "25-26", "-9-17", "9-17-18", "٩-17x"])
def test_hours_that_cannot_be_read_or_cannot_be_are_refused(text):
    with pytest.raises(CalendarProblem):
        hours_of(text)
