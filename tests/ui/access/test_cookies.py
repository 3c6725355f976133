from __future__ import annotations

import pytest

from tests.ui.running import run
from ui.access import cookies, gate
from ui.access.cookies import SignInCookies

SIGNED_IN = b"_streamlit_user=eyJ; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"
DELETED = b'_streamlit_user=""; Max-Age=0; Path=/; SameSite=lax'
OTHER = b"theirs=1; Max-Age=2592000"


def answered(
    guard: SignInCookies | None = None, *, query: bytes = b"code=1&state=2", sent=(SIGNED_IN, OTHER)
):
    """What a browser gets for a callback that the app answers with these cookies."""
    got: list[bytes] = []

    async def app(_scope, _receive, send):
        headers = [(b"location", b"/"), *((b"set-cookie", one) for one in sent)]
        await send({"type": "http.response.start", "status": 302, "headers": headers})

    async def send(message):
        got.extend(value for name, value in message["headers"] if name == b"set-cookie")

    guard = guard or SignInCookies(app)
    guard._app = app
    scope = {"type": "http", "path": "/oauth2callback", "query_string": query}
    run(guard(scope, None, send))
    return got


@pytest.fixture(autouse=True)
def failures(monkeypatch, tmp_path) -> list[int]:
    found: list[int] = []
    roles = tmp_path / "roles.toml"
    roles.write_text("session_hours = 10")
    monkeypatch.setenv("THROUGHLINE_ACCESS", str(roles))
    monkeypatch.setattr(cookies, "record_failed_sign_in", lambda: found.append(1))
    return found


def served_at(monkeypatch, address: str) -> None:
    monkeypatch.setattr(gate, "_auth_secrets", lambda: {"redirect_uri": address})


def test_over_tls_cookies_are_secure_and_last_as_long_as_the_sign_in(monkeypatch):
    served_at(monkeypatch, "https://council.example/oauth2callback")
    assert answered() == [SIGNED_IN.replace(b"2592000", b"36000") + b"; Secure", OTHER]


def test_on_ones_own_machine_they_are_not_secure(monkeypatch):
    served_at(monkeypatch, "http://127.0.0.1:8501/oauth2callback")
    assert answered()[0] == SIGNED_IN.replace(b"2592000", b"36000")


def test_without_roles_they_last_12_hours_at_most(monkeypatch):
    served_at(monkeypatch, "")
    monkeypatch.delenv("THROUGHLINE_ACCESS")
    assert b"Max-Age=43200;" in answered()[0]


def test_a_failed_sign_in_is_recorded_once_a_minute(monkeypatch, failures):
    served_at(monkeypatch, "")
    assert answered(query=b"") is not None
    assert answered() is not None
    assert failures == []
    guard = SignInCookies(lambda *_: None)
    for sent in ((), (DELETED,), (OTHER,)):
        answered(guard, sent=sent)
    assert failures == [1]
    later = cookies.time.monotonic() + 61
    monkeypatch.setattr(cookies.time, "monotonic", lambda: later)
    answered(guard, sent=())
    assert failures == [1, 1]
