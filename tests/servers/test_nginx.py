"""The example of docs/nginx.conf as nginx runs it: TLS, headers, limits, and the app works behind it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import CHROMIUM
from tests.browser.serving import ROOT, served, wait_until_still

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="needs nginx (Debian: nginx-light)"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"needs Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def base_url() -> str:
    return ""


def free_ports(n: int) -> list[int]:
    probes = [socket.socket() for _ in range(n)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@pytest.fixture(scope="module")
def behind(tmp_path_factory) -> Iterator[tuple[int, int]]:
    """Serve the app behind nginx; give the ports of HTTP and HTTPS."""
    folder = tmp_path_factory.mktemp("nginx")
    plain, secure = free_ports(2)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    with served("serve.py") as address:
        text = (ROOT / "docs" / "nginx.conf").read_text("utf8")
        for written, used in (("8080", plain), ("8443", secure), ("8501", address.split(":")[-1].strip("/"))):
            assert f"127.0.0.1:{written}" in text
            text = text.replace(f"127.0.0.1:{written}", f"127.0.0.1:{used}")
        # Only for the test: workers of the user who runs it, who alone may look into the test's folder.
        (folder / "nginx.conf").write_text(f"user root;\n{text}" if folder.owner() == "root" else text)
        command = [
            NGINX,
            "-p",
            folder,
            "-c",
            folder / "nginx.conf",
            "-e",
            folder / "error.log",
            "-g",
            "daemon off;",
        ]
        with subprocess.Popen(command) as server:
            try:
                wait_for(secure)
                yield plain, secure
            finally:
                server.terminate()
                server.wait(20)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("nginx did not start")


def test_the_app_works_behind_nginx_and_keeps_its_headers(behind, browser: Browser):
    plain, secure = behind
    page = browser.new_context(ignore_https_errors=True).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    answer = page.goto(f"https://localhost:{secure}/")
    wait_until_still(page)
    page.locator("input[type=file]").set_input_files(ROOT / "sample_logs" / "blue_badge.csv")
    expect(page.get_by_role("button", name="Analyse this log")).to_be_visible(timeout=60_000)
    assert not faults
    headers = answer.headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["server"] == "nginx"
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "throughline_visitor"]
    assert cookie["secure"]
    assert cookie["httpOnly"]
    ask = page.context.request
    assert ask.get(f"https://localhost:{secure}/_stcore/metrics").status == 404
    assert ask.get(f"https://localhost:{secure}/_stcore/agent/openapi.json").status == 404
    moved = ask.get(f"http://localhost:{plain}/map", max_redirects=0)
    assert (moved.status, moved.headers["location"]) == (301, "https://localhost/map")
    page.context.close()
    too_large = subprocess.run(
        ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}", "-X", "PUT", "-H", "Expect:",
         "-H", f"Content-Length: {400 * 2**20}", "--data-binary", "x", "-m", "10",
         f"https://localhost:{secure}/_stcore/upload_file/s/1"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert too_large.stdout == "413"
