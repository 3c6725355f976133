"""A step and a channel of a few cases are on no page, and the pages say what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.doing import PATIENT, confirm, go_to, open_filter_form, upload
from tests.disclosure.test_exports import write_log

SENTENCE = "Hidden, because fewer than 5 cases could point at a person: 1 step and 4 paths"


def everything_on(page: Page) -> str:
    """What can be read of a page, seen, closed up or spoken, names joined by invisible marks put right."""
    return page.content().replace("\u2060", "")


def test_a_rare_step_is_on_no_page(
    offline: Page, app_url: str, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    page = offline
    upload(page, app_url, write_log(tmp_path / "rare.csv"))
    confirm(page)
    expect(page.get_by_role("heading", name="What is hidden")).to_be_visible(timeout=PATIENT)
    assert axe(page) == []
    for name in ("Process map", "Opportunities", "Report"):
        go_to(page, name)
        expect(page.get_by_text(SENTENCE)).to_be_visible(timeout=PATIENT)
        assert "Zebra" not in everything_on(page)
        assert axe(page) == []
    go_to(page, "Process map")
    expect(page.get_by_text("All 80 cases", exact=True)).to_be_visible(timeout=PATIENT)
    open_filter_form(page, "Step that was done")
    page.get_by_role("dialog").get_by_role("combobox", name="Step", exact=True).click()
    expect(page.get_by_role("option", name="Check", exact=True)).to_be_visible()
    assert "Zebra" not in everything_on(page)
