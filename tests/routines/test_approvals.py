from __future__ import annotations

import pytest

from mining.routines import Support
from mining.routines.approvals import DETECTOR, is_approval, refuses, upper_bound
from tests.routines.finding import ask, log_by, log_with, why_not

PASSED = ("Ask", "Approve payment", "Pay")
SENT_BACK = ("Ask", "Approve payment", "Return to sender")
OTHER = ("Ask", "Reject claim")


def test_one_that_lets_all_through_is_told_with_what_chance_allows():
    # 0 of 299: 1 - 0.05 ** (1 / 299) is 1.0 %. The wait for it is an hour.
    (one,) = ask(DETECTOR, log_by([PASSED] * 299 + [OTHER]))
    assert (one.activities, one.n_occurrences, one.median_seconds) == (("Approve payment",), 299, 3600)
    assert "allowing for chance, at most 1.0% of what it decides on" in one.sentence


def test_how_few_were_refused_is_not_told_where_counts_are_rounded():
    sentences = {
        ask(DETECTOR, log_by([PASSED] * (900 - n) + [SENT_BACK] * n + [OTHER]), Support(1, 0, base=5))[
            0
        ].sentence
        for n in (0, 1, 4)
    }
    assert len(sentences) == 1


@pytest.mark.parametrize("refused", [SENT_BACK, ("Ask", "Payment rejected")], ids=["next", "in its place"])
def test_one_that_refuses_is_none(refused):
    passed = ("Ask", "Payment approved", "Pay") if refused != SENT_BACK else PASSED
    assert ask(DETECTOR, log_by([passed] * 290 + [refused] * 10)) == ()


def test_too_few_are_not_sure_enough():
    assert ask(DETECTOR, log_by([PASSED] * 50 + [OTHER])) == ()


def test_one_by_software_is_none():
    case = [(name, float(hour), "svc", "CRM") for hour, name in enumerate(PASSED)]
    log = log_with([*[case] * 200, [("Reject claim", 0.0, "Ann", "CRM")]])
    assert ask(DETECTOR, log, Support(1, 0, frozenset({"svc"}))) == ()
    assert len(ask(DETECTOR, log)) == 1


def test_a_log_without_refusals_cannot_tell():
    assert "no step of the log is named as a refusal" in why_not(DETECTOR, log_by([PASSED] * 300))


def test_they_are_known_by_their_names():
    assert all(
        map(is_approval, ("Approve leave", "Sign off report", "Authorise refund", "FINAL_APPROVED by X"))
    )
    assert not any(map(is_approval, ("Request approval", "Not approved", "Assign officer", "Signal fault")))
    assert all(map(refuses, ("Refuse licence", "Send back to applicant", "REJECTED by Y")))
    assert not any(map(refuses, ("Refund paid", "Declare income")))


def test_the_bound_is_clopper_and_pearsons():
    # Nothing in n: the share at which n in a row would happen 5 times in 100.
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05 ** (1 / 100))
    assert upper_bound(3, 3) == 1
