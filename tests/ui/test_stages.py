from __future__ import annotations

from mining.analysis import analyse
from mining.eventlog import EventLog
from tests.event_logs import raw_table
from tests.ui.logs import COLUMNS, MAPPING, rows
from ui.stages import ANALYSING, MODELLING, READING
from ui.work import Work


def test_the_bar_names_what_the_core_tells_in_its_order() -> None:
    told: list[str] = []
    log = EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING, progress=told.append)
    assert ("Opening the file", *told) == READING
    told.clear()
    analyse(log, progress=told.append)
    # A stage is told again for each reading that is tried.
    assert tuple(dict.fromkeys(told)) == ANALYSING


def test_the_bar_of_a_model_has_one_stage() -> None:
    told: list[str] = []
    work = Work(EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING), "log")
    work.discover(told.append)
    assert tuple(dict.fromkeys(told)) == MODELLING
