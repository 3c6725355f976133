"""One real browser among the many: how long a person waits until the map can be seen."""

from __future__ import annotations

import shutil
import time

from playwright.sync_api import Error, sync_playwright

from benchmarks.load.client import LONGEST_SECONDS
from benchmarks.load.person import Told

__all__ = ["SEEN", "look_on"]

SEEN = "See the map in Chromium, page opened anew"
_PAUSE_SECONDS = 5


def look_on(address: str, until: float, told: Told) -> None:
    """Open the map again and again in Chromium until a moment, and tell how long each took."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        while time.monotonic() < until:
            page = browser.new_page()
            try:
                page.goto(f"http://{address}/map")
                page.locator(".node").first.wait_for(timeout=LONGEST_SECONDS * 1000)
                told.seconds.setdefault(SEEN, []).append(page.evaluate("performance.now()") / 1000)
            except Error as error:
                told.errors.append(f"browser: {error}")
            finally:
                page.close()
            time.sleep(_PAUSE_SECONDS)
        browser.close()
