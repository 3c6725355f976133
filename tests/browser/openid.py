"""The app with sign-in set, beside a real OpenID provider, both on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mining.audit.key import make_key, read_key
from mining.audit.trail import Trail
from tests.browser.doing import PATIENT
from tests.browser.serving import ROOT, free_port, served, wait_until_still

PROVIDER = ROOT / "tests" / "servers" / "openid"
ROLES = """
session_hours = 8

[roles]
viewer = ["Throughline.Viewer"]
analyst = ["Throughline.Analyst"]
admin = ["Throughline.Admin"]

[people]
"Listed@council.example" = "viewer"
"""


@dataclass(frozen=True)
class Service:
    """The app with sign-in.

    Attributes
    ----------
    address
        Of the app.
    roles
        The file that says who has which role.
    trail
        The audit log.
    """

    address: str
    roles: Path
    trail: Trail


@contextmanager
def service(folder: Path, store: Path) -> Iterator[Service]:
    """Serve the app with sign-in on a prepared store."""
    app, provider = free_port(), free_port()
    secrets, roles = folder / "secrets.toml", folder / "roles.toml"
    secrets.write_text(
        f"""
[auth]
redirect_uri = "http://127.0.0.1:{app}/oauth2callback"
cookie_secret = "{os.urandom(32).hex()}"
client_id = "throughline"
client_secret = "a secret for tests only"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""
    )
    roles.write_text(ROLES)
    make_key(folder / "audit.key")
    trail = Trail(folder / "audit", read_key(folder / "audit.key"))
    environment = {
        "STREAMLIT_SECRETS_FILES": str(secrets),
        "THROUGHLINE_ACCESS": str(roles),
        "THROUGHLINE_AUDIT": str(trail.folder),
        "THROUGHLINE_AUDIT_KEY": str(folder / "audit.key"),
        "THROUGHLINE_STORE": str(store),
    }
    callback = f"http://127.0.0.1:{app}/oauth2callback"
    with _provided(provider, callback), served("serve.py", app, **environment) as address:
        yield Service(address, roles, trail)


@contextmanager
def _provided(port: int, callback: str) -> Iterator[None]:
    _needs_the_provider()
    command = ["node", "provider.mjs", str(port), callback]
    with subprocess.Popen(
        command, cwd=PROVIDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_until_answering(f"http://127.0.0.1:{port}/.well-known/openid-configuration", server)
            yield
        finally:
            server.terminate()
            server.wait(20)


def _needs_the_provider() -> None:
    if shutil.which("node") and (PROVIDER / "node_modules").is_dir():
        return
    reason = "needs Node and the packages of tests/servers/openid: make openid"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; nothing may skip silently in CI")
    pytest.skip(reason)


def _wait_until_answering(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the provider stopped with code {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the provider did not answer")


def ask_to_sign_in(page: Page, address: str, name: str) -> None:
    """Go the whole way through the provider, and wait for what the app says then."""
    page.goto(address)
    page.get_by_role("button", name="Sign in", exact=True).click(timeout=PATIENT)
    page.get_by_role("textbox", name="Name").fill(name, timeout=PATIENT)
    with page.expect_response(lambda answer: "/oauth2callback" in answer.url, timeout=PATIENT):
        page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENT)
    wait_until_still(page)


def sign_in(page: Page, address: str, name: str) -> None:
    """Sign in as somebody who may come in."""
    ask_to_sign_in(page, address, name)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=PATIENT)


def cookies_of(page: Page) -> dict[str, dict[str, object]]:
    """The app's cookies that say who somebody is, by name."""
    return {c["name"]: c for c in page.context.cookies() if c["name"].startswith("_streamlit_user")}
