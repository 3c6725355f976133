"""Names of columns."""

from __future__ import annotations

import pytest

from connectors.vocabulary import (
    is_bookkeeping,
    is_plan,
    looks_like_channel,
    looks_like_lifecycle,
    milestone_name,
    name_fit,
    words,
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("case_id", "case id"),
        ("SRNumber", "srnumber"),
        ("targetApp", "target app"),
        ('time]`"stamp', "time stamp"),
    ],
)
def test_names_become_words(name, text):
    assert words(name) == text


@pytest.mark.parametrize(
    ("part", "better", "worse"),
    [
        ("case", "Case ID", "Customer ID"),
        ("case", "Reference", "Event ID"),
        ("activity", "Activity", "Case status"),
        ("timestamp", "Complete timestamp", "Created on"),
        ("resource", "Officer", "Department"),
        ("channel", "Contact method", "Type"),
    ],
)
def test_a_fitting_name_fits_better(part, better, worse):
    assert name_fit(part, better) > name_fit(part, worse)


@pytest.mark.parametrize("name", ["Target date", "SLA due", "Date of birth", "expected_close"])
def test_plans_are_no_steps(name):
    assert is_plan(name)


def test_bookkeeping_is_no_step():
    assert is_bookkeeping("Last updated")
    assert not is_bookkeeping("Date closed")


@pytest.mark.parametrize(
    ("column", "step"),
    [
        ("OPEN_DT", "Open"),
        ("Date/Time Raised", "Raised"),
        ("site visit date", "Site visit"),
        ("Date", "Date"),
    ],
)
def test_a_milestone_is_called_after_its_column(column, step):
    assert milestone_name(column) == step


def test_values_tell_channels_and_transitions():
    assert looks_like_channel(["Phone", "E-mail", "Portal", "?"]) == 0.75
    assert looks_like_lifecycle(["START", " complete", "open"]) == pytest.approx(2 / 3)
    assert looks_like_channel([]) == 0
