"""The journey a service designer takes: a log in, the map, the ranked steps, the files out."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.doing import PATIENT, analyse_sample, confirm, go_to, upload
from tests.browser.serving import wait_until_still


def test_from_sample_to_report(offline, app_url, axe):
    page = offline
    analyse_sample(page, app_url)
    expect(page.get_by_text("10,305", exact=True)).to_be_visible()
    assert axe(page) == []

    go_to(page, "Process map")
    page.get_by_role("button", name=re.compile(r"^Enter report in CRM\.")).click()
    expect(page.get_by_role("heading", name="Enter report in CRM")).to_be_visible(timeout=PATIENT)
    assert axe(page) == []

    go_to(page, "Opportunities")
    table = page.get_by_role("table").first
    expect(table.get_by_role("cell", name="Automate").first).to_be_visible()
    expect(table.get_by_text("Collect missed bin")).to_have_count(0)
    expect(table.get_by_role("cell", name="Fragile").first).to_be_visible()
    expect(page.get_by_text("Another reading of the log would change this:")).to_be_visible()
    page.get_by_text("Cases behind this").click()
    expect(page.get_by_role("button", name="Download all case references (CSV)")).to_be_visible(
        timeout=PATIENT
    )
    assert axe(page) == []

    go_to(page, "Report")
    with page.expect_download(timeout=PATIENT) as getting:
        page.get_by_role("button", name="Steps, verdicts and reasons (CSV)").click()
    rows = list(csv.DictReader(Path(getting.value.path()).read_text(encoding="utf-8").splitlines()))
    assert {row["activity"] for row in rows if row["list"] == "ranked"} >= {
        "Enter report in CRM",
        "Open portal report",
    }
    first = rows[0]
    assert (first["activity"], first["stability"]) == ("Enter report in CRM", "fragile")
    assert first["what_flips_it"].startswith(
        "If a case that goes on after it was closed counts as two, it moves"
    )
    assert axe(page) == []


def test_pages_without_a_log_say_what_to_do(offline, app_url, axe):
    offline.goto(app_url)
    wait_until_still(offline)
    for name in ("Process map", "Opportunities", "Report"):
        offline.get_by_role("link", name=name).first.click()
        expect(offline.get_by_text("Choose a log first")).to_be_visible(timeout=PATIENT)
        wait_until_still(offline)
        assert axe(offline) == []


def test_a_real_log_by_upload(offline, app_url, public_logs):
    upload(offline, app_url, public_logs / "receipt.xes.gz")
    confirm(offline)
    for figure in ("1,434", "8,577", "27", "116"):
        expect(offline.get_by_text(figure, exact=True)).to_be_visible()
    go_to(offline, "Process map")
    expect(offline.get_by_role("button", name=re.compile(r"^Confirmation of receipt\."))).to_be_visible(
        timeout=PATIENT
    )


def test_a_file_that_is_no_log_gives_one_sentence(offline, app_url, tmp_path):
    page = tmp_path / "login.csv"
    page.write_text("<!DOCTYPE html><html><body><form><input name='u'></form></body></html>")
    upload(offline, app_url, page)
    expect(offline.get_by_role("alert").filter(has_text=re.compile("web page", re.IGNORECASE))).to_be_visible(
        timeout=PATIENT
    )


def test_a_workbook_with_two_sheets_is_asked_about(offline, app_url, hostile_corpus):
    upload(offline, app_url, hostile_corpus / "files" / "xlsx" / "xlsx-two-sheets.xlsx")
    asked = offline.get_by_role("alert").filter(has_text="xlsx-two-sheets.xlsx")
    expect(asked).to_be_visible(timeout=PATIENT)
    sheet = re.findall(r"[“\"]([^”\"]+)[”\"]", asked.inner_text().replace("\u2060", ""))[0]
    offline.get_by_label("Name of the sheet").fill(sheet)
    offline.get_by_role("button", name="Read this one").click()
    expect(offline.get_by_role("button", name="Analyse this log")).to_be_visible(timeout=PATIENT)


def test_dark_theme_keeps_its_contrast(browser, browser_context_args, app_url, axe):
    page = browser.new_context(**browser_context_args, color_scheme="dark").new_page()
    analyse_sample(page, app_url)
    for name in ("Process map", "Opportunities", "Report"):
        go_to(page, name)
        wait_until_still(page)
        assert axe(page) == []
    page.context.close()


def test_windows_high_contrast_shows_where_sliders_stand_and_what_is_chosen(
    browser, browser_context_args, app_url
):
    page = browser.new_context(**browser_context_args, forced_colors="active").new_page()
    analyse_sample(page, app_url)
    go_to(page, "Process map")
    chosen, other = (
        page.get_by_role("radio", name=name).evaluate("e => getComputedStyle(e).backgroundColor")
        for name in ("Frequency", "Waiting time")
    )
    assert chosen != other
    knob = "e => getComputedStyle(e.parentElement.parentElement).backgroundColor"
    thumb = page.locator("[data-testid=stSlider] input[type=range]").first.evaluate(knob)
    canvas = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert thumb not in (canvas, "rgba(0, 0, 0, 0)")
    page.context.close()
