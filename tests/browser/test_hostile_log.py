"""A log whose every name is hostile, carried through every page and dialog: names are text, and nothing else happens.

The fixture `offline` fails on any request that leaves this machine and on any error in the console, which is
where the browser reports what the Content-Security-Policy stopped: escaping has to hold by itself.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mining.discovery.labels import plain
from mining.privacy.personal import masked
from tests.browser.doing import (
    PATIENT,
    confirm,
    go_to,
    open_filter_form,
    set_filter,
    texts_of_cells,
    upload,
)
from tests.browser.hostile_names import NAMES

N_CASES = 30
MARKUP = "[data-testid='stMain'] :is(script, iframe, object, embed, a[href*='192.0.2.1'], a[href*='evil'], img, .katex)"


@pytest.fixture(scope="module")
def hostile_log(tmp_path_factory) -> Path:
    """Each case does every step; who, how, where and the references are hostile as well."""
    file = tmp_path_factory.mktemp("hostile") / "![x](http:192.0.2.1) <b>$a$.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["Case ID", "Activity", "Timestamp", "Resource", "Channel", "System"])
        for case in range(N_CASES):
            channel = NAMES[case % 3]
            for place, name in enumerate(NAMES):
                when = f"2025-05-{1 + case % 28:02d}T{8 + place // 6:02d}:{place % 6 * 9:02d}:00Z"
                others = (NAMES[(place + shift) % len(NAMES)] for shift in (1, 2))
                writer.writerow([f"{NAMES[case]} {case}", name, when, next(others), channel, next(others)])
    return file


def seen(name: str) -> str:
    """A name as the page shows it: what looks like personal data is masked."""
    return plain(masked(name)).replace("\u2060", "")


def squeezed(texts: set[str]) -> set[str]:
    return {plain(text) for text in texts}


def nothing_happened(page: Page) -> None:
    assert page.locator(MARKUP).count() == 0
    assert page.evaluate("() => window.ran ?? document.title").endswith("Throughline")


def test_names_are_text_on_every_page_and_in_every_dialog(offline: Page, app_url: str, hostile_log: Path):
    page = offline
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    upload(page, app_url, hostile_log)
    confirm(page)
    nothing_happened(page)

    on_the_map(page)
    on_the_other_pages(page)
    in_the_report(page)


def on_the_map(page: Page) -> None:
    go_to(page, "Process map")
    # A slash cannot stand in the pattern of a role.
    page.get_by_role("button", name=re.compile(r"^<b>bold<.b><script>alert\(1\)<.script>\.")).click()
    page.get_by_text("Cases behind this").click()
    with page.expect_download(timeout=PATIENT) as getting:
        page.get_by_role("button", name="Download all case references (CSV)").click()
    with Path(getting.value.path()).open(newline="", encoding="utf-8") as file:
        cases = {row[0].removeprefix("'") for row in csv.reader(file)}
    # References are hostile in the source, and pseudonyms here.
    assert len(cases) > N_CASES - 3
    assert sum(bool(re.fullmatch(r"[0-9a-f]{32}", case)) for case in cases) >= len(cases) - 1
    nothing_happened(page)
    form = open_filter_form(page)
    for name in NAMES[:3]:
        assert seen(name) in {
            text.replace("\u2060", "") for text in form.get_by_role("button").all_text_contents()
        }
    form.get_by_text(re.compile(r"img src")).first.click()
    set_filter(page, form)
    form = open_filter_form(page, "Step that was done")
    form.get_by_role("combobox", name="Step", exact=True).click()
    expect(page.get_by_role("option", name=seen(NAMES[0]), exact=True)).to_be_visible(timeout=PATIENT)
    page.keyboard.press("Escape")
    nothing_happened(page)
    page.keyboard.press("Escape")
    page.get_by_text("The same as a table").click()
    assert {seen(name) for name in NAMES} <= squeezed(texts_of_cells(page))
    nothing_happened(page)


def on_the_other_pages(page: Page) -> None:
    go_to(page, "Opportunities")
    expect(page.get_by_text("img src").first).to_be_visible(timeout=PATIENT)
    assert {seen(name) for name in NAMES} <= squeezed(texts_of_cells(page))
    nothing_happened(page)

    go_to(page, "Report")
    expect(page.get_by_role("button", name="Everything (JSON)")).to_be_visible(timeout=PATIENT)
    nothing_happened(page)


def in_the_report(page: Page) -> None:
    with page.expect_download(timeout=PATIENT) as getting:
        page.get_by_role("button", name="Report (HTML, one page)").click()
    report = Path(getting.value.path()).with_suffix(".html")
    getting.value.save_as(report)
    page.goto(report.as_uri())
    assert page.locator("script, iframe, object, embed, img, image").count() == 0
    assert page.evaluate("() => window.ran ?? document.title").startswith("Throughline: ")
    assert "<img src=" in page.title()
