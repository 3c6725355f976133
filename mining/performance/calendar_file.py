"""A working calendar as a small TOML file, for the command line.

::

    nation = "SCT"                      # ENG, WLS, SCT, NIR, or "" to work on bank holidays
    closed = [2025-12-24, 2025-12-29]   # further closed days

    [hours]                             # days that are not named are closed
    mon = "9:00-17:00"
    thu = "8:30-19:00"
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from mining.errors import CalendarProblem
from mining.performance.calendar import Hours, WorkingCalendar

__all__ = ["calendar_in", "hours_of"]


def hours_of(text: str) -> Hours | None:
    """Return opening hours as a person writes them; None where nothing is written: closed.

    Raises
    ------
    CalendarProblem
        They cannot be read, or cannot be.

    Examples
    --------
    >>> hours_of("8:30-17:00"), hours_of("9-17"), hours_of("")
    (Hours(opens=510, closes=1020), Hours(opens=540, closes=1020), None)
    """
    if not text.strip():
        return None
    try:
        opens, closes = (_minutes(part) for part in text.replace("–", "-").replace(" to ", "-").split("-"))
    except ValueError as error:
        message = (
            f'Opening hours "{text[:40]}" cannot be read. Write them like 9:00-17:00, or nothing for closed.'
        )
        raise CalendarProblem(message) from error
    return Hours(opens, closes)


def _minutes(text: str) -> int:
    hour, _colon, minute = text.strip().partition(":")
    if not (hour.isdecimal() and (minute or "00").isdecimal() and int(minute or 0) < 60):
        message = "not a time of day"
        raise ValueError(message)
    return int(hour) * 60 + int(minute or 0)


_Written = Annotated[
    Hours | None, BeforeValidator(lambda text: hours_of(text) if isinstance(text, str) else text)
]


class _Week(BaseModel):
    model_config = ConfigDict(extra="forbid")
    mon: _Written = None
    tue: _Written = None
    wed: _Written = None
    thu: _Written = None
    fri: _Written = None
    sat: _Written = None
    sun: _Written = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    nation: str = "ENG"
    closed: tuple[date, ...] = ()
    hours: _Week | None = None


def calendar_in(path: Path) -> WorkingCalendar:
    """Return the calendar that a TOML file describes; what it leaves out is as usual, Monday to Friday 9 to 17.

    Raises
    ------
    CalendarProblem
        The file is not there, is no such TOML, or describes hours that cannot be.
    """
    try:
        said = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name} cannot be read as a calendar: {error}. Correct it, or leave --calendar out."
        raise CalendarProblem(message) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(place) for place in first["loc"])
        message = f'{path.name} is no calendar: "{where}" is not as it must be. Correct it; docs/calendar.md shows one.'
        raise CalendarProblem(message) from error
    usual = WorkingCalendar()
    week = usual.week if said.hours is None else tuple(dict(said.hours).values())
    return WorkingCalendar(week, said.nation, said.closed)
