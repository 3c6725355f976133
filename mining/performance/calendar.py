"""The working calendar: on which days and at what hours people work, in the zone of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from mining.errors import CalendarProblem

__all__ = ["FIRST_DAY", "LAST_DAY", "NATIONS", "Hours", "WorkingCalendar", "bank_holidays"]

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2037, 12, 31)
"""The days a calendar covers: those for which clock changes are known, well within those of bank holidays."""
NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
"""Codes of the nations whose bank holidays are known -> their names."""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Hours:
    """Opening hours of one day, in minutes after midnight by the clock on the wall; 1440 is the midnight after.

    Raises
    ------
    CalendarProblem
        It does not open before it closes.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= _MINUTES_A_DAY:
            message = f"Opening hours {self} are not possible: say an opening before the closing, from 00:00 to 24:00."
            raise CalendarProblem(message)

    def __str__(self) -> str:
        """Return for instance "9:00 to 17:00"."""
        return f"{_clock(self.opens)} to {_clock(self.closes)}"


_NINE_TO_FIVE = Hours(9 * 60, 17 * 60)


@dataclass(frozen=True)
class WorkingCalendar:
    """When people work. What falls outside waits until the next opening.

    Attributes
    ----------
    week
        Opening hours from Monday to Sunday; None is closed.
    nation
        Whose bank holidays are closed days: a code of `NATIONS`, or "" for none.
    closed
        Further closed days.
    """

    week: tuple[Hours | None, ...] = (*[_NINE_TO_FIVE] * 5, None, None)
    nation: str = "ENG"
    closed: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if len(self.week) != len(_WEEKDAYS) or not any(self.week):
            raise CalendarProblem("A working calendar needs seven days, and opening hours on at least one.")
        if self.nation and self.nation not in NATIONS:
            message = f'"{self.nation}" is no nation of the UK. Choose one of {", ".join(NATIONS)}, or none.'
            raise CalendarProblem(message)

    def __str__(self) -> str:
        """Return what stands beside every figure: the week, then what is closed besides.

        Examples
        --------
        >>> str(WorkingCalendar())
        'Mon to Fri 9:00 to 17:00, closed on bank holidays in England'
        """
        closed = (
            f"closed on bank holidays in {NATIONS[self.nation]}" if self.nation else "open on bank holidays"
        )
        own = f"{len(self.closed):,} further closed day{'' if len(self.closed) == 1 else 's'}"
        return ", ".join([*self._week_in_words(), closed, *([own] if self.closed else [])])

    def _week_in_words(self) -> Iterator[str]:
        """Days in a row with the same hours, such as "Mon to Fri 9:00 to 17:00"; closed days are not named."""
        for hours, days in groupby(zip(self.week, _WEEKDAYS, strict=True), key=lambda day: day[0]):
            names = [name for _hours, name in days]
            if hours:
                yield f"{names[0]} to {names[-1]} {hours}" if len(names) > 1 else f"{names[0]} {hours}"

    def openings(self, first: date, last: date, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
        """Yield opening and closing of each open day, as microseconds since 1970 UTC.

        Opening hours are those of the clock on the wall: the moment of an opening moves with it in spring
        and autumn, and a night shift on such a day is an hour shorter or longer.
        """
        holidays = bank_holidays(self.nation, first.year, last.year) if self.nation else frozenset()
        closed = holidays | set(self.closed)
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            hours = self.week[day.weekday()]
            if hours and day not in closed:
                opens, closes = _instant(day, hours.opens, zone), _instant(day, hours.closes, zone)
                # Hours that the clock skips in spring are not there to be open in.
                if opens < closes:
                    yield opens, closes


@lru_cache(maxsize=32)
def bank_holidays(nation: str, first_year: int, last_year: int) -> frozenset[date]:
    """Return the bank holidays of a nation of the UK, substitute days included, as far as they are known.

    Holidays that will yet be proclaimed are not.
    """
    # Loaded when it is first asked for: not every analysis needs it.
    from holidays.countries.united_kingdom import UnitedKingdom

    return frozenset(UnitedKingdom(subdiv=nation, years=range(first_year, last_year + 1)))  # type: ignore[no-untyped-call]


def _instant(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Moment at which the clock on the wall shows so many minutes after midnight.

    A reading that the clock shows twice is the first; one that it skips is as much later.
    """
    reading = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    return int(reading.astimezone(UTC).timestamp()) * 1_000_000


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
