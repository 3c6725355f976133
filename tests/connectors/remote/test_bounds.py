"""Where requests go, and where the token does not."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from connectors.remote import Link, Remote, discard, pull
from mining.errors import EngineMissing, NotReadable
from tests.connectors.remote.conftest import TOKEN, ids, remote_at
from tests.servers.service import at_first, well_behaved

ROOT = Path(__file__).parents[3]


def _redirect(target: str, status: int = 302):
    return lambda asked: asked.reply(b"", status, {"Location": target})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(service, pulled, status):
    other = service(well_behaved)
    running = service(at_first(_redirect(other.url + "?token=secret", status), page=1))
    with pytest.raises(
        NotReadable, match=r"redirects to http://127\.0\.0\.1\. Nothing was sent there"
    ) as told:
        pulled(running.url)
    assert other.requests == []
    assert "secret" not in str(told.value)


def test_a_redirect_loop_is_not_followed(service, pulled):
    running = service(lambda asked, _n: _redirect(asked.path)(asked))
    with pytest.raises(NotReadable, match="redirects to another path of the same server"):
        pulled(running.url)
    assert len(running.requests) == 1


def test_a_next_page_on_another_host_is_not_asked_for(service, pulled):
    other = service(well_behaved)
    running = service(lambda asked, _n: asked.send_page(next=other.url))
    with pytest.raises(NotReadable, match="next page is at another address"):
        pulled(running.url, paging=Link("next"))
    assert other.requests == []


def test_a_token_that_is_sent_back_is_not_kept(service, pulled, tmp_path):
    running = service(lambda asked, _n: asked.send_page(next=f"p1&{TOKEN}"))
    with pytest.raises(NotReadable, match="sends the token back"):
        pulled(running.url)
    assert _holding(tmp_path) == []


def test_the_token_goes_in_a_header_and_is_kept_nowhere(
    service, pulled, tmp_path, monkeypatch, caplog, capfd
):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    caplog.set_level(logging.DEBUG)
    running = service(at_first(lambda asked: asked.reply(b"{}", 500), page=1))
    assert len(ids(pulled(running.url))) == 63
    for path, headers in running.requests:
        assert headers["Authorization"] == f"Bearer {TOKEN}"
        assert TOKEN not in path
    assert _holding(tmp_path) == []
    assert TOKEN not in caplog.text + "".join(capfd.readouterr())
    assert list(tmp_path.rglob("trace.pickle")) == []
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("status", [401, 403, 500, 302])
def test_no_error_holds_the_token(service, pulled, tmp_path, status):
    running = service(lambda asked, _n: asked.reply(b'{"error": "no"}', status, {"Location": "/elsewhere"}))
    with pytest.raises(NotReadable) as told:
        pulled(running.url)
    shown = "".join(traceback.TracebackException.from_exception(told.value, capture_locals=False).format())
    assert TOKEN not in shown + repr(told.value)
    assert told.value.__cause__ is None
    assert _holding(tmp_path) == []


def test_only_the_service_is_spoken_to(service, pulled, monkeypatch):
    spoken_to = set[object]()
    connect = socket.socket.connect

    def noted(self: socket.socket, address: object) -> None:
        spoken_to.add(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    running = service(well_behaved)
    ids(pulled(running.url))
    assert spoken_to == {("127.0.0.1", running.port)}


def test_telemetry_is_off_before_dlt_is_there():
    told = "import connectors.remote as r, sys; print('dlt' in sys.modules); import dlt; print(dlt.config['runtime.dlthub_telemetry'])"
    shown = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.lower().split() == ["false", "false"]


def test_without_dlt_the_remedy_is_told(pulled, monkeypatch):
    monkeypatch.setitem(sys.modules, "dlt", None)
    monkeypatch.delitem(sys.modules, "connectors.remote.paging", raising=False)
    with pytest.raises(EngineMissing, match=r"needs dlt.*requirements-connect\.txt"):
        pulled("https://crm.example/events")


def test_what_was_fetched_is_private_and_can_be_discarded(service, tmp_path):
    remote = remote_at(service(well_behaved).url)
    pull(remote, SecretStr(TOKEN), tmp_path)
    (folder,) = tmp_path.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    discard(remote, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["ftp://x/", "crm.example/api", "https:///path", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(NotReadable, match="must begin with https"):
        remote_at(url)


def test_an_address_that_holds_a_password_is_refused_without_repeating_it():
    with pytest.raises(NotReadable, match="holds a user name or password") as told:
        remote_at("https://me:hunter2@crm.example/events")
    assert "hunter2" not in str(told.value)


def test_another_source_is_another_pull():
    first = remote_at("https://crm.example/events")
    assert first.fingerprint != remote_at("https://crm.example/events2").fingerprint
    assert isinstance(first, Remote)


def _holding(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
