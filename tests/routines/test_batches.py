from __future__ import annotations

import pytest

from mining.routines import Support
from mining.routines.batches import DETECTOR
from tests.event_logs import at, log_of
from tests.routines.finding import COLUMNS, MAPPING, ask, log_with, why_not


def scanned(hour: float, wait: float, who: str = "Ann"):
    """A case opened so many hours before Ann scans it."""
    return [("Open", hour - wait, "Ben", "CRM"), ("Scan", hour, who, "CRM")]


TOGETHER = [scanned(48, 20), scanned(48 + 4 / 60, 24), scanned(48 + 8 / 60, 28)]
ALONE = [scanned(100, 2), scanned(110, 4), scanned(120, 6)]


def test_three_cases_each_within_five_minutes_are_a_batch():
    # Three together after about 24 hours, three alone after about 4.
    (one,) = ask(DETECTOR, log_with([*TOGETHER, *ALONE]))
    assert (one.activities, one.n_occurrences, one.n_cases, one.share_of_cases) == (("Scan",), 3, 3, 0.5)
    assert one.median_seconds == 24 * 3600
    assert one.example_cases == ("c000", "c001", "c002")
    assert "24.0 hours" in one.sentence or "1.0 days" in one.sentence
    assert "otherwise 4.0 hours" in one.sentence


@pytest.mark.parametrize(
    "cases",
    [
        [*TOGETHER[:2], *ALONE],
        [scanned(48, 20), scanned(48.1, 24), scanned(48.2, 28), *ALONE],
        [scanned(48, 20), scanned(48 + 4 / 60, 24, "Cat"), scanned(48 + 8 / 60, 28), *ALONE],
        [scanned(48, 2), scanned(48 + 4 / 60, 4), scanned(48 + 8 / 60, 4.5), *ALONE],
        [*TOGETHER, *[scanned(100 + 10 * n, 4) for n in range(12)]],
    ],
    ids=["two", "six minutes apart", "by two people", "no longer wait", "rarely"],
)
def test_others_are_none(cases):
    assert ask(DETECTOR, log_with(cases)) == ()


def test_one_case_three_times_is_no_batch():
    again = [("Open", 20.0, "Ben", "CRM"), *[("Scan", 48 + n / 60, "Ann", "CRM") for n in range(3)]]
    assert ask(DETECTOR, log_with([again, *ALONE])) == ()


def test_software_makes_no_batches():
    support = Support(1, 0, frozenset({"svc"}))
    cases = [scanned(48 + n / 60, 20 + n, "svc") for n in range(5)]
    assert ask(DETECTOR, log_with([*cases, *ALONE]), support) == ()


def test_without_people_or_moments_it_cannot_be_told():
    assert "without a column for who" in why_not(DETECTOR, log_of([("c", "A", at(0))]))
    assert "one person from another" in why_not(
        DETECTOR, log_of([("c", "A", at(0), "Staff", "")], COLUMNS, MAPPING)
    )
    days = [("c", "A", "2025-01-01", "Ann", ""), ("c", "B", "2025-01-02", "Ben", "")]
    assert "dates without times" in why_not(DETECTOR, log_of(days, COLUMNS, MAPPING))
