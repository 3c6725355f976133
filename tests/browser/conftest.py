"""Fixtures that drive the app in a real Chromium, cut off from every other machine.

The browser is the one the system has (Debian: ``apt-get install --no-install-recommends chromium``), so
``playwright install`` is not needed. Another one is named by the environment variable CHROMIUM.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.serving import served

playwright_api = pytest.importorskip("playwright.sync_api", reason="needs the developer requirements")
Page = playwright_api.Page

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and skip it where there is no browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists() and os.environ.get("CI"):
                pytest.exit(f"there is no Chromium at {CHROMIUM}, and nothing may skip silently in CI", 1)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"needs Chromium at {CHROMIUM}"))


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """Return the address of the whole app."""
    with served("serve.py") as address:
        yield address


@pytest.fixture(scope="session")
def base_url() -> str:
    """Take the place of pytest-base-url's fixture, which pytest 9 warns about; addresses here are whole."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Launch the browser of the system."""
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Open windows of an office screen, without motion, in British English."""
    size = {"width": 1440, "height": 1000}
    return {**browser_context_args, "viewport": size, "reduced_motion": "reduce", "locale": "en-GB"}


@pytest.fixture
def offline(page: Page) -> Iterator[Page]:
    """Return a page whose test fails on any request that leaves this machine and on any console error."""
    outside: list[str] = []
    faults: list[str] = []
    page.route("**/*", lambda route: _stay_inside(route, outside))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    assert not outside, f"requests that leave this machine: {outside}"
    assert not faults, f"faults in the console: {faults}"


def _stay_inside(route: playwright_api.Route, outside: list[str]) -> None:
    if route.request.url.startswith(
        ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "file:///tmp/")
    ):
        route.continue_()
    else:
        outside.append(route.request.url)
        route.abort()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a function that names every breach of WCAG 2.2 AA that axe finds on a page.

    axe sees only part of what the guidelines ask for: no breach found is not yet an accessible page.
    """
    from axe_playwright_python.sync_playwright import Axe

    def breaches(page: Page) -> list[str]:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        return [
            f"{breach['id']} ({breach['impact']}): {[node['html'][:120] for node in breach['nodes'][:3]]}"
            for breach in found.response["violations"]
        ]

    return breaches
