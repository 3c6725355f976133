"""Filtering as a service designer does it: counts, chips, undo, keyboard, small counts, hostile names."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from connectors import open_source
from mining.discovery.labels import plain
from mining.eventlog import EventLog
from sample_logs import samples
from tests.browser.doing import PATIENT, choose, confirm, go_to, open_filter_form, set_filter, upload
from tests.browser.hostile_names import NAMES
from tests.browser.serving import served, wait_until_still

SAMPLE = next(sample for sample in samples() if sample.key == "missed_bins")
CHASES = "Resident chases progress"


@pytest.fixture(scope="module")
def cases() -> dict[str, tuple[str, list[str]]]:
    """Channel and steps of every case of the sample, read here by other means than the program's."""
    channels: dict[str, str] = {}
    steps: dict[str, list[str]] = defaultdict(list)
    with SAMPLE.path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            channels.setdefault(row["Case reference"], row["Channel"])
            steps[row["Case reference"]].append(row["Activity"])
    return {case: (channels[case], steps[case]) for case in channels}


@pytest.fixture(scope="module")
def store_url(tmp_path_factory) -> Iterator[str]:
    """Return the address of the app on a prepared store of the sample, which all sessions share."""
    store = tmp_path_factory.mktemp("store") / "missed_bins.throughline"
    mapping = SAMPLE.mapping.without_attributes()
    EventLog.from_table(open_source(SAMPLE.path), mapping, SAMPLE.rules, store=store).close()
    with served("serve.py", THROUGHLINE_STORE=str(store)) as address:
        yield address


def on_the_map(page: Page, address: str) -> Page:
    page.goto(address)
    go_to(page, "Process map")
    expect(page.locator(".node")).to_have_count(16, timeout=PATIENT)
    wait_until_still(page)
    return page


def share(page: Page, n: int) -> Locator:
    return page.get_by_text(f"{n // 5 * 5:,} of 1,000 cases", exact=True)


def chip(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=f"{words} (remove)", exact=True)


def places(page: Page) -> dict[str | None, str | None]:
    """Where every box of the map stands."""
    return {
        node.get_attribute("data-id"): node.get_attribute("style") for node in page.locator(".node").all()
    }


def set_channel(page: Page, name: str) -> None:
    form = open_filter_form(page)
    form.get_by_role("button", name=name, exact=True).click()
    set_filter(page, form)


def test_a_channel_and_a_step_narrow_the_map(offline, store_url, axe, cases):
    page = on_the_map(offline, store_url)
    before = places(page)
    phoned = [steps for channel, steps in cases.values() if channel == "Phone"]
    chased = [steps for steps in phoned if CHASES in steps]
    expect(page.get_by_text("All 1,000 cases", exact=True)).to_be_visible()
    set_channel(page, "Phone")
    expect(share(page, len(phoned))).to_be_visible()
    expect(chip(page, "Channel is Phone")).to_be_visible()

    page.locator(f".node[data-id='activity:{CHASES}']").click()
    page.get_by_role("button", name="Only cases with this").click()
    expect(share(page, len(chased))).to_be_visible(timeout=PATIENT)
    expect(chip(page, f"With {CHASES}")).to_be_visible()
    times = sum(steps.count(CHASES) for steps in chased)
    expect(page.get_by_role("button", name=re.compile(f"^{CHASES}. {times:,} times"))).to_be_visible()
    expect(page.locator(".spoken")).to_contain_text(f"Process map of {len(chased) // 5 * 5:,} cases")
    assert places(page).items() <= before.items()
    assert axe(page) == []
    assert not re.search("phone|chase", page.url, re.IGNORECASE)


