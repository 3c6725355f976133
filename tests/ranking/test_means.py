from __future__ import annotations

import pytest

from mining.ranking.means import MEANS_TABLE, Means, suggest


@pytest.mark.parametrize(
    ("label", "routines", "means"),
    [
        ("Enter report in CRM", ("re-keying",), Means.INTEGRATE),
        ("Send decision letter", (), Means.MESSAGE),
        ("Notify applicant", (), Means.MESSAGE),
        ("allocateToTeam", (), Means.TRIAGE),
        ("Check form", (), Means.VALIDATE),
        ("Request evidence", (), Means.VALIDATE),
        ("Create case record", (), Means.STRAIGHT_THROUGH),
        ("Update address in Revenues", (), Means.STRAIGHT_THROUGH),
        ("Work out band", ("decision rule",), Means.RULE),
    ],
)
def test_the_first_row_that_fits_is_suggested_and_says_why(label, routines, means):
    found = suggest(label, routines)
    assert found is not None
    assert found.means is means
    assert found.why.endswith(".")


def test_the_word_that_gave_it_away_is_told():
    assert suggest("SEND_LETTER").why == "Its name says “send”."


@pytest.mark.parametrize("label", ["Check form", "Allocate to team"])
def test_checking_and_sorting_are_helped_with_and_not_left_to_software(label):
    assert not suggest(label).means.runs_alone
    assert suggest("Send letter").means.runs_alone


def test_no_help_is_made_up_for_a_name_that_tells_nothing():
    assert suggest("T06 Bezwaar") is None


def test_every_kind_of_help_has_its_row():
    assert {row.means for row in MEANS_TABLE} == set(Means)
