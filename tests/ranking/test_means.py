from __future__ import annotations

import pytest

from mining.ranking.means import MEANS_TABLE, Means, suggest
from mining.ranking.verdicts import Verdict


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
    found = suggest(label, Verdict.AUTOMATE, routines)
    assert found is not None
    assert found.means is means
    assert found.why.endswith(".")


def test_the_word_that_gave_it_away_is_told():
    assert suggest("SEND_LETTER", Verdict.ASSIST).why == "Its name says “send”."


@pytest.mark.parametrize("verdict", [v for v in Verdict if v not in {Verdict.AUTOMATE, Verdict.ASSIST}])
def test_nothing_is_suggested_for_what_is_not_to_be_automated(verdict):
    assert suggest("Send letter", verdict, ("re-keying",)) is None


def test_no_help_is_made_up_for_a_name_that_tells_nothing():
    assert suggest("T06 Bezwaar", Verdict.AUTOMATE) is None


def test_every_kind_of_help_has_its_row():
    assert {row.means for row in MEANS_TABLE} == set(Means)
