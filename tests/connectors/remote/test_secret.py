"""Tokens come from the environment or a private file; nothing that is shown repeats them."""

from __future__ import annotations

import pytest

from connectors.remote import secret_of
from mining.errors import NotReadable


def test_the_environment_comes_first(monkeypatch):
    monkeypatch.setenv("THROUGHLINE_MY_CRM_TOKEN", " abc\n")
    secret = secret_of("my-crm")
    assert secret.get_secret_value() == "abc"
    assert "abc" not in f"{secret} {secret!r}"


def test_then_a_private_file(monkeypatch, tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text('crm = "abc"', encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("THROUGHLINE_SECRETS", str(path))
    assert secret_of("crm").get_secret_value() == "abc"
    with pytest.raises(NotReadable, match=r"no token for other.*THROUGHLINE_OTHER_TOKEN"):
        secret_of("other")


def test_a_file_that_others_may_read_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text('crm = "abc"', encoding="utf-8")
    path.chmod(0o640)
    monkeypatch.setenv("THROUGHLINE_SECRETS", str(path))
    with pytest.raises(NotReadable, match=r"may be read by other users.*chmod 600"):
        secret_of("crm")


@pytest.mark.parametrize("content", [b"crm = abc-secret", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_told_without_repeating_it(monkeypatch, tmp_path, content):
    path = tmp_path / "secrets.toml"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    monkeypatch.setenv("THROUGHLINE_SECRETS", str(path))
    with pytest.raises(NotReadable, match="cannot be read as a file of secrets") as told:
        secret_of("crm")
    assert "abc-secret" not in str(told.value)
    assert told.value.__cause__ is None


def test_nothing_set_is_told(monkeypatch):
    monkeypatch.delenv("THROUGHLINE_SECRETS", raising=False)
    with pytest.raises(NotReadable, match="There is no token for crm"):
        secret_of("crm")
