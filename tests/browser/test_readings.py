"""How firm the conclusions are: nothing tried, then tried on request, with the sentences behind each word."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.doing import PATIENT, texts_of_cells
from tests.browser.serving import served, wait_until_still


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_other_readings_are_tried_on_request(offline, axe, scheme):
    page = offline
    page.emulate_media(color_scheme=scheme)
    with served("tests/browser/apps/readings.py") as address:
        page.goto(address)
        button = page.get_by_role("button", name="Try other readings")
        expect(button).to_be_visible(timeout=PATIENT)
        expect(page.get_by_text("were not asked for")).to_be_visible()
        wait_until_still(page)
        button.click()
        expect(button).to_have_count(0, timeout=PATIENT)
        wait_until_still(page)
        assert "Are rows that repeat an earlier row copies, or did it happen twice?" in texts_of_cells(page)
        page.get_by_text("What would change each fragile step").click()
        expect(page.get_by_text("If rows that repeat an earlier row are dropped")).to_be_visible(
            timeout=PATIENT
        )
        assert axe(page) == []
