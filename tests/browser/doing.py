"""What a person does in the app, step by step."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import wait_until_still

PATIENT = 60_000


def analyse_sample(page: Page, address: str, title: str = "missed bin collections") -> None:
    page.goto(address)
    wait_until_still(page)
    page.get_by_role("button", name=f"Use {title}").click()
    confirm(page)


def confirm(page: Page) -> None:
    button = page.get_by_role("button", name="Analyse this log")
    expect(button).to_be_visible(timeout=PATIENT)
    # While the page is still being drawn the button may be exchanged under the pointer.
    wait_until_still(page)
    button.click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible(timeout=PATIENT)
    wait_until_still(page)


def go_to(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=PATIENT)
    wait_until_still(page)


def texts_of_cells(page: Page) -> set[str]:
    """What stands in the cells of all tables, without the invisible joiners of escaped text."""
    expect(page.get_by_role("cell").first).to_be_visible(timeout=PATIENT)
    return {text.replace("\u2060", "") for text in page.get_by_role("cell").all_text_contents()}


def upload(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    wait_until_still(page)
    page.locator("input[type=file]").set_input_files(file)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a box with a list; lists have a name of their own, so only the box is a combobox."""
    page.get_by_role("dialog").get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def open_filter_form(page: Page, kind: str = "Channel") -> Locator:
    page.get_by_role("button", name="Add a filter").click()
    form = page.get_by_role("dialog", name="Add a filter")
    expect(form.get_by_role("radio", name="Leave these out")).to_be_visible(timeout=PATIENT)
    if kind != "Channel":
        choose(page, "Filter by", kind)
    return form


def set_filter(page: Page, form: Locator) -> None:
    form.get_by_role("button", name="Add this filter").click()
    expect(form).to_have_count(0, timeout=PATIENT)
    wait_until_still(page)
