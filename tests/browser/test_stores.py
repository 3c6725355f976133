"""A prepared store served to everybody, and what is said of a file that is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import expect

from mining.eventlog import EventLog
from mining.storage import VERSION
from tests.browser.doing import PATIENT, go_to
from tests.browser.serving import served
from tests.event_logs import raw_table
from tests.ui.logs import COLUMNS, MAPPING, rows


def made(folder: Path) -> Path:
    store = folder / "log.throughline"
    EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING, store=store).close()
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def address(store) -> Iterator[str]:
    with served("serve.py", THROUGHLINE_STORE=str(store)) as found:
        yield found


def test_a_store_is_open_on_every_page_of_every_session(offline, browser, address, store, axe):
    before = store.read_bytes()
    other = browser.new_page()
    for page in (offline, other):
        page.goto(address)
        expect(page.get_by_text("test.csv is ready.")).to_be_visible(timeout=PATIENT)
    assert axe(offline) == []
    go_to(offline, "Process map")
    expect(offline.get_by_text("All 25 cases", exact=True)).to_be_visible()
    go_to(offline, "Opportunities")
    expect(offline.get_by_role("heading", name="Patterns of more than one step")).to_be_visible(
        timeout=PATIENT
    )
    go_to(other, "Report")
    expect(other.get_by_role("heading", name="Download")).to_be_visible(timeout=PATIENT)
    other.close()
    assert store.read_bytes() == before


def test_the_process_map_of_a_store_can_be_the_first_page_of_a_session(page, address):
    page.goto(f"{address}map")
    expect(page.get_by_text("All 25 cases", exact=True)).to_be_visible(timeout=PATIENT)


def damaged(folder: Path) -> Path:
    store = made(folder)
    store.write_bytes(store.read_bytes()[:5_000])
    return store


def of_another_version(folder: Path) -> Path:
    store = made(folder)
    with duckdb.connect(store) as connection:
        connection.execute(
            f"UPDATE about SET about = replace(about, '\"version\":{VERSION}', '\"version\":0')"
        )
    return store


def absent(folder: Path) -> Path:
    return folder / "log.throughline"


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (damaged, "log.throughline cannot be opened as a store"),
        (of_another_version, "log.throughline was made by another version of this program"),
        (absent, "There is no store log.throughline"),
    ],
)
def test_a_file_that_is_no_store_gives_one_sentence_on_every_page(offline, tmp_path, axe, spoilt, sentence):
    with served("serve.py", THROUGHLINE_STORE=str(spoilt(tmp_path))) as address:
        offline.goto(address)
        said = offline.get_by_role("alert").filter(has_text=sentence)
        expect(said).to_be_visible(timeout=PATIENT)
        expect(offline.get_by_role("button", name="Use missed bin collections")).to_be_visible()
        assert axe(offline) == []
        offline.get_by_role("link", name="Process map").first.click()
        expect(offline.get_by_text("Choose a log first")).to_be_visible(timeout=PATIENT)
        expect(said).to_be_visible()