def test_filters_are_taken_away_one_by_one_all_at_once_and_by_undo(offline, store_url, cases):
    page = on_the_map(offline, store_url)
    phoned = sum(channel == "Phone" for channel, _ in cases.values())
    chased = sum(CHASES in steps for _, steps in cases.values())
    both = sum(channel == "Phone" and CHASES in steps for channel, steps in cases.values())
    set_channel(page, "Phone")
    form = open_filter_form(page, "Step that was done")
    choose(page, "Step", CHASES)
    set_filter(page, form)
    expect(share(page, both)).to_be_visible(timeout=PATIENT)
    chip(page, "Channel is Phone").click()
    expect(share(page, chased)).to_be_visible(timeout=PATIENT)
    for expected in (both, phoned):
        page.get_by_role("button", name="Undo").click()
        expect(share(page, expected)).to_be_visible(timeout=PATIENT)
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("All 1,000 cases", exact=True)).to_be_visible(timeout=PATIENT)
    expect(page.get_by_role("button", name="Clear all")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    expect(share(page, phoned)).to_be_visible(timeout=PATIENT)


def test_a_line_of_the_map_leads_to_the_cases_that_took_it(offline, store_url, cases):
    page = on_the_map(offline, store_url)
    pair = ("Raise crew job", "Collect missed bin")
    took = [steps for _, steps in cases.values() if pair in pairwise(steps)]
    line = page.get_by_role("button", name=re.compile(f"^{pair[0]} to {pair[1]}\\."))
    line.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Only cases that take this path").click()
    expect(share(page, len(took))).to_be_visible(timeout=PATIENT)
    expect(chip(page, f"{pair[1]} comes directly after {pair[0]}")).to_be_visible()


def test_filters_are_set_and_taken_away_by_keyboard_alone(offline, store_url, cases):
    page = on_the_map(offline, store_url)
    page.get_by_role("button", name="Add a filter").focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Add a filter")
    expect(form.get_by_role("button", name="Email")).to_be_visible(timeout=PATIENT)
    tab_to(page, form.get_by_role("button", name="Email"))
    page.keyboard.press("Space")
    expect(form.get_by_role("button", name="Email")).to_have_attribute("aria-pressed", "true")
    expect(form.get_by_role("button", name="Add this filter")).to_be_enabled(timeout=PATIENT)
    tab_to(page, form.get_by_role("radio", name="Keep only these"))
    page.keyboard.press("ArrowRight")
    expect(form.get_by_role("radio", name="Leave these out")).to_be_checked()
    tab_to(page, form.get_by_role("button", name="Add this filter"))
    page.keyboard.press("Enter")
    others = sum(channel != "Email" for channel, _ in cases.values())
    expect(share(page, others)).to_be_visible(timeout=PATIENT)
    expect(page.get_by_role("button", name="Add a filter")).to_be_focused()
    tab_to(page, chip(page, "Channel is not Email"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("All 1,000 cases", exact=True)).to_be_visible(timeout=PATIENT)


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(12):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def test_an_impossible_filter_is_refused_and_the_map_stays(offline, store_url, axe, cases):
    page = on_the_map(offline, store_url)
    form = open_filter_form(page, "How long the case takes")
    form.get_by_role("spinbutton", name="Number").fill("5000")
    form.get_by_role("button", name="Add this filter").click()
    sentence = "No case of missed_bins.csv passes the filters."
    expect(form.get_by_role("alert").filter(has_text=sentence)).to_be_visible(timeout=PATIENT)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_text("All 1,000 cases", exact=True)).to_be_visible()

    page.locator(".node[data-id='activity:Submit report']").click()
    page.get_by_role("button", name="Only cases without this").click()
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible(timeout=PATIENT)
    expect(page.get_by_text("All 1,000 cases", exact=True)).to_be_visible()
    expect(page.locator(".node")).to_have_count(16)


def test_ranking_and_report_follow_the_filters(offline, store_url, axe, cases):
    page = on_the_map(offline, store_url)
    set_channel(page, "Web")
    page.get_by_text("Automation potential", exact=True).click()
    note = page.locator(".legend").get_by_text("Verdicts are those of the whole log.")
    expect(note).to_be_visible(timeout=PATIENT)

    n = sum(channel == "Web" for channel, _ in cases.values()) // 5 * 5
    for name in ("Opportunities", "Report"):
        go_to(page, name)
        expect(page.get_by_text(f"{n} of 1,000 cases pass the filters: Channel is Web.")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_have_count(0, timeout=PATIENT)
        assert axe(page) == []
    with page.expect_download(timeout=PATIENT) as getting:
        page.get_by_role("button", name="Report (HTML, one page)").click()
    report = Path(getting.value.path()).read_text(encoding="utf-8")
    assert "missed_bins.csv, only cases that pass the filters “Channel is Web”" in report
    assert f"<dd>{n}</dd>" in report
    go_to(page, "Opportunities")
    expect(page.get_by_role("table").first.get_by_role("cell", name=str(n), exact=True).first).to_be_visible()
    go_to(page, "Process map")
    expect(page.get_by_role("radio", name="Automation potential")).to_be_checked()
    expect(page.locator(".legend")).to_be_visible(timeout=PATIENT)
    expect(note).to_have_count(0)


@pytest.fixture
def hostile_log(tmp_path) -> Path:
    """Thirty cases by a channel and with steps of hostile names, and three by another channel."""
    rows = [("Case ID", "Activity", "Timestamp", "Channel")]
    for case in range(33):
        channel = "Rare one" if case >= 30 else NAMES[0]
        names = [*NAMES, "Handed in"] if case >= 30 else NAMES
        rows += [
            (f"C{case}", name, f"2025-05-01T{9 + i // 60:02d}:{i % 60:02d}:00Z", channel)
            for i, name in enumerate(names)
        ]
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def hostile(offline, app_url, hostile_log) -> Page:
    """Return the map of the hostile log, uploaded."""
    upload(offline, app_url, hostile_log)
    confirm(offline)
    go_to(offline, "Process map")
    expect(offline.get_by_text("All 30 cases", exact=True)).to_be_visible(timeout=PATIENT)
    return offline


def test_names_of_fewer_than_five_cases_are_not_offered(hostile, axe):
    form = open_filter_form(hostile)
    expect(form.get_by_role("button", name="Rare one")).to_have_count(0)
    assert "Handed in" not in hostile.content()
    assert axe(hostile) == []


def test_hostile_names_stay_text_in_filters(hostile):
    form = open_filter_form(hostile)
    assert plain(NAMES[0]) in texts(form.get_by_role("button"))
    hostile.keyboard.press("Escape")
    for name in NAMES[:3]:
        form = open_filter_form(hostile, "Step that was done")
        # Typed, for of a long list only what is in view is drawn.
        form.get_by_role("combobox", name="Step", exact=True).fill(name)
        hostile.get_by_role("option", name=name, exact=True).click()
        set_filter(hostile, form)
    wanted = {f"With {plain(name)} (remove)" for name in NAMES[:3]}
    assert wanted <= texts(hostile.locator("[data-testid=stButton] p"))
    form = open_filter_form(hostile, "One variant")
    expect(form.get_by_text("→").first).to_be_visible(timeout=PATIENT)
    markup = "a, img, script, code, strong, em, del, h1, ul, ol, table, .katex"
    assert form.locator("[data-testid=stCaptionContainer]").locator(markup).count() == 0
    hostile.keyboard.press("Escape")
    go_to(hostile, "Opportunities")
    expect(hostile.get_by_text("pass the filters:")).to_be_visible(timeout=PATIENT)
    assert hostile.locator("[data-testid=stMain]").locator("a[href^=http], img, script, .katex").count() == 0


def texts(found: Locator) -> set[str]:
    """What stands in some elements, without the invisible joiners of escaped text."""
    return {text.replace("\u2060", "") for text in found.all_text_contents()}


def test_filters_fit_a_phone_in_the_dark(browser, browser_context_args, store_url, axe):
    narrow = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True}
    page = browser.new_context(**{**browser_context_args, **narrow}).new_page()
    page.goto(store_url)
    # The links of the top are behind a button on a narrow screen; the page has one of its own.
    page.get_by_role("link", name="See the process map").click()
    expect(page.locator(".node")).to_have_count(16, timeout=PATIENT)
    form = open_filter_form(page, "One step after another")
    choose(page, "First", "Raise crew job")
    choose(page, "Then", CHASES)
    form.get_by_text("At any time after it").click()
    assert axe(page) == []
    set_filter(page, form)
    long = chip(page, f"{CHASES} comes at any time after Raise crew job")
    expect(long).to_be_visible()
    box = long.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wait_until_still(page)
    assert axe(page) == []
    page.context.close()


def test_windows_high_contrast_shows_which_channel_is_chosen(browser, browser_context_args, store_url):
    page = browser.new_context(**browser_context_args, forced_colors="active").new_page()
    on_the_map(page, store_url)
    form = open_filter_form(page)
    form.get_by_role("button", name="Phone", exact=True).click()
    expect(form.get_by_role("button", name="Add this filter")).to_be_enabled(timeout=PATIENT)
    chosen, other = (
        form.get_by_role("button", name=name, exact=True).evaluate("e => getComputedStyle(e).backgroundColor")
        for name in ("Phone", "Web")
    )
    assert chosen != other
    page.context.close()
