from __future__ import annotations

import pytest

from mining.feedback.agreement import LEAST_PAIRS, Agreement, agreement, kappa
from mining.feedback.recording import undo
from mining.ranking.verdicts import Verdict
from mining.results import Unanswered
from tests.feedback.making import judged


def test_kappa_worked_by_hand():
    """Both yes 20, both no 15, R yes and S no 5, the other way round 10: of 50, 0.7 agree.

    By chance 0.5 x 0.6 + 0.5 x 0.4 = 0.5, so kappa = 0.2 / 0.5 = 0.4, with the standard error
    sqrt(0.7 x 0.3 / (50 x 0.25)) = 0.1296: 0.4 - 1.96 x 0.1296 = 0.146.
    """
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    found = kappa(pairs)
    assert isinstance(found, Agreement)
    assert (found.kappa, found.agreed, found.n) == (0.4, 0.7, 50)
    assert (found.low, found.high) == pytest.approx((0.146, 0.654), abs=0.001)
    assert "Cohen's kappa is 0.40 (95 % interval 0.15 to 0.65)" in str(found)


def test_one_verdict_alone_tells_nothing():
    assert isinstance(kappa([("y", "y")] * 30), Unanswered)


def test_agreement_is_told_from_so_many_steps_on_and_counts_last_words_that_hold():
    records = [judged(f"S{n}", reviewer=who) for n in range(LEAST_PAIRS) for who in "RS"]
    records[0] = judged("S0", Verdict.ASSIST, "R")
    found = agreement(records)
    assert isinstance(found, Agreement) and found.agreed == 0.95
    changed_mind = [*records, judged("S0", Verdict.AUTOMATE, "R")]
    assert isinstance(agreement(changed_mind), Unanswered)  # now all are "automate"
    fewer = agreement([*records, undo(records, records[1].id, "S")])
    assert isinstance(fewer, Unanswered) and "judged 19 of the same steps" in fewer.reason


def test_a_third_reviewer_and_other_organisations_do_not_count():
    records = [judged(f"S{n}", reviewer=who) for n in range(19) for who in "RST"]
    records += [judged(f"X{n}", reviewer=who, organisation="Leeds") for n in range(30) for who in "RS"]
    found = agreement(records)
    assert isinstance(found, Unanswered) and "judged 19" in found.reason
