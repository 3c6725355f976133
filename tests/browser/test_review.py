"""Reviewing steps: a verdict is recorded, taken back, downloaded; what it names does nothing on the way."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.doing import PATIENT, go_to
from tests.browser.serving import served, wait_until_still


def fill_in(page):
    page.get_by_text("Automate", exact=True).click()
    page.get_by_role("combobox", name="Why? Choose one or more").click()
    page.get_by_role("option", name="Its rules can be written down").click()
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Note, if you want to add one").fill("=1+1, ring 07700 900123")


def answer_about_the_law(page):
    name = page.get_by_role("main").get_by_role("heading", level=3).first.inner_text()
    page.get_by_text("Five questions the log cannot answer").click()
    asked = page.get_by_role("radiogroup", name="Does the law require a person to decide?")
    asked.get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Record answers").click()
    expect(page.get_by_text(f"Recorded your answers about {name}.")).to_be_visible(timeout=PATIENT)
    wait_until_still(page)


def look_at_the_refit(page):
    page.get_by_text("Show what a refitted model would change").click()
    expect(page.get_by_text("Fitted to 1 reviewed step,")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_text("It stays a challenger")).to_be_visible()
    wait_until_still(page)


def say_who_reviews(page):
    expect(page.get_by_text("Say who you are first.")).to_be_visible(timeout=PATIENT)
    name = page.get_by_role("textbox", name="Your name or initials")
    name.fill("A. Reviewer")
    name.press("Enter")
    expect(page.get_by_role("heading", name="Judge a step")).to_be_visible(timeout=PATIENT)
    wait_until_still(page)


def test_a_step_is_judged_and_the_judgement_taken_back(offline, axe):
    page = offline
    with served("app.py", THROUGHLINE_SAMPLE="missed_bins") as address:
        page.goto(address)
        expect(page.get_by_role("heading", name="What was read")).to_be_visible(timeout=PATIENT)
        go_to(page, "Review")
        say_who_reviews(page)
        step = page.get_by_role("main").get_by_role("heading", level=3).first.inner_text()
        page.get_by_role("button", name="Record", exact=True).click()
        expect(page.get_by_text("Choose what you would do with this step.")).to_be_visible(timeout=PATIENT)
        wait_until_still(page)
        fill_in(page)
        page.get_by_role("button", name="Record", exact=True).click()
        expect(page.get_by_text(f"Recorded “automate” for {step}.")).to_be_visible(timeout=PATIENT)
        wait_until_still(page)
        expect(page.get_by_role("cell", name="=1+1, ring [phone number]")).to_be_visible()
        assert axe(page) == []
        with page.expect_download(timeout=PATIENT) as getting:
            page.get_by_role("button", name="Reviews (CSV)").click()
        with Path(getting.value.path()).open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["activity"], row["reviewer"], row["note"]) == (
            step,
            "A. Reviewer",
            "'=1+1, ring [phone number]",
        )
        answer_about_the_law(page)
        look_at_the_refit(page)
        assert axe(page) == []
        page.get_by_role("button", name="Take it back").click()
        expect(page.get_by_text(f"Took back “automate” for {step}.")).to_be_visible(timeout=PATIENT)
        expect(page.get_by_text("Nothing yet.")).to_be_visible(timeout=PATIENT)
