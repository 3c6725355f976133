"""In which time waits are told: elapsed or working hours, and the form of the working calendar."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from mining.errors import CalendarProblem
from mining.performance.calendar import NATIONS, WorkingCalendar
from mining.performance.calendar_file import hours_of
from mining.results import Unanswered
from mining.units import Clock
from ui.intake import show_refusal
from ui.session import current
from ui.study import Study
from ui.words import meaning

__all__ = ["calendar_note", "chosen_clock"]

_CLOCKS = {Clock.ELAPSED: "Elapsed", Clock.WORKING: "Working hours"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NO_NATION = "Open on bank holidays"


def chosen_clock(study: Study) -> Clock:
    """Ask in which time waits are to be told; a log of dates without times leaves no choice."""
    if study.whole.log.is_date_only:
        return Clock.DAYS
    return st.segmented_control(
        "Times in", list(_CLOCKS), default=Clock.ELAPSED, required=True, format_func=_CLOCKS.__getitem__,
        key="clock", bind="query-params", persist_state="session", help=meaning("working time"),
    )  # fmt: skip


def calendar_note(study: Study, clock: Clock) -> None:
    """Say by which calendar working hours are counted, with a way to change it; or why no hours can be told."""
    if clock is Clock.DAYS:
        st.caption("This log has dates without times, so times are told in whole days and not in hours.")
    if clock is not Clock.WORKING:
        return
    part = study.part
    with st.container(horizontal=True, vertical_alignment="center"):
        if isinstance(part.working, Unanswered):
            st.info(part.working.reason)
        else:
            st.markdown(f"Working hours: {part.settings.calendar}.", width="content")
        if st.button("Change the calendar", icon=":material/calendar_month:"):
            _change_calendar(study)


@st.dialog("Working calendar", width="medium")
def _change_calendar(study: Study) -> None:
    """Ask when people work; what cannot be is said, and asked again."""
    st.write(
        "Nights, closed days and bank holidays do not count. What arrives then waits from the next opening."
    )
    with st.form("calendar", border=False):
        said = _fields(study.whole.settings.calendar)
        confirmed = st.form_submit_button("Count by this calendar", type="primary")
    if not confirmed:
        return
    try:
        calendar = calendar_from(*said)
    except CalendarProblem as refusal:
        show_refusal(str(refusal))
        return
    current().calendar = calendar
    study.count_by(calendar)
    st.rerun()


def _fields(now: WorkingCalendar) -> tuple[list[str], str, str]:
    """Fields with what holds now: hours of each day, nation, further closed days."""
    nations = ["", *NATIONS]
    nation = st.selectbox(
        "Closed on the bank holidays of", nations, nations.index(now.nation),
        format_func=lambda code: NATIONS.get(code, _NO_NATION),
    )  # fmt: skip
    st.caption("Opening hours, such as 9:00-17:00. Leave a day empty if it is closed.")
    columns = st.columns(2)
    hours = [
        columns[place // 4].text_input(day, "" if now.week[place] is None else str(now.week[place]))
        for place, day in enumerate(_DAYS)
    ]
    closed = st.text_area(
        "Further closed days, one a line (optional)", "\n".join(f"{day:%d/%m/%Y}" for day in now.closed),
        help="Day first, such as 24/12/2025.", height=100,
    )  # fmt: skip
    return hours, nation, closed


def calendar_from(hours: list[str], nation: str, closed: str) -> WorkingCalendar:
    """Return the calendar that the fields of the form describe.

    Raises
    ------
    CalendarProblem
        Hours or a day cannot be read, or cannot be.
    """
    days = tuple(_day(line.strip()) for line in closed.splitlines() if line.strip())
    return WorkingCalendar(tuple(hours_of(text) for text in hours), nation, tuple(sorted(set(days))))


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError as error:
        message = f'The closed day "{text[:40]}" cannot be read. Write it day first, such as 24/12/2025.'
        raise CalendarProblem(message) from error
