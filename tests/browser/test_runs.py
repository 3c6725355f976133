"""Runs of one session: never two at a time, whatever a person clicks in the meantime."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.doing import PATIENT
from tests.browser.serving import served


def test_a_click_in_the_middle_of_a_run_waits_for_its_end(offline: Page):
    with served("tests/browser/apps/slow.py") as address:
        offline.goto(address)
        for _ in range(3):
            offline.get_by_role("button", name="Again").click()
            offline.wait_for_timeout(300)
        expect(offline.get_by_text("runs, 1 at a time")).to_be_visible(timeout=PATIENT)
