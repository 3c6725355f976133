from __future__ import annotations

import pytest

from mining.ranking.automated import AutomatedShare, automated_shares, is_system_account
from mining.ranking.performers import Performers
from mining.results import Unanswered
from tests.event_logs import THREE_CASES, log_of


@pytest.mark.parametrize(
    "name",
    [
        "SYSTEM", "batch_06", "svc-crm", "SVC_PAYMENTS", "Service Account 3", "UiPathBot01", "rpa.robot", "API",
        "crm api", "Workflow", "Integration user", "auto", "Auto-close", "daemon", "no-reply", "scheduled task",
        "bot", "System (portal)", "interface", "svc_support_team",
    ],
)  # fmt: skip
def test_system_accounts_are_known_by_their_words(name):
    assert is_system_account(name)


@pytest.mark.parametrize(
    "name",
    [
        "Abbot", "Talbot Smith", "Autumn Jones", "Officer 1", "Systems Support Officer", "Workflow Manager",
        "API developer", "Integration team", "User_1", "112", "Robotham", "Capita", "Applicant", "STAFF MEMBER",
        "Batchelor", "Customer Services", "System administrator",
    ],
)  # fmt: skip
def test_people_are_not_taken_for_systems(name):
    assert not is_system_account(name)


def test_the_user_may_name_further_accounts():
    assert is_system_account(" Northgate ", named=("northgate",))
    assert not is_system_account("Northgate team", named=("northgate",))


def test_half_of_twenty_known_is_the_threshold():
    assert AutomatedShare(20, 10).is_automated
    assert not AutomatedShare(20, 9).is_automated
    assert AutomatedShare(19, 19).share is None
    assert not AutomatedShare(19, 19).is_automated


def test_shares_of_a_log(council_log):
    shares = automated_shares(Performers.of(council_log))
    assert not isinstance(shares, Unanswered)
    automated = [
        name for name, share in zip(council_log.activity_names, shares, strict=True) if share.is_automated
    ]
    assert automated == ["Update ledger"]


def test_named_accounts_count(council_log):
    shares = automated_shares(Performers.of(council_log), named=("Officer 2",))
    assert not isinstance(shares, Unanswered)
    assert shares[council_log.activity_names.index("Assess eligibility")].is_automated


def test_without_performers_there_is_no_answer():
    found = automated_shares(Performers.of(log_of(THREE_CASES)))
    assert isinstance(found, Unanswered)
    assert "does not say who" in found.reason
