"""What other readings change, as it is told: nothing of rare steps, and no count of cases that is exact."""

from __future__ import annotations

import pytest

from mining.analysis import Settings, analyse
from mining.disclosure.analysis import disclosed
from mining.disclosure.readings import disclosed_sensitivity
from mining.report import Report
from mining.reporting.files import opportunities_csv
from mining.reporting.page import as_html, cases_otherwise
from mining.sensitivity.results import Firmness, Sensitivity, Stability, Trial
from tests.event_logs import log_of
from tests.sensitivity.logs import with_copies
from ui.work import Work

FOUND = Sensitivity(
    (
        Trial("a", "?", ".", "this is so", "", 17, ("A", "Rare")),
        Trial("b", "?", ".", "that is so", "", 4, ("Rare",)),
        Trial("c", "?", ".", "that is so", "", not_tried="It is gone."),
    ),
    (Stability("A", Firmness.FRAGILE, ("If this is so, …",)), Stability("Rare", Firmness.FRAGILE, ("…",))),
)
RARE = [("rare", "A", "2025-01-01 09:00"), ("rare", "Zebra", "2025-01-01 10:00")]


def test_steps_too_rare_for_the_map_are_not_counted_or_named():
    told = disclosed_sensitivity(FOUND, ("A", "B"), 5)
    assert [one.activity for one in told.steps] == ["A"]
    assert [(one.flipped, one.n_flipped) for one in told.trials] == [(("A",), 1), ((), 0), ((), 0)]
    assert told.summary.startswith("2 other readings of this log tried. Fragile: 1 of 1 step.")


def test_cases_read_otherwise_are_rounded_down_and_few_are_not_counted():
    told = disclosed_sensitivity(FOUND, ("A",), 5)
    assert [one.n_cases for one in told.trials] == [15, None, None]
    assert [cases_otherwise(one, 5) for one in told.trials] == ["15", "Fewer than 5", "Not tried"]


def test_with_base_one_all_is_told():
    assert disclosed_sensitivity(FOUND, ("A",), 1) is FOUND


@pytest.mark.parametrize("again", [False, True])
def test_a_session_tells_no_more_when_readings_are_tried_later(again):
    settings = Settings(try_readings="never" if again else "always")
    work = Work(log_of([*with_copies(), *RARE]), "log", settings=settings)
    work.analyse()
    if again:
        work.try_readings()
    found = work.analyse()
    assert found.sensitivity.trials
    assert "Zebra" not in {step.activity for step in found.sensitivity.steps}
    assert "Zebra" not in opportunities_csv(found) + as_html(Report(found, work.discover()))
    assert all(one.n_cases is None or one.n_cases % 5 == 0 for one in found.sensitivity.trials)


def test_tried_within_the_analysis_or_later_comes_to_the_same():
    log = log_of([*with_copies(), *RARE])
    later = Work(log, "log", settings=Settings(try_readings="never"))
    later.analyse()
    later.try_readings()
    at_once = disclosed(analyse(log, Settings(try_readings="always")))
    assert later.analyse().sensitivity == at_once.sensitivity
