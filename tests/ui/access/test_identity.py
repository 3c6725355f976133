from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mining.errors import NotAllowed
from ui.access.identity import person_of, sign_in_of
from ui.access.roles import Role
from ui.access.settings import AccessSettings, read_access

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = 3600
ACCESS = AccessSettings(
    roles={Role.VIEWER: ["v", "all"], Role.ANALYST: ["a"], Role.ADMIN: ["boss"]},
    people={"Jo@council.example": Role.ANALYST},
)
CLAIMS = {
    "iss": "https://provider",
    "sub": "1",
    "aud": "us",
    "iat": NOW.timestamp() - HOUR,
    "email": "al@council.example",
    "roles": ["v"],
}


def person(access: AccessSettings = ACCESS, **changed: object):
    return person_of({**CLAIMS, **changed}, access, "us", NOW)


@pytest.mark.parametrize(
    ("changed", "role"),
    [
        ({}, Role.VIEWER),
        ({"roles": "a"}, Role.ANALYST),
        ({"roles": ["v", "a", "other"]}, Role.ANALYST),
        ({"roles": ["boss", "v"]}, Role.ADMIN),
        ({"roles": [], "email": "JO@Council.example"}, Role.ANALYST),
        ({"roles": ["boss"], "email": "jo@council.example"}, Role.ADMIN),
        ({"aud": ["others", "us"]}, Role.VIEWER),
        ({"email_verified": True}, Role.VIEWER),
        ({"iat": NOW.timestamp() - 8 * HOUR + 1}, Role.VIEWER),
        ({"iat": NOW.timestamp() + 200}, Role.VIEWER),
    ],
)
def test_the_strongest_role_counts(changed, role):
    assert person(**changed).role is role


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"aud": "others"}, "another program"),
        ({"aud": ["others"], "azp": "us"}, "another program"),
        ({"aud": None}, "another program"),
        ({"iat": NOW.timestamp() - 8 * HOUR}, "8 hours"),
        ({"iat": NOW.timestamp() + 400}, "8 hours"),
        ({"iat": None}, "8 hours"),
        ({"iat": "0"}, "8 hours"),
        ({"iat": True}, "8 hours"),
        ({"iat": float("nan")}, "8 hours"),
        ({"email": None}, "no confirmed email"),
        ({"email": ""}, "no confirmed email"),
        ({"email": ["al@council.example"]}, "no confirmed email"),
        ({"email_verified": False}, "no confirmed email"),
        ({"roles": []}, "no role"),
        ({"roles": None}, "no role"),
        ({"roles": {"a": 1}}, "no role"),
        ({"roles": [["a"]]}, "no role"),
        ({"roles": "a,v"}, "no role"),
        ({"roles": ["A"]}, "no role"),
    ],
)
def test_everything_else_is_refused(changed, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        person(**changed)


def test_a_program_without_a_name_of_its_own_takes_no_token():
    with pytest.raises(NotAllowed, match="another program"):
        person_of({**CLAIMS, "aud": "others"}, ACCESS, "", NOW)


def test_a_sign_in_has_one_name_in_every_tab_and_another_the_next_time():
    assert sign_in_of(CLAIMS) == sign_in_of({**CLAIMS, "visitor": "x"})
    assert sign_in_of(CLAIMS) != sign_in_of({**CLAIMS, "nonce": "new"})
    assert "al@" not in sign_in_of(CLAIMS)


@pytest.mark.parametrize(
    "text",
    [
        "session_hours = 13",
        "session_hours = 0",
        "hours = 8",
        "[roles]\nowner = ['x']",
        "[people]\n'jo@x' = 'boss'",
        "[roles",
        "\udcff",
    ],
)
def test_a_file_of_roles_that_is_wrong_gives_nobody_a_role(tmp_path, monkeypatch, text):
    file = tmp_path / "roles.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    monkeypatch.setenv("THROUGHLINE_ACCESS", str(file))
    with pytest.raises(NotAllowed, match="file of roles cannot be"):
        read_access()


def test_without_a_file_of_roles_nobody_has_one(monkeypatch):
    monkeypatch.delenv("THROUGHLINE_ACCESS", raising=False)
    with pytest.raises(NotAllowed, match="THROUGHLINE_ACCESS"):
        read_access()
