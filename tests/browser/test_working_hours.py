"""Waits in working hours, as a service designer asks for them; and no hours where the log has dates only."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from mining.eventlog import EventLog
from tests.browser.doing import PATIENT, go_to
from tests.browser.serving import served, wait_until_still
from tests.event_logs import MAPPING, raw_table

# Thursday 17 April 2025 16:00 to Tuesday 22 April 10:00: 4.8 days, of which England works 2 hours, Scotland 10.
EASTER = (("A", "2025-04-17 16:00"), ("B", "2025-04-22 10:00"))


@pytest.fixture(scope="module", params=["times", "dates"])
def served_log(request, tmp_path_factory):
    store = tmp_path_factory.mktemp("store") / "easter.throughline"
    length = {"times": None, "dates": 10}[request.param]
    rows = [(f"c{case}", step, time[:length]) for case in range(10) for step, time in EASTER]
    EventLog.from_table(raw_table(rows), MAPPING, store=store).close()
    with served("app.py", THROUGHLINE_STORE=str(store)) as address:
        yield request.param, address


def metric(page: Page, label: str) -> str:
    return page.get_by_test_id("stMetric").filter(has_text=label).get_by_test_id("stMetricValue").inner_text()


def test_working_hours_and_whole_days(offline, served_log, axe):
    kind, address = served_log
    offline.goto(address)
    go_to(offline, "Process map")
    expect(offline.locator(".node")).to_have_count(4, timeout=PATIENT)
    (_of_dates if kind == "dates" else _of_times)(offline)
    offline.mouse.move(5, 5)
    assert axe(offline) == []


def _of_dates(page: Page) -> None:
    expect(page.get_by_text("dates without times, so times are told in whole days")).to_be_visible()
    expect(page.get_by_role("radio", name="Working hours")).to_have_count(0)
    assert metric(page, "Median throughput time") == "5 days"


def _of_times(page: Page) -> None:
    assert metric(page, "Median throughput time") == "4.8 days"
    page.get_by_role("radio", name="Working hours").click()
    said = page.get_by_text(re.compile("^Working hours: Mon to Fri"))
    expect(said).to_contain_text("closed on bank holidays in England", timeout=PATIENT)
    wait_until_still(page)
    assert metric(page, "Median throughput time") == "2.0 working hours"
    expect(page.get_by_role("button", name=re.compile("^B\\."))).to_have_accessible_name(
        re.compile("2.0 working hours")
    )
    page.get_by_role("button", name="Change the calendar").click()
    form = page.get_by_role("dialog", name="Working calendar")
    form.get_by_label("Monday").fill("late")
    form.get_by_role("button", name="Count by this calendar").click()
    expect(form.get_by_role("alert")).to_contain_text("cannot be read", timeout=PATIENT)
    form.get_by_label("Monday").fill("9:00-17:00")
    form.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Scotland", exact=True).click()
    form.get_by_role("button", name="Count by this calendar").click()
    expect(said).to_contain_text("closed on bank holidays in Scotland", timeout=PATIENT)
    wait_until_still(page)
    assert metric(page, "Median throughput time") == "10.0 working hours"
    go_to(page, "Data")
    go_to(page, "Process map")
    expect(said).to_contain_text("closed on bank holidays in Scotland", timeout=PATIENT)
